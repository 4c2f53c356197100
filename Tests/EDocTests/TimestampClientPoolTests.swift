import EDoc
import EDocCrypto
import Synchronization
import Testing
import VectorSupport

/// Several authorities, their quotas, and what becomes of one that fails.
@Suite struct TimestampClientPoolTests {
    /// An authority that does what a test wants.
    private struct Authority: TimestampClient {
        let name: String
        let answer: @Sendable () async throws -> [UInt8]

        init(_ name: String, _ answer: @escaping @Sendable () async throws -> [UInt8]) {
            self.name = name
            self.answer = answer
        }

        func response(to request: [UInt8]) async throws -> [UInt8] { try await answer() }
    }

    private let clock = FakeClock()

    private func pool(
        _ members: [TimestampClientPool.Member], furtherTries: Int = 0
    ) -> TimestampClientPool {
        TimestampClientPool(
            members, retry: clock.policy(furtherTries: furtherTries), rest: .seconds(60)
        ) { [clock] in clock.now }
    }

    private func counts(_ pool: TimestampClientPool) -> [[Int]] {
        pool.accounts.map { [$0.asked, $0.granted, $0.failed, $0.refusedByQuota] }
    }

    @Test func oneThatFailsIsAskedAfterTheOthersForAWhile() async throws {
        let isDown = Mutex(true)
        let first = Authority("first") {
            if isDown.withLock({ $0 }) { throw EDocError(.serviceUnavailable, "down") }
            return [1]
        }
        let pool = pool([.init(first), .init(Authority("second") { [2] })])
        #expect(pool.name == "first, second")
        #expect(try await pool.response(to: []) == [2])
        isDown.withLock { $0 = false }
        #expect(try await pool.response(to: []) == [2])
        #expect(counts(pool) == [[1, 0, 1, 0], [2, 2, 0, 0]])
        clock.advance(by: .seconds(60))
        #expect(try await pool.response(to: []) == [1])
        #expect(counts(pool) == [[2, 1, 1, 0], [2, 2, 0, 0]])
    }

    @Test func anAnswerThatIsNotAcceptedIsAFailure() async throws {
        struct Wrong: Error {}
        let pool = pool([
            .init(Authority("first") { [1] }), .init(Authority("second") { [2] }),
        ])
        let client: any TimestampClient = pool
        let size = try await client.response(to: []) { answer throws in
            guard answer == [2] else { throw Wrong() }
            return answer.count
        }
        #expect(size == 1)
        #expect(counts(pool) == [[1, 0, 1, 0], [1, 1, 0, 0]])
        // A client that is alone does not ask again.
        await #expect(throws: Wrong.self) {
            try await Authority("third") { [3] }.response(to: []) { _ in throw Wrong() }
        }
    }

    @Test func whatAllSayIsSaid() async throws {
        let members = [
            TimestampClientPool.Member(
                Authority("first") { throw EDocError(.serviceRefused, "first: no") }),
            .init(Authority("second") { throw EDocError(.unusableAnswer, "odd") }),
        ]
        let two = pool(members)
        let error = try await #require(throws: EDocError.self) {
            _ = try await two.response(to: [])
        }
        #expect(error.code == .unusableAnswer)
        #expect(error.message.hasSuffix("first: no; second: odd"), "\(error)")
        let transient = TimestampClientPool.Member(
            Authority("third") { throw EDocError(.serviceUnreachable, "") })
        let all = pool([transient] + members, furtherTries: 2)
        await #expect(throws: EDocError(.serviceUnreachable, "")) {
            _ = try await all.response(to: [])
        }
        #expect(counts(all) == [[3, 0, 3, 0], [3, 0, 3, 0], [3, 0, 3, 0]])
        let none = pool([])
        await #expect(throws: EDocError(.serviceQuota, "")) {
            _ = try await none.response(to: [])
        }
    }

    @Test func quotasAreKeptAndWaitedFor() async throws {
        let quota = TimestampClientPool.Quota(requests: 20, per: .seconds(60))
        let lone = pool([.init(Authority("a") { [1] }, quota: quota)])
        for _ in 0..<20 { _ = try await lone.response(to: []) }
        await #expect(throws: EDocError(.serviceQuota, "")) {
            _ = try await lone.response(to: [])
        }
        clock.advance(by: .seconds(60))
        await #expect(throws: EDocError(.serviceQuota, "")) {
            _ = try await lone.response(to: [])
        }
        #expect(counts(lone) == [[20, 20, 0, 2]])
        // What is short enough is waited for.
        let patient = TimestampClientPool(
            [.init(Authority("a") { [1] }, quota: .init(requests: 1, per: .seconds(5)))],
            retry: clock.policy(), rest: .zero
        ) { [clock] in clock.now }
        for _ in 0..<3 { _ = try await patient.response(to: []) }
        #expect(clock.waits == [.milliseconds(5_001), .milliseconds(5_001)])
        #expect(counts(patient) == [[3, 3, 0, 2]])
    }

    @Test func noIntervalHasMoreRequestsThanItsQuota() async throws {
        let quota = TimestampClientPool.Quota(requests: 20, per: .seconds(60))
        let generator = Mutex(SeededGenerator(seed: 7))
        let seen = Mutex<[(begin: ContinuousClock.Instant, end: ContinuousClock.Instant)]>([])
        let authority = Authority("a") { [clock] in
            let begin = clock.now
            let roll = generator.withLock { Int.random(in: 0..<100, using: &$0) }
            clock.advance(by: .milliseconds(roll * 20))
            seen.withLock { $0.append((begin, clock.now)) }
            if roll < 10 { throw EDocError(.serviceUnreachable, "") }
            return [1]
        }
        let pool = pool([.init(authority, quota: quota), .init(Authority("b") { [2] })])
        for _ in 0..<4_000 {
            _ = try await pool.response(to: [])
            let pause = generator.withLock { Int.random(in: 0..<3_000, using: &$0) }
            clock.advance(by: .milliseconds(pause))
        }
        let requests = seen.withLock { $0 }
        #expect(requests.count > 500)
        // Wherever on its way the service saw each: 21 in a row take longer than the interval.
        for (index, request) in requests.enumerated().dropFirst(20) {
            #expect(request.begin - requests[index - 20].end > quota.interval)
        }
    }

    @Test func requestsThatAreUnderWayCount() async throws {
        let (gate, release) = AsyncStream<Void>.makeStream()
        let authority = Authority("a") { [gate] in
            for await _ in gate { break }
            return [1]
        }
        let pool = pool([
            .init(authority, quota: .init(requests: 1, per: .seconds(60))),
            .init(Authority("b") { [2] }),
        ])
        let first = Task { try await pool.response(to: []) }
        while pool.accounts[0].asked == 0 { await Task.yield() }
        #expect(try await pool.response(to: []) == [2])
        release.finish()
        #expect(try await first.value == [1])
        #expect(counts(pool) == [[1, 1, 0, 1], [1, 1, 0, 0]])
    }

    @Test func clientsOverHTTPAreAskedOnceForEachRequest() async throws {
        let exchange = FakeExchange(
            .success(HTTPResponse(status: 503, mediaType: nil, body: [])))
        let pool = pool([.init(HTTPTimestampClient("http://a.test/", over: exchange))])
        await #expect(throws: EDocError(.serviceUnavailable, "")) {
            _ = try await pool.response(to: [])
        }
        #expect(exchange.requests.count == 1)
    }
}
