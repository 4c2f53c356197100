public import EDocValidation

/// What the validation of a signature finds: EN 319 132-1, and EN 319 102-1 §5.2.2, §5.2.3, §5.2.7,
/// §5.2.8, §5.4 and §5.5.
extension ValidationRule {
    // MARK: What a signature must be to be read at all (EN 319 102-1 §5.2.2)

    /// V2: each element holds what it may hold.
    public static let signatureFormat = ValidationRule("V2", always: .fail, "EN 319 102-1 §5.2.2")
    /// T1: no element could be taken for the signed one.
    public static let unambiguousElements = ValidationRule(
        "T1", always: .fail, "XMLDSig 1.1 §4.4.3.2; EN 319 132-1 §4.4.2")
    /// T4: there is no transform but a canonicalization, and none for files.
    public static let allowedTransforms = ValidationRule(
        "T4", always: .fail, "EN 319 132-1 §6.3 Table 2 (f, g); XMLDSig 1.1 §8.1")
    /// T5: a signature is not larger than `SignatureLimits`.
    public static let signatureLimits = ValidationRule("T5", always: .fail, "limit of this library")
    /// C9: a reference has a URI, and one to a file is a relative path from the container's root.
    public static let referenceToFile = ValidationRule(
        "C9", always: .fail, "EN 319 162-1 §A.6; RFC 3986")
    /// C8: a signature refers to at least one file.
    public static let signsFile = ValidationRule("C8", always: .fail, "EN 319 162-1 §5.3.3 Table 5")
    /// S2: the canonicalization is one of the six methods of EN 319 132-1 §6.3.
    public static let allowedCanonicalization = ValidationRule(
        "S2", always: .fail, "EN 319 132-1 §6.3 Table 2 (d, e)")
    /// S3: a reference, of the right type, is to the signed properties.
    public static let signedPropertiesReference = ValidationRule(
        "S3", always: .fail, "EN 319 132-1 §6.3 Table 2")
    /// S9: there is one `QualifyingProperties`, in the signature, whose target is the signature.
    public static let qualifyingProperties = ValidationRule(
        "S9", always: .fail, "EN 319 132-1 §4.4.1, §4.4.2")
    // MARK: The baseline profile (EN 319 132-1 §6.3)

    /// S2: the canonicalization keeps no comments.
    public static let canonicalizationWithoutComments = ValidationRule(
        "S2", .warn, "EN 319 132-1 §6.3 Table 2 (d, e)")
    /// V2: a signed property that is there can be read; what cannot counts as absent.
    public static let readableSignedProperty = ValidationRule(
        "V2", always: .warn, "EN 319 102-1 §5.2.8.4.1")
    /// S5: there is a signing time that can be read, in UTC.
    public static let signingTime = ValidationRule(
        "S5", .warn, "EN 319 132-1 §6.3 Table 2 (h), §5.2.1")
    /// S6: there is one `SigningCertificateV2`, without URI and without issuer and serial number;
    /// none of the first version.
    public static let signingCertificateV2 = ValidationRule(
        "S6", .warn, "EN 319 132-1 §6.3 Table 2 (i, j), §5.2.2")
    /// S7: each signed file has one `DataObjectFormat` with its media type.
    public static let dataObjectFormats = ValidationRule(
        "S7", .warn, "EN 319 132-1 §6.3 Table 2 (k), §5.2.4")
    /// S8: roles and production place are of the second version, and not empty.
    public static let propertiesOfSecondVersion = ValidationRule(
        "S8", .warn, "EN 319 132-1 §6.3 Table 2, §5.2.5, §5.2.6")
    /// C8: a signature refers to every file of the container, and to each once.
    public static let signsEachFileOnce = ValidationRule(
        "C8", .fail, "EN 319 162-1 §5.3.3 Table 5")
    /// S10: a time-stamp holds one token, and names its canonicalization.
    public static let timeStampForm = ValidationRule(
        "S10", .warn, "EN 319 132-1 §5.3, §6.3 Table 2 (n, o)")
    /// S11: at level LT the signature carries the certificates of its path and revocation data
    /// about each of them.
    public static let validationValues = ValidationRule(
        "S11", .warn, "EN 319 132-1 §5.4.2, §5.4.3, §6.3 Table 2")
    /// S12: the validation data of a time-stamp stands directly behind it.
    public static let placeOfValidationData = ValidationRule(
        "S12", .warn, "EN 319 132-1 §5.5.1.2, §6.3 Table 2 (x)")
    /// S13: there are no references to evidence instead of the evidence.
    public static let noEvidenceReferences = ValidationRule(
        "S13", .warn, "EN 319 132-1 §6.3 Table 2")
    /// S14: an archive time-stamp is of XAdES 1.4.1.
    public static let archiveTimeStampForm = ValidationRule(
        "S14", .warn, "EN 319 132-1 §6.3 Table 2 (aa)")
    // MARK: The signing certificate (EN 319 102-1 §5.2.3)

    /// S1: `ds:KeyInfo` holds the signing certificate.
    public static let signingCertificateCarried = ValidationRule(
        "S1", always: .fail, "EN 319 132-1 §6.3 Table 2 (a, b, c)")
    /// T15: a certificate in the signature is one whose digest was signed.
    public static let signingCertificateMatches = ValidationRule(
        "T15", always: .fail, "EN 319 102-1 §5.2.3")
    /// T15: issuer and serial number beside the digest are those of the certificate.
    public static let signingCertificateIssuerSerial = ValidationRule(
        "T15", always: .warn, "EN 319 102-1 §5.2.3.4 (3)")
    /// T15: a further digest that was signed is of a certificate of the path, or above it.
    public static let signingCertificatePath = ValidationRule(
        "T15", always: .fail, "EN 319 102-1 §5.2.8.4.2.1")
    /// T16: the signature says which certificate it was made with.
    public static let signingCertificateNamed = ValidationRule(
        "T16", always: .fail, "EN 319 102-1 §5.2.3; EN 319 132-1 §6.3 Table 2 (i)")
    /// T20: the signing certificate is a certificate in DER.
    public static let signingCertificateInDER = ValidationRule(
        "T20", always: .fail, "X.690 §10; RFC 3161 §2.4.2")
    // MARK: What was signed (EN 319 102-1 §5.2.7)

    /// C9: each signed file is in the container.
    public static let signedFileThere = ValidationRule("C9", always: .fail, "EN 319 102-1 §5.2.7.4")
    /// C14: each file is the one that was signed.
    public static let signedFileUnchanged = ValidationRule(
        "C14", always: .fail, "EN 319 162-1 §4.4.4.2")
    /// V2: the signature value verifies with the key of the signing certificate, and each part of
    /// the signature that was signed is as it was.
    public static let cryptographicVerification = ValidationRule(
        "V2", always: .fail, "EN 319 102-1 §5.2.7.4")
    /// T14: the algorithm is one that this library knows.
    public static let supportedAlgorithm = ValidationRule(
        "T14", always: .fail, "TS 119 312; XMLDSig 1.1 §6.1")
    /// T14: the digest that names the signing certificate was reliable. To exploit a weak one a
    /// second certificate of the same digest and key would be needed.
    public static let weakCertificateDigest = ValidationRule(
        "T14", always: .warn, "TS 119 312; EN 319 102-1 §5.2.8.4.2")
    // MARK: Time and time-stamps (EN 319 102-1 §5.4, §5.5)

    /// V3: no signature is older than its certificate, no archive time-stamp than one that it
    /// covers.
    public static let timesInOrder = ValidationRule(
        "V3", always: .fail, "EN 319 102-1 §5.5.4")
    /// V3: of the time-stamps of a signature one at least passes.
    public static let timeStampProves = ValidationRule(
        "V3", always: .warn, "EN 319 102-1 §5.5.4 (4)")
    /// V3: the claimed signing time is not after the time at which the signature is known to exist.
    public static let claimedTimeNotAfterProof = ValidationRule(
        "V3", always: .warn, "EN 319 102-1 §5.5.4")
    /// V3: the claimed signing time is after that, which the policy's tolerance for clocks or the
    /// quirk `localTimeLabelledUTC` explains.
    public static let claimedTimeIsExplained = ValidationRule(
        "V3", always: .note, "EN 319 102-1 §5.5.4")
    /// V3: the claimed signing time is within the validity of the signing certificate and, where no
    /// time-stamp proves a time, not after that of the validation.
    public static let possibleClaimedTime = ValidationRule(
        "V3", .fail, "EN 319 102-1 §5.2.8.4.2.2; EN 319 132-1 §5.2.1")
    /// V3: an Estonian time-mark proves no time here.
    public static let timeMark = ValidationRule("V3", always: .note, "EN 319 102-1 §5.2.4")
    /// V3: a time-stamp is not from after the time of the validation.
    public static let timeStampKnown = ValidationRule("V3", always: .note, "EN 319 102-1 §5.1.4.2")
    /// V4: where the policy sets a delay, there is a claimed signing time, and the time-stamp came
    /// no later than that after it.
    public static let timeStampDelay = ValidationRule("V4", always: .fail, "EN 319 102-1 §5.5.4")
    /// V4: a content time-stamp passes. One that does not proves nothing.
    public static let contentTimeStamp = ValidationRule(
        "V4", .warn, "EN 319 102-1 §5.2.8.4.2.5; EN 319 132-1 §5.2.8")
    /// S10: the token of a time-stamp can be read, and is valid.
    public static let timeStampToken = ValidationRule(
        "S10", always: .warn, "EN 319 132-1 §5.3, §6.3 Table 2 (n, o)")
    /// S10: a time-stamp is over the signature value.
    public static let timeStampImprint = ValidationRule("S10", always: .warn, "EN 319 132-1 §5.3")
    /// S10: the name of the authority in a token is one of its certificate.
    public static let timeStampAuthorityName = ValidationRule(
        "S10", always: .note, "RFC 3161 §2.4.2")
    /// S15: the imprint of an archive time-stamp is over the signature as it was then.
    public static let archiveTimeStampImprint = ValidationRule(
        "S15", always: .warn, "EN 319 132-1 §5.5.2.3")
    // MARK: What is carried, and what is only noted

    /// S11: what a signature carries as evidence can be read.
    public static let readableEvidence = ValidationRule(
        "S11", always: .warn, "EN 319 132-1 §5.4.2, §5.4.3, §6.3 Table 2")
    /// T20: evidence that the caller gives can be read.
    public static let readableGivenEvidence = ValidationRule(
        "T20", always: .warn, "X.690 §10; RFC 3161 §2.4.2")
    /// T20: evidence is encoded as its standard has it. What only deviates in the writing of a
    /// time, or in the order of signed attributes, is used.
    public static let strictEncoding = ValidationRule(
        "T20", always: .warn, "X.690 §10, §11.6, §11.7; RFC 3161 §2.4.2")
    /// V2: a counter-signature is not validated yet.
    public static let noCounterSignature = ValidationRule(
        "V2", always: .warn, "EN 319 132-1 §5.2.7")
    /// V2: the policy that a signer names is not processed.
    public static let signaturePolicyNotProcessed = ValidationRule(
        "V2", always: .note, "EN 319 102-1 §5.2.4")
    /// S13: an unsigned property that this library does not know.
    public static let unknownUnsignedProperty = ValidationRule(
        "S13", always: .note, "EN 319 132-1 §6.3 Table 2")
    /// S1: base64 text has no carriage returns, unless the policy has the quirk
    /// `carriageReturnInBase64`.
    public static let carriageReturnInBase64 = ValidationRule(
        "S1", always: .fail, "XML Schema Part 2 §3.2.16")
    /// S1: base64 text has carriage returns, which that quirk accepts.
    public static let acceptedCarriageReturnInBase64 = ValidationRule(
        "S1", always: .note, "XML Schema Part 2 §3.2.16")
    /// V2: an RSA value was accepted by the quirk `digestInfoWithoutNull`.
    public static let acceptedDigestInfoWithoutNull = ValidationRule(
        "V2", always: .note, "RFC 8017 §9.2 note 2")

    /// V2: an ECDSA value was accepted by the quirk `ecdsaValueOfOtherWidth`.
    public static let acceptedECDSAValueOfOtherWidth = ValidationRule(
        "V2", always: .note, "XMLDSig 1.1 §6.4.3")
    /// V2: the signature value is written as its standard has it; the key made it, and a quirk of a
    /// policy could accept it.
    public static let deviatingValue = ValidationRule(
        "V2", always: .fail, "RFC 8017 §9.2 note 2; XMLDSig 1.1 §6.4.3")

    /// The rules above.
    package static let ofSignatures: [ValidationRule] = [
        .signatureFormat, .unambiguousElements, .allowedTransforms, .signatureLimits,
        .referenceToFile,
        .signsFile,
        .allowedCanonicalization,
        .signedPropertiesReference,
        .qualifyingProperties, .canonicalizationWithoutComments,
        .signingTime,
        .signingCertificateV2, .dataObjectFormats, .propertiesOfSecondVersion, .signsEachFileOnce,
        .timeStampForm, .validationValues, .placeOfValidationData, .noEvidenceReferences,
        .archiveTimeStampForm, .signingCertificateCarried, .signingCertificateMatches,
        .signingCertificateIssuerSerial, .signingCertificatePath, .readableSignedProperty,
        .signingCertificateNamed, .signingCertificateInDER, .signedFileThere, .signedFileUnchanged,
        .cryptographicVerification, .supportedAlgorithm, .weakCertificateDigest,
        .timesInOrder, .timeStampProves,
        .claimedTimeNotAfterProof, .claimedTimeIsExplained, .possibleClaimedTime, .timeMark,
        .timeStampKnown,
        .timeStampDelay, .contentTimeStamp, .timeStampToken, .timeStampImprint,
        .timeStampAuthorityName, .archiveTimeStampImprint, .readableEvidence,
        .readableGivenEvidence, .strictEncoding, .noCounterSignature, .signaturePolicyNotProcessed,
        .unknownUnsignedProperty, .carriageReturnInBase64, .acceptedCarriageReturnInBase64,
        .acceptedDigestInfoWithoutNull, .acceptedECDSAValueOfOtherWidth, .deviatingValue,
    ]
}
