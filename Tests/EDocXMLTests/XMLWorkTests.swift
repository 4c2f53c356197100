import EDocSystem
import EDocXML
import Testing

/// What documents cost, and that they cost no more.
struct XMLWorkTests {
    /// Documents that ask for much, each in another way.
    private static let documents: [(name: String, text: String)] = [
        ("elements", "<r>" + String(repeating: "<a/>", count: 20_000) + "</r>"),
        ("text", "<r>" + String(repeating: "a", count: 9_000_000) + "</r>"),
        ("letters", "<r>" + String(repeating: "ā", count: 3_000_000) + "</r>"),
        (
            "attributes",
            "<r>" + String(repeating: "<a b='' c='' d='' e=''/>", count: 4_000) + "</r>"
        ),
        (
            "deep",
            "<r>" + String(repeating: "<a xmlns:b='urn:b'>", count: 90)
                + String(repeating: "<a/>", count: 3_000)
                + String(repeating: "</a>", count: 90) + "</r>"
        ),
        ("comments", "<r>" + String(repeating: "<!---->", count: 20_000) + "</r>"),
    ]

    /// The most that was spent at once of each resource, and all of it.
    private final class Account: Sendable {
        let most = Lock<[WorkBudget.Resource: Int]>([:])

        func budget(_ limits: WorkBudget.Limits = .init()) -> WorkBudget {
            WorkBudget(limits) { amount, resource in
                self.most.withLock { $0[resource] = max($0[resource] ?? 0, amount) }
            }
        }

        func expectLooks() {
            let most = most.withLock { $0 }
            #expect(most[.octets] ?? 0 <= WorkBudget.octetsAtOnce)
            #expect(most[.steps] ?? 0 <= WorkBudget.stepsAtOnce)
            #expect(most[.nodes] ?? 0 <= WorkBudget.stepsAtOnce)
        }
    }

    @Test("Between two looks there are few octets and few nodes", arguments: documents)
    func looks(name: String, text: String) throws {
        let account = Account()
        let budget = account.budget()
        let document = try XMLDocument(parsing: Array(text.utf8).span, budget: budget)
        #expect(budget.spent(of: .octets) == UInt64(2 * text.utf8.count))
        for canonicalizer in [
            Canonicalizer(.c14n11),
            try Canonicalizer(.exclusive, inclusivePrefixes: ["b", "x", "y"]),
        ] {
            let before = budget.spent(of: .octets)
            let canonical = try canonicalizer.canonicalize(document)
            #expect(budget.spent(of: .octets) - before == UInt64(canonical.count))
        }
        account.expectLooks()
    }

    @Test("Reading stops where the budget does", arguments: documents)
    func reading(name: String, text: String) throws {
        let octets = Array(text.utf8)
        let all = WorkBudget()
        _ = try XMLDocument(parsing: octets.span, budget: all)
        for limits in [
            WorkBudget.Limits(octets: all.spent(of: .octets) - 1),
            WorkBudget.Limits(octets: UInt64(octets.count) + 1),
            WorkBudget.Limits(nodes: all.spent(of: .nodes) - 1),
        ] {
            let budget = WorkBudget(limits)
            let error = #expect(throws: XMLError.self) {
                _ = try XMLDocument(parsing: octets.span, budget: budget)
            }
            #expect(error?.code == .workStopped && error?.underlying is WorkBudget.Stop)
        }
    }

    @Test("Canonicalization stops where the budget does", arguments: documents)
    func canonicalizing(name: String, text: String) throws {
        let octets = Array(text.utf8)
        let canonicalizer = try Canonicalizer(.exclusive, inclusivePrefixes: ["b", "x"])
        let all = WorkBudget()
        let canonical = try canonicalizer.canonicalize(
            XMLDocument(parsing: octets.span, budget: all))
        for limits in [
            WorkBudget.Limits(octets: all.spent(of: .octets) - 1),
            WorkBudget.Limits(steps: all.spent(of: .steps) - 1),
        ] {
            let budget = WorkBudget(limits)
            let document = try XMLDocument(parsing: octets.span, budget: budget)
            var received = 0
            #expect(throws: (any Error).self) {
                try canonicalizer.canonicalize(document) { received += $0.count }
            }
            #expect(budget.stop != nil && received < canonical.count)
        }
    }

    @Test("A task that is cancelled meanwhile stops too", arguments: documents)
    func cancelling(name: String, text: String) throws {
        let cancellation = Cancellation()
        let budget = WorkBudget(cancellation: cancellation) { _, _ in cancellation.cancel() }
        let error = #expect(throws: XMLError.self) {
            _ = try XMLDocument(parsing: Array(text.utf8).span, budget: budget)
        }
        #expect(error?.code == .workStopped && budget.stop == .cancelled)
    }

    @Test("Prefixes and declarations cost in each element, the deeper the more")
    func prefixes() throws {
        func steps(_ depth: Int, _ prefixes: Int, _ declarations: Int) throws -> UInt64 {
            let declared = (0..<declarations).map { " xmlns:d\($0)='urn:d'" }.joined()
            let text =
                "<r\(declared)>" + String(repeating: "<a>", count: depth)
                + String(repeating: "<a/>", count: 1_000)
                + String(repeating: "</a>", count: depth) + "</r>"
            let budget = WorkBudget()
            let document = try XMLDocument(parsing: Array(text.utf8).span, budget: budget)
            let before = budget.spent(of: .steps)
            _ = try Canonicalizer(.exclusive, inclusivePrefixes: (0..<prefixes).map { "p\($0)" })
                .canonicalize(document)
            return budget.spent(of: .steps) - before
        }
        let plain = try steps(1, 0, 0)
        #expect((2_000...2_100).contains(plain))
        #expect(try steps(1, 60, 0) > 3 * plain / 2)
        #expect(try steps(80, 60, 0) > 30 * plain)
        #expect(try steps(1, 0, 60) > 20 * plain)
    }
}
