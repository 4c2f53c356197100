/// A validator that others wrote, in the folder that `EDOC_ORACLES` names. Each writes a line of
/// JSON about each file that it is given.
public enum Judge: String, Sendable, CaseIterable {
    /// The European Commission's DSS.
    case dss = "judge-dss"
    /// The Estonian digidoc4j.
    case digidoc4j = "judge-digidoc4j"
    /// The Latvian edockit.
    case edockit = "judge-edockit"
    /// veraPDF, for PDF/A-2a and PDF/UA-1.
    case veraPDF = "judge-pdf"

    /// Whether the judges are on this machine; where they are not, that is said in the end.
    public static var areHere: Bool { Vectors.oracles != nil }

    /// Why a test of theirs is skipped.
    public static let notHere = "EDOC_ORACLES is not set"

    /// Where the judge is; a path that is none where the judges are not here.
    public var path: String { (Vectors.oracles ?? "") + "/" + rawValue }

    /// Runs the judge.
    public func run(_ arguments: [String]) throws -> Command.Outcome {
        try Command(path: path).run(arguments)
    }
}
