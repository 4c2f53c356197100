import EDoc
import EDocPKI
import EDocValidation
import EDocXAdES
import FoundationEssentials
import Testing
import VectorSupport

/// What a validation says that it used and lacked, and what it proved to have existed.
struct EvidenceAccountTests {
    private static func signature(
        _ name: String, givesList: Bool = true
    ) throws -> SignatureReport {
        let report = try ValidationAttackTests.validator(givesList: givesList).examine(
            Vectors.octets("asic-e/attacks/\(name).asice"), at: ValidationAttackTests.time)
        return try #require(report.signatures.first)
    }

    private static func certificate(_ name: String) throws -> X509Certificate {
        let pem = try Vectors.octets("asic-e/attacks/pki/\(name).pem")
        return try #require(try X509Certificate.certificates(inPEM: pem).first)
    }

    /// The words of an account: what, about whom, from where.
    private static func words(_ account: EvidenceAccount) -> [String] {
        account.used.map { "\($0.kind.rawValue) \($0.subject.displayName) \($0.source)" }
    }

    @Test("A list that was given is the caller's, one that is carried the container's")
    func sources() throws {
        let seal = try Self.certificate("seal").displayName
        let root = try Self.certificate("root").displayName
        #expect(
            Self.words(try Self.signature("good-b").evidence) == [
                "certificate \(seal) container", "certificate \(root) trust", "CRL \(seal) caller",
            ])
        let carried = Self.words(try Self.signature("good-lt", givesList: false).evidence)
        #expect(carried.contains("OCSP response \(seal) container"), "\(carried)")
        #expect(carried.contains("certificate \(root) trust"), "\(carried)")
        // The response that is carried is the latest word, and fresh when the signature is proved
        // to exist: an older list is not used, though it is fresh at the time of the validation.
        let given = Self.words(try Self.signature("good-lt").evidence)
        #expect(given.contains("OCSP response \(seal) container"), "\(given)")
        #expect(!given.contains("CRL \(seal) caller"), "\(given)")
    }

    @Test("What is given and carried is the container's, in whatever order it comes")
    func givenAndCarried() throws {
        let list = try #require(
            try CertificateRevocationList.lists(
                inPEM: Vectors.octets("asic-e/attacks/pki/root.crl.pem")
            ).first)
        let certificate = try Self.certificate("root")
        for sources: [EvidenceSource] in [
            [.caller, .container], [.container, .caller], [.caller],
        ] {
            let cache = CertificateCache()
            var evidence = EvidenceSet()
            for source in sources {
                evidence.source = source
                evidence.insertRevocationList(list.derEncoded, cache)
                evidence.insertCertificate(certificate.derEncoded, cache)
            }
            let expected: EvidenceSource = sources.contains(.container) ? .container : .caller
            #expect(evidence.revocationLists.map(\.source) == [expected])
            #expect(evidence.certificates.map { evidence.source(of: $0) } == [expected])
        }
    }

    @Test("What would have helped is named")
    func lacking() throws {
        let seal = try Self.certificate("seal")
        let root = try Self.certificate("root")
        let unknown = try Self.signature("good-b", givesList: false)
        #expect(unknown.subIndication == .tryLater)
        #expect(unknown.evidence.lacking == [.revocationStatus(of: seal, issuedBy: root)])
        let report = try ContainerValidator(trustAnchors: TrustAnchors(allRoles: []))
            .examine(Vectors.octets("asic-e/attacks/good-b.asice"), at: ValidationAttackTests.time)
        #expect(report.signatures.first?.subIndication == .noCertificateChainFound)
        #expect(report.signatures.first?.evidence.lacking == [.issuer(of: seal)])
        #expect(try Self.signature("good-b").evidence.lacking.isEmpty)
    }

    @Test("Time-stamps prove what they cover, and what is proved before counts")
    func proofs() throws {
        #expect(try Self.signature("good-b").proofs.count == 0)
        let stamped = try Self.signature("good-lt")
        // The signature alone: nothing else is covered by a time-stamp over its value.
        #expect(stamped.proofs.count == 1 && stamped.bestSignatureTime != nil)
        let archived = try Self.signature("good-lta")
        // With it the certificates, the lists and the token that stand before the archive time-stamp.
        #expect(archived.proofs.count > 3)
        #expect(archived.timeStamps.map(\.kind) == [.signature, .archive])
        #expect(archived.bestSignatureTime == archived.timeStamps.first?.time)
    }

    @Test("The table of proofs: the earliest time of each object")
    func table() {
        var proofs = ProofsOfExistence()
        let early = Date(timeIntervalSince1970: 1)
        let late = Date(timeIntervalSince1970: 2)
        proofs.add(.signature([1]), at: late)
        proofs.add(.signature([1]), at: early)
        proofs.add(.signature([1]), at: late)
        proofs.add(.evidence([1]), at: late)
        #expect(proofs.time(of: .signature([1])) == early)
        #expect(proofs.time(of: .evidence([1])) == late)
        #expect(proofs.time(of: .timeStampToken([1])) == nil)
        #expect(proofs.count == 2)
    }

    @Test("A proof that goes in is the best signature time")
    func proofIn() throws {
        let octets = try Vectors.octets("asic-e/signatures/good-lt.xml")
        let file = try SignatureFile(parsing: octets, entry: "s")
        let signature = try #require(file.signatures.first)
        let element = try signature.content.get()
        let root = try Self.certificate("root")
        let validator = SignatureValidator(
            signerAnchors: [root], timeStampAnchors: [root], trustedResponders: [],
            certificates: [], revocationLists: [], ocspResponses: [], policy: .baseline)
        var data = SignedDataDigests()
        for reference in element.signedInfo.references where !reference.isSameDocument {
            data.insert(Array(reference.uri.utf8), [try #require(reference.digest)])
        }
        func best(_ proofs: ProofsOfExistence) throws -> Date? {
            validator.validate(
                signature, resolver: FileReferences(to: data, .baseline), data: data,
                at: ValidationAttackTests.time, proofs: proofs
            ) { _, _ in }.bestSignatureTime
        }
        let proved = try #require(try best(ProofsOfExistence()))
        var proofs = ProofsOfExistence()
        proofs.add(.signature(element.signatureValue), at: proved - 60)
        #expect(try best(proofs) == proved - 60)
        proofs = ProofsOfExistence()
        proofs.add(.signature(element.signatureValue), at: proved + 60)
        #expect(try best(proofs) == proved)
    }
}
