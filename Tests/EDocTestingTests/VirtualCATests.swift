import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

@Suite struct VirtualCATests {
    /// 2024-01-01T00:00:00Z and 2051-01-01T00:00:00Z, on both sides of 2050 (RFC 5280 §4.1.2.5).
    private static let begin = Date(timeIntervalSince1970: 1_704_067_200)
    private static let end = Date(timeIntervalSince1970: 2_556_144_000)

    private func authority(_ key: VirtualKeyType = .p256) throws -> VirtualCA {
        try VirtualCA(name: "tests", key: key, validFrom: Self.begin, validTo: Self.end)
    }

    private func seal(_ authority: VirtualCA, _ key: VirtualKeyType = .p256) throws -> VirtualSeal {
        try authority.issueSeal(
            commonName: "seal", key: key, notBefore: Self.begin, notAfter: Self.end)
    }

    @Test("Every name says that it is a demonstration")
    func names() throws {
        let authority = try authority()
        let seal = try seal(authority)
        for certificate in [authority.root, authority.intermediate, seal.certificate] {
            #expect(certificate.subject.contains("CN=DEMO PARAUGS "))
            #expect(certificate.subject.contains("O=DEMO PARAUGS (not a real organization)"))
            #expect(certificate.notBefore == Self.begin)
            #expect(certificate.notAfter == Self.end)
        }
        #expect(seal.chain == [seal.certificate, authority.intermediate, authority.root])
        #expect(seal.certificate.keyUsage == .nonRepudiation)
    }

    @Test(
        "OpenSSL accepts the chain by the letter of RFC 5280",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"),
        arguments: VirtualKeyType.allCases)
    func chain(_ key: VirtualKeyType) async throws {
        let authority = try authority(key == .rsa4096 ? .rsa2048 : key)
        let seal = try seal(authority, key)
        #expect(seal.certificate.keyType == key.keyType)
        try await withTemporaryFolder { folder in
            try Virtual.write(Array(authority.root.pemEncoded.utf8), folder + "/root.pem")
            try Virtual.write(Array(seal.chainPEM.utf8), folder + "/chain.pem")
            try Virtual.write(
                Array(authority.intermediate.pemEncoded.utf8), folder + "/intermediate.pem")
            func verify(_ more: String...) throws -> Command.Outcome {
                try Virtual.run(
                    ["verify", "-x509_strict", "-attime", "1800000000", "-CAfile", "root.pem"]
                        + more + ["chain.pem"], in: folder)
            }
            let good = try verify("-untrusted", "intermediate.pem")
            #expect(good.output == "chain.pem: OK\n", "\(good.errors)")
            // The intermediate is needed: the test can fail.
            #expect(try verify().status != 0)
        }
    }

    @Test(
        "OpenSSL accepts the lists, and finds what is revoked",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"))
    func lists() async throws {
        let authority = try authority()
        let good = try seal(authority)
        let bad = try seal(authority)
        let revoked = [VirtualCA.Revocation(of: bad.certificate, date: Self.begin + 5, reason: 1)]
        try await withTemporaryFolder { folder in
            let lists = [
                ("root", try authority.rootCRL(thisUpdate: Self.begin, nextUpdate: Self.end)),
                (
                    "intermediate",
                    try authority.intermediateCRL(
                        thisUpdate: Self.begin, nextUpdate: Self.end, revoked: revoked, number: 7)
                ),
            ]
            let trust = folder + "/trust.pem"
            var texts = authority.root.pemEncoded
            for (name, list) in lists {
                try Virtual.write(list.derEncoded, folder + "/\(name).crl")
                let outcome = try Virtual.run(
                    ["crl", "-inform", "DER", "-in", "\(name).crl"], in: folder)
                #expect(outcome.status == 0, "\(outcome.errors)")
                texts += outcome.output
            }
            try Virtual.write(Array(texts.utf8), trust)
            try Virtual.write(
                Array(authority.intermediate.pemEncoded.utf8), folder + "/intermediate.pem")
            for (name, seal) in [("good", good), ("bad", bad)] {
                try Virtual.write(Array(seal.certificate.pemEncoded.utf8), folder + "/\(name).pem")
                let outcome = try Virtual.run(
                    [
                        "verify", "-x509_strict", "-crl_check_all", "-attime", "1800000000",
                        "-CAfile", "trust.pem", "-untrusted", "intermediate.pem", "\(name).pem",
                    ], in: folder)
                if name == "good" {
                    #expect(outcome.output == "good.pem: OK\n", "\(outcome.errors)")
                } else {
                    #expect(outcome.errors.contains("certificate revoked"), "\(outcome.errors)")
                }
            }
            let text = try Virtual.run(
                ["crl", "-inform", "DER", "-in", "intermediate.crl", "-text", "-noout"],
                in: folder)
            for line in ["Key Compromise", "Revocation Date: Jan  1 00:00:05 2024 GMT"] {
                #expect(text.output.contains(line), "\(text.output)")
            }
            let number = try Virtual.run(
                ["crl", "-inform", "DER", "-in", "intermediate.crl", "-crlnumber", "-noout"],
                in: folder)
            #expect(number.output == "crlNumber=0x07\n")
        }
    }

    @Test("Serial numbers are given, or follow from key and dates")
    func serialNumbers() throws {
        let authority = try authority()
        let key = try PrivateKey.generate(.ellipticCurve(.p256))
        func issue(_ end: Date, _ serialNumber: [UInt8]? = nil) throws -> [UInt8] {
            try authority.issue(
                .seal, commonName: "x", key: key, notBefore: Self.begin, notAfter: end,
                serialNumber: serialNumber
            ).serialNumber
        }
        #expect(try issue(Self.end) == issue(Self.end))
        #expect(try issue(Self.end) != issue(Self.end - 1))
        #expect(try issue(Self.end).count == 16)
        #expect(try issue(Self.end, [0, 0, 7]) == [7])
        #expect(try issue(Self.end, [0xFF]) == [0, 0xFF])
    }

    @Test("Signers with other algorithms, and what a signer refuses")
    func signers() throws {
        let seal = try seal(authority(), .rsa2048)
        let signer = try seal.signer(signatureAlgorithm: .rsaPSSSHA512, includesRoot: true)
        #expect(signer.signatureAlgorithm == .rsaPSSSHA512)
        #expect(signer.certificateChain == seal.chain)
        #expect(throws: EDocError(.weakAlgorithm, "")) {
            try seal.signer(signatureAlgorithm: .rsaSHA1)
        }
    }
}

@Suite struct DERTests {
    @Test(
        arguments: [
            (DER.integer(0), "020100"), (DER.integer(127), "02017f"),
            (DER.integer(128), "02020080"),
            (DER.integer(magnitude: [0, 0, 1]), "020101"), (DER.boolean(true), "0101ff"),
            (DER.namedBits([1]), "03020640"), (DER.namedBits([5, 6]), "03020106"),
            (DER.namedBits([]), "030100"), (DER.namedBits([8]), "0303070080"),
            (DER.objectIdentifier("1.2.840.10045.4.3.2"), "06082a8648ce3d040302"),
            (DER.objectIdentifier("2.5.29.15"), "0603551d0f"),
            (DER.objectIdentifier("2.999.3161"), "0604883798 59"),
            (DER.set(of: [[4, 1, 2], [4, 1, 1]]), "3106040101040102"),
            (DER.implicit(0, DER.octetString([1])), "800101"),
            (DER.implicit(1, DER.sequence([5, 0])), "a1020500"),
            (DER.explicit(0, DER.null), "a0020500"),
            (
                DER.time(Date(timeIntervalSince1970: 2_524_607_999)),
                "170d3439313233313233353935395a"
            ),
            (
                DER.time(Date(timeIntervalSince1970: 2_524_608_000)),
                "180f32303530303130313030303030305a"
            ),
            (
                DER.time(Date(timeIntervalSince1970: -631_152_000)),
                "170d3530303130313030303030305a"
            ),
            (
                DER.time(Date(timeIntervalSince1970: -631_152_001)),
                "180f31393439313233313233353935395a"
            ),
        ])
    func encodes(_ octets: [UInt8], _ digits: String) {
        let text = octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(text == digits.filter { $0 != " " })
    }

    @Test func lengths() throws {
        for (count, header) in [
            (0, [UInt8(4), 0]), (127, [4, 127]), (128, [4, 0x81, 128]), (256, [4, 0x82, 1, 0]),
            (65536, [4, 0x83, 1, 0, 0]),
        ] {
            let octets = DER.octetString([UInt8](repeating: 7, count: count))
            #expect(octets.prefix(header.count).elementsEqual(header))
            #expect(octets.count == header.count + count)
            #expect(try DERValue(octets[...], .octetString, "test").content.count == count)
        }
    }
}
