/// A deviation from the standards that real signatures show, and that a policy can accept.
///
/// Each has a file of its own here that says where it comes from, what is accepted exactly, and
/// why that is safe.
public enum Quirk: String, Sendable, Hashable, CaseIterable {
    /// RSA PKCS#1 v1.5 with a DigestInfo whose AlgorithmIdentifier lacks the NULL.
    case digestInfoWithoutNull
    /// Carriage returns inside base64 text.
    case carriageReturnInBase64
    /// An OCSP response that is up to 15 minutes older than the time-stamp and has no nextUpdate.
    case revocationBeforeTimeStamp
    /// A signing time that is local time though it is labelled `Z`.
    case localTimeLabelledUTC
    /// The certificate of a time-stamping authority that an anchor for time-stamps signed with
    /// SHA-1 while that was usual.
    case sha1SignedCertificate
    /// A root element in the namespace `http://uri.etsi.org/2918/v1.2.1#`, without the zero.
    case misspeltSignaturesNamespace
    /// A reference URI with an unescaped `#`, `?` or colon that is part of a file name.
    case unescapedReference
    /// An ECDSA value whose r and s are longer or shorter than a coordinate of the curve.
    case ecdsaValueOfOtherWidth

    /// How findings say which quirk would accept what they refuse.
    package var admission: String {
        "the quirk \(rawValue) of a policy admits it"
            + (ValidationPolicy.latvian2014.quirks.contains(self)
                ? ", as latvian-2014 has it for the years in which it occurred" : "")
    }
}
