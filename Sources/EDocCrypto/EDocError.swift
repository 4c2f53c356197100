internal import EDocEncoding
public import FoundationEssentials

/// Why a key, a certificate, a file or a container could not be used or made: the one error that
/// the library throws. (`CancellationError` is thrown beside it, and what a caller's own `Signer`
/// or sink throws is passed on in ``underlying`` or as it is.)
///
/// The message names the file, entry or certificate where there is one, says what was found, what
/// was expected and what would be right. It never holds a passphrase or a part of a key. Two errors
/// are equal when their codes are.
public struct EDocError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of error it is. More codes may be added; each layer declares those of its own
    /// standards.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        package init(_ name: String) { description = name }

        /// A file cannot be opened or read, or is a folder: with a key, certificates or a policy,
        /// to sign, or a container to validate.
        public static let unreadableFile = Code("unreadableFile")
        /// A file or a value is larger than this library reads, or than the caller allows; a
        /// container would be larger than its limits or its format allow.
        public static let tooLarge = Code("tooLarge")
        /// Text between `-----BEGIN` and `-----END` is not what RFC 7468 says.
        public static let malformedPEM = Code("malformedPEM")
        /// No private key where one is expected.
        public static let noPrivateKey = Code("noPrivateKey")
        /// More than one private key where one is expected.
        public static let severalPrivateKeys = Code("severalPrivateKeys")
        /// A private key that cannot be decoded.
        public static let malformedPrivateKey = Code("malformedPrivateKey")
        /// A file that is not PKCS#12 by RFC 7292.
        public static let malformedPKCS12 = Code("malformedPKCS12")
        /// The file is encrypted and no passphrase was given.
        public static let passphraseNeeded = Code("passphraseNeeded")
        /// The passphrase is not the right one.
        public static let wrongPassphrase = Code("wrongPassphrase")
        /// A passphrase cannot be read from where it should come.
        public static let noPassphrase = Code("noPassphrase")
        /// The file is protected in a way that this library or this machine's OpenSSL cannot undo.
        public static let unsupportedEncryption = Code("unsupportedEncryption")
        /// A kind of key that this library does not use.
        public static let unsupportedKey = Code("unsupportedKey")
        /// A key that is too small to sign with.
        public static let weakKey = Code("weakKey")
        /// An algorithm that is only verified with, never signed with.
        public static let weakAlgorithm = Code("weakAlgorithm")
        /// The signature algorithm does not go with the kind of key.
        public static let algorithmDoesNotFitKey = Code("algorithmDoesNotFitKey")
        /// A signature value that is not what its format says.
        public static let malformedSignatureValue = Code("malformedSignatureValue")
        /// A library underneath, such as OpenSSL or zlib, could not do what it always can; see the
        /// underlying error.
        public static let library = Code("library")
    }

    /// What kind of error it is.
    public let code: Code
    /// What happened, what was expected, and what would be right, in one line.
    public let message: String
    /// The error that led to this one: what OpenSSL said, where it was asked.
    public let underlying: (any Error)?

    /// An error with its message.
    package init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = PlainText.line(message)
        self.underlying = underlying
    }

    /// An OpenSSL operation that failed though nothing was wrong with its input.
    package init(library error: OpenSSLError) {
        self.init(.library, error.description, underlying: error)
    }

    /// The message.
    public var description: String { message }

    /// Whether both have the same ``code``.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension EDocError: LocalizedError {
    /// The message, so that `localizedDescription` is it too.
    public var errorDescription: String? { message }
}

/// Runs OpenSSL operations that no input can make fail; turns their error into an ``EDocError``
/// with `library`.
package func orLibraryError<Result: ~Copyable>(
    _ body: () throws(OpenSSLError) -> Result
) throws(EDocError) -> Result {
    do { return try body() } catch { throw EDocError(library: error) }
}
