package import EDocCrypto
internal import EDocPKI
internal import EDocValidation
package import EDocXML

/// The digest that ties a signature to its signing certificate (EN 319 132-1 §5.2.2).
///
/// The first version of the property, `SigningCertificate` (XAdES 1.3.2 §7.2.2), is read too.
package struct SigningCertificateV2: Sendable {
    /// The element.
    package let element: XMLElement
    /// Whether it is the second version, the one that EN 319 132-1 §6.3 asks for.
    package let isVersion2: Bool
    /// What each `xades:Cert` says; one is about the signing certificate, others may be about those
    /// above it.
    package let certificates: [CertID]

    /// One `xades:Cert`.
    package struct CertID: Sendable {
        /// The element.
        package let element: XMLElement
        /// The algorithm of the digest, as written.
        package let digestMethod: String
        /// The digest of the certificate's DER; nil when its algorithm is not known.
        package let digest: DigestValue?
        /// What an `IssuerSerialV2` and an `IssuerSerial` say beside the digest.
        package let issuerSerials: [IssuerSerialText]
        /// Whether the element has a `URI`, which EN 319 132-1 §6.3 note i forbids.
        package let hasURI: Bool
        let hasCarriageReturn: Bool

        /// Whether there is an `IssuerSerialV2`, which EN 319 132-1 §6.3 note j advises against.
        var repeatsIssuerSerialV2: Bool {
            issuerSerials.contains { if case .version2 = $0 { true } else { false } }
        }
    }

    /// Issuer and serial number beside a digest. They are a hint (EN 319 102-1 §5.2.3.4 (3)): one
    /// that cannot be read is no fault of the format.
    package enum IssuerSerialText: Sendable, Hashable {
        /// The DER of `IssuerSerial` (RFC 5035 §4) of an `IssuerSerialV2`; nil when it is not
        /// base64.
        case version2([UInt8]?)
        /// The text of `X509SerialNumber` of an `IssuerSerial`; nil when it is not there.
        case version1(String?)
    }

    /// Reads the property, of either version.
    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        isVersion2 = element.isNamed(.signingCertificateV2)
        var certificates: [CertID] = []
        for child in element.children {
            guard child.isNamed(.cert), certificates.count < 100 else {
                throw FormatFailure(
                    .signatureFormat, at: child, in: entry,
                    "only xades:Cert may stand here, at most 100")
            }
            certificates.append(try CertID(parsing: child, in: entry))
        }
        guard !certificates.isEmpty else {
            throw FormatFailure(
                .signatureFormat, at: element, in: entry, expected: "a xades:Cert",
                "the property is empty")
        }
        self.certificates = certificates
    }

    /// Writes the property with one `xades:Cert`, without a `URI` and without an `IssuerSerialV2`
    /// (§6.3, notes i and j).
    ///
    /// - Parameter digest: The digest of the signing certificate's DER.
    static func write(_ digest: DigestValue, to writer: inout XMLWriter) {
        writer.start(.signingCertificateV2)
        writer.start(.cert)
        writer.start(.certDigest)
        DigestAlgAndValue.write(digest, to: &writer)
        writer.end()
        writer.end()
        writer.end()
    }
}

extension SigningCertificateV2.CertID {
    fileprivate init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        let digest = try DigestAlgAndValue(
            parsing: try element.required(.certDigest, in: entry), in: entry)
        (digestMethod, self.digest) = (digest.method, digest.digest)
        var serials: [SigningCertificateV2.IssuerSerialText] = []
        var hasCarriageReturn = false
        if let serial = try element.onlyXAdES("IssuerSerialV2", in: entry) {
            let value = try? serial.base64Value(in: entry, limit: 10_000)
            serials.append(.version2(value?.octets))
            hasCarriageReturn = value?.hasCarriageReturn ?? false
        }
        if let serial = try element.onlyXAdES("IssuerSerial", in: entry) {
            let number = try? serial.required(XMLNamespace.ds.name("X509SerialNumber"), in: entry)
            serials.append(.version1(try? number?.value(in: entry)))
        }
        issuerSerials = serials
        hasURI = element.attribute("URI") != nil
        self.hasCarriageReturn = hasCarriageReturn
    }
}

extension XMLName {
    /// `xades:SigningCertificateV2`.
    package static let signingCertificateV2 = XMLNamespace.xades.name("SigningCertificateV2")
    /// `xades:Cert`.
    package static let cert = XMLNamespace.xades.name("Cert")
    /// `xades:CertDigest`.
    package static let certDigest = XMLNamespace.xades.name("CertDigest")
}
