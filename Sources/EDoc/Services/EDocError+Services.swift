public import EDocCrypto

// What can be wrong with a trust service, and with what it answers.
extension EDocError.Code {
    /// No answer came: the service cannot be reached, ended the connection or took too long. It may
    /// be another time.
    public static let serviceUnreachable = EDocError.Code("serviceUnreachable")
    /// The service answered that it cannot do it now. It may be another time.
    public static let serviceUnavailable = EDocError.Code("serviceUnavailable")
    /// The service was asked more often than it allows, or than the caller allows.
    public static let serviceQuota = EDocError.Code("serviceQuota")
    /// The service refused the request, for good.
    public static let serviceRefused = EDocError.Code("serviceRefused")
    /// An answer that is none: another media type, too large, cut off, not what its standard says,
    /// or not about what was asked.
    public static let unusableAnswer = EDocError.Code("unusableAnswer")
    /// A URL of a certificate or a container that may not be asked: it leads to this machine or to a
    /// private network, or is none of HTTP.
    public static let addressNotAllowed = EDocError.Code("addressNotAllowed")
    /// A certificate, or revocation data about one, that the level needs is not to be had.
    public static let missingEvidence = EDocError.Code("missingEvidence")
    /// A certificate that the level needs is revoked.
    public static let certificateRevoked = EDocError.Code("certificateRevoked")
    /// A level whose services were not given.
    public static let missingService = EDocError.Code("missingService")
    /// A container to which nothing can be added: it is refused, or a signature of it is broken.
    public static let notAugmentable = EDocError.Code("notAugmentable")
}
