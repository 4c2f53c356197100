import EDoc
import EDocCrypto
import EDocPKI
import EDocTesting
import EDocValidation
import FoundationEssentials
import Synchronization
import TestPKI
import Testing
import VectorSupport

/// A signer whose own validation would refuse what it signs is refused before anything is signed.
@Suite struct SignerConditionsTests {
    private static let name = "O=DEMO PARAUGS (not a real organization),C=LV"

    private static func issuer(
        _ chain: [VirtualHolder], algorithm: SignatureAlgorithm? = nil,
        policy: ValidationPolicy = .baseline, at time: Date = VirtualHolder.time
    ) throws -> ContainerSigner {
        let key = try #require(chain.first?.key)
        let algorithm = try #require(algorithm ?? key.type.defaultSignatureAlgorithm)
        let signer = HolderSigner(
            certificateChain: chain.map(\.certificate), key: SigningKey(key, algorithm))
        return try ContainerSigner(
            signer: signer,
            parameters: SignatureParameters(level: .baselineB, validationPolicy: policy),
            clock: { time })
    }

    private static func authority(
        _ name: String = "issuer", begin: Date = VirtualHolder.begin, end: Date = VirtualHolder.end
    ) throws -> VirtualHolder {
        try VirtualHolder(name, VirtualHolder.authority(), notBefore: begin, notAfter: end)
    }

    private static func refusal(_ reason: String, _ way: String) -> String {
        "what the signer signs would not be valid by the policy \"baseline\": \(reason); \(way)"
    }

    private static func admits(_ member: String) -> String {
        "a policy whose member \(member) says otherwise admits it, as validationPolicy of the "
            + "parameters"
    }

    @Test("A key or an algorithm that is weak by now", arguments: [1024, 1536])
    func weakKey(_ bits: Int) async throws {
        let authority = try Self.authority()
        let weak = try VirtualHolder(
            "weak", issuedBy: authority, [VirtualHolder.usage(1)],
            key: PrivateKey.generate(.rsa(bits: bits)))
        await expectError(
            .signerNotAcceptable,
            Self.refusal(
                "RSA PKCS#1 v1.5 with SHA-256 with an RSA-\(bits) key and SHA-256 for digests is not "
                    + "reliable since 2019-10-01T00:00:00Z (TS 119 312); use RSA-3072 or EC P-256, "
                    + "and SHA-256",
                Self.admits("algorithms"))
        ) { _ = try Self.issuer([weak, authority]) }
        var policy = ValidationPolicy.baseline
        policy.algorithms.rows.append(AlgorithmTable.Row("RSA", bits: bits, until: nil))
        let octets = try await Self.issuer([weak, authority], policy: policy).sign([.text("x")])
        #expect(!octets.isEmpty)
    }

    @Test("An algorithm that the policy does not have, and one of another kind of key")
    func algorithm() async throws {
        let authority = try Self.authority()
        let seal = try VirtualHolder("seal", issuedBy: authority, [VirtualHolder.usage(1)])
        var policy = ValidationPolicy.baseline
        policy.algorithms.rows.removeAll { $0.algorithm == "ECDSA" }
        await expectError(
            .signerNotAcceptable,
            Self.refusal(
                "ECDSA with SHA-256 with an EC P-256 key and SHA-256 for digests is not reliable "
                    + "(TS 119 312); use RSA-3072 or EC P-256, and SHA-256",
                Self.admits("algorithms"))
        ) { _ = try Self.issuer([seal, authority], policy: policy) }
        await expectError(
            .signerNotAcceptable,
            "the signer says that it signs with RSA PKCS#1 v1.5 with SHA-256, which cannot be made "
                + "with the EC P-256 key of its certificate, that of CN=seal,\(Self.name)"
        ) { _ = try Self.issuer([seal, authority], algorithm: .rsaSHA256) }
    }

    @Test("A certificate for something else: its key usage")
    func usage() async throws {
        let authority = try Self.authority()
        var policy = ValidationPolicy.baseline
        policy.demandsContentCommitment = false
        for (bits, isAdmitted) in [([0], true), ([2, 3], false), ([5, 6], false)] {
            let holder = try VirtualHolder(
                "login", issuedBy: authority,
                [VirtualHolder.Extension("2.5.29.15", isCritical: true, DER.namedBits(bits))])
            await expectError(
                .signerNotAcceptable,
                Self.refusal(
                    "the certificate of login is not one for signing documents; expected keyUsage "
                        + "with nonRepudiation (EN 319 412-2 §4.3.2; EN 319 102-1 §5.2.6.4)",
                    Self.admits("demandsContentCommitment"))
            ) { _ = try Self.issuer([holder, authority]) }
            if isAdmitted {
                _ = try await Self.issuer([holder, authority], policy: policy).sign([.text("x")])
            } else {
                await expectError(
                    .signerNotAcceptable,
                    Self.refusal(
                        "the certificate of login is not one for signatures; expected keyUsage with "
                            + "digitalSignature or nonRepudiation (RFC 5280 §4.2.1.3)",
                        "no policy admits it")
                ) { _ = try Self.issuer([holder, authority], policy: policy) }
            }
        }
    }

    @Test(
        "A certificate for something else: its extended key usage",
        arguments: [
            ["1.3.6.1.5.5.7.3.8"], ["1.3.6.1.5.5.7.3.9"],
            ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"],
        ])
    func extendedUsage(_ usages: [String]) async throws {
        let authority = try Self.authority()
        func holder(_ usages: [String]) throws -> VirtualHolder {
            let purposes = DER.sequence(of: usages.map { DER.objectIdentifier($0) })
            return try VirtualHolder(
                "clock", issuedBy: authority,
                [
                    VirtualHolder.usage(1),
                    VirtualHolder.Extension("2.5.29.37", isCritical: true, purposes),
                ])
        }
        await expectError(
            .signerNotAcceptable,
            Self.refusal(
                "the certificate of clock is not one for signing documents; expected a certificate "
                    + "for signatures or seals, found one for time-stamps or OCSP responses alone "
                    + "(RFC 5280 §4.2.1.12; EN 319 102-1 §5.2.6.4)", "no policy admits it")
        ) { _ = try Self.issuer([holder(usages), authority]) }
        // Others beside them, such as document signing, are no hindrance.
        let documents = try holder(usages + ["1.3.6.1.5.5.7.3.36"])
        _ = try await Self.issuer([documents, authority]).sign([.text("x")])
    }

    @Test("Certificates that are no chain: another issuer, another key, another order")
    func links() async throws {
        let root = try Self.authority("root")
        let authority = try VirtualHolder(
            "issuer", issuedBy: root, VirtualHolder.authority(), serialNumber: [2])
        let namesake = try Self.authority()
        let seal = try VirtualHolder("seal", issuedBy: authority, [VirtualHolder.usage(1)])
        for (chain, after, follows, wanted) in [
            ([seal, root], "seal", "root", "issuer"),
            ([seal, namesake], "seal", "issuer", "issuer"),
            ([seal, authority, namesake], "issuer", "issuer", "root"),
            ([seal, root, authority], "seal", "root", "issuer"),
        ] {
            await expectError(
                .signerNotAcceptable,
                "the signer's certificates are not a chain: after the one of "
                    + "CN=\(after),\(Self.name) comes the one of CN=\(follows),\(Self.name), which "
                    + "did not issue it; expected the one of its issuer CN=\(wanted),\(Self.name), "
                    + "with the key that signed it (RFC 5280 §6.1.3 (a))"
            ) { _ = try Self.issuer(chain) }
        }
        for chain in [[seal, authority, root], [seal, authority], [seal]] {
            _ = try await Self.issuer(chain).sign([.text("x")])
        }
    }

    @Test("An issuer that may issue nothing")
    func issuerThatIsNone() async throws {
        let root = try Self.authority("root")
        let issuer = try VirtualHolder("issuer", issuedBy: root, [VirtualHolder.usage(5)])
        let seal = try VirtualHolder("seal", issuedBy: issuer, [VirtualHolder.usage(1)])
        await expectError(
            .signerNotAcceptable,
            Self.refusal(
                "the certificate of issuer is not on a valid path to a trust anchor: it is not a "
                    + "certification authority (RFC 5280 §6.1.4 (k))",
                "no policy admits it")
        ) { _ = try Self.issuer([seal, issuer, root]) }
    }

    @Test("An issuer whose certificate has ended, and one that ends during a run")
    func issuerThatEnded() async throws {
        let end = VirtualHolder.time + 1
        let authority = try Self.authority(end: end)
        let seal = try VirtualHolder("seal", issuedBy: authority, [VirtualHolder.usage(1)])
        func message(_ time: String) -> String {
            "the certificate of CN=issuer,\(Self.name) ended at 2025-06-15T15:06:41Z, and it is "
                + "\(time): ask its issuer for a new one, or check this machine's clock"
        }
        await expectError(.certificateNotValid, message("2025-06-15T15:06:42Z")) {
            _ = try Self.issuer([seal, authority], at: end + 1)
        }
        let clock = SharedClock()
        clock.now.withLock { $0 = end }
        let algorithm = try #require(seal.key.type.defaultSignatureAlgorithm)
        let issuer = try ContainerSigner(
            signer: HolderSigner(
                certificateChain: [seal.certificate, authority.certificate],
                key: SigningKey(seal.key, algorithm)),
            parameters: SignatureParameters(level: .baselineB),
            clock: { clock.now.withLock { $0 } })
        try await withTemporaryFolder { folder in
            try await issuer.sign([.text("x")], to: folder + "/a.edoc")
            clock.now.withLock { $0 = end + 1 }
            await expectError(.certificateNotValid, message("2025-06-15T15:06:42Z")) {
                try await issuer.sign([.text("x")], to: folder + "/b.edoc")
            }
            try expectNames(["a.edoc"], in: folder)
        }
    }

    @Test("A key that ceases to be reliable during a run")
    func keyThatWearsOut() async throws {
        let clock = SharedClock()
        let until = TestSeal.time + 10
        var policy = ValidationPolicy.baseline
        policy.algorithms.rows.append(AlgorithmTable.Row("RSA", bits: 2000, until: until))
        let issuer = try ContainerSigner(
            signer: TestSeal.signer(),
            parameters: SignatureParameters(level: .baselineB, validationPolicy: policy),
            clock: { clock.now.withLock { $0 } })
        for (seconds, isSigned) in [(9.0, true), (10, false), (0, true)] {
            clock.now.withLock { $0 = TestSeal.time + seconds }
            let octets = try? await issuer.sign([.text("x")])
            #expect((octets != nil) == isSigned)
        }
    }

    @Test("A signer that switches its algorithm signs nothing")
    func switched() async throws {
        let seal = try Fixtures.seal.get()
        for isEarly in [true, false] {
            let signer = SwitchingSigner(inner: seal.signer, whileSigning: !isEarly)
            let issuer = try ContainerSigner(
                signer: signer, parameters: SignatureParameters(level: .baselineB),
                clock: { TestSeal.time })
            signer.isSwitched.withLock { $0 = isEarly }
            let subject = seal.certificate.subject
            try await withTemporaryFolder { folder in
                await expectError(
                    isEarly ? .signerChanged : .wrongSignatureValue,
                    isEarly
                        ? "the signer signs with ECDSA with SHA-512 now, and was prepared to sign "
                            + "with ECDSA with SHA-256, which stands in the signature: make a new "
                            + "ContainerSigner for another algorithm"
                        : "the signer gave a value that its certificate does not verify (ECDSA with "
                            + "SHA-256, certificate of \(subject)): key and certificate must belong "
                            + "together, and an ECDSA value is r and s in fixed width, not DER"
                ) { try await issuer.sign([.text("x")], to: folder + "/a.edoc") }
                try expectNames([], in: folder)
            }
        }
    }

    @Test("What is known of the certificates is said of every signer")
    func warnings() throws {
        let seal = try Fixtures.authority.get().issueSeal(
            commonName: "small", key: .rsa2048, notBefore: Fixtures.begin,
            notAfter: Date(timeIntervalSince1970: 1_900_000_000))
        func warnings(_ signer: some Signer) throws -> [SigningWarning.Code] {
            try ContainerSigner(
                signer: signer, parameters: SignatureParameters(level: .baselineB),
                clock: { TestSeal.time }
            ).warnings.map(\.code)
        }
        #expect(try warnings(seal.signer) == [.keySize])
        #expect(try warnings(ForeignSigner(inner: seal.signer)) == [.keySize])
        for signer in [
            try TestSeal.signer() as any Signer, ForeignSigner(inner: try TestSeal.signer()),
        ] {
            #expect(try warnings(signer) == [.keySize, .missingIssuer])
        }
    }
}

/// A signer of any chain.
private struct HolderSigner: Signer {
    let certificateChain: [X509Certificate]
    let key: SigningKey
    var signatureAlgorithm: SignatureAlgorithm { key.algorithm }

    func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
        try key.sign(dataToBeSigned.span)
    }
}

/// A signer that changes its mind.
private final class SwitchingSigner: Signer {
    let inner: PEMSigner
    let whileSigning: Bool
    let isSwitched = Mutex(false)

    init(inner: PEMSigner, whileSigning: Bool) {
        self.inner = inner
        self.whileSigning = whileSigning
    }

    var certificateChain: [X509Certificate] { inner.certificateChain }
    var signatureAlgorithm: SignatureAlgorithm {
        isSwitched.withLock { $0 } ? .ecdsaSHA512 : inner.signatureAlgorithm
    }

    func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
        if whileSigning { isSwitched.withLock { $0 = true } }
        guard signatureAlgorithm != inner.signatureAlgorithm else {
            return try await inner.sign(dataToBeSigned)
        }
        // What a module answers whose algorithm was set anew: a value over another digest.
        return try await inner.sign(dataToBeSigned + [0])
    }
}
