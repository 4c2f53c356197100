@testable import EDoc
import EDocSystem
import EDocValidation
import EDocZip
import FoundationEssentials
import Glibc
import Testing
import VectorSupport

/// T21: what a container may cost, and that a task that is cancelled ends.
struct ContainerWorkTests {
    private static let time = Date(timeIntervalSince1970: 1_796_083_200)

    /// Containers that ask for much, each in another way: vectors, and what is made of a good one.
    private static let hostile: [(name: String, octets: [UInt8])] = {
        let names = ValidationAttackTests.names.filter {
            $0.hasPrefix("t21-") || $0.hasPrefix("good-") || $0.hasPrefix("t9-")
        }
        var all = names.compactMap { name in
            (try? Vectors.octets("asic-e/attacks/\(name)")).map { (name, $0) }
        }
        let file = (try? Vectors.octets("asic-e/signatures/good-lta.xml")) ?? []
        let text = String(decoding: file, as: UTF8.self)
        func add(_ name: String, _ pattern: String, _ change: (String) -> String) {
            let changed = text.replacing(pattern, with: change(pattern), maxReplacements: 1)
            let octets = try? container(Array(changed.utf8))
            if let octets, changed != text { all.append((name, octets)) }
        }
        for count in [1, 20, 90] {
            add("stamps-\(count)", "</xades:UnsignedSignatureProperties>") { end in
                let start = text.firstRange(of: "<xades141:ArchiveTimeStamp")?.lowerBound
                let stop = text.firstRange(of: "</xades141:ArchiveTimeStamp>")?.upperBound
                guard let start, let stop else { return end }
                return String(repeating: String(text[start..<stop]), count: count) + end
            }
        }
        for count in [1_000, 50_000, 200_000] {
            add("elements-\(count)", "</asic:XAdESSignatures>") {
                String(repeating: "<a/>", count: count) + $0
            }
            add("values-\(count)", "</ds:Signature>") {
                String(repeating: "<ds:SignatureValue/>", count: count) + $0
            }
        }
        for count in [10, 100, 1_000] {
            let signature = text.firstRange(of: "<ds:Signature ").flatMap { start in
                text.firstRange(of: "</ds:Signature>").map {
                    text[start.lowerBound..<$0.upperBound]
                }
            }
            add("signatures-\(count)", "</asic:XAdESSignatures>") { end in
                String(repeating: String(signature ?? ""), count: count)
                    .replacing(" Id=\"", with: " Id=\"n") + end
            }
        }
        return all
    }()

    private static func container(_ signatureFile: [UInt8]) throws -> [UInt8] {
        try TestContainer.archive([
            ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8)),
            ("a.txt", Array("hello, registrar\n".utf8)),
            ("META-INF/signatures001.xml", signatureFile),
        ])
    }

    private static func examine(
        _ octets: [UInt8], _ budget: WorkBudget
    ) throws -> ValidationReport {
        try ValidationAttackTests.validator().examine(
            MemorySource(octets), file: nil, at: time, budget)
    }

    private static func limits(_ octets: [UInt8]) -> WorkBudget.Limits {
        ValidationLimits().amounts(for: UInt64(octets.count))
    }

    @Test("There are twenty of them") func count() { #expect(Self.hostile.count >= 20) }

    @Test(
        "Between two looks there are at most 4 MiB of octets or 1,000 steps",
        arguments: hostile.map(\.name))
    func looks(name: String) throws {
        let octets = try #require(Self.hostile.first { $0.name == name }).octets
        let most = Lock<[WorkBudget.Resource: Int]>([:])
        let budget = WorkBudget(Self.limits(octets)) { amount, resource in
            most.withLock { $0[resource] = max($0[resource] ?? 0, amount) }
        }
        let report = try Self.examine(octets, budget)
        let found = most.withLock { $0 }
        #expect(found[.octets] ?? 0 <= WorkBudget.octetsAtOnce)
        #expect(found[.steps] ?? 0 <= WorkBudget.stepsAtOnce)
        #expect(found[.nodes] ?? 0 <= WorkBudget.stepsAtOnce)
        #expect(report.findings.contains { $0.rule == .workBudget } == (budget.stop != nil))
        #expect(budget.stop == nil || !report.isValid)
    }

    @Test("A cancelled validation ends at once", arguments: hostile.map(\.name))
    func cancelled(name: String) throws {
        let octets = try #require(Self.hostile.first { $0.name == name }).octets
        let all = WorkBudget(Self.limits(octets))
        _ = try Self.examine(octets, all)
        for share in [0.01, 0.5, 0.9] {
            let steps = UInt64(share * Double(all.spent(of: .steps)))
            let cancellation = Cancellation()
            let spent = Lock<(steps: UInt64, at: Int)>((0, 0))
            let budget = WorkBudget(Self.limits(octets), cancellation: cancellation) {
                amount, resource in
                spent.withLock { spent in
                    if resource == .steps { spent.steps += UInt64(amount) }
                    guard spent.steps >= steps, !cancellation.isCancelled else { return }
                    cancellation.cancel()
                    spent.at = Self.processorTime()
                }
            }
            #expect(throws: CancellationError.self) { try Self.examine(octets, budget) }
            let after = Self.processorTime() - spent.withLock { $0.at }
            // A build without optimisation, and more so one with a sanitizer, is slower.
            #if DEBUG
                #expect(after < 2_000)
            #else
                #expect(after <= 50)
            #endif
        }
    }

    @Test("Octets in memory are validated on another thread, which a cancelled task ends")
    func inMemory() async throws {
        let octets = try Vectors.octets("asic-e/attacks/good-b.asice")
        let validator = try ValidationAttackTests.validator()
        #expect(try await validator.validate(octets, at: Self.time).isValid)
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await validator.validate(octets, at: Self.time).isValid
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    /// The milliseconds for which this thread has been at work.
    private static func processorTime() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    @Test("Each limit is one: what needs just as much passes, and with one less it does not")
    func limits() throws {
        let octets = try Vectors.octets("asic-e/attacks/good-lta.asice")
        let all = WorkBudget()
        #expect(try Self.examine(octets, all).isValid)
        let needed = WorkBudget.Limits(
            octets: all.spent(of: .octets), steps: all.spent(of: .steps),
            nodes: all.spent(of: .nodes), publicKeyOperations: all.spent(of: .publicKeyOperations))
        #expect(try Self.examine(octets, WorkBudget(needed)).isValid)
        for (resource, path) in [
            (.octets, \.octets), (.steps, \.steps), (.nodes, \.nodes),
            (.publicKeyOperations, \.publicKeyOperations),
        ] as [(WorkBudget.Resource, WritableKeyPath<WorkBudget.Limits, UInt64>)] {
            for share in [1, 2, 4] as [UInt64] {
                var less = needed
                less[keyPath: path] =
                    share == 1
                    ? needed[keyPath: path] - 1
                    : needed[keyPath: path] / share
                let report = try Self.examine(octets, WorkBudget(less))
                #expect(!report.isValid && report.signedDataFiles.isEmpty)
                let finding = report.findings.first { $0.rule == .workBudget }
                #expect(finding?.expected == "at most \(less[keyPath: path]) \(resource.rawValue)")
                #expect(!report.signatures.contains { $0.indication == .totalFailed })
            }
        }
    }

    @Test("A service can lower the limits")
    func lowered() throws {
        var limits = ValidationLimits()
        limits.octets = .init(1_000, perOctet: 0)
        let octets = try Vectors.octets("asic-e/attacks/good-b.asice")
        let report = try ValidationAttackTests.validator(limits: limits)
            .examine(octets, at: Self.time)
        #expect(report.findings.contains { $0.rule == .workBudget && $0.severity == .fail })
        #expect(!report.isValid)
    }

    @Test("An allowance grows with the container, and stays an amount")
    func allowance() {
        let allowance = ValidationLimits.Allowance(100, perOctet: 0.5)
        #expect(allowance.amount(for: 0) == 100 && allowance.amount(for: 1_000) == 600)
        for perOctet in [-1, -Double.infinity, .nan] {
            #expect(ValidationLimits.Allowance(7, perOctet: perOctet).amount(for: 9) == 7)
        }
        let huge = ValidationLimits.Allowance(.max, perOctet: .infinity)
        #expect(huge.amount(for: 1) == .max && huge.amount(for: .max) == .max)
    }
}
