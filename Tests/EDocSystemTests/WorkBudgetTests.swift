import EDocSystem
import Testing

@Suite struct WorkBudgetTests {
    @Test(
        "what is spent adds up to the limit, and no further",
        arguments: WorkBudget.Resource.allCases)
    func limit(resource: WorkBudget.Resource) throws {
        let budget = WorkBudget(.init(octets: 10, steps: 10, publicKeyOperations: 10))
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
}
