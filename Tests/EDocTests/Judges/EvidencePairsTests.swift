import EDoc
import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// Certificates and evidence drawn at random, judged by this library and by DSS.
@Suite(.enabled(if: Judge.areHere, "\(Judge.notHere)"), .serialized)
struct EvidencePairsTests {
    /// What was drawn.
    struct Draw: CustomStringConvertible {
        enum Status: String, CaseIterable {
            case good, revokedBefore, revokedAfter, held, released, superseded
        }
        enum Evidence: String, CaseIterable { case list, response, delegated }
        enum Age: String, CaseIterable { case fresh, before, stale, recent }

        var status = Status.good
        var evidence = Evidence.list
        var age = Age.fresh
        var hasTimeStamp = true
        var isLater = false
        var sealEnds = false
        var issuerEnds = false
        var responderEnds = false
        var isWeak = false

        init(_ generator: inout SeededGenerator) {
            func one(of count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }
            status = Status.allCases.randomElement(using: &generator) ?? .good
            evidence = Evidence.allCases.randomElement(using: &generator) ?? .list
            age = Age.allCases.randomElement(using: &generator) ?? .fresh
            hasTimeStamp = !one(of: 5)
            isLater = one(of: 2)
            sealEnds = one(of: 4)
            issuerEnds = one(of: 8)
            responderEnds = one(of: 4)
            isWeak = one(of: 8)
            if one(of: 2) { (status, issuerEnds, isWeak) = (.good, false, false) }
        }

        /// Whether what is said of the seal is fresh neither at the validation nor at the time-stamp.
        var isStale: Bool {
            age == .stale || age != .recent && !hasTimeStamp
        }
        var hasSealEnded: Bool { sealEnds && isLater }
        var hasResponderEnded: Bool {
            evidence == .delegated && responderEnds && isLater
        }
        var isRevoked: Bool { ![.good, .released].contains(status) }

        var description: String {
            let flags = [
                hasTimeStamp ? "time-stamp" : "", isLater ? "a year later" : "",
                sealEnds ? "seal ended" : "", issuerEnds ? "issuer ended" : "",
                responderEnds ? "responder ended" : "", isWeak ? "weak" : "",
            ].filter { !$0.isEmpty }
            return "\(status.rawValue) \(evidence.rawValue) \(age.rawValue) "
                + flags.joined(separator: ", ")
        }
    }

    private static let signing = VirtualHolder.time
    private static let day: Double = 86_400
    private let root: VirtualHolder
    private let weakKey: PrivateKey

    init() throws {
        root = try Self.authority("TEST pairs root", nil)
        weakKey = try PrivateKey.generate(.rsa(bits: 1024))
    }

    private static func authority(
        _ name: String, _ issuer: VirtualHolder?, notAfter: Date = VirtualHolder.end,
        serialNumber: [UInt8] = [1]
    ) throws -> VirtualHolder {
        let key = try PrivateKey.generate(.ellipticCurve(.p256))
        let identifier = try DigestAlgorithm.sha1.digest(of: key.subjectPublicKeyInfo[...])
        return try VirtualHolder(
            name, issuedBy: issuer,
            VirtualHolder.authority() + [
                .init("2.5.29.14", isCritical: false, DER.octetString(identifier))
            ], key: key, serialNumber: serialNumber, notAfter: notAfter)
    }

    /// The container and when it is validated.
    private func container(_ draw: Draw) async throws -> (octets: [UInt8], now: Date) {
        let signing = Self.signing
        let stamped = signing + 60
        let now = signing + (draw.isLater ? 400 : 2) * Self.day
        let issuer = try Self.authority(
            "TEST pairs issuer", root,
            notAfter: draw.issuerEnds ? signing + 60 * Self.day : VirtualHolder.end,
            serialNumber: [2])
        let seal = try VirtualHolder(
            "TEST pairs seal", issuedBy: issuer, [VirtualHolder.usage(1)], serialNumber: [0x10],
            notAfter: draw.sealEnds ? signing + 30 * Self.day : VirtualHolder.end)
        let signer = try VirtualSeal(
            key: seal.key, chain: [seal.certificate, issuer.certificate, root.certificate])
        let signed = try await ContainerSigner(
            signer: signer.signer, parameters: SignatureParameters(level: .baselineB),
            clock: { signing }
        ).sign([DataFile.text("hello")], profile: .asice)

        // Evidence about the seal.
        let made: Date
        let next: Double
        switch draw.age {
        case .fresh: (made, next) = (stamped + 30, 900)
        case .before: (made, next) = (signing - 600, 900)
        case .stale: (made, next) = (signing - 10 * Self.day, Self.day)
        case .recent: (made, next) = (now - 60, 900)
        }
        let (date, reason): (Date?, UInt8?) =
            switch draw.status {
            case .good, .released: (nil, nil)
            case .revokedBefore: (signing - 11 * Self.day, 1)
            case .revokedAfter: (signing + Self.day, 1)
            case .held: (signing - 11 * Self.day, 6)
            case .superseded: (signing - 11 * Self.day, 4)
            }
        // What is revoked later is known later.
        let update = date.map { max($0 + 60, made) } ?? made
        var lists: [[UInt8]] = []
        var responses: [[UInt8]] = []
        let holder = VirtualHolder.self
        func list(_ entries: [[UInt8]], _ update: Date, _ next: Double) throws {
            lists.append(
                try VirtualList.signed(
                    by: issuer, entries, thisUpdate: update, nextUpdate: update + next
                ).derEncoded)
        }
        if draw.status == .released {
            try list(
                [VirtualList.entry(0x10, signing - 20 * Self.day, [VirtualList.reason(6)])],
                signing - 19 * Self.day, Self.day)
        }
        switch draw.evidence {
        case .list:
            try list(
                date.map {
                    [VirtualList.entry(0x10, $0, reason.map { [VirtualList.reason($0)] } ?? [])]
                } ?? [], update, next)
        case .response, .delegated:
            let responder =
                draw.evidence == .response
                ? issuer
                : try VirtualHolder(
                    "TEST pairs OCSP", issuedBy: issuer,
                    [holder.usage(0), holder.ocspSigning, holder.noCheck],
                    key: draw.isWeak ? weakKey : nil, serialNumber: [0x30],
                    notAfter: draw.responderEnds ? signing + 30 * Self.day : holder.end)
            var virtual = try VirtualResponse(byKey: responder.certificate)
            virtual.producedAt = update
            if draw.evidence == .delegated { virtual.certificates = [responder.certificate] }
            virtual.singles = [
                VirtualResponse.single(
                    try CertID(of: seal.certificate, issuedBy: issuer.certificate),
                    date.map { VirtualResponse.revoked($0, reason: reason) }
                        ?? VirtualResponse.good, thisUpdate: update, nextUpdate: update + next)
            ]
            responses.append(try virtual.encoded(signedBy: responder.key))
        }
        // About the issuer and the time-stamping unit: fresh at any time.
        for made in [stamped + 30, now - 60] {
            lists.append(
                try VirtualList.signed(by: root, thisUpdate: made, nextUpdate: made + 900)
                    .derEncoded)
        }
        let properties = try unsigned(
            Signatory.signatureFile(of: signed), stamped: draw.hasTimeStamp ? stamped : nil,
            [issuer.certificate.derEncoded], responses, lists)
        return (
            try Signatory.container(
                signed, with: [("META-INF/signatures001.xml", properties)]), now
        )
    }

    /// The signature file with unsigned properties.
    private func unsigned(
        _ file: [UInt8], stamped: Date?, _ certificates: [[UInt8]], _ responses: [[UInt8]],
        _ lists: [[UInt8]]
    ) throws -> [UInt8] {
        let text = String(decoding: file, as: UTF8.self)
        var properties = ""
        func elements(_ name: String, _ values: [[UInt8]]) -> String {
            values.map { "<xades:\(name)>\(Data($0).base64EncodedString())</xades:\(name)>" }
                .joined()
        }
        if let stamped {
            let begin = try #require(text.firstRange(of: "<ds:SignatureValue"))
            let end = try #require(text.firstRange(of: "</ds:SignatureValue>"))
            let value =
                "<ds:SignatureValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
                + text[begin.upperBound..<end.upperBound]
            let unit = try VirtualHolder(
                "TEST pairs TSA", issuedBy: root,
                [VirtualHolder.usage(0), VirtualHolder.timeStamping], serialNumber: [0x40])
            var token = VirtualToken(signedBy: unit)
            token.digest = DigestValue(
                algorithm: .sha256,
                octets: try DigestAlgorithm.sha256.digest(of: Array(value.utf8)[...]))
            token.genTime = CivilTime.text(of: stamped).filter { !"-:T".contains($0) }
            properties +=
                "<xades:SignatureTimeStamp><ds:CanonicalizationMethod "
                + "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
                + elements("EncapsulatedTimeStamp", [try token.encoded()])
                + "</xades:SignatureTimeStamp>"
        }
        properties +=
            "<xades:CertificateValues>"
            + elements("EncapsulatedX509Certificate", certificates)
            + "</xades:CertificateValues><xades:RevocationValues>"
        if !lists.isEmpty {
            properties +=
                "<xades:CRLValues>" + elements("EncapsulatedCRLValue", lists)
                + "</xades:CRLValues>"
        }
        if !responses.isEmpty {
            properties +=
                "<xades:OCSPValues>" + elements("EncapsulatedOCSPValue", responses)
                + "</xades:OCSPValues>"
        }
        properties += "</xades:RevocationValues>"
        return try file.replacing(
            "</xades:SignedProperties>",
            with: "</xades:SignedProperties><xades:UnsignedProperties>"
                + "<xades:UnsignedSignatureProperties>\(properties)"
                + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>")
    }

    /// Where this library and DSS differ, and the clause of EN 319 102-1 by which.
    private static let differences:
        [(ours: String, theirs: String?, clause: String, applies: @Sendable (Draw) -> Bool)] = [
            (
                "INDETERMINATE/TRY_LATER", "TOTAL-PASSED",
                "§5.2.5.4: data that is not fresh by its nextUpdate; DSS's policy asks for no age",
                { $0.isStale }
            ),
            (
                "INDETERMINATE/TRY_LATER", "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED",
                "§5.2.6.4: step 4 a comes before step 7", { $0.isStale && $0.hasSealEnded }
            ),
            (
                "INDETERMINATE/TRY_LATER", "INDETERMINATE/OUT_OF_BOUNDS_NO_POE",
                "§5.2.6.4: step 4 a comes before step 7", { $0.isStale && $0.hasSealEnded }
            ),
            (
                "INDETERMINATE/TRY_LATER", "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                "§5.2.6.4: step 4 a comes before step 6", { $0.isStale && $0.isWeak }
            ),
            (
                "INDETERMINATE/TRY_LATER", "INDETERMINATE/REVOCATION_OUT_OF_BOUNDS_NO_POE",
                "§5.2.6.4: step 4 a comes before step 8", { $0.isStale && $0.hasResponderEnded }
            ),
            (
                "TOTAL-PASSED", "INDETERMINATE/REVOCATION_OUT_OF_BOUNDS_NO_POE",
                "§5.5.4 step 6: stale now, fresh at the best signature time",
                { !$0.isStale && $0.age != .recent && $0.hasResponderEnded }
            ),
            (
                "TOTAL-PASSED", "INDETERMINATE/OUT_OF_BOUNDS_NO_POE",
                "§5.5.4 step 6, the same where the seal has ended too",
                {
                    !$0.isStale && $0.age != .recent && $0.hasResponderEnded && $0.hasSealEnded
                }
            ),
            (
                "TOTAL-PASSED", "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE",
                "§5.5.4 step 4 a: what says revoked says since when, whenever it was issued",
                { $0.status == .revokedAfter && $0.age == .recent && $0.hasSealEnded }
            ),
            (
                "INDETERMINATE/TRY_LATER", "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE",
                "§5.2.6.4 step 4: no data that counts; DSS has no TRY_LATER for that",
                { $0.age == .recent && ($0.hasSealEnded || $0.hasResponderEnded) }
            ),
            (
                "INDETERMINATE/OUT_OF_BOUNDS_NO_POE",
                "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE",
                "§5.2.6.4 step 7, the same", { $0.age == .recent && $0.hasSealEnded }
            ),
            (
                "INDETERMINATE/REVOKED_NO_POE", "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE",
                "§5.2.6.4 step 4 b: what says revoked counts, whenever it was issued",
                { $0.age == .recent && $0.hasSealEnded && $0.isRevoked }
            ),
            (
                "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE", nil,
                "§5.2.6.4 step 4 e, RFC 5280 §6.1.3 (a) (2): an issuer that has ended",
                { $0.issuerEnds && $0.isLater }
            ),
            (
                "INDETERMINATE/TRY_LATER", nil,
                "§5.2.6.4 step 4 c: a hold that nothing that counts has lifted",
                {
                    $0.status == .released
                        && ($0.isWeak || $0.issuerEnds && $0.isLater || $0.hasResponderEnded)
                }
            ),
        ]

    struct Verdict: Decodable {
        struct Signature: Decodable {
            let indication: String
            let subIndication: String?
            let errors: [String]
        }
        let error: String?
        let signatures: [Signature]?
    }

    @Test("Certificates and evidence drawn at random")
    func pairs() async throws {
        try await withTemporaryFolder { folder in
            var generator = SeededGenerator(seed: 20_261_129)
            try Data(root.certificate.pemEncoded.utf8).write(
                to: URL(filePath: folder + "/root.pem"))
            var list = ""
            var ours: [(Draw, String)] = []
            for number in 0..<300 {
                let draw = Draw(&generator)
                let (octets, now) = try await container(draw)
                let path = folder + "/\(number).asice"
                try Data(octets).write(to: URL(filePath: path))
                list += "\(path)\t\(folder)/root.pem\t\(CivilTime.text(of: now))\n"
                let report = try ContainerValidator(
                    trustAnchors: TrustAnchors(allRoles: [root.certificate])
                ).examine(octets, at: now)
                let signature = try #require(report.signatures.first, "\(report.text)")
                ours.append(
                    (
                        draw,
                        [signature.indication.rawValue, signature.subIndication?.rawValue]
                            .compactMap { $0 }.joined(separator: "/")
                    ))
            }
            try Data(list.utf8).write(to: URL(filePath: folder + "/list"))
            let outcome = try Judge.dss.run(["--files-from", folder + "/list"])
            let found = try verdicts(outcome, as: Verdict.self)
            try #require(found.count == ours.count, "\(outcome.errors.suffix(500))")
            for ((draw, verdict), dss) in zip(ours, found) {
                let signature = dss.signatures?.first
                let theirs = [
                    signature?.indication.replacing("_", with: "-") ?? dss.error ?? "",
                    signature?.subIndication,
                ].compactMap { $0 }.joined(separator: "/")
                let isExplained = Self.differences.contains {
                    $0.ours == verdict && ($0.theirs ?? theirs) == theirs && $0.applies(draw)
                }
                #expect(
                    verdict == theirs || isExplained,
                    "\(draw): \(verdict), DSS \(theirs) \(signature?.errors ?? [])")
            }
        }
    }
}
