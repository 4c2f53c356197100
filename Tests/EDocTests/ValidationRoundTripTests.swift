import EDoc
import EDocEncoding
import EDocTesting
import EDocZip
import FoundationEssentials
import Testing
import VectorSupport

/// What this package signs, it accepts; and it notices when somebody touches it.
struct ValidationRoundTripTests {
    static let begin = Date(timeIntervalSince1970: 1_767_225_600)  // 2026-01-01
    static let end = Date(timeIntervalSince1970: 2_000_000_000)
    static let signing = Date(timeIntervalSince1970: 1_773_157_360)
    static let later = signing.addingTimeInterval(3600)

    /// A seal, and a validator with its root and both revocation lists.
    struct Fixture {
        let seal: VirtualSeal
        let validator: ContainerValidator

        init(_ key: VirtualKeyType = .p256, policy: ValidationPolicy = .baseline) throws {
            let ca = try VirtualCA(name: "TEST", key: .p256, validFrom: begin, validTo: end)
            seal = try ca.issueSeal(
                commonName: "TEST seal", key: key, notBefore: begin.addingTimeInterval(86_400),
                notAfter: end.addingTimeInterval(-86_400))
            validator = ContainerValidator(
                trustAnchors: TrustAnchors(allRoles: [ca.root]), policy: policy,
                revocationLists: [
                    try ca.rootCRL(thisUpdate: signing, nextUpdate: end),
                    try ca.intermediateCRL(thisUpdate: signing, nextUpdate: end),
                ])
        }

        func signed(
            _ files: [DataFile] = [DataFile.text("hello")], _ profile: SignatureProfile = .edoc
        ) async throws -> [UInt8] {
            try await ContainerSigner(
                signer: seal.signer, parameters: SignatureParameters(level: .baselineB),
                clock: { signing }
            ).sign(files, profile: profile)
        }
    }

    @Test(
        "V1: every key type and profile is TOTAL-PASSED, baseline B",
        arguments: VirtualKeyType.allCases)
    func v1(_ key: VirtualKeyType) async throws {
        let fixture = try Fixture(key)
        let files = [
            DataFile.text("ā", named: "Eksāmena rezultāti #1 + 100 %.txt"),
            DataFile.text("", named: "b/tukšs.txt"),
        ]
        for profile in [SignatureProfile.edoc, .asice] {
            let report = try fixture.validator.examine(
                try await fixture.signed(files, profile), at: Self.later)
            #expect(report.isValid, "\(report.text)")
            let signature = try #require(report.signatures.first)
            #expect(signature.conformance == "XAdES-BASELINE-B")
            #expect(signature.claimedSigningTime == Self.signing)
            #expect(signature.bestSignatureTime == nil)
            #expect(signature.signer?.commonName?.hasSuffix("TEST seal") == true)
            #expect(signature.certificatePath.count == 3)
            #expect(!report.findings.contains { $0.severity != .note })
            #expect(report.signedDataFiles.map(\.name) == files.map(\.name))
            #expect(report.signedDataFiles.map(\.mediaType) == ["text/plain", "text/plain"])
            #expect(try report.signedDataFiles[0].octets() == Array("ā".utf8))
            #expect(try report.signedDataFiles[1].octets() == [])
        }
    }

    @Test("V2: where a certificate of one path is revoked, another path counts")
    func anotherPath() async throws {
        let ca = try VirtualCA(name: "TEST", validFrom: Self.begin, validTo: Self.end)
        let seal = try ca.issueSeal(
            commonName: "TEST seal", notBefore: Self.begin, notAfter: Self.end)
        let twin = try ca.issue(
            .authority(pathLength: 0), commonName: "Issuing CA, TEST", key: ca.intermediateKey,
            notBefore: Self.begin, notAfter: Self.end, serialNumber: [9], by: .root)
        let octets = try await ContainerSigner(
            signer: seal.signer, parameters: SignatureParameters(level: .baselineB),
            clock: { Self.signing }
        ).sign([DataFile.text("hello")], profile: .edoc)
        for (revoked, isValid) in [([twin], true), ([twin, ca.intermediate], false)] {
            let list = try ca.rootCRL(
                thisUpdate: Self.signing, nextUpdate: Self.end,
                revoked: revoked.map { .init(of: $0, date: Self.begin) })
            let report = try ContainerValidator(
                trustAnchors: TrustAnchors(allRoles: [ca.root]),
                revocationLists: [
                    list,
                    try ca.intermediateCRL(thisUpdate: Self.signing, nextUpdate: Self.end),
                ], certificates: [twin]
            ).examine(octets, at: Self.later)
            #expect(report.isValid == isValid, "\(report.text)")
            // The path over the given certificate is tried first; if none passes, the last counts.
            let path = try #require(report.signatures.first).certificatePath
            #expect(path[1] == ca.intermediate)
        }
    }

    @Test("V2: a policy can demand revocation data about the issuers")
    func issuerRevocation() async throws {
        let ca = try VirtualCA(name: "TEST", validFrom: Self.begin, validTo: Self.end)
        let seal = try ca.issueSeal(
            commonName: "TEST seal", notBefore: Self.begin, notAfter: Self.end)
        let octets = try await ContainerSigner(
            signer: seal.signer, parameters: SignatureParameters(level: .baselineB),
            clock: { Self.signing }
        ).sign([DataFile.text("hello")], profile: .edoc)
        let ofSeal = try ca.intermediateCRL(thisUpdate: Self.signing, nextUpdate: Self.end)
        let ofIssuer = try ca.rootCRL(thisUpdate: Self.signing, nextUpdate: Self.end)
        for demands in [false, true] {
            var policy = ValidationPolicy.baseline
            policy.demandsIssuerRevocation = demands
            for lists in [[ofSeal], [ofSeal, ofIssuer]] {
                let report = try ContainerValidator(
                    trustAnchors: TrustAnchors(allRoles: [ca.root]), policy: policy,
                    revocationLists: lists
                ).examine(octets, at: Self.later)
                let isKnown = lists.count == 2 || !demands
                #expect(report.isValid == isKnown, "\(report.text)")
                #expect(report.signatures.map(\.subIndication) == [isKnown ? nil : .tryLater])
            }
        }
    }

    @Test("V6: nothing is trusted by default, and without revocation data nothing passes")
    func v6() async throws {
        let fixture = try Fixture()
        let octets = try await fixture.signed()
        let nobody = ContainerValidator(
            trustAnchors: TrustAnchors(certificateAuthorities: [], timeStampAuthorities: []))
        let untrusted = try nobody.examine(octets, at: Self.later)
        #expect(untrusted.containerAlone == .accepted)
        #expect(untrusted.signatures.first?.subIndication == .noCertificateChainFound)
        #expect(untrusted.signedDataFiles.isEmpty)
        let root = try #require(fixture.seal.chain.last)
        let withoutLists = ContainerValidator(trustAnchors: TrustAnchors(allRoles: [root]))
        let unknown = try withoutLists.examine(octets, at: Self.later)
        #expect(
            unknown.signatures.first?.subIndication == .tryLater || root == fixture.seal.chain[1])
    }

    @Test("V2: the certificate has to be valid at the time of the validation")
    func v2() async throws {
        let fixture = try Fixture()
        let octets = try await fixture.signed()
        // Before it begins nobody can have signed (§5.5.4, 4); after its end its list still knows it.
        for (time, reason) in [
            (Self.begin.addingTimeInterval(80_000), SubIndication.notYetValid),
            (Self.end.addingTimeInterval(-80_000), .outOfBoundsNotRevoked),
        ] {
            let report = try fixture.validator.examine(octets, at: time)
            #expect(report.signatures.first?.subIndication == reason, "\(report.text)")
        }
    }

    @Test("V3: revocation data from after the validation is not used")
    func v3() async throws {
        let fixture = try Fixture()
        let report = try fixture.validator.examine(
            try await fixture.signed(), at: Self.signing.addingTimeInterval(-61))
        let signature = try #require(report.signatures.first)
        #expect(signature.subIndication == .tryLater, "\(report.text)")
        #expect(signature.findings.contains { $0.rule.code == "T17" && $0.severity == .note })
    }

    @Test("A container on disk is read like one in memory; a changed one gives no octets")
    func files() async throws {
        let fixture = try Fixture()
        let octets = try await fixture.signed([
            DataFile(
                Array("hello".utf8), named: "a.txt", mediaType: "text/plain", compression: .stored),
            // Small containers are read as a whole before they are validated.
            DataFile(
                [UInt8](repeating: 1, count: 300_000), named: "b.bin",
                mediaType: "application/octet-stream", compression: .stored),
        ])
        try await withTemporaryFolder { folder in
            let small = folder + "/small.edoc"
            let octetsOfSmall = try await fixture.signed()
            try Data(octetsOfSmall).write(to: URL(filePath: small))
            let whole = try #require(
                try await fixture.validator.validate(small, at: Self.later).signedDataFiles.first)
            let contents = try whole.octets()
            try Data([1]).write(to: URL(filePath: small))
            #expect(try whole.octets() == contents)

            let path = folder + "/a.edoc"
            try Data(octets).write(to: URL(filePath: path))
            let report = try await fixture.validator.validate(path, at: Self.later)
            #expect(report.isValid)
            #expect(report.file == path)
            let file = try #require(report.signedDataFiles.first)
            #expect(try file.octets() == Array("hello".utf8))
            #expect(throws: EDocError.self) { try file.octets(limit: 4) }

            var changed = octets
            let place = try #require(
                octets.indices.first { octets[$0...].starts(with: Array("hello".utf8)) })
            changed[place] = UInt8(ascii: "j")
            try Data(changed).write(to: URL(filePath: path))
            expectChanged(file)
            // A multiple of the polynomial of CRC-32, which the checksum cannot tell from nothing.
            changed = octets
            for (index, bits) in [0x41, 0x06, 0x71, 0xDB, 0x01].enumerated() {
                changed[place + index] ^= UInt8(bits)
            }
            let other = Array(changed[place..<(place + 5)])
            #expect(CRC32(of: other.span).value == CRC32(of: Array("hello".utf8).span).value)
            try Data(changed).write(to: URL(filePath: path))
            expectChanged(file)

            await #expect(throws: EDocError.self) {
                _ = try await fixture.validator.validate(folder + "/none.edoc", at: Self.later)
            }
        }
    }

    private func expectChanged(
        _ file: SignedDataFile, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: EDocError.self, sourceLocation: sourceLocation) {
            try file.octets()
        }
        #expect(error?.code == .fileChanged, sourceLocation: sourceLocation)
    }

    @Test(
        "What is no container is a report that says what it is",
        arguments: [
            ("", "not a zip archive"), ("%PDF-1.7", "PDF"),
            ("<SignedDoc format=\"DIGIDOC-XML\"", "DDOC"),
            ("PK", "not a zip archive"),
        ])
    func otherFormats(_ text: String, _ format: String) throws {
        let fixture = try Fixture()
        let report = try fixture.validator.examine(Array(text.utf8), at: Self.later)
        #expect(report.containerAlone == .refused)
        #expect(report.format.description.hasPrefix(format), "\(report.format)")
        #expect(report.signatures.isEmpty)
        #expect(!report.isValid)
    }

    @Test("The report as JSON has the promised names, on one line")
    func json() async throws {
        let fixture = try Fixture()
        let report = try fixture.validator.examine(
            try await fixture.signed(), file: "a.edoc", at: Self.later)
        let json = try JSONValue(parsing: Array(report.json.utf8))
        #expect(!report.json.utf8.contains(10))
        for name in ["valid", "file", "container", "format", "findings", "signatures", "error"] {
            #expect(json[name] != nil, "\(name)")
        }
        guard case .array(let signatures) = json["signatures"], let signature = signatures.first
        else {
            Issue.record("no signatures")
            return
        }
        for name in [
            "id", "indication", "subIndication", "level", "signer", "claimedSigningTime",
            "bestSignatureTime", "files", "findings",
        ] {
            #expect(signature[name] != nil, "\(name)")
        }
        #expect(signature["level"] == .string("B"))
        #expect(signature["claimedSigningTime"] == .string("2026-03-10T15:42:40Z"))
    }

    @Test("Many tasks validate with one validator at a time")
    func concurrent() async throws {
        let fixture = try Fixture()
        let octets = try await fixture.signed()
        let validator = fixture.validator
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask { try await validator.validate(octets, at: Self.later).isValid }
            }
            for try await isValid in group { #expect(isValid) }
        }
    }
}
