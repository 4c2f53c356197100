import EDocSystem
import Testing

@Suite struct WorkBudgetTests {
    @Test(
        "what is spent adds up to the limit, and no further",
        arguments: WorkBudget.Resource.allCases)
    func limit(resource: WorkBudget.Resource) throws {
        let budget = WorkBudget(
            .init(octets: 10, steps: 10, nodes: 10, publicKeyOperations: 10))
        try budget.spend(4, of: resource)
        try budget.spend(6, of: resource)
        #expect(budget.spent(of: resource) == 10)
        for other in WorkBudget.Resource.allCases where other != resource {
            #expect(budget.spent(of: other) == 0)
        }
        for _ in 0..<2 {
            #expect(throws: WorkBudget.Stop.exceeded(resource, limit: 10)) {
                try budget.spend(of: resource)
            }
        }
    }

    @Test("the sum does not begin again behind the greatest number")
    func overflow() throws {
        let budget = WorkBudget(.init(octets: .max - 1))
        for _ in 0..<2 { try budget.spend(.max, of: .octets) }
        for _ in 0..<3 {
            #expect(throws: WorkBudget.Stop.exceeded(.octets, limit: .max - 1)) {
                try budget.spend(.max, of: .octets)
            }
        }
    }

    @Test("a cancelled task is noticed before anything is counted")
    func cancelled() throws {
        let cancellation = Cancellation()
        let budget = WorkBudget(cancellation: cancellation)
        try budget.spend()
        cancellation.cancel()
        #expect(throws: WorkBudget.Stop.cancelled) { try budget.spend() }
        #expect(budget.spent(of: .steps) == 1)
    }

    @Test("once it has stopped, nothing more can be had, of whatever there was left")
    func stopped() throws {
        let budget = WorkBudget(.init(octets: 10))
        try budget.spend(10, of: .octets)
        #expect(budget.stop == nil)
        let stop = WorkBudget.Stop.exceeded(.octets, limit: 10)
        #expect(throws: stop) { try budget.spend(of: .octets) }
        #expect(budget.stop == stop)
        for resource in WorkBudget.Resource.allCases {
            #expect(throws: stop) { try budget.spend(0, of: resource) }
        }
    }

    @Test("a long piece of work is paid for in parts")
    func pieces() throws {
        let spent = Lock<[Int]>([])
        let budget = WorkBudget { amount, _ in spent.withLock { $0.append(amount) } }
        try budget.spendInParts(3 * WorkBudget.octetsAtOnce + 5, of: .octets)
        try budget.spendInParts(0, of: .octets)
        let most = WorkBudget.octetsAtOnce
        #expect(spent.withLock { $0 } == [most, most, most, 5, 0])
    }
}
