import EDocSystem
import EDocZip
import Testing
import VectorSupport

/// T21: between two looks at the budget at most 1,000 steps, whatever the names and offsets are.
@Suite("Work on an archive") struct ZipWorkTests {
    /// An archive of `names`, whose central directory lists them backwards.
    private static func backwards(_ names: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        var headers: [[UInt8]] = []
        func number(_ value: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        for name in names {
            let octets = Array(name.utf8)
            let common =
                number(20, 2) + number(0x800, 2) + number(0, 2) + number(0x58EF_8B20, 4)
                + number(0, 12) + number(octets.count, 2) + number(0, 2)
            headers.append(
                number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 10)
                    + number(bytes.count, 4) + octets)
            bytes += number(0x0403_4B50, 4) + common + octets
        }
        let directory = headers.reversed().flatMap { $0 }
        return bytes + directory + number(0x0605_4B50, 4) + number(0, 4)
            + number(names.count, 2) + number(names.count, 2) + number(directory.count, 4)
            + number(bytes.count, 4) + number(0, 2)
    }

    @Test(
        "Reading the records looks at the budget, and ends with it",
        arguments: [
            ("a long list", (0..<20_000).map { "\($0)" }),
            ("folders", (0..<20_000).map { "\($0)/" }),
            ("long names", (0..<200).map { String(repeating: "Āß", count: 1_000) + "\($0)" }),
        ])
    func looks(_ what: String, _ names: [String]) throws {
        let archive = Self.backwards(names)
        let spent = Lock<[Int]>([])
        let reader = try ZipReader(
            MemorySource(archive),
            budget: WorkBudget { amount, _ in spent.withLock { $0.append(amount) } })
        #expect(reader.entries.count == names.count)
        let looks = spent.withLock { $0 }
        #expect(looks.allSatisfy { $0 <= WorkBudget.stepsAtOnce })
        // Each entry is read, compared with others in two ways, and put in order.
        #expect(looks.reduce(0, +) >= 4 * names.count)
        // Wherever it stops, nothing is known.
        for share in [1, 3, 5, 9] {
            let limits = WorkBudget.Limits(steps: UInt64(looks.reduce(0, +) * share / 10))
            let budget = WorkBudget(limits)
            let reader = try ZipReader(MemorySource(archive), budget: budget)
            #expect(reader.entries.isEmpty && budget.stop != nil)
        }
    }

    @Test("Names are compared in pieces, and their order is found in pieces")
    func pieces() throws {
        let names = (0..<20_000).map { Array("\($0)".utf8)[...] }
        var looks: [Int] = []
        let collisions = CaseInsensitiveNames.collisions(among: names) { looks.append($0) }
        #expect(collisions.isEmpty && looks.count >= names.count / WorkBudget.stepsAtOnce)
        #expect(looks.allSatisfy { $0 <= WorkBudget.stepsAtOnce })
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try CaseInsensitiveNames.collisions(among: names) { _ in throw Stop() }
        }
    }
}
