/// One thing to measure, with the bare cost that it is measured against.
struct Workload: Sendable {
    /// Runs one measured action `iterations` times.
    typealias Body = (_ iterations: Int) async throws -> Void

    /// Slashed name, by which `--filter` picks.
    let name: String
    /// What one iteration does, for the table.
    let what: String
    /// What the bare cost consists of, for the table.
    let bareWhat: String
    /// The highest ratio that this project allows itself; nil where none is set.
    let limit: Double?
    /// Makes the two bodies. Preparation is not measured.
    let prepare: @Sendable () async throws -> (ours: Body, bare: Body)
}
