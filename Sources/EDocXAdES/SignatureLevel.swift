/// How much a signature carries for those who validate it later (EN 319 132-1 §6.1).
public enum SignatureLevel: String, CaseIterable, Sendable {
    /// B-B: the signature with its signed properties.
    case baselineB = "XAdES-BASELINE-B"
    /// B-T: and a time-stamp that proves when the signature existed.
    case baselineT = "XAdES-BASELINE-T"
    /// B-LT: and the certificates and revocation data that a validator needs.
    case baselineLT = "XAdES-BASELINE-LT"
    /// B-LTA: and an archive time-stamp over all of it.
    case baselineLTA = "XAdES-BASELINE-LTA"
}
