package import EDocCrypto
package import EDocEncoding

/// The certificate that a signer says it signed with: by digest, and maybe by issuer and number.
///
/// ESSCertID and ESSCertIDv2 of
/// [RFC 5035 §4 and §5](https://www.rfc-editor.org/rfc/rfc5035#section-4), which RFC 5816 allows in
/// time-stamps.
package struct ESSCertID: Hashable, Sendable {
    /// The digest algorithm; SHA-1 for ESSCertID.
    package let hashAlgorithm: AlgorithmIdentifier
    /// The digest of the whole certificate.
    package let certHash: [UInt8]
    /// The issuer's names and the serial number, if they are given.
    package let issuerSerial: IssuerSerial?

    /// IssuerSerial of RFC 5035 §5.4.1.1 (RFC 5755 §4.1).
    package struct IssuerSerial: Hashable, Sendable {
        package let issuer: [GeneralName]
        package let serialNumber: [UInt8]

        init(_ value: DERValue) throws(ASN1Error) {
            var reader = value.reader
            issuer = try GeneralName.names(
                in: try reader.next(.sequence, "issuerSerial"), "issuerSerial")
            serialNumber = [UInt8](
                try reader.next(.integer, "issuerSerial").integer("issuerSerial"))
            try reader.end("issuerSerial")
        }
    }

    /// The first certificate in `attribute`, a SigningCertificate or SigningCertificateV2: the one
    /// of the signer (RFC 5035 §5.4).
    package init(firstIn attribute: DERValue, isV2: Bool) throws(ASN1Error) {
        let field = isV2 ? "SigningCertificateV2" : "SigningCertificate"
        guard attribute.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, field, "expected SEQUENCE, found \(attribute.tag)")
        }
        var outer = attribute.reader
        var certificates = try outer.next(.sequence, field).reader
        _ = try outer.optional(.sequence, field)
        try outer.end(field)
        var reader = try certificates.next(.sequence, field).reader
        if isV2, reader.nextTag == .sequence {
            hashAlgorithm = try AlgorithmIdentifier(try reader.next(field), field)
        } else {
            hashAlgorithm = AlgorithmIdentifier(isV2 ? .sha256 : .sha1, withNull: false)
        }
        certHash = [UInt8](try reader.next(.octetString, field).content)
        issuerSerial =
            if let value = try reader.optional(.sequence, field) {
                try IssuerSerial(value)
            } else { nil }
        try reader.end(field)
    }

    /// Whether this is the identifier of `certificate`; nil when the digest cannot be computed.
    package func identifies(
        _ certificate: X509Certificate
    ) throws(OpenSSLError) -> Bool? {
        guard let algorithm = hashAlgorithm.digestAlgorithm else { return nil }
        guard try certHash == algorithm.digest(of: certificate.derEncoded[...]) else {
            return false
        }
        guard let issuerSerial else { return true }
        return issuerSerial.issuer.contains(.directoryName(certificate.tbs.issuer))
            && certificate.tbs.serialNumber.elementsEqual(issuerSerial.serialNumber)
    }
}
