import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

@Suite struct VirtualOCSPResponderTests {
    private let authority: VirtualCA
    private let seal: VirtualSeal
    private let responder: VirtualOCSPResponder
    private let request: OCSPRequest
    private let cache = CertificateCache()

    init() throws {
        authority = try VirtualCA(
            name: "ocsp", validFrom: Virtual.begin, validTo: Virtual.end)
        seal = try authority.issueSeal(
            commonName: "seal", notBefore: Virtual.begin, notAfter: Virtual.end)
        responder = try VirtualOCSPResponder(
            authority, validFrom: Virtual.begin, validTo: Virtual.end)
        let certID = try CertID(
            of: X509Certificate(decoding: seal.certificate.derEncoded),
            issuedBy: X509Certificate(decoding: authority.intermediate.derEncoded))
        request = OCSPRequest(certificates: [certID], nonce: [1, 2, 3])
    }

    private func response(
        _ responder: VirtualOCSPResponder, _ fault: VirtualOCSPResponder.Fault? = nil
    ) throws -> OCSPResponse {
        try OCSPResponse(
            decoding: try responder.respond(
                to: request.derEncoded, at: Virtual.time, fault: fault))
    }

    private func verdict(
        _ response: OCSPResponse
    ) throws -> Result<OCSPVerdict, OCSPFault> {
        response.status(
            of: try X509Certificate(decoding: seal.certificate.derEncoded),
            issuedBy: try X509Certificate(decoding: authority.intermediate.derEncoded),
            cache: cache)
    }

    @Test func goodRevokedUnknown() throws {
        let good = try response(responder)
        #expect(good.basic?.nonce == [1, 2, 3])
        let verdict = try verdict(good).get()
        #expect(verdict.status == .good)
        #expect(verdict.authority == .delegated(needsRevocationCheck: false))
        #expect(verdict.producedAt == Virtual.time)
        #expect(verdict.single.thisUpdate == Virtual.time)
        #expect(verdict.single.nextUpdate == Virtual.time + 900)
        var revoking = responder
        revoking.revoked = [
            VirtualCA.Revocation(of: seal.certificate, date: Virtual.time, reason: 1)
        ]
        #expect(
            try self.verdict(response(revoking)).get().status
                == .revoked(.init(date: Virtual.time, reason: .keyCompromise)))
        // From its date on.
        revoking.revoked = [VirtualCA.Revocation(of: seal.certificate, date: Virtual.time + 1)]
        #expect(try self.verdict(response(revoking)).get().status == .good)
        // Another issuer's certificate.
        let other = try VirtualOCSPResponder(
            authority, for: .root, validFrom: Virtual.begin, validTo: Virtual.end)
        #expect(try response(other).basic?.responses.first?.certStatus == .unknown)
    }

    @Test("Each digest of a CertID is understood", arguments: DigestAlgorithm.allCases)
    func digests(_ algorithm: DigestAlgorithm) throws {
        let certID = try CertID(
            of: X509Certificate(decoding: seal.certificate.derEncoded),
            issuedBy: X509Certificate(decoding: authority.intermediate.derEncoded), algorithm)
        let octets = try responder.respond(
            to: OCSPRequest(certificates: [certID]).derEncoded, at: Virtual.time, validity: nil)
        let response = try OCSPResponse(decoding: octets)
        let verdict = try verdict(response).get()
        #expect(verdict.status == .good)
        #expect(verdict.single.nextUpdate == nil)
        #expect(response.basic?.nonce == nil)
    }

    @Test("Each fault breaks what its name says", arguments: VirtualOCSPResponder.Fault.allCases)
    func faults(_ fault: VirtualOCSPResponder.Fault) throws {
        func failure() throws -> OCSPFault? {
            switch try verdict(response(responder, fault)) {
            case .success: return nil
            case .failure(let failure): return failure
            }
        }
        func read() throws -> OCSPVerdict { try verdict(response(responder, fault)).get() }
        func obstacle() throws -> CertificatePathFailure.Reason? {
            guard case .responderNotAuthorized(let failure) = try failure() else { return nil }
            return failure.reason
        }
        func revocation(_ reason: RevocationReason) -> CertificateStatus {
            .revoked(.init(date: Virtual.time - 3_600, reason: reason))
        }
        switch fault {
        case .malformedRequest: #expect(try failure() == .notSuccessful(.malformedRequest))
        case .internalError: #expect(try failure() == .notSuccessful(.internalError))
        case .tryLater: #expect(try failure() == .notSuccessful(.tryLater))
        case .sigRequired: #expect(try failure() == .notSuccessful(.sigRequired))
        case .unauthorized: #expect(try failure() == .notSuccessful(.unauthorized))
        case .revoked: #expect(try read().status == revocation(.keyCompromise))
        case .suspended: #expect(try read().status == revocation(.certificateHold))
        case .unknown: #expect(try read().status == .unknown)
        case .otherCertificate: #expect(try failure() == .otherCertificate(.serialNumber))
        case .otherIssuerName: #expect(try failure() == .otherCertificate(.issuerNameHash))
        case .otherIssuerKey: #expect(try failure() == .otherCertificate(.issuerKeyHash))
        case .otherNonce: #expect(try response(responder, fault).basic?.nonce == [0x0B, 0xAD])
        case .noNonce: #expect(try response(responder, fault).basic?.nonce == nil)
        case .stale:
            #expect(try read().single.nextUpdate == Virtual.time - 2 * 86_400 + 3_600)
        case .futureUpdate:
            #expect(try read().single.thisUpdate == Virtual.time + 3_600)
            #expect(try read().producedAt == Virtual.time)
        case .producedBefore:
            #expect(try read().producedAt == Virtual.time - 86_400)
            #expect(try read().single.thisUpdate == Virtual.time)
        case .noNextUpdate: #expect(try read().single.nextUpdate == nil)
        case .damagedSignature: #expect(try failure() == .signatureInvalid)
        case .responderWithoutPurpose:
            #expect(try obstacle() == .extendedKeyUsage(.ocspSigning))
        case .responderWithStatus:
            #expect(try read().authority == .delegated(needsRevocationCheck: true))
        case .expiredResponder:
            #expect(try obstacle() == .expired(notAfter: Virtual.time - 86_400))
        case .responderNotYetValid:
            #expect(try obstacle() == .notYetValid(notBefore: Virtual.time + 86_400))
        case .otherAuthority: #expect(try obstacle() == .noIssuerFound)
        case .noCertificate: #expect(try failure() == .responderNotFound)
        case .truncated, .trailingBytes:
            #expect(throws: ASN1Error.self) { try response(responder, fault) }
        }
    }

    @Test func notARequest() throws {
        let good = request.derEncoded
        for octets in [[]] + good.indices.map({ Array(good[..<$0]) }) + [good + [0]] {
            let response = try OCSPResponse(
                decoding: try responder.respond(to: octets, at: Virtual.time))
            #expect(response.responseStatus == .malformedRequest)
        }
    }

    @Test(
        "OpenSSL accepts the response to its own question",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"),
        arguments: VirtualKeyType.allCases)
    func openssl(_ key: VirtualKeyType) async throws {
        let responder = try VirtualOCSPResponder(
            authority, key: key, validFrom: Virtual.begin, validTo: Virtual.end)
        try await withTemporaryFolder { folder in
            try Virtual.write(
                Array(authority.intermediate.pemEncoded.utf8), folder + "/issuer.pem")
            try Virtual.write(Array(authority.root.pemEncoded.utf8), folder + "/root.pem")
            try Virtual.write(
                Array(seal.certificate.pemEncoded.utf8), folder + "/seal.pem")
            let question = ["-issuer", "issuer.pem", "-cert", "seal.pem", "-no_nonce"]
            #expect(
                try Virtual.run(
                    ["ocsp"] + question + ["-reqout", "query"], in: folder
                ).status == 0)
            let octets = try Vectors.octets(at: folder + "/query")
            try Virtual.write(
                try responder.respond(to: octets, at: Virtual.time), folder + "/reply")
            try Virtual.write(
                try responder.respond(to: octets, at: Virtual.time, fault: .damagedSignature),
                folder + "/bad")
            func verify(_ reply: String) throws -> Command.Outcome {
                try Virtual.run(
                    ["ocsp"] + question + [
                        "-respin", reply, "-CAfile", "root.pem", "-verify_other", "issuer.pem",
                        "-attime", "1750000000", "-validity_period", "1000000000",
                    ], in: folder)
            }
            let good = try verify("reply")
            #expect(good.errors.contains("Response verify OK"), "\(good.errors)")
            #expect(good.output.contains("seal.pem: good"), "\(good.output)")
            #expect(try verify("bad").errors.contains("Response Verify Failure"))
        }
    }

    @Test(
        "OpenSSL refuses what is wrong with a response",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"))
    func opensslRefuses() async throws {
        try await withTemporaryFolder { folder in
            let issuer = Array(authority.intermediate.pemEncoded.utf8)
            try Virtual.write(issuer, folder + "/issuer.pem")
            try Virtual.write(Array(authority.root.pemEncoded.utf8), folder + "/root.pem")
            try Virtual.write(Array(seal.certificate.pemEncoded.utf8), folder + "/seal.pem")
            let words = [
                "-issuer", "issuer.pem", "-cert", "seal.pem", "-respin", "reply", "-CAfile",
                "root.pem", "-verify_other", "issuer.pem", "-attime", "1750000000",
                "-validity_period", "1000000000",
            ]
            for fault in VirtualOCSPResponder.Fault.allCases {
                try Virtual.write(
                    try responder.respond(to: request.derEncoded, at: Virtual.time, fault: fault),
                    folder + "/reply")
                let outcome = try Virtual.run(["ocsp", "-no_nonce"] + words, in: folder)
                let isRight = outcome.errors.contains("Response verify OK")
                let isGood = outcome.output.contains("seal.pem: good")
                // No nonce is asked for, and it does not look behind the end. Times are held against
                // the machine's clock, so the period above takes all of them.
                let isTaken = [
                    .otherNonce, .noNonce, .stale, .futureUpdate, .producedBefore, .noNextUpdate,
                    .responderWithStatus, .trailingBytes,
                ].contains(fault)
                #expect((isRight && isGood) == isTaken, "\(fault): \(outcome)")
            }
        }
    }
}
