internal import EDocEncoding
internal import EDocCrypto
package import FoundationEssentials

/// Something about a key, its certificate or a file to sign that does not stop the signing, and
/// that whoever runs the signer should know.
public struct SigningWarning: Hashable, Sendable, CustomStringConvertible {
    /// What kind of warning it is. More codes may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        private init(_ name: String) { description = name }

        /// Users other than the owner can read the file that holds the key.
        public static let keyFileOpenToOthers = Code("keyFileOpenToOthers")
        /// The key is smaller than its certificate's dates allow by TS 119 312 §8.4, Table 6.
        public static let keySize = Code("keySize")
        /// Certificates were given that are not in the path of the signing certificate.
        public static let unusedCertificates = Code("unusedCertificates")
        /// No certificate of an issuer was given.
        public static let missingIssuer = Code("missingIssuer")
        /// A file to sign has a name that another system or a person takes for another.
        public static let fileName = Code("fileName")
    }

    /// What kind of warning it is.
    public let code: Code
    /// What was found and what to do, in one line.
    public let message: String

    /// The message.
    public var description: String { message }

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = PlainText.line(message)
    }

    /// What can be said of a signer by its certificates alone: the signing certificate first, then
    /// its issuers.
    package static func warnings(about chain: [X509Certificate]) -> [SigningWarning] {
        guard let certificate = chain.first else { return [] }
        var warnings = KeySizeRule.warnings(for: certificate)
        if chain.count == 1, !certificate.isSelfSigned {
            warnings.append(
                SigningWarning(
                    .missingIssuer,
                    "the certificate of \(certificate.subject) comes without that of its issuer, "
                        + "\(certificate.issuer): unless that is a root, a verifier may find no "
                        + "path to one; add the certificates in between"))
        }
        return warnings
    }
}

/// A row of the table of key sizes: what certificates of small keys may no longer say.
package struct KeySizeRule: Sendable {
    /// The rule is about RSA keys whose modulus has fewer bits than this.
    package let smallerThan: Int
    /// The last moment at which a certificate of such a key may begin; nil when that is free.
    package let lastBegin: Date?
    /// The last moment at which a certificate of such a key may end; nil when that is free.
    package let lastEnd: Date?
    /// Where the rule stands.
    package let source: String

    /// The rules that ``SigningWarning`` is given by.
    package static let table: [KeySizeRule] = [
        KeySizeRule(
            smallerThan: 3000,
            lastBegin: Date(timeIntervalSince1970: 1_798_761_599),  // 2026-12-31T23:59:59Z
            lastEnd: Date(timeIntervalSince1970: 1_861_919_999),  // 2028-12-31T23:59:59Z
            source: "ETSI TS 119 312 V2.1.1, 8.4 and Table 6")
    ]

    /// What the table says about a key and its certificate's dates.
    static func warnings(for certificate: X509Certificate) -> [SigningWarning] {
        let bits: Int
        switch certificate.keyType {
        case .rsa(let size), .rsaPSS(let size): bits = size
        case .ellipticCurve, .unsupported: return []
        }
        return table.filter { bits < $0.smallerThan }.compactMap { $0.warning(certificate) }
    }

    private func warning(_ certificate: X509Certificate) -> SigningWarning? {
        let advice = "ask the issuer for a certificate of an RSA-3072 or EC P-384 key (\(source))"
        let key = "\(certificate.keyType) key of \(certificate.subject)"
        if let lastBegin, certificate.notBefore > lastBegin {
            return SigningWarning(
                .keySize,
                "the certificate of the \(key) begins at "
                    + "\(certificate.notBefore.formatted(.iso8601)); for RSA below \(smallerThan) "
                    + "bits none may begin after \(lastBegin.formatted(.iso8601)): \(advice)")
        }
        if let lastEnd, certificate.notAfter > lastEnd {
            return SigningWarning(
                .keySize,
                "the certificate of the \(key) ends at "
                    + "\(certificate.notAfter.formatted(.iso8601)); for RSA below \(smallerThan) "
                    + "bits none may end after \(lastEnd.formatted(.iso8601)): \(advice)")
        }
        return nil
    }
}
