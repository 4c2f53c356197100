internal import EDocEncoding
internal import EDocSystem

/// Why a container could not be made, or not be read.
///
/// Two errors are equal when their codes are.
public struct EDocError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of error it is. More codes may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        private init(_ name: String) { description = name }

        /// The parameters of the signature cannot be met.
        public static let invalidParameters = Code("invalidParameters")
        /// The signature level is not supported yet.
        public static let unsupportedLevel = Code("unsupportedLevel")
        /// The file name of the container says nothing about its profile.
        public static let unknownFileNameExtension = Code("unknownFileNameExtension")
        /// No file was given to sign.
        public static let noDataFiles = Code("noDataFiles")
        /// A name that a file in a container may not have.
        public static let invalidName = Code("invalidName")
        /// Two files with names that are the same, or the same to a reader.
        public static let duplicateName = Code("duplicateName")
        /// A media type that is none.
        public static let invalidMediaType = Code("invalidMediaType")
        /// A file to sign, or a container to validate, cannot be read.
        public static let unreadableFile = Code("unreadableFile")
        /// A file to sign was changed while it was signed, or a container after it was validated.
        public static let fileChanged = Code("fileChanged")
        /// The signing certificate, or one of its issuers, is not valid at the time of signing.
        public static let certificateNotValid = Code("certificateNotValid")
        /// A validation by the policy of the parameters would refuse what the signer signs.
        public static let signerNotAcceptable = Code("signerNotAcceptable")
        /// The signer signs with another algorithm than when signing was prepared.
        public static let signerChanged = Code("signerChanged")
        /// The signer could not sign.
        public static let signingFailed = Code("signingFailed")
        /// The signer gave a value that its certificate does not verify.
        public static let wrongSignatureValue = Code("wrongSignatureValue")
        /// A file of that name exists.
        public static let outputExists = Code("outputExists")
        /// The container cannot be written.
        public static let unwritableOutput = Code("unwritableOutput")
        /// The container would be larger than its limits or its format allow, or a file in it is
        /// larger than the caller allows.
        public static let tooLarge = Code("tooLarge")
        /// A library underneath could not do what it always can.
        public static let library = Code("library")
    }

    /// What kind of error it is.
    public let code: Code
    /// What happened to which file, what was expected, and what would be right.
    public let message: String
    /// The error of a lower layer that led to this one.
    public let underlying: (any Error)?

    package init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = PlainText.line(message)
        self.underlying = underlying
    }

    /// The message.
    public var description: String { message }

    /// Whether both have the same ``code``.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension EDocError {
    /// What a file that cannot be read or written comes to.
    init(_ error: FileError) {
        let code: Code =
            switch error.reason {
            case .exists: .outputExists
            case .notAnOutputPath, .unwritable, .folderUnreachable: .unwritableOutput
            default: .unreadableFile
            }
        self.init(code, error.description, underlying: error.underlying ?? error)
    }
}

/// Runs what works with a file; turns its error into an ``EDocError``.
func orEDocError<Result: ~Copyable>(
    _ body: () throws(FileError) -> Result
) throws(EDocError) -> Result {
    do { return try body() } catch { throw EDocError(error) }
}
