import EDoc
import EDocCrypto
import EDocOnline
import LoopbackServices
import Testing
import VectorSupport

/// https, with OpenSSL's own server at the other end.
@Suite struct SecureExchangeTests {
    /// Starts a server whose certificate is for `names`, and asks it for a file by `host`.
    private func list(
        certificateFor names: String, host: String = "localhost", isTrusted: Bool = true
    ) async throws -> [UInt8]? {
        guard let openssl = Command(named: "openssl") else { return nil }
        return try await withTemporaryFolder { folder in
            let made = try openssl.run(
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=TEST", "-days",
                    "2", "-addext", "subjectAltName=" + names,
                ], in: folder)
            #expect(made.status == 0, "\(made.errors)")
            // The server sends a file of its folder; the key is one that is there.
            let server = try await RunningProgram.start(
                openssl.path,
                [
                    "s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key",
                    "key.pem", "-WWW",
                ], in: folder, until: "ACCEPT")
            defer { server.end() }
            let port = server.line.split(separator: ":").last ?? ""
            let exchange = OpenSSLHTTPExchange(
                certificateAuthorities: isTrusted ? folder + "/certificate.pem" : nil,
                allowsPrivateAddresses: true)
            let client = HTTPCRLClient(over: exchange, timeout: .seconds(3_600), retry: .none)
            let octets = try await client.revocationList(
                at: "https://\(host):\(port)/certificate.pem")
            let expected = try Vectors.octets(at: folder + "/certificate.pem")
            #expect(octets == expected)
            return octets
        }
    }

    @Test func certificatesForTheNameOrAddressAreAccepted() async throws {
        _ = try await list(certificateFor: "DNS:localhost")
        _ = try await list(certificateFor: "IP:127.0.0.1", host: "127.0.0.1")
    }

    @Test func othersAreRefused() async throws {
        guard Command(named: "openssl") != nil else { return }
        for (names, host, isTrusted) in [
            ("DNS:other.test", "localhost", true), ("DNS:localhost", "127.0.0.1", true),
            ("IP:127.0.0.1", "localhost", true), ("DNS:localhost", "localhost", false),
        ] {
            do {
                _ = try await list(certificateFor: names, host: host, isTrusted: isTrusted)
                Issue.record("a certificate for \(names) was accepted for \(host)")
            } catch let error as EDocError {
                #expect(error.code == .serviceUnreachable, "\(error)")
                #expect(error.message.contains("its certificate is not trusted"), "\(error)")
            }
        }
    }

    @Test func httpIsNoTLS() async throws {
        let server = LoopbackServer { client in
            _ = client.request()
            client.answer("200 OK", "a")
        }
        let client = HTTPTimestampClient(
            "https://127.0.0.1:\(server.port)/", over: OpenSSLHTTPExchange(),
            timeout: .seconds(2), retry: .none)
        await #expect(throws: EDocError(.serviceUnreachable, "")) {
            _ = try await client.response(to: [0x30, 0])
        }
    }
}
