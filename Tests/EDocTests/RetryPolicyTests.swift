import EDoc
import EDocCrypto
import Synchronization
import Testing

/// How often, and after how long, something is tried again.
@Suite struct RetryPolicyTests {
    private let clock = FakeClock()

    /// How often it is tried when each try fails with `error`.
    private func tries(_ policy: RetryPolicy, _ error: EDocError) async -> Int {
        let count = Mutex(0)
        await #expect(throws: error) {
            try await policy.run {
                count.withLock { $0 += 1 }
                throw error
            }
        }
        return count.withLock { $0 }
    }

    private func quota(_ retryAfter: String?) -> EDocError {
        EDocError(.serviceQuota, "", underlying: ServiceDelay(retryAfter: retryAfter))
    }

    @Test func waitsDoubleUpToTheLongest() async throws {
        let unavailable = EDocError(.serviceUnavailable, "")
        #expect(await tries(clock.policy(furtherTries: 7), unavailable) == 8)
        #expect(clock.waits == [0.5, 1, 2, 4, 8, 8, 8].map { Duration.seconds($0) })
        #expect(await tries(clock.policy(furtherTries: 100, random: 0), unavailable) == 101)
        #expect(clock.waits[7] == .milliseconds(250) && clock.waits.last == .seconds(4))
        #expect(await tries(clock.policy(), EDocError(.serviceUnreachable, "")) == 3)
        #expect(await tries(.none, unavailable) == 1)
    }

    @Test func aServiceSaysHowLongUpToABound() async throws {
        #expect(await tries(clock.policy(), quota("10")) == 3)
        #expect(clock.waits == [.seconds(10), .seconds(10)])
        for text in ["11", nil, "", "-1", "1.5", "Mon, 30 Nov 2026 06:00:00 GMT", "9999999999"] {
            #expect(await tries(clock.policy(), quota(text)) == 1)
        }
    }

    @Test func everythingElseIsFinal() async throws {
        for code in [
            EDocError.Code.serviceRefused, .unusableAnswer, .addressNotAllowed, .missingService,
        ] {
            #expect(await tries(clock.policy(), EDocError(code, "")) == 1)
        }
        #expect(clock.waits.isEmpty)
    }

    @Test func cancellationEndsTheWaiting() async throws {
        var policy = RetryPolicy(firstDelay: .seconds(3_600), longestDelay: .seconds(3_600))
        policy.random = { 1 }
        let begun = Mutex(false)
        let task = Task { [policy] in
            try await policy.run {
                begun.withLock { $0 = true }
                throw EDocError(.serviceUnreachable, "")
            }
        }
        while !begun.withLock({ $0 }) { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
