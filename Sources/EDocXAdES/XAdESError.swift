internal import EDocEncoding
internal import EDocXML

/// Why a signature cannot be made or added to as asked.
package struct XAdESError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of error it is.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        package let description: String

        /// A signed property is empty, or holds what cannot be written.
        package static let invalidProperty = Code(description: "invalidProperty")
        /// The signature level is not supported.
        package static let unsupportedLevel = Code(description: "unsupportedLevel")
        /// The algorithm may not be used for new signatures.
        package static let algorithmNotAllowed = Code(description: "algorithmNotAllowed")
        /// The signer gives no certificate.
        package static let noCertificate = Code(description: "noCertificate")
        /// A certificate of the signer's chain is not valid at the time of signing.
        package static let certificateNotValid = Code(description: "certificateNotValid")
        /// A validation by the policy of the parameters would refuse what the signer signs.
        package static let signerNotAcceptable = Code(description: "signerNotAcceptable")
        /// A signature file has no place for further unsigned properties, or another one than when
        /// it was read.
        package static let noPlaceForProperties = Code(description: "noPlaceForProperties")
    }

    /// What kind of error it is.
    package let code: Code
    /// What was found, where, and what would be right.
    package let message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = PlainText.line(message)
    }

    /// The message.
    package var description: String { message }

    /// Whether both have the same ``code``.
    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }

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
