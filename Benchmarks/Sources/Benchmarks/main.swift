import Synchronization

/// Every workload, by file.
let everyWorkload: [Workload] =
    SigningInMemory.workloads + Workers.workloads + SigningToFile.workloads + Rendering.workloads
    + Issuing.workloads + Canonicalizing.workloads + Validating.workloads

var arguments = Array(CommandLine.arguments.dropFirst())
var harness = Harness()
var filter: String?
var asJSON = false
var isSmoke = false
var repetitions: Int?
var lists = false

func usage() -> Never {
    print("usage: benchmarks [--list] [--filter TEXT] [--pairs N] [--json] [--smoke]")
    print("       benchmarks --filter TEXT --repeat N    ours alone, N times (for callgrind)")
    print("       benchmarks --services [DOCUMENTS]      level LT, by services of 20 ms latency")
    print("       benchmarks --memory FOLDER TRUST N     N validations of each of a folder")
    exitStatus(2)
}

while !arguments.isEmpty {
    let argument = arguments.removeFirst()
    switch argument {
    case "--list": lists = true
    case "--filter" where !arguments.isEmpty: filter = arguments.removeFirst()
    case "--pairs" where !arguments.isEmpty:
        guard let pairs = Int(arguments.removeFirst()), pairs > 0 else { usage() }
        harness.pairs = pairs
    case "--repeat" where !arguments.isEmpty:
        guard let count = Int(arguments.removeFirst()), count > 0 else { usage() }
        repetitions = count
    case "--json": asJSON = true
    case "--services":
        var measurement = WithServices()
        if let count = arguments.first.flatMap(Int.init), count > 0 {
            measurement.documents = count
        }
        let measured = measurement
        let keepsLimits = Mutex(false)
        try Threads.run {
            let result = try await measured.run()
            keepsLimits.withLock { $0 = result }
        }
        exitStatus(keepsLimits.withLock { $0 } ? 0 : 1)
    case "--memory" where arguments.count == 3:
        let measurement = InMemory(
            folder: arguments[0], trust: arguments[1], rounds: Int(arguments[2]) ?? 1)
        try Threads.run { try await measurement.run() }
        exitStatus(0)
    case "--smoke":
        isSmoke = true
        harness = Harness(pairs: 1, sampleNanoseconds: 2_000_000)
    default: usage()
    }
}

let chosen = everyWorkload.filter { workload in filter.map(workload.name.contains) ?? true }
guard !chosen.isEmpty else {
    print("no workload has \"\(filter ?? "")\" in its name")
    exitStatus(2)
}
if lists {
    for workload in chosen {
        print("\(workload.name)\t\(workload.what); against: \(workload.bareWhat)")
    }
} else if let repetitions {
    for workload in chosen {
        try OneThread.run { try await workload.prepare().ours(repetitions) }
    }
} else {
    if !asJSON { print(Table.header) }
    var overLimit = false
    for workload in chosen {
        let measurement = try harness.measure(workload)
        print(asJSON ? Table.json(measurement) : Table.row(measurement))
        overLimit = overLimit || !measurement.keepsLimit
    }
    // One short pair says nothing about speed, only that the workload works.
    if overLimit, !isSmoke { exitStatus(1) }
}
