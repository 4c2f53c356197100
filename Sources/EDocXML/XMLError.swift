internal import EDocEncoding
internal import EDocSystem

/// Why an XML document was refused, or could not be canonicalized or understood.
///
/// Two errors are equal when their codes are.
package struct XMLError: Error, Sendable {
    /// What kind of error it is.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code, as in the source.
        package let description: String

        private init(_ name: String) { description = name }

        /// The document is not UTF-8, or says that it is something else.
        package static let encodingRefused = Code("encodingRefused")
        /// The document has a document type declaration.
        package static let documentTypeRefused = Code("documentTypeRefused")
        /// The document refers to an entity that is not one of the five predefined ones.
        package static let entityReferenceRefused = Code("entityReferenceRefused")
        /// The document has an attribute `xml:base`, where none may stand.
        package static let baseRefused = Code("baseRefused")
        /// The document asks for more work than it may, or the task was cancelled;
        /// ``XMLError/underlying`` says which.
        package static let workStopped = Code("workStopped")
        /// The document passes one of the limits of this library.
        package static let limitExceeded = Code("limitExceeded")
        /// The document is not well-formed, or not by the rules of XML namespaces.
        package static let notWellFormed = Code("notWellFormed")
        /// The canonical form could not be made.
        package static let canonicalizationFailed = Code("canonicalizationFailed")
        /// Several attributes identify elements by the same value.
        package static let duplicateIdentifier = Code("duplicateIdentifier")
        /// No element has the identifier that was asked for.
        package static let unknownIdentifier = Code("unknownIdentifier")
        /// An element holds something that it may not hold, or lacks something that it must.
        package static let unexpectedContent = Code("unexpectedContent")
    }

    /// One complaint of the parser or of the canonicalizer.
    package struct Diagnostic: Hashable, Sendable {
        /// The line of the document, counted from 1; nil when it is not known.
        package let line: Int?
        /// The complaint in one line.
        package let message: String
    }

    /// What kind of error it is.
    package let code: Code
    /// What was found, what was expected and what would be right, in one line.
    package let message: String
    /// The line of the document, counted from 1; nil when it is not known.
    package let line: Int?
    /// All complaints of libxml2 in their order (at most 16), where it was libxml2 that refused.
    package let diagnostics: [Diagnostic]
    /// The error that caused this one, if another did.
    package let underlying: (any Error)?

    package init(
        _ code: Code, _ message: String, line: Int? = nil, diagnostics: [Diagnostic] = [],
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = PlainText.line(message)
        self.line = line
        self.diagnostics = diagnostics
        self.underlying = underlying
    }

    init(_ stop: WorkBudget.Stop) {
        self.init(.workStopped, "the work on the document was stopped: \(stop)", underlying: stop)
    }
}

extension XMLError: Equatable {
    /// Whether both have the same code.
    package static func == (one: XMLError, other: XMLError) -> Bool { one.code == other.code }
}

extension XMLError: CustomStringConvertible {
    /// The line, where it is known, and the message.
    package var description: String {
        guard let line else { return message }
        return "line \(line): \(message)"
    }
}

extension String {
    /// At most `length` characters of what came from outside, for a message.
    func shortened(to length: Int = 100) -> String {
        guard utf8.count > length else { return self }
        let beginning = unicodeScalars.prefix(length)
        return String(beginning) + (beginning.endIndex == endIndex ? "" : "…")
    }
}
