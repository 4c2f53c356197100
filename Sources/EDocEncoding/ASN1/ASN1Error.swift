/// Why bytes are not the ASN.1 structure that they should be.
///
/// Thrown when a certificate, a revocation list, an OCSP response or a time-stamp token cannot be
/// decoded at all. A signature that does not verify is never this error: it is a result.
public struct ASN1Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a fault.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The bytes end before the value does.
        public static let truncated = Code(description: "truncated")
        /// There are bytes after the value, which DER does not allow (the rule T20).
        public static let trailingData = Code(description: "trailingData")
        /// The encoding is BER but not DER: an indefinite or needlessly long length, for example.
        public static let notDER = Code(description: "notDER")
        /// The value has another type than the structure says.
        public static let unexpectedTag = Code(description: "unexpectedTag")
        /// The type is right and the value is not.
        public static let invalidValue = Code(description: "invalidValue")
        /// The value passes a limit of `EvidenceLimits`.
        public static let limitExceeded = Code(description: "limitExceeded")
        /// The structure is another one than this library reads, for example another version.
        public static let unsupported = Code(description: "unsupported")
    }

    /// The kind of the fault.
    public let code: Code
    /// The field, what was expected there and what was found.
    public let message: String

    /// The code and the message.
    public var description: String { code.description + ": " + message }

    /// An error about `field`, the path of the field in its structure.
    package init(_ code: Code, _ field: String, _ message: String) {
        self.code = code
        self.message = PlainText.line(field + ": " + message)
    }

    /// Errors are equal when their codes are.
    public static func == (left: ASN1Error, right: ASN1Error) -> Bool { left.code == right.code }

    /// Only the code counts, as for equality.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
