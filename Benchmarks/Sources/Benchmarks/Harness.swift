import Glibc
import Synchronization

/// Runs pairs in turn (ours, bare, ours, bare …) and tells the median and the spread of their ratio.
///
/// Machines are shared and noisy: absolute times move by half from run to run, the ratio of two
/// neighbouring samples hardly does. What runs on one thread is measured in processor time of that
/// thread, so that what others do in between does not count; the rest in elapsed time.
struct Harness: Sendable {
    /// How many pairs.
    var pairs = 15
    /// How long one sample should last at least, in nanoseconds.
    var sampleNanoseconds: Int64 = 40_000_000

    func measure(_ workload: Workload) throws -> Measurement {
        let measurement = Mutex<Measurement?>(nil)
        let measure: @Sendable () async throws -> Void = {
            let result = try await self.run(workload)
            measurement.withLock { $0 = result }
        }
        if workload.usesThreads {
            try Threads.run(measure)
        } else {
            try OneThread.run(measure)
        }
        guard let result = measurement.withLock({ $0 }) else { throw BareCostError() }
        return result
    }

    private func run(_ workload: Workload) async throws -> Measurement {
        let (ours, bare) = try await workload.prepare()
        let clock = workload.usesThreads ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID
        let time = { (body: Workload.Body, iterations: Int) async throws -> Double in
            try await self.time(body, iterations, by: clock)
        }
        let iterations = try await calibrate {
            max(try await time(ours, $0), try await time(bare, $0))
        }
        try await ours(max(1, iterations / 10))
        var samples: [(ours: Double, bare: Double)] = []
        for pair in 0..<pairs {
            // Every other pair runs the other way round, so that neither always comes first.
            if pair.isMultiple(of: 2) {
                let first = try await time(ours, iterations)
                samples.append((first, try await time(bare, iterations)))
            } else {
                let first = try await time(bare, iterations)
                samples.append((try await time(ours, iterations), first))
            }
        }
        return Measurement(workload: workload, iterations: iterations, samples: samples)
    }

    /// How many iterations make a sample of the length wanted, by the time of one.
    private func calibrate(_ time: (Int) async throws -> Double) async throws -> Int {
        var iterations = 1
        while true {
            let each = try await time(iterations)
            let total = Int64(each * Double(iterations) * 1000)
            if total >= sampleNanoseconds || iterations >= 1 << 24 { return iterations }
            let factor = Double(sampleNanoseconds) / Double(max(total, 1)) * 1.1
            iterations = min(
                max(iterations + 1, Int(factor * Double(iterations))), iterations * 50)
        }
    }

    /// Microseconds an iteration.
    private func time(
        _ body: Workload.Body, _ iterations: Int, by clock: clockid_t
    ) async throws -> Double {
        var start = timespec()
        var end = timespec()
        clock_gettime(clock, &start)
        try await body(iterations)
        clock_gettime(clock, &end)
        let nanoseconds =
            Double(end.tv_sec - start.tv_sec) * 1e9 + Double(end.tv_nsec - start.tv_nsec)
        return nanoseconds / 1000 / Double(iterations)
    }
}

/// What the pairs of one workload showed.
struct Measurement: Sendable {
    let workload: Workload
    let iterations: Int
    let samples: [(ours: Double, bare: Double)]

    var ratios: [Double] { samples.map { $0.ours / $0.bare }.sorted() }
    var ratio: Double { median(ratios) }
    /// The middle half of the ratios.
    var spread: (low: Double, high: Double) {
        let sorted = ratios
        return (sorted[sorted.count / 4], sorted[sorted.count - 1 - sorted.count / 4])
    }
    var oursMicroseconds: Double { median(samples.map(\.ours).sorted()) }
    var bareMicroseconds: Double { median(samples.map(\.bare).sorted()) }
    var keepsLimit: Bool {
        ratio <= workload.limit ?? .infinity && oursMicroseconds <= workload.most ?? .infinity
    }

    private func median(_ sorted: [Double]) -> Double {
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
