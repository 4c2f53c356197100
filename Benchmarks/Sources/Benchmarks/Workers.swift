import EDoc

/// Two workers against one. A ratio of 0.5 would be twice as many containers a second.
enum Workers {
    static let workloads: [Workload] = [
        Workload(
            name: "workers/ours", what: "two tasks sign, P-256, half of the containers each",
            bareWhat: "one task signs all of them", limit: 1 / 1.8, usesThreads: true
        ) {
            let fixture = try Fixture(key: .p256)
            let sign: Workload.Body = { iterations in
                for _ in 0..<iterations { _ = try await fixture.signer.sign([fixture.file()]) }
            }
            return (inTwo(sign, sign), sign)
        },
        Workload(
            name: "workers/bare", what: "two tasks, the bare cost, half each",
            bareWhat: "one task, the bare cost", limit: nil, usesThreads: true
        ) {
            let fixture = try Fixture(key: .p256)
            let parts = try await fixture.parts()
            let body: @Sendable () throws -> Workload.Body = {
                let bare = try fixture.bareCost()
                return { iterations in
                    for _ in 0..<iterations { try bare.container(fixture.document, parts) }
                }
            }
            let one = try body()
            return (inTwo(one, try body()), one)
        },
    ]

    private static func inTwo(
        _ one: @escaping Workload.Body, _ other: @escaping Workload.Body
    ) -> Workload.Body {
        { iterations in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await one(iterations - iterations / 2) }
                group.addTask { try await other(iterations / 2) }
                try await group.waitForAll()
            }
        }
    }
}
