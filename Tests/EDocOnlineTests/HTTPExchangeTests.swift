import EDoc
import EDocCrypto
import EDocOnline
import LoopbackServices
import Synchronization
import Testing

/// What a server may do, and what comes of it.
@Suite struct HTTPExchangeTests {
    private func request(
        _ url: String, body: [UInt8]? = nil, mediaType: String? = nil, sizeLimit: Int = 1_000,
        timeout: Duration = .seconds(3_600), origin: HTTPRequest.Origin = .caller
    ) -> HTTPRequest {
        HTTPRequest(
            url: url, body: body, contentType: body == nil ? nil : "application/test",
            expectedMediaType: mediaType, sizeLimit: sizeLimit, timeout: timeout, origin: origin)
    }

    /// The code of the error when one connection is served with `serve`.
    private func code(
        sizeLimit: Int = 1_000, timeout: Duration = .seconds(3_600),
        _ serve: @escaping @Sendable (LoopbackServer.Client) -> Void
    ) async throws -> EDocError.Code? {
        let server = LoopbackServer { client in
            _ = client.request()
            serve(client)
        }
        do {
            _ = try await OpenSSLHTTPExchange().exchange(
                request(server.url(), sizeLimit: sizeLimit, timeout: timeout))
            return nil
        } catch let error as EDocError {
            #expect(error.message.contains(server.url()), "\(error)")
            return error.code
        }
    }

    @Test func requestsAreWhatTheStandardSays() async throws {
        let server = LoopbackServer { client in
            while client.request() != nil {
                client.answer("200 OK", fields: "Content-Type: a/b; c=d\r\n", "fine")
            }
        }
        let exchange = OpenSSLHTTPExchange()
        let posted = try await exchange.exchange(
            request(server.url("/a?b=c#d"), body: Array("xyz".utf8), mediaType: "A/B"))
        #expect(
            posted
                == HTTPResponse(status: 200, mediaType: "a/b; c=d", body: Array("fine".utf8)))
        let place = server.url("/").dropFirst(7)
        _ = try await exchange.exchange(request("http://us%65r:p%3A@\(place)"))
        let host = "Host: 127.0.0.1:\(server.port)\r\nUser-Agent: swift-edoc\r\n"
        #expect(
            server.requests == [
                "POST /a?b=c HTTP/1.1\r\n\(host)Accept: A/B\r\nConnection: keep-alive\r\n"
                    + "Content-Type: application/test\r\nContent-Length: 3\r\n\r\nxyz",
                "GET / HTTP/1.1\r\n\(host)Accept: */*\r\nConnection: keep-alive\r\n"
                    + "Authorization: Basic dXNlcjpwOg==\r\n\r\n",
            ])
    }

    @Test func whatWasPostedIsNotSentTwice() async throws {
        let server = LoopbackServer { client in
            // The second request of a connection is read and not answered.
            guard client.request() != nil else { return }
            client.answer("200 OK", "a")
            _ = client.request()
        }
        // The machine may be too busy to go on at once.
        let exchange = OpenSSLHTTPExchange(idleTime: .seconds(3_600))
        _ = try await exchange.exchange(request(server.url(), body: [1]))
        await #expect(throws: EDocError(.serviceUnreachable, "")) {
            _ = try await exchange.exchange(request(server.url(), body: [2]))
        }
        #expect(server.requests.count == 2)
        // What was asked for is asked for again.
        _ = try await exchange.exchange(request(server.url()))
        #expect(try await exchange.exchange(request(server.url())).body == [0x61])
        #expect(server.requests.count == 5)
    }

    @Test func connectionsAreKept() async throws {
        let server = LoopbackServer { client in
            // Two requests a connection; the end of the second is not announced.
            for _ in 0..<2 where client.request() != nil { client.answer("200 OK", "a") }
        }
        // The machine may be too busy to go on at once.
        let exchange = OpenSSLHTTPExchange(idleTime: .seconds(3_600))
        for _ in 0..<6 {
            #expect(try await exchange.exchange(request(server.url())).body == [0x61])
        }
        #expect(server.connections == 3 && server.requests.count == 6)
        let impatient = OpenSSLHTTPExchange(idleTime: .zero)
        for _ in 0..<2 { _ = try await impatient.exchange(request(server.url())) }
        #expect(server.connections == 5)
    }

    @Test func connectionsThatWereResetAreMadeAnew() async throws {
        let server = LoopbackServer { client in
            _ = client.request()
            client.answer("200 OK", "a")
            client.reset()
        }
        let exchange = OpenSSLHTTPExchange()
        for _ in 0..<20 {
            #expect(try await exchange.exchange(request(server.url())).status == 200)
        }
        #expect(server.connections == 20)
        // What is posted meets the reset too, which is no signal, and is not sent again.
        let body = [UInt8](repeating: 1, count: 100_000)
        for _ in 0..<20 {
            do {
                _ = try await exchange.exchange(request(server.url(), body: body))
            } catch let error as EDocError {
                #expect(error.code == .serviceUnreachable, "\(error)")
            }
        }
    }

    @Test(
        "Statuses are handed over, without the content",
        arguments: ["302 Found", "404 No", "429 Slow", "503 Later", "500"])
    func statuses(_ status: String) async throws {
        let server = LoopbackServer { client in
            while client.request() != nil {
                client.answer(status, fields: "Location: /other\r\nRetry-After: 7\r\n", "text")
            }
        }
        let response = try await OpenSSLHTTPExchange().exchange(request(server.url()))
        #expect(response.status == Int(status.prefix(3)))
        #expect(response.retryAfter == "7" && response.body.isEmpty)
        #expect(server.requests.count == 1)
    }

    @Test(
        "Each form of content is read",
        arguments: [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;x=y\r\nfi\n\r\n2\r\nne\r\n0\r\nTrailer: a\r\n\r\n",
            "HTTP/1.0 200 OK\r\n\r\nfi\nne",
            "HTTP/1.1 200\r\nConnection: close\r\n\r\nfi\nne",
            "HTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\nContent-Length:5\n\nfi\nne",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\ncontent-length: 5 \r\n\r\nfi\nne",
        ])
    func contents(_ answer: String) async throws {
        for size in [1, 7, 1_000] {
            let server = LoopbackServer { client in
                _ = client.request()
                let octets = Array(answer.utf8)
                for start in stride(from: 0, to: octets.count, by: size) {
                    client.send(Array(octets[start..<min(start + size, octets.count)]))
                }
            }
            let response = try await OpenSSLHTTPExchange().exchange(
                request(server.url(), sizeLimit: 5))
            #expect(response.status == 200 && response.body == Array("fi\nne".utf8))
        }
    }

    @Test(
        "What is not HTTP, or too large, is no answer",
        arguments: [
            "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/2 200\r\n\r\n",
            "HTTP/1.1 200 OK\r\nNo field\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n",
            "HTTP/1.1 101 Switching\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: " + String(repeating: "b", count: 40_000),
            "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 10_000),
            "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 1_001),
            String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9),
        ])
    func answersThatAreNone(_ answer: String) async throws {
        #expect(try await code { $0.send(answer) } == .unusableAnswer)
    }

    @Test func connectionsThatEndAreNoAnswer() async throws {
        let half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
        #expect(try await code { _ in } == .serviceUnreachable)
        #expect(try await code { $0.send("HTTP/1.1 200") } == .serviceUnreachable)
        #expect(try await code { $0.send(half) } == .serviceUnreachable)
        let reset = try await code { client in
            client.send(half)
            client.reset()
        }
        #expect(reset == .serviceUnreachable)
    }

    @Test func nobodyThereIsNoAnswer() async throws {
        let port = LoopbackServer { _ in }.port
        let exchange = OpenSSLHTTPExchange()
        for host in ["127.0.0.1:\(port)", "name.invalid", "[::1]:\(port)"] {
            await #expect(throws: EDocError(.serviceUnreachable, "")) {
                _ = try await exchange.exchange(request("http://\(host)/"))
            }
        }
    }

    @Test func slowServersEndWithTheTime() async throws {
        let server = LoopbackServer { client in
            guard let text = client.request() else { return }
            if text.contains("/slow") { client.send("HTTP/1.1 200 OK\r\n\r\n") }
            // Neither ends by itself.
            while client.isOpen {
                if text.contains("/slow") { client.send("a") }
                client.pause(milliseconds: 20)
            }
        }
        let exchange = OpenSSLHTTPExchange(threads: 1)
        for path in ["/slow", "/hang"] {
            let start = ContinuousClock.now
            await #expect(throws: EDocError(.serviceUnreachable, "")) {
                _ = try await exchange.exchange(
                    request(server.url(path), timeout: .milliseconds(300)))
            }
            let duration = ContinuousClock.now - start
            #expect(duration > .milliseconds(290) && duration < .seconds(3_600), "\(duration)")
        }
        // The one thread is free again, and what waits for it waits no longer than it may.
        let first = Task { try await exchange.exchange(request(server.url("/hang"))) }
        let start = ContinuousClock.now
        await #expect(throws: EDocError(.serviceUnreachable, "")) {
            _ = try await exchange.exchange(
                request(server.url("/hang"), timeout: .milliseconds(100)))
        }
        #expect(ContinuousClock.now - start < .seconds(3_000))
        first.cancel()
        await #expect(throws: CancellationError.self) { _ = try await first.value }
    }

    @Test func cancellationEndsTheWaiting() async throws {
        let server = LoopbackServer { client in
            _ = client.request()
            while client.isOpen { client.pause(milliseconds: 20) }
        }
        let exchange = OpenSSLHTTPExchange()
        let task = Task { try await exchange.exchange(request(server.url())) }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(ContinuousClock.now - start < .seconds(3_600))
    }

    @Test func noMoreRequestsThanThreadsAreUnderWay() async throws {
        let now = Mutex((current: 0, most: 0))
        let server = LoopbackServer { client in
            while client.request() != nil {
                now.withLock {
                    $0.current += 1
                    $0.most = max($0.most, $0.current)
                }
                client.pause(milliseconds: 10)
                now.withLock { $0.current -= 1 }
                client.answer("200 OK", "a")
            }
        }
        let exchange = OpenSSLHTTPExchange(threads: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask { _ = try await exchange.exchange(request(server.url())) }
            }
            try await group.waitForAll()
        }
        #expect(now.withLock { $0.most } <= 3)
        #expect(server.connections <= 3 && server.requests.count == 40)
    }
}
