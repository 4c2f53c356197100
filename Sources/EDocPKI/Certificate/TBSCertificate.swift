package import EDocCrypto
package import EDocEncoding
package import FoundationEssentials

/// What the issuer of a certificate signed.
///
/// [RFC 5280 §4.1.2](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2).
package struct TBSCertificate: Sendable {
    /// 1, 2 or 3.
    package let version: Int
    /// The serial number in two's complement, as encoded.
    package let serialNumber: ArraySlice<UInt8>
    /// The algorithm of the signature, as the signed part names it.
    package let signature: AlgorithmIdentifier
    /// The issuer.
    package let issuer: Name
    /// The first moment at which the certificate is valid.
    package let notBefore: Date
    /// The last second at which the certificate is valid.
    package let notAfter: Date
    /// The subject.
    package let subject: Name
    /// SubjectPublicKeyInfo, encoded.
    package let subjectPublicKeyInfo: ArraySlice<UInt8>
    /// The algorithm of the key, with the curve or other parameters.
    package let publicKeyAlgorithm: AlgorithmIdentifier
    /// The octets of the BIT STRING subjectPublicKey: what OCSP hashes (RFC 6960 §4.1.1).
    package let subjectPublicKey: ArraySlice<UInt8>
    /// The extensions in their order.
    package let extensions: [Extension]

    /// Reads the structure.
    package init(_ value: DERValue, limits: EvidenceLimits) throws(ASN1Error) {
        var reader = value.reader
        var version = 0
        if let explicit = try reader.explicit(0, "version") {
            version = try explicit.smallInteger("version")
        }
        guard version <= 2 else {
            throw ASN1Error(.unsupported, "version", "expected 0, 1 or 2, found \(version)")
        }
        self.version = version + 1
        let serial = try reader.next(.integer, "serialNumber").integer("serialNumber")
        guard serial.count <= 64 else {
            throw ASN1Error(.limitExceeded, "serialNumber", "more than 64 octets")
        }
        serialNumber = serial
        signature = try AlgorithmIdentifier(try reader.next("signature"), "signature")
        issuer = try Name(try reader.next("issuer"), "issuer")
        var validity = try reader.next(.sequence, "validity").reader
        notBefore = try ASN1Time(try validity.next("notBefore"), "notBefore").date
        notAfter = try ASN1Time(try validity.next("notAfter"), "notAfter").date
        try validity.end("validity")
        subject = try Name(try reader.next("subject"), "subject")
        let key = try reader.next(.sequence, "subjectPublicKeyInfo")
        subjectPublicKeyInfo = key.encoded
        var keyReader = key.reader
        publicKeyAlgorithm = try AlgorithmIdentifier(
            try keyReader.next("subjectPublicKeyInfo"), "subjectPublicKeyInfo")
        subjectPublicKey = try keyReader.next(.bitString, "subjectPublicKey")
            .bitStringOctets("subjectPublicKey")
        try keyReader.end("subjectPublicKeyInfo")
        _ = try reader.optional(.primitive(1), "issuerUniqueID")
        _ = try reader.optional(.primitive(2), "subjectUniqueID")
        if let sequence = try reader.explicit(3, "extensions") {
            guard version == 2 else {
                throw ASN1Error(.invalidValue, "extensions", "only version 3 has extensions")
            }
            extensions = try Extension.extensions(
                in: sequence, limit: limits.extensions, "extensions")
        } else {
            extensions = []
        }
        try reader.end("tbsCertificate")
    }
}
