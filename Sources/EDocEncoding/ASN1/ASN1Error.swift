/// Why bytes are not the ASN.1 structure that they should be.
///
/// Thrown when a certificate, a revocation list, an OCSP response or a time-stamp token cannot be
/// decoded at all. A signature that does not verify is never this error: it is a result.
package struct ASN1Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a fault.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        package let description: String

        /// The bytes end before the value does.
        package static let truncated = Code(description: "truncated")
        /// There are bytes after the value, which DER does not allow (the rule T20).
        package static let trailingData = Code(description: "trailingData")
        /// The encoding is BER but not DER: an indefinite or needlessly long length, for example.
        package static let notDER = Code(description: "notDER")
        /// The value has another type than the structure says.
        package static let unexpectedTag = Code(description: "unexpectedTag")
        /// The type is right and the value is not.
        package static let invalidValue = Code(description: "invalidValue")
        /// The value passes a limit of `EvidenceLimits`.
        package static let limitExceeded = Code(description: "limitExceeded")
        /// The structure is another one than this library reads, for example another version.
        package static let unsupported = Code(description: "unsupported")
    }

    /// The kind of the fault.
    package let code: Code
    /// The field, what was expected there and what was found.
    package let message: String

    /// The code and the message.
    package var description: String { code.description + ": " + message }

    /// An error about `field`, the path of the field in its structure.
    package init(_ code: Code, _ field: String, _ message: String) {
        self.code = code
        self.message = PlainText.line(field + ": " + message)
    }

    /// Errors are equal when their codes are.
    package static func == (left: ASN1Error, right: ASN1Error) -> Bool { left.code == right.code }

    /// Only the code counts, as for equality.
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
