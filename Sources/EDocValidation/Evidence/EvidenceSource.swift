/// Where a piece of evidence comes from.
package enum EvidenceSource: Sendable, Hashable, CaseIterable {
    /// The container: the signature, or a time-stamp of it, carries it.
    case container
    /// Whoever asked for the validation gave it.
    case caller
    /// It was asked for, at a place that a certificate names: whoever made that has chosen it.
    case fetched
    /// Whoever asked for the validation trusts it.
    case trust
}
