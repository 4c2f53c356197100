import EDoc
import EDocCrypto
import Testing

/// What the clients over HTTP ask, and what they make of the answers.
@Suite struct HTTPServiceTests {
    private let reply = "application/timestamp-reply"
    private let url = "http://user:secret@tsa.test/tsa"

    private func response(
        _ status: Int, _ mediaType: String? = nil, retryAfter: String? = nil,
        body: [UInt8] = [0x30, 0]
    ) -> Result<HTTPResponse, any Error> {
        .success(
            HTTPResponse(
                status: status, mediaType: mediaType, retryAfter: retryAfter, body: body))
    }

    @Test func eachServiceIsAskedByItsStandard() async throws {
        let exchange = FakeExchange(response(200, reply))
        let client = HTTPTimestampClient(url, over: exchange, timeout: .seconds(3))
        #expect(client.name == "http://tsa.test/tsa")
        #expect(try await client.response(to: [1]) == [0x30, 0])
        let statuses = FakeExchange(response(200, "Application/OCSP-response ; a=b"))
        _ = try await HTTPOCSPClient(over: statuses).response(to: [2], at: "http://a.test/")
        let lists = FakeExchange(response(200))
        _ = try await HTTPCRLClient(over: lists).revocationList(at: "http://b.test/")
        _ = try await HTTPIssuerClient(over: lists).certificates(at: "http://c.test/")
        #expect(
            exchange.requests == [
                HTTPRequest(
                    url: url, body: [1], contentType: "application/timestamp-query",
                    expectedMediaType: reply, sizeLimit: 16 << 20, timeout: .seconds(3),
                    origin: .caller)
            ])
        #expect(
            statuses.requests == [
                HTTPRequest(
                    url: "http://a.test/", body: [2], contentType: "application/ocsp-request",
                    expectedMediaType: "application/ocsp-response", sizeLimit: 1 << 20,
                    timeout: .seconds(10), origin: .certificate)
            ])
        #expect(
            lists.requests == [
                HTTPRequest(
                    url: "http://b.test/", sizeLimit: 64 << 20, timeout: .seconds(60),
                    origin: .certificate),
                HTTPRequest(
                    url: "http://c.test/", sizeLimit: 1 << 20, timeout: .seconds(20),
                    origin: .certificate),
            ])
    }

    private func error(_ answer: Result<HTTPResponse, any Error>) async throws -> EDocError {
        let client = HTTPTimestampClient(url, over: FakeExchange(answer), retry: .none)
        return try await #require(throws: EDocError.self) { _ = try await client.response(to: []) }
    }

    @Test func statusesAreToldApart() async throws {
        let codes: [(ClosedRange<Int>, EDocError.Code)] = [
            (100...199, .unusableAnswer), (201...299, .unusableAnswer),
            (300...399, .serviceRefused), (400...407, .serviceRefused),
            (408...408, .serviceUnavailable), (409...428, .serviceRefused),
            (429...429, .serviceQuota), (430...499, .serviceRefused),
            (500...599, .serviceUnavailable), (600...600, .unusableAnswer),
        ]
        for (statuses, code) in codes {
            for status in statuses {
                let error = try await error(response(status, reply))
                #expect(error.code == code, "\(status)")
                #expect(error.message.contains("http://tsa.test/tsa: status \(status)"))
                #expect(!error.message.contains("secret"))
            }
        }
    }

    @Test func whatIsNoAnswerIsSaid() async throws {
        let bodies: [[UInt8]] = [[], Array("<html>".utf8), [0x30, 1], [0x30, 0, 0], [0x31, 0]]
        for body in bodies {
            let client = HTTPOCSPClient(
                over: FakeExchange(response(200, "application/ocsp-response", body: body)),
                retry: .none)
            await #expect(throws: EDocError(.unusableAnswer, "")) {
                _ = try await client.response(to: [], at: url)
            }
        }
        #expect(try await error(response(200, reply, body: [])).code == .unusableAnswer)
        let tooLarge = [0x30, 0x84, 1, 0, 0, 0] + [UInt8](repeating: 0, count: 16 << 20)
        #expect(try await error(response(200, reply, body: tooLarge)).code == .unusableAnswer)
        for mediaType in [nil, "", "text/html; charset=utf-8", reply + "x", "x" + reply] {
            let error = try await error(response(200, mediaType))
            #expect(error.code == .unusableAnswer)
            #expect(error.message.contains("expected \(reply)"), "\(error)")
        }
        struct Other: Error {}
        #expect(try await error(.failure(Other())).code == .serviceUnreachable)
        let none = HTTPTimestampClient("tsa.test", over: FakeExchange(response(200)))
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await none.response(to: [])
        }
    }

    @Test func whatMayBeAnotherTimeIsTriedAgain() async throws {
        let clock = FakeClock()
        let exchange = FakeExchange(
            response(503), .failure(EDocError(.serviceUnreachable, "no")), response(200, reply))
        let client = HTTPTimestampClient(url, over: exchange, retry: clock.policy())
        #expect(try await client.response(to: []) == [0x30, 0])
        #expect(clock.waits == [.milliseconds(500), .seconds(1)])
        let final = FakeExchange(response(404))
        await #expect(throws: EDocError(.serviceRefused, "")) {
            _ = try await HTTPTimestampClient(url, over: final).response(to: [])
        }
        #expect(final.requests.count == 1)
    }
}
