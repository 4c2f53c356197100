internal import FoundationEssentials

/// ``Quirk/revocationBeforeTimeStamp``: Latvian software asked for the OCSP response first and for
/// the time-stamp afterwards (6 to 112 seconds, with cached responses).
///
/// Responses that name a nextUpdate are fresh by EN 319 102-1 §5.2.5.4 as they are; the window is
/// for those without. The risk: a certificate that is revoked within the window still signs. Other
/// validators allow 15 minutes and more.
enum RevocationBeforeTimeStamp {
    /// How much older than the time-stamp a response may be, in seconds.
    static let window: TimeInterval = 15 * 60
}
