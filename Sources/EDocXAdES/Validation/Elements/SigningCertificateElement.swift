package import EDocCrypto
internal import EDocPKI
internal import EDocValidation
package import EDocXML

/// A `xades:SigningCertificate` or `xades:SigningCertificateV2` that was read
/// (EN 319 132-1 §5.2.2; the first is that of XAdES 1.3.2 §7.2.2).
package struct SigningCertificateElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// Whether it is the second version, the one that EN 319 132-1 §6.3 asks for.
    package let isVersion2: Bool
    /// What each `xades:Cert` says; the first is about the signing certificate.
    package let certificates: [CertID]

    /// One `xades:Cert`.
    package struct CertID: Sendable {
        /// The element.
        package let element: XMLElement
        /// The algorithm of the digest, as written.
        package let digestMethod: String
        /// The digest of the certificate's DER; nil when its algorithm is not known.
        package let digest: DigestValue?
        /// The DER of `IssuerSerial` (RFC 5035 §4) of an `IssuerSerialV2`.
        package let issuerSerialV2: [UInt8]?
        /// The decimal digits of `X509SerialNumber` of an `IssuerSerial`.
        package let serialNumber: String?
        /// Whether the element has a `URI`, which EN 319 132-1 §6.3 note i forbids.
        package let hasURI: Bool
        let hasCarriageReturn: Bool
    }

    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        isVersion2 = element.isNamed(.signingCertificateV2)
        var certificates: [CertID] = []
        for child in element.children {
            guard child.isNamed(.cert), certificates.count < 100 else {
                throw FormatFailure(
                    .readableSigningCertificate, at: child, in: entry,
                    "only xades:Cert may stand here")
            }
            certificates.append(try Self.certID(child, in: entry))
        }
        guard !certificates.isEmpty else {
            throw FormatFailure(
                .signingCertificateNamed, at: element, in: entry, expected: "a xades:Cert",
                "the property is empty")
        }
        self.certificates = certificates
    }

    private static func certID(
        _ element: XMLElement, in entry: String
    ) throws(FormatFailure) -> CertID {
        let (method, digest) = try DigestElements.parse(
            try element.required(.certDigest, in: entry), in: entry)
        var issuerSerialV2: Base64Binary?
        if let serial = try element.onlyXAdES("IssuerSerialV2", in: entry) {
            issuerSerialV2 = try serial.base64Value(in: entry, limit: 10_000)
        }
        var serialNumber: String?
        if let serial = try element.onlyXAdES("IssuerSerial", in: entry) {
            let number = try serial.required(
                XMLNamespace.ds.name("X509SerialNumber"), in: entry)
            serialNumber = try number.value(in: entry)
        }
        return CertID(
            element: element, digestMethod: method, digest: digest,
            issuerSerialV2: issuerSerialV2?.octets, serialNumber: serialNumber,
            hasURI: element.attribute("URI") != nil,
            hasCarriageReturn: issuerSerialV2?.hasCarriageReturn ?? false)
    }
}
