/// Why a signature is not ``Indication/totalPassed``, EN 319 102-1 §5.1.3 Table 6.
///
/// The raw value is the word of the standard; ``urn`` is its identifier in a validation report
/// (TS 119 102-2 §4.2.4).
public enum SubIndication: String, Sendable, Hashable, CaseIterable {
    /// The signature does not conform to its format.
    case formatFailure = "FORMAT_FAILURE"
    /// The digest of a signed data object is not the one that was signed.
    case hashFailure = "HASH_FAILURE"
    /// The signature value does not verify with the key of the signing certificate.
    case sigCryptoFailure = "SIG_CRYPTO_FAILURE"
    /// The signing certificate was revoked when the signature was made.
    case revoked = "REVOKED"
    /// The signature was made after the signing certificate had expired.
    case expired = "EXPIRED"
    /// The signature was made before the signing certificate became valid.
    case notYetValid = "NOT_YET_VALID"
    /// A property of the signature breaks a constraint of the policy.
    case sigConstraintsFailure = "SIG_CONSTRAINTS_FAILURE"
    /// The certificate chain breaks a constraint of the policy.
    case chainConstraintsFailure = "CHAIN_CONSTRAINTS_FAILURE"
    /// Another error of the certificate chain.
    case certificateChainGeneralFailure = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    /// An algorithm or key size is below what was needed when the signature was made.
    case cryptoConstraintsFailure = "CRYPTO_CONSTRAINTS_FAILURE"
    /// The signature policy could not be processed.
    case policyProcessingError = "POLICY_PROCESSING_ERROR"
    /// The signature policy is not at hand.
    case signaturePolicyNotAvailable = "SIGNATURE_POLICY_NOT_AVAILABLE"
    /// The times of the time-stamps, or of what they cover, contradict each other.
    case timestampOrderFailure = "TIMESTAMP_ORDER_FAILURE"
    /// The signing certificate cannot be identified.
    case noSigningCertificateFound = "NO_SIGNING_CERTIFICATE_FOUND"
    /// No certificate chain leads from the signing certificate to a trust anchor.
    case noCertificateChainFound = "NO_CERTIFICATE_CHAIN_FOUND"
    /// Each certificate chain leads to a trust anchor that was no longer trusted at the time of the
    /// validation, and nothing proves that the certificate is older.
    case noCertificateChainFoundNoPOE = "NO_CERTIFICATE_CHAIN_FOUND_NO_POE"
    /// The signing certificate is revoked, and nothing proves that the signature is older.
    case revokedNoPOE = "REVOKED_NO_POE"
    /// A certificate of an issuer is revoked, and nothing proves that the signature is older.
    case revokedCANoPOE = "REVOKED_CA_NO_POE"
    /// The signing certificate has expired or is not yet valid; it was not revoked.
    case outOfBoundsNotRevoked = "OUT_OF_BOUNDS_NOT_REVOKED"
    /// The signing certificate has expired or is not yet valid, and nothing proves that the
    /// signature was made while it was valid.
    case outOfBoundsNoPOE = "OUT_OF_BOUNDS_NO_POE"
    /// The certificate of the revocation data's issuer has expired or is not yet valid, and nothing
    /// proves that the data was issued while it was valid.
    case revocationOutOfBoundsNoPOE = "REVOCATION_OUT_OF_BOUNDS_NO_POE"
    /// An algorithm is no longer reliable, and nothing proves that the object is older.
    case cryptoConstraintsFailureNoPOE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    /// A proof of existence is missing.
    case noPOE = "NO_POE"
    /// Revocation data is missing or not fresh enough; more may become available.
    case tryLater = "TRY_LATER"
    /// A signed data object is not in the container.
    case signedDataNotFound = "SIGNED_DATA_NOT_FOUND"
    /// A reason of this library, which the findings name.
    case custom = "CUSTOM"

    /// The identifier of TS 119 102-2, for example
    /// `urn:etsi:019102:subindication:HASH_FAILURE`.
    public var urn: String { "urn:etsi:019102:subindication:" + rawValue }
}
