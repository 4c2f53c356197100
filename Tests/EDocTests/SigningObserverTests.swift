import EDoc
import Synchronization
import Testing

/// Counters over what is asked of trust services.
@Suite struct SigningObserverTests {
    private final class Counter: SigningObserver {
        let seen = Mutex<[String]>([])

        func requestEnded(
            _ request: HTTPRequest, with result: Result<HTTPResponse, any Error>,
            after duration: Duration
        ) {
            let text =
                switch result {
                case .success(let response): "\(response.status)"
                case .failure(let error): "\((error as? EDocError)?.code == .serviceUnreachable)"
                }
            seen.withLock { $0.append(duration >= .zero ? text : "negative") }
        }
    }

    @Test("Each try is told, with what came of it")
    func tries() async throws {
        let der: [UInt8] = [0x30, 0]
        let counter = Counter()
        let exchange = FakeExchange(
            .success(HTTPResponse(status: 503, mediaType: nil, body: [])),
            .failure(EDocError(.serviceUnreachable, "nobody")),
            .success(
                HTTPResponse(status: 200, mediaType: "application/timestamp-reply", body: der)))
        let clock = FakeClock()
        let client = HTTPTimestampClient(
            "http://tsa.test/", over: ObservedExchange(exchange, counter), retry: clock.policy())
        #expect(try await client.response(to: [0x30, 0]) == der)
        #expect(counter.seen.withLock { $0 } == ["503", "true", "200"])
    }

    @Test("What is observed is what was sent")
    func requests() async throws {
        final class Last: SigningObserver {
            let url = Mutex("")

            func requestEnded(
                _ request: HTTPRequest, with result: Result<HTTPResponse, any Error>,
                after duration: Duration
            ) { url.withLock { $0 = request.url } }
        }
        let last = Last()
        let exchange = FakeExchange(.failure(CancellationError()))
        let client = HTTPCRLClient(over: ObservedExchange(exchange, last), retry: .none)
        await #expect(throws: CancellationError.self) {
            _ = try await client.revocationList(at: "http://ca.test/a.crl")
        }
        #expect(last.url.withLock { $0 } == "http://ca.test/a.crl")
        #expect(exchange.requests.map(\.url) == ["http://ca.test/a.crl"])
    }
}
