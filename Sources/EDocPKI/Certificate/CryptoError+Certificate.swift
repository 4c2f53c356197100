public import EDocCrypto

// What can be wrong with the certificate of a key.
extension CryptoError.Code {
    /// No certificate where one is expected.
    public static let noCertificate = CryptoError.Code("noCertificate")
    /// A certificate that is not DER by RFC 5280.
    public static let malformedCertificate = CryptoError.Code("malformedCertificate")
    /// None of the certificates is of the private key.
    public static let certificateOfAnotherKey = CryptoError.Code("certificateOfAnotherKey")
    /// The certificate's key usage does not allow signing documents.
    public static let certificateNotForSigning = CryptoError.Code("certificateNotForSigning")
    /// The certificate has ended.
    public static let certificateExpired = CryptoError.Code("certificateExpired")
    /// The certificate has not begun.
    public static let certificateNotYetValid = CryptoError.Code("certificateNotYetValid")
}
