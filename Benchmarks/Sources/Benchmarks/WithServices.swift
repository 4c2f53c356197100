import EDoc
import EDocTesting
import FoundationEssentials
import Glibc
import Synchronization

/// Documents signed at level LT, by services in this process that take their time to answer.
///
/// The bound is what cannot be less: the time-stamps, so many at a time, or the processor time of this
/// process over its cores, whichever is larger.
struct WithServices {
    /// How many documents.
    var documents = 2_000
    /// How long each answer takes.
    var latency = Duration.milliseconds(20)
    /// How many time-stamps are asked for at a time.
    var inFlight = 16
    /// How many signatures one answer about the seal serves.
    var signaturesPerResponse = 64
    /// How long the first of them waits for the others: a little longer than so many take.
    var longestWait = Duration.milliseconds(100)

    /// Measures, prints a line, and tells whether the limits are kept.
    func run() async throws -> Bool {
        let begin = Fixture.now.addingTimeInterval(-86_400)
        let end = Fixture.now.addingTimeInterval(86_400 * 365)
        let virtual = try VirtualTrustServices(
            name: "benchmarks", validFrom: begin, validTo: end, clock: { Fixture.now })
        let seal = try virtual.authority.issueSeal(
            commonName: "benchmarks", notBefore: begin, notAfter: end)
        virtual.latency = latency
        var services = virtual.services
        services.timestamp = AtMost(inFlight, virtual)
        services.signaturesPerResponse = signaturesPerResponse
        services.longestWait = longestWait
        let signer = try ContainerSigner(
            signer: seal.signer, parameters: SignatureParameters(level: .baselineLT),
            services: services, clock: { Fixture.now })
        let file = DataFile(
            Fixture.document(of: 65_536), named: "document.pdf", mediaType: "application/pdf")
        // Signatures wait for each other, so more are begun than time-stamps are asked for.
        let workers = inFlight + 2 * signaturesPerResponse
        let left = Countdown(from: documents)
        let (start, work) = (ContinuousClock.now, Self.processorTime())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    while left.takesOne() { _ = try await signer.sign([file]) }
                }
            }
            try await group.waitForAll()
        }
        let wall = (ContinuousClock.now - start) / .seconds(1)
        let cores = Double(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let processor = (Self.processorTime() - work) / cores
        let network = Double(documents) * (latency / .seconds(1)) / Double(inFlight)
        let ratio = wall / max(network, processor)
        let asked = virtual.requests
        print(
            """
            \(documents) documents of 64 KB at level LT, \(inFlight) time-stamps at a time, \
            \(latency) an answer, one answer about the seal for \(signaturesPerResponse):
              time-stamps asked for  \(asked.timestamp)
              OCSP                   \(asked.ocsp)
              lists                  \(asked.crl)
              elapsed                \(Self.text(wall)) s
              bound by the network   \(Self.text(network)) s
              bound by the processor \(Self.text(processor)) s
              ratio                  \(Self.text(ratio)) (limit 1.30)
            """)
        let batches = (documents + signaturesPerResponse - 1) / signaturesPerResponse
        // Beside the seal the intermediate authority and that of the time-stamps are asked about.
        return asked.timestamp == documents && asked.ocsp <= batches + 2 && ratio <= 1.3
    }

    private static func text(_ value: Double) -> String {
        String(Int((value * 100).rounded()) / 100) + "."
            + String(Int((value * 100).rounded()) % 100 + 100).dropFirst()
    }

    /// Seconds of processor time that this process has taken.
    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A number that tasks count down together.
private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(from count: Int) { left = Mutex(count) }

    /// Takes one off; false when none was left.
    func takesOne() -> Bool {
        left.withLock { left in
            left -= 1
            return left >= 0
        }
    }
}

/// A time-stamping authority that is asked so many times at once at most.
private actor AtMost: TimestampClient {
    nonisolated let name: String
    private let client: any TimestampClient
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int, _ client: any TimestampClient) {
        free = count
        self.client = client
        name = client.name
    }

    nonisolated func response(to request: [UInt8]) async throws -> [UInt8] {
        await take()
        do {
            let answer = try await client.response(to: request)
            await give()
            return answer
        } catch {
            await give()
            throw error
        }
    }

    private func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
