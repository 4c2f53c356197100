import EDoc
import EDocCrypto
import EDocEncoding
import EDocOnline
import EDocPKI
import EDocXAdES
import EDocXML
import EDocZip
import Foundation
import Testing
import VectorSupport

/// The clients, against services that somebody else wrote, with each fault of theirs.
@Suite(.serialized, .enabled(if: Vectors.oracles != nil, "EDOC_ORACLES is not set"))
struct TestServicesTests {
    private let request = TimeStampReq(
        DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 7, count: 32)),
        nonce: [0, 0x81, 1, 2, 3, 4, 5, 6, 7])

    /// Calls `body` with the URL of services that run meanwhile.
    private func withServices(
        _ body: (_ url: String, _ folder: String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let services = try await RunningProgram.start(
                (Vectors.oracles ?? "") + "/trust-services",
                ["--port", "0", "--dir", folder + "/d", "--until-eof"], in: folder, until: "ready ")
            defer { services.end() }
            try await body(String(services.line.dropFirst("ready ".count)), folder + "/d")
        }
    }

    private func codeOfFailure(_ body: () async throws -> Void) async throws -> EDocError.Code? {
        do {
            try await body()
            return nil
        } catch let error as EDocError {
            return error.code
        } catch is ASN1Error {
            // What is no DER is found by who reads it.
            return .unusableAnswer
        }
    }

    /// Each fault of the transport, and what it comes to.
    private let faults: [(name: String, code: EDocError.Code?)] = [
        ("http500", .serviceUnavailable), ("http503-retry-after", .serviceUnavailable),
        ("html", .unusableAnswer), ("html-as", .unusableAnswer),
        ("wrong-media-type", .unusableAnswer),
        ("truncated", .unusableAnswer), ("trailing-garbage", .unusableAnswer),
        ("empty", .unusableAnswer), ("oversized", .unusableAnswer),
        ("oversized-chunked", .unusableAnswer), ("chunked", nil), ("hang", .serviceUnreachable),
        ("slow", .serviceUnreachable), ("cut", .serviceUnreachable), ("reset", .serviceUnreachable),
        ("redirect", .serviceRefused), ("redirect-host", .serviceRefused),
    ]

    /// Only what never comes is not waited for.
    private static func timeout(of fault: String) -> Duration {
        ["hang", "slow"].contains(fault) ? .seconds(2) : .seconds(3_600)
    }

    @Test func eachFaultIsToldApart() async throws {
        try await withServices { url, folder in
            let exchange = OpenSSLHTTPExchange(allowsPrivateAddresses: true)
            let chain = try PEMSigner(
                contentsOf: folder + "/seals/p256.key.pem",
                certificates: folder + "/seals/p256.chain.pem"
            ).certificateChain
            let question = OCSPRequest(
                certificates: [try CertID(of: chain[0], issuedBy: chain[1])])
            for (name, code) in faults {
                let timeout = Self.timeout(of: name)
                let authority = HTTPTimestampClient(
                    url + "/tsa/fault/" + name.replacing("html-as", with: "html-as-tsr"),
                    over: exchange, timeout: timeout, retry: .none)
                let found = try await codeOfFailure {
                    let answer = try await authority.response(to: request.derEncoded)
                    _ = try TimeStampResp(encoded: answer).token(answering: request).get()
                }
                #expect(found == code, "\(name)")
                let responder = HTTPOCSPClient(over: exchange, timeout: timeout, retry: .none)
                let status = try await codeOfFailure {
                    let answer = try await responder.response(
                        to: question.derEncoded,
                        at: url + "/ocsp/fault/" + name.replacing("html-as", with: "html-as-ocsp"))
                    _ = try OCSPResponse(derEncoded: answer)
                }
                #expect(status == code, "\(name)")
            }
            let issuer = try await HTTPIssuerClient(over: exchange)
                .certificates(at: url + "/ca.cer")
            #expect(issuer == chain[1].derEncoded)
            let list = try await HTTPCRLClient(over: exchange).revocationList(at: url + "/ca.crl")
            _ = try CertificateRevocationList(derEncoded: list)
        }
    }

    /// Services at `url`, whose certificates lead to the same machine.
    private func services(
        _ url: String, _ folder: String, tsa: String = "/tsa", timeout: Duration = .seconds(3_600)
    ) throws -> TrustServices {
        let exchange = OpenSSLHTTPExchange(allowsPrivateAddresses: true)
        func anchor(_ name: String) throws -> [X509Certificate] {
            try X509Certificate.certificates(
                inPEM: Vectors.octets(at: "\(folder)/anchors/\(name).pem"))
        }
        return TrustServices(
            timestamp: HTTPTimestampClient(
                url + tsa, over: exchange, timeout: timeout, retry: .none),
            ocsp: HTTPOCSPClient(over: exchange, timeout: timeout, retry: .none),
            crl: HTTPCRLClient(over: exchange, timeout: timeout, retry: .none),
            trustAnchors: TrustAnchors(
                certificateAuthorities: try anchor("root"),
                timeStampAuthorities: try anchor("tsa-ca")))
    }

    /// What becomes of a file that a seal signs at level LT; nil: a container that is valid.
    private func failure(
        _ seal: String, _ folder: String, _ services: TrustServices
    ) async throws -> EDocError? {
        let signer = try ContainerSigner(
            signer: PKCS12Signer(
                contentsOf: "\(folder)/seals/\(seal).p12",
                passphrase: Passphrase(contentsOf: folder + "/passphrase.txt")),
            parameters: SignatureParameters(level: .baselineLT), services: services)
        do {
            let octets = try await signer.sign([
                DataFile(Array("87 %".utf8), named: "a.txt", mediaType: "text/plain")
            ])
            let report = try await ContainerValidator(
                trustAnchors: services.trustAnchors ?? TrustAnchors(allRoles: [])
            ).validate(octets, at: Date())
            let signature = try #require(report.signatures.first)
            #expect(report.isValid, "\(seal): \(signature.findings)")
            #expect(signature.conformance == "XAdES-BASELINE-LT", "\(signature.findings)")
            try checkTokens(in: octets, folder)
            return nil
        } catch let error as EDocError {
            return error
        }
    }

    /// Has OpenSSL check each token over the octets that its imprint is to be of.
    private func checkTokens(in container: [UInt8], _ folder: String) throws {
        guard let openssl = Command(named: "openssl") else { return }
        let reader = try ZipReader(MemorySource(container))
        let entry = try #require(
            reader.entries.first {
                String(decoding: $0.nameOctets, as: UTF8.self).contains("signatures")
            })
        guard case .bytes(let octets) = try reader.contents(of: entry, limit: 1 << 20) else {
            Issue.record("the signature file cannot be read")
            return
        }
        let signature = try #require(
            try SignatureFile(parsing: octets, entry: "s").signatures.first
        ).content.get()
        let data = try TimeStampImprint.octets(
            ofSignature: signature, by: signature.canonicalizationOfTimeStamps)
        try Data(data).write(to: URL(filePath: folder + "/data"))
        let stamps = signature.signatureTimeStamps
        #expect(stamps.count == 1)
        for stamp in stamps {
            try Data(try #require(stamp.tokens.first)).write(to: URL(filePath: folder + "/token"))
            let outcome = try openssl.run([
                "ts", "-verify", "-data", folder + "/data", "-in", folder + "/token",
                "-token_in", "-CAfile", folder + "/anchors/tsa-ca.pem",
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test func eachGoodSealMakesLevelLT() async throws {
        try await withServices { url, folder in
            let services = try services(url, folder)
            for seal in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521"] {
                let failure = try await failure(seal, folder, services)
                #expect(failure == nil, "\(seal): \(failure?.message ?? "")")
            }
            #expect(try await failure("revoked", folder, services)?.code == .certificateRevoked)
        }
    }

    /// The responder that certificates name, at another path.
    private struct Elsewhere: OCSPClient {
        let base: any OCSPClient
        let url: String

        func response(to request: [UInt8], at url: String) async throws -> [UInt8] {
            try await base.response(to: request, at: self.url)
        }
    }

    @Test func noWrongAnswerIsUsed() async throws {
        let good = [
            "chunked", "granted-with-mods", "no-nonce of OCSP", "no-next-update", "two-responses",
        ]
        let ofTransport = faults.map(\.name).filter { $0 != "html-as" }
        let ofTimeStamps = [
            "html-as-tsr", "rejected", "waiting", "granted-with-mods", "wrong-nonce", "no-nonce",
            "wrong-imprint", "other-algorithm", "bad-signature", "no-certs", "wrong-ess-cert",
            "no-ess-cert", "expired-tsa", "not-yet-valid-tsa", "no-eku", "noncritical-eku",
            "untrusted-tsa", "future-gentime", "old-gentime",
        ]
        let ofOCSP = [
            "html-as-ocsp", "try-later", "internal-error", "sig-required", "unauthorized",
            "malformed", "revoked", "unknown", "stale", "future", "no-next-update", "wrong-certid",
            "wrong-issuer", "wrong-nonce", "no-nonce", "responder-expired", "responder-no-eku",
            "responder-untrusted", "no-responder-cert", "bad-signature", "two-responses",
            "two-verdicts",
        ]
        try await withServices { url, folder in
            for name in ofTransport + ofTimeStamps {
                let services = try services(
                    url, folder, tsa: "/tsa/fault/" + name, timeout: Self.timeout(of: name))
                let failure = try await failure("p256", folder, services)
                #expect(
                    (failure == nil) == good.contains(name), "\(name): \(failure?.message ?? "")")
                #expect(failure?.code != .library, "\(name): \(failure?.message ?? "")")
            }
            for name in ofTransport + ofOCSP {
                var services = try services(url, folder, timeout: Self.timeout(of: name))
                services.crl = nil
                services.ocsp = services.ocsp.map {
                    Elsewhere(base: $0, url: url + "/ocsp/fault/" + name)
                }
                // The certificate of the authority names a list alone, or a responder: both must do.
                let failure = try await failure("p256", folder, services)
                let isGood = good.contains(name) || name == "no-nonce"
                #expect((failure == nil) == isGood, "\(name): \(failure?.message ?? "")")
                #expect(failure?.code != .library, "\(name): \(failure?.message ?? "")")
            }
        }
    }

    @Test func manyAreGrantedAndQuotasAreKept() async throws {
        try await withServices { url, _ in
            let exchange = OpenSSLHTTPExchange()
            let key = "/tsa/quota/20/60/here"
            let pool = TimestampClientPool(
                [
                    .init(
                        HTTPTimestampClient(url + key, over: exchange, timeout: .seconds(3_600)),
                        quota: .init(requests: 20, per: .seconds(60))),
                    .init(
                        HTTPTimestampClient(url + "/tsa", over: exchange, timeout: .seconds(3_600))),
                ])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        try await pool.response(to: request.derEncoded) { answer in
                            _ = try TimeStampResp(encoded: answer).token(answering: request).get()
                        }
                    }
                }
                try await group.waitForAll()
            }
            let accounts = pool.accounts
            #expect(accounts[0].granted == 20 && accounts[1].granted == 180)
            #expect(accounts.allSatisfy { $0.failed == 0 })
            // A service that keeps count itself says so, and is left for the next one.
            let one = HTTPTimestampClient(
                url + "/tsa/quota/1/60/there", over: exchange, timeout: .seconds(3_600),
                retry: .none)
            _ = try await one.response(to: request.derEncoded)
            await #expect(throws: EDocError(.serviceQuota, "")) {
                _ = try await one.response(to: request.derEncoded)
            }
            var patient = HTTPTimestampClient(
                url + "/flaky/50/tsa", over: exchange, timeout: .seconds(3_600))
            patient.retry = RetryPolicy(furtherTries: 20, firstDelay: .milliseconds(1))
            for _ in 0..<20 { _ = try await patient.response(to: request.derEncoded) }
        }
    }
}
