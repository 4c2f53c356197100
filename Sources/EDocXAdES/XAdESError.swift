internal import EDocEncoding
internal import EDocXML

/// Why a signature cannot be made as asked.
public struct XAdESError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// A signed property is empty, or holds what cannot be written.
        public static let invalidProperty = Code(description: "invalidProperty")
        /// The signature level is not supported.
        public static let unsupportedLevel = Code(description: "unsupportedLevel")
        /// The algorithm may not be used for new signatures.
        public static let algorithmNotAllowed = Code(description: "algorithmNotAllowed")
        /// The signer gives no certificate.
        public static let noCertificate = Code(description: "noCertificate")
        /// A certificate of the signer's chain is not valid at the time of signing.
        public static let certificateNotValid = Code(description: "certificateNotValid")
        /// A validation by the policy of the parameters would refuse what the signer signs.
        public static let signerNotAcceptable = Code(description: "signerNotAcceptable")
    }

    /// What kind of error it is.
    public let code: Code
    /// What was found, where, and what would be right.
    public let message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = PlainText.line(message)
    }

    /// The message.
    public var description: String { message }

    /// Whether both have the same ``code``.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    static let noSigningCertificate = XAdESError(
        code: .noCertificate,
        message: "the signer gives no certificate: its chain must begin with its own")

    static func empty(_ element: String, _ advice: String) -> XAdESError {
        XAdESError(code: .invalidProperty, message: "\(element) would be empty: \(advice)")
    }

    /// Throws unless `text` can be the content of `element`: not empty, and of characters that XML
    /// can hold.
    static func check(_ text: String, is element: String) throws(XAdESError) {
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw empty(element, "give a text, or nil")
        }
        if let scalar = XMLWriter.firstForbiddenCharacter(in: text) {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
            throw XAdESError(
                code: .invalidProperty,
                message: """
                    \(element) contains the character U+\(padded), which no XML document can hold: \
                    leave it out
                    """)
        }
    }
}
