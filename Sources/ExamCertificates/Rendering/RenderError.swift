internal import EDocEncoding
public import FoundationEssentials

/// Why a certificate could not be rendered: the record, or the template, is not fit for it.
///
/// Nothing was appended to the caller's buffer when this is thrown. Two errors are equal when their
/// codes are.
public struct RenderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the kind.
        public let description: String

        /// The exam was not passed: there is nothing to certify.
        public static let notCertifiable = Code(description: "notCertifiable")
        /// A value that the certificate shows is absent, empty or out of its range.
        public static let invalidValue = Code(description: "invalidValue")
        /// A character is not in the embedded fonts.
        public static let missingGlyph = Code(description: "missingGlyph")
        /// A text does not fit into its place, even wrapped and at its smallest size.
        public static let textTooLong = Code(description: "textTooLong")
        /// The template contradicts itself.
        public static let invalidTemplate = Code(description: "invalidTemplate")
    }

    /// The kind of failure.
    public let code: Code
    /// The field of the record, named as the column of the CSV form (`familyName`, `parts`); for
    /// ``Code/invalidTemplate`` it is `template`.
    public let field: String
    /// What was found and what would be right.
    public let message: String
    /// The error that caused this one; always nil in this version.
    public let underlying: (any Error)?

    init(_ code: Code, _ field: String, _ message: String) {
        self.code = code
        self.field = field
        self.message = message
        self.underlying = nil
    }

    /// The field and the message.
    public var description: String { PlainText.line("\(field): \(message)") }

    /// Whether both have the same ``code``.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension RenderError: LocalizedError {
    /// The field and the message, so that `localizedDescription` is them too.
    public var errorDescription: String? { description }
}
