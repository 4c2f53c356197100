internal import EDocSystem

/// What the building blocks of EN 319 102-1 §5.2.4 to §5.2.6 find.
extension ValidationRule {
    /// V2: a valid path leads from the certificate to a trust anchor. The clause of a finding is
    /// the one of RFC 5280 that the path breaks.
    public static let certificatePath = ValidationRule(
        "V2", always: .fail, "EN 319 102-1 §5.2.6.4; RFC 5280 §6.1")
    /// V2: the extensions of a certificate on the path can be read; what no step needs is noted.
    public static let readableExtension = ValidationRule("V2", always: .note, "RFC 5280 §4.2")
    /// V2: the certificate is not one for time-stamps or OCSP responses alone, and its key usage,
    /// if stated, lets it sign.
    public static let signingCertificatePurpose = ValidationRule(
        "V2", always: .fail, "RFC 5280 §4.2.1.12; EN 319 102-1 §5.2.6.4")
    /// V2: the key usage of the signing certificate has nonRepudiation, where the policy demands
    /// it.
    public static let contentCommitment = ValidationRule(
        "V2", always: .fail, "EN 319 412-2 §4.3.2; EN 319 102-1 §5.2.6.4")
    /// V2: no certificate of the path is revoked, and usable revocation data says so.
    public static let revocationStatus = ValidationRule(
        "V2", always: .fail, "EN 319 102-1 §5.2.6.4")
    /// V2: the signing certificate names a certificate policy that the policy demands.
    public static let certificatePolicy = ValidationRule(
        "V2", always: .fail, "EN 319 102-1 §5.2.6.4 (5); EN 319 411-2 §5.3")
    /// V2: the certificate was revoked after the signature is proved to exist, which leaves the
    /// signature valid.
    public static let revokedLater = ValidationRule(
        "V2", always: .note, "EN 319 102-1 §5.5.4 (4)")
    /// V2: the issuer of a certificate that was revoked later does not say that its key was in
    /// other hands before the signature is proved to exist.
    public static let invalidityDate = ValidationRule(
        "V2", always: .warn, "RFC 5280 §5.3.2")
    /// V2: the certificate is a trust anchor itself: nothing is asked of its issuer.
    public static let trustedItself = ValidationRule(
        "V2", always: .note, "EN 319 102-1 §5.2.6.4 (1)")
    /// V5: the certificates of issuers, and of a time-stamping authority, have not ended. By
    /// EN 319 102-1 only past certificate validation (§5.6.2.1) can pass after that; a policy can
    /// admit that they are judged as of the time-stamp.
    public static let certificateNotEnded = ValidationRule(
        "V5", .fail, "EN 319 102-1 §5.2.6.4 (4), §5.6.2.1")
    /// T14: algorithm and key were reliable at the time that counts.
    public static let reliableAlgorithm = ValidationRule(
        "T14", always: .fail, "TS 119 312; EN 319 102-1 §5.2.8.4.2")
    /// T14: the SHA-1 under the certificate of a time-stamping authority was accepted by the quirk
    /// `sha1SignedCertificate`.
    public static let acceptedSHA1SignedCertificate = ValidationRule(
        "T14", always: .note, "TS 119 312; EN 319 102-1 §5.2.8.4.2")
    /// T17: nothing takes back a revocation that is not a suspension.
    public static let revocationIsFinal = ValidationRule(
        "T17", .fail, "RFC 5280 §5.3.1; EN 319 102-1 §5.2.6.4 (4)")
    /// T17: the issuer of revocation data was valid when the data was issued.
    public static let revocationDataByValidIssuer = ValidationRule(
        "T17", always: .warn, "EN 319 102-1 §5.2.6.4 (4)")
    /// T17: the issuer of revocation data is valid at the time of the validation.
    public static let revocationDataIssuerNotEnded = ValidationRule(
        "T17", always: .fail, "EN 319 102-1 §5.2.6.4 (8)")
    /// T17: revocation data is fresh enough.
    public static let revocationFreshness = ValidationRule(
        "T17", always: .fail, "EN 319 102-1 §5.2.5")
    /// T17: revocation data is by an issuer that is authorized to give it. Other data is not used.
    public static let usableRevocationData = ValidationRule(
        "T17", always: .warn, "RFC 6960 §3.2, §4.2.2.2")
    /// T17: the certificate of an OCSP responder is not revoked.
    public static let responderNotRevoked = ValidationRule(
        "T17", always: .warn, "RFC 6960 §4.2.2.2.1")
    /// T17: revocation data is from a time for which its issuer keeps the status of the
    /// certificate.
    public static let revocationDataWithinValidity = ValidationRule(
        "T17", always: .note, "EN 319 102-1 §5.2.6.4")
    /// T17: revocation data had been made at the time of the validation.
    public static let revocationDataKnown = ValidationRule(
        "T17", always: .note, "EN 319 102-1 §5.1.4.2")
    /// T21: the work that a container asks for is within its budget.
    public static let workBudget = ValidationRule("T21", always: .fail, "limit of this library")

    /// The rules above.
    package static let ofBlocks: [ValidationRule] = [
        .certificatePath, .readableExtension, .signingCertificatePurpose, .contentCommitment,
        .revocationStatus, .certificatePolicy, .revokedLater, .invalidityDate, .trustedItself,
        .certificateNotEnded, .reliableAlgorithm, .acceptedSHA1SignedCertificate,
        .revocationIsFinal, .revocationDataByValidIssuer, .revocationDataIssuerNotEnded,
        .revocationFreshness, .usableRevocationData,
        .responderNotRevoked, .revocationDataWithinValidity, .revocationDataKnown,
        .workBudget,
    ]
}
