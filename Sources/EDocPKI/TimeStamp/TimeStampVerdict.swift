/// What is known of a time-stamp token whose signature verifies.
package struct TimeStampVerdict: Hashable, Sendable {
    /// The certificate of the time-stamping authority.
    package let signer: X509Certificate
    /// Whether the name in the token is one of the certificate's, as RFC 3161 §2.4.2 asks; nil
    /// when the token gives none.
    package let tsaMatches: Bool?
    /// Whether the signed attributes are stored in the order of DER (RFC 5652 §5.3).
    package let hasSortedAttributes: Bool
}
