package import FoundationEssentials

/// ``Quirk/localTimeLabelledUTC``: Latvian software of 2014 wrote local time (two or three hours
/// ahead) with the `Z` of UTC as the signing time.
///
/// The claimed time proves nothing. One after the time-stamp is reported: as a note where local
/// time explains it and the policy accepts that, as a warning otherwise.
package enum LocalTimeLabelledUTC {
    /// How much ahead local time can be in Latvia in summer, with a minute to spare, in seconds.
    private static let longest: TimeInterval = 3 * 3600 + 60

    /// Whether local time can be so many seconds ahead.
    package static func explains(_ ahead: TimeInterval) -> Bool { ahead <= longest }
}
