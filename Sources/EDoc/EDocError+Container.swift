public import EDocCrypto
internal import EDocSystem

// What can be wrong with a container, with what goes into it, and with the policy that judges it.
extension EDocError.Code {
    /// The parameters of the signature cannot be met.
    public static let invalidParameters = EDocError.Code("invalidParameters")
    /// The signature level is not supported yet.
    public static let unsupportedLevel = EDocError.Code("unsupportedLevel")
    /// The file name of the container says nothing about its profile.
    public static let unknownFileNameExtension = EDocError.Code("unknownFileNameExtension")
    /// No file was given to sign.
    public static let noDataFiles = EDocError.Code("noDataFiles")
    /// A name that a file in a container may not have.
    public static let invalidName = EDocError.Code("invalidName")
    /// Two files with names that are the same, or the same to a reader.
    public static let duplicateName = EDocError.Code("duplicateName")
    /// A media type that is not of the form `type/subtype`.
    public static let invalidMediaType = EDocError.Code("invalidMediaType")
    /// A file to sign was changed while it was signed, or a container after it was validated.
    public static let fileChanged = EDocError.Code("fileChanged")
    /// The signing certificate, or one of its issuers, is not valid at the time of signing.
    public static let certificateNotValid = EDocError.Code("certificateNotValid")
    /// The policy of the parameters would refuse signatures of this signer.
    public static let signerNotAcceptable = EDocError.Code("signerNotAcceptable")
    /// The signer signs with another algorithm than when signing was prepared.
    public static let signerChanged = EDocError.Code("signerChanged")
    /// The signer could not sign.
    public static let signingFailed = EDocError.Code("signingFailed")
    /// The signer gave a value that its certificate does not verify.
    public static let wrongSignatureValue = EDocError.Code("wrongSignatureValue")
    /// A file of that name exists.
    public static let outputExists = EDocError.Code("outputExists")
    /// The container cannot be written.
    public static let unwritableOutput = EDocError.Code("unwritableOutput")
    /// A policy file that is not JSON, or not a policy.
    public static let invalidPolicy = EDocError.Code("invalidPolicy")
}

extension EDocError {
    /// The error of this layer for a file that cannot be read or written.
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

/// Runs operations with a file; turns their error into an `EDocError`.
func orEDocError<Result: ~Copyable>(
    _ body: () throws(FileError) -> Result
) throws(EDocError) -> Result {
    do { return try body() } catch { throw EDocError(error) }
}
