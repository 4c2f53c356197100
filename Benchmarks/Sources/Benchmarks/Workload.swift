/// One thing to measure, with the bare cost that it is measured against.
struct Workload: Sendable {
    /// Runs one measured action `iterations` times.
    typealias Body = @Sendable (_ iterations: Int) async throws -> Void

    /// Slashed name, by which `--filter` picks.
    let name: String
    /// What one iteration does, for the table.
    let what: String
    /// What the bare cost consists of, for the table.
    let bareWhat: String
    /// The highest ratio that this project allows itself; nil where none is set.
    let limit: Double?
    /// The most microseconds that an iteration may take; nil where none is set.
    var most: Double?
    /// Whether it is about work on several threads.
    var usesThreads = false
    /// Makes the two bodies. Preparation is not measured.
    let prepare: @Sendable () async throws -> (ours: Body, bare: Body)
}
