/// Every workload, by file.
let everyWorkload: [Workload] = SigningInMemory.workloads

var arguments = Array(CommandLine.arguments.dropFirst())
var harness = Harness()
var filter = ""
var asJSON = false
var smoke = false
var repetitions: Int?

while !arguments.isEmpty {
    let argument = arguments.removeFirst()
    switch argument {
    case "--list":
        for workload in everyWorkload {
            print("\(workload.name)\t\(workload.what); against: \(workload.bareWhat)")
        }
        arguments.removeAll()
        filter = "\u{0}"
    case "--filter" where !arguments.isEmpty: filter = arguments.removeFirst()
    case "--pairs" where !arguments.isEmpty:
        harness.pairs = max(1, Int(arguments.removeFirst()) ?? harness.pairs)
    case "--repeat" where !arguments.isEmpty: repetitions = Int(arguments.removeFirst())
    case "--json": asJSON = true
    case "--smoke":
        smoke = true
        harness = Harness(pairs: 1, sampleNanoseconds: 2_000_000)
    default:
        print("usage: benchmarks [--list] [--filter TEXT] [--pairs N] [--json] [--smoke]")
        print("       benchmarks --filter TEXT --repeat N    ours alone, N times (for callgrind)")
        exitStatus(2)
    }
}

let chosen = everyWorkload.filter { filter.isEmpty || $0.name.contains(filter) }
if let repetitions {
    for workload in chosen {
        let bodies = try await workload.prepare()
        try await bodies.ours(repetitions)
    }
} else {
    if !asJSON, !chosen.isEmpty { print(Table.header) }
    var allKept = true
    for workload in chosen {
        let measurement = try await harness.measure(workload)
        print(asJSON ? Table.json(measurement) : Table.row(measurement))
        allKept = allKept && measurement.keepsLimit
    }
    if !allKept, !smoke { exitStatus(1) }
}
