import EDoc
import EDocCrypto
import EDocOnline
import LoopbackServices
import Testing

/// Addresses that a certificate names are an attacker's input.
@Suite struct AddressRuleTests {
    private let server = LoopbackServer { client in
        while client.request() != nil { client.answer("200 OK", "a") }
    }

    private func request(_ url: String, _ origin: HTTPRequest.Origin) -> HTTPRequest {
        HTTPRequest(url: url, sizeLimit: 10, timeout: .seconds(3_600), origin: origin)
    }

    @Test(
        "Addresses of this machine and of private networks are not asked",
        arguments: [
            "127.0.0.1", "127.9.9.9", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::]", "0.0.0.0",
            "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.1",
            "2130706433", "0x7f000001", "[fe80::1]", "[fd00::1]", "224.0.0.1", "255.255.255.255",
            "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "LOCALHOST",
        ])
    func refused(_ host: String) async throws {
        let exchange = OpenSSLHTTPExchange()
        let url = "http://\(host):\(server.port)/"
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await exchange.exchange(request(url, .certificate))
        }
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await HTTPOCSPClient(over: exchange, timeout: .seconds(3_600)).response(
                to: [0x30, 0], at: url)
        }
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await HTTPCRLClient(over: exchange, timeout: .seconds(3_600)).revocationList(
                at: url)
        }
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await HTTPIssuerClient(over: exchange, timeout: .seconds(3_600)).certificates(
                at: url)
        }
        #expect(server.connections == 0)
    }

    @Test func callersAskAnyAddress() async throws {
        let exchange = OpenSSLHTTPExchange()
        for host in ["127.0.0.1", "127.1"] {
            let response = try await exchange.exchange(
                request("http://\(host):\(server.port)/", .caller))
            #expect(response.body == [0x61])
        }
    }

    @Test func connectionsOfCallersAreNotForCertificates() async throws {
        let exchange = OpenSSLHTTPExchange()
        _ = try await exchange.exchange(request(server.url(), .caller))
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await exchange.exchange(request(server.url(), .certificate))
        }
        #expect(server.requests.count == 1)
    }

    @Test func testsMayAskThisMachine() async throws {
        let exchange = OpenSSLHTTPExchange(allowsPrivateAddresses: true)
        let list = try await HTTPCRLClient(over: exchange, timeout: .seconds(3_600)).revocationList(
            at: server.url())
        #expect(list == [0x61])
    }

    @Test(
        "What is no URL of HTTP, or has a user, is not asked",
        arguments: [
            "ldap://example.org/", "file:///etc/passwd", "http:/example.org", "", "http://",
            "//a/b",
            "http://user@example.org/", "http://example.org\\@127.0.0.1/", "http://a@b@c/",
            "http://example.org:0/", "http://example.org:65536/", "http://exa mple.org/",
            "http://example.org/\r\nX: y", "http://ex%61mple.org/", "http://[::1", "http://[a]/",
        ])
    func noURL(_ url: String) async throws {
        let exchange = OpenSSLHTTPExchange()
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await exchange.exchange(request(url, .certificate))
        }
        await #expect(throws: EDocError(.addressNotAllowed, "")) {
            _ = try await HTTPCRLClient(over: exchange, timeout: .seconds(3_600)).revocationList(
                at: url)
        }
    }
}
