package import EDocCrypto
internal import EDocEncoding

/// Which certificate an OCSP request or response is about.
///
/// [RFC 6960 §4.1.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.1.1).
package struct CertID: Hashable, Sendable {
    /// The digest algorithm of the two hashes, which need not be one that the library computes.
    package let hashAlgorithm: AlgorithmIdentifier
    /// The digest of the issuer's name.
    package let issuerNameHash: [UInt8]
    /// The digest of the issuer's key.
    package let issuerKeyHash: [UInt8]
    /// The serial number in two's complement, as encoded.
    package let serialNumber: [UInt8]

    /// How an identifier differs from that of a certificate.
    package enum Mismatch: Hashable, Sendable {
        case serialNumber
        case issuerNameHash
        case issuerKeyHash
        case hashAlgorithm
    }

    /// Computes the identifier of `certificate`.
    package init(
        of certificate: X509Certificate, issuedBy issuer: X509Certificate,
        _ algorithm: DigestAlgorithm = .sha1
    ) throws(OpenSSLError) {
        hashAlgorithm = AlgorithmIdentifier(algorithm.objectIdentifier, withNull: true)
        issuerNameHash = try algorithm.digest(of: certificate.tbs.issuer.encoded)
        issuerKeyHash = try algorithm.digest(of: issuer.tbs.subjectPublicKey)
        serialNumber = [UInt8](certificate.tbs.serialNumber)
    }

    /// The structure in `value`.
    init(_ value: DERValue) throws(ASN1Error) {
        var reader = value.reader
        hashAlgorithm = try AlgorithmIdentifier(
            try reader.next("certID.hashAlgorithm"), "certID.hashAlgorithm")
        issuerNameHash = [UInt8](try reader.next(.octetString, "issuerNameHash").content)
        issuerKeyHash = [UInt8](try reader.next(.octetString, "issuerKeyHash").content)
        serialNumber = [UInt8](
            try reader.next(.integer, "certID.serialNumber").integer("certID.serialNumber"))
        try reader.end("certID")
    }

    /// Why this is not the identifier of `certificate`; nil when it is. Both hashes are computed
    /// again.
    package func mismatch(
        with certificate: X509Certificate, issuedBy issuer: X509Certificate
    ) throws(OpenSSLError) -> Mismatch? {
        guard certificate.tbs.serialNumber.elementsEqual(serialNumber) else {
            return .serialNumber
        }
        guard certificate.tbs.issuer == issuer.tbs.subject else { return .issuerNameHash }
        guard let algorithm = hashAlgorithm.digestAlgorithm else { return .hashAlgorithm }
        // Certificate and issuer may encode the issuer's name with different string types and still
        // mean one name (RFC 5280 §7.1): either encoding may have been hashed.
        if try issuerNameHash != algorithm.digest(of: certificate.tbs.issuer.encoded) {
            let other = try algorithm.digest(of: issuer.tbs.subject.encoded)
            guard issuerNameHash == other else { return .issuerNameHash }
        }
        let keyHash = try algorithm.digest(of: issuer.tbs.subjectPublicKey)
        guard issuerKeyHash == keyHash else { return .issuerKeyHash }
        return nil
    }

    /// The encoded identifier.
    package var derEncoded: [UInt8] {
        DEREncoding.value(
            .sequence, [UInt8](hashAlgorithm.encoded),
            DEREncoding.value(.octetString, issuerNameHash),
            DEREncoding.value(.octetString, issuerKeyHash),
            DEREncoding.value(.integer, serialNumber))
    }
}
