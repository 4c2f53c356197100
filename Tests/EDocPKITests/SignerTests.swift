import EDocCrypto
import EDocPKI
import EDocTesting
import FoundationEssentials
import Glibc
import TestPKI
import Testing
import VectorSupport

@Suite struct SignerTests {
    @Test("The chain is put in order whatever order it is given in")
    func chainOrder() throws {
        let seal = try Fixtures.seal.get()
        let orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1], [1, 0, 2], [0, 2, 1]]
        for order in orders {
            let text = order.map { seal.chain[$0].pemEncoded }.joined()
            for includesRoot in [false, true] {
                let signer = try PEMSigner(
                    key: Array(seal.privateKeyPEM.utf8), certificates: Array(text.utf8),
                    includesRoot: includesRoot)
                #expect(
                    signer.certificateChain
                        == Array(includesRoot ? seal.chain : seal.chain.dropLast()))
                #expect(signer.warnings == [])
            }
        }
        let alone = try PEMSigner(
            key: Array(seal.privateKeyPEM.utf8),
            certificates: Array(seal.certificate.pemEncoded.utf8))
        #expect(alone.certificateChain == [seal.certificate])
    }

    @Test("Of two certificates of the key the one that ends last signs")
    func renewedCertificate() throws {
        let authority = try Fixtures.authority.get()
        let seal = try Fixtures.seal.get()
        let renewed = try authority.issue(
            .seal, commonName: "renewed", key: seal.key, notBefore: Fixtures.begin,
            notAfter: Fixtures.end + 1)
        let text = seal.chainPEM + renewed.pemEncoded
        let signer = try PEMSigner(
            key: Array(seal.privateKeyPEM.utf8), certificates: Array(text.utf8))
        #expect(signer.certificateChain.first == renewed)
    }

    /// A signer of `key` at ``VirtualHolder/time``, by PEM and by PKCS#12.
    private func chains(
        _ key: PrivateKey, _ certificates: [X509Certificate]
    ) throws -> [[X509Certificate]] {
        let text = Array(certificates.map(\.pemEncoded).joined().utf8)
        let file = try PFX.encoded(
            key: key, certificates: certificates, passphrase: Fixtures.passphrase(), legacy: false)
        return [
            try PEMSigner(key: Array(key.pem.utf8), certificates: text, at: VirtualHolder.time)
                .certificateChain,
            try PKCS12Signer(file, passphrase: Fixtures.passphrase(), at: VirtualHolder.time)
                .certificateChain,
        ]
    }

    @Test("Of several certificates of the key the one valid now and meant for signing signs")
    func severalCertificates() throws {
        let (time, day) = (VirtualHolder.time, 86_400.0)
        let issuer = try VirtualHolder("issuer", VirtualHolder.authority())
        let key = try PrivateKey.generate(.ellipticCurve(.p256))
        func holder(
            _ extensions: [VirtualHolder.Extension], _ begin: Date, _ end: Date
        ) throws -> X509Certificate {
            try VirtualHolder(
                "seal", issuedBy: issuer, extensions, key: key, notBefore: begin, notAfter: end
            ).certificate
        }
        let commitment = VirtualHolder.usage(1)
        let right = try holder([commitment], time - day, time + day)
        let others = [
            try holder([commitment], time - 2 * day, time - 1),
            try holder([commitment], time + 1, time + 3 * day),
            try holder([VirtualHolder.usage(0)], time - day, time + 3 * day),
            try holder([commitment, VirtualHolder.timeStamping], time - day, time + 3 * day),
            try holder([commitment], time - 2 * day, time + day - 1),
        ]
        for other in others {
            for order in [[right, other], [other, right], others + [right], [right] + others] {
                for chain in try chains(key, order + [issuer.certificate]) {
                    #expect(chain.first == right)
                }
            }
        }
        // Where none does, the one that is valid is taken, and refused when it is to sign.
        for chain in try chains(key, others.dropLast(1) + [issuer.certificate]) {
            #expect(chain.first == others[2] || chain.first == others[3])
        }
    }

    @Test("Of several certificates of an issuer one that is valid now is taken")
    func severalIssuers() throws {
        let (time, day) = (VirtualHolder.time, 86_400.0)
        let key = try PrivateKey.generate(.ellipticCurve(.p256))
        let root = try VirtualHolder("root", VirtualHolder.authority())
        func issuer(_ begin: Date, _ end: Date) throws -> VirtualHolder {
            try VirtualHolder(
                "issuer", issuedBy: root, VirtualHolder.authority(), key: key, notBefore: begin,
                notAfter: end)
        }
        let valid = try issuer(time - day, time + day)
        let others = [
            try issuer(time - 2 * day, time - day), try issuer(time + day, time + 2 * day),
        ]
        let seal = try VirtualHolder("seal", issuedBy: valid, [VirtualHolder.usage(1)])
        let all = (others + [valid, seal, root]).map(\.certificate)
        for order in [all, all.reversed()] {
            for chain in try chains(seal.key, order) {
                #expect(chain == [seal.certificate, valid.certificate])
            }
        }
    }

    @Test("One signer signs in 64 tasks at the same time", arguments: VirtualKeyType.allCases)
    func concurrency(_ key: VirtualKeyType) async throws {
        let seal = try Fixtures.authority.get().issueSeal(
            commonName: "busy", key: key, notBefore: Fixtures.begin, notAfter: Fixtures.end)
        let signer = seal.signer
        let certificate = seal.certificate
        let rounds = key == .p256 ? 50 : 3
        let valid = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<64 {
                group.addTask {
                    var valid = 0
                    for round in 0..<rounds {
                        let data = Array("task \(task), round \(round)".utf8)
                        let value = try await signer.sign(data)
                        if try certificate.verify(
                            value, algorithm: signer.signatureAlgorithm, data: data.span)
                        {
                            valid += 1
                        }
                    }
                    return valid
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(valid == 64 * rounds)
    }

    @Test("PKCS#1 v1.5 gives the same value for the same data each time")
    func determinism() throws {
        let path = Fixtures.path("rsa2048-traditional")
        let signer = try PEMSigner(contentsOf: path + ".key", certificates: path + ".pem")
        let first = try signer.signatureValue(of: [1, 2, 3].span)
        for _ in 0..<3 { #expect(try signer.signatureValue(of: [1, 2, 3].span) == first) }
    }

    @Test(
        "A damaged private key is found when it is loaded, not in the documents",
        arguments: [
            // The private scalar; the exponent and a prime (OpenSSL makes up for one of the two).
            ("p256-traditional.key", "p256.pem", [1]),
            ("rsa2048-traditional.key", "rsa2048-traditional.pem", [9, 15]),
        ])
    func damagedKey(_ key: String, _ certificate: String, _ lines: [Int]) throws {
        let text = try Vectors.octets(at: Fixtures.path(key))
        var damaged = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
        for line in lines {
            var characters = Array(damaged[line])
            characters[30] = characters[30] == "A" ? "B" : "A"
            damaged[line] = String(characters)
        }
        expect(
            .malformedPrivateKey,
            "the key's PEM text: what the private key signs, its certificate does not "
                + "verify; the key is damaged"
        ) {
            try PEMSigner(
                key: Array(damaged.joined(separator: "\n").utf8),
                certificates: try Vectors.octets(at: Fixtures.path(certificate)))
        }
    }

    @Test("No message and no dump of an error or a signer holds a secret")
    func secrets() throws {
        // Letters that no number and no base64 of a dump can hold by chance.
        let secret = "Ābols-ķīmija"
        let seal = try Fixtures.seal.get()
        let passphrase = { try Passphrase(Array(secret.utf8)) }
        let encrypted = try seal.privateKeyPEM(encryptedWith: passphrase())
        let file = try seal.pkcs12(passphrase: passphrase())
        let wrong = { try Passphrase(Array((secret + "x").utf8)) }
        var shown: [String] = []
        func collect(_ body: () throws -> Void) {
            do { try body() } catch {
                var dumped = ""
                dump(error, to: &dumped)
                shown += ["\(error)", String(reflecting: error), dumped]
            }
        }
        collect {
            _ = try PEMSigner(
                key: Array(encrypted.utf8), certificates: [], passphrase: wrong())
        }
        collect { _ = try PKCS12Signer(file, passphrase: wrong()) }
        let keyText = Array(seal.privateKeyPEM.utf8)
        collect { _ = try PEMSigner(key: Array(keyText.dropLast(30)), certificates: []) }
        collect {
            let damaged = seal.privateKeyPEM.replacing("\nMI", with: "\nMJ")
            _ = try PEMSigner(key: Array(damaged.utf8), certificates: [])
        }
        collect { _ = try PEMSigner(key: keyText, certificates: []) }
        #expect(shown.count == 15)
        var dumped = ""
        dump(seal.signer, to: &dumped)
        shown += [dumped, "\(seal.signer)", String(reflecting: seal.signer)]
        let body = seal.privateKeyPEM.split(separator: "\n").dropFirst().dropLast()
        for text in shown {
            #expect(!text.contains("Ābols") && !text.contains("ķīmija"))
            for line in body { #expect(!text.contains(line.prefix(12))) }
        }
    }
}
