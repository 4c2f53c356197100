import EDocCrypto
import EDocPKI
import EDocValidation
@testable import EDocXAdES
import EDocXML
import TestPKI
import Testing

/// EN 319 132-1 §4.3.3, §5.3 to §5.5: what is added to a signature.
struct UnsignedPropertiesTests {
    /// `UnsignedProperties` with `text` in it, with prefixes as a signature file declares them.
    private static func written(_ text: String) -> [UInt8] {
        var writer = XMLWriter()
        UnsignedProperties.write(to: &writer) { $0.prepared(Array(text.utf8)) }
        return writer.octets
    }

    /// `good-b` with `text` as its unsigned properties.
    private static func read(
        _ text: String, limits: SignatureLimits = SignatureLimits()
    ) throws -> [UnsignedProperty] {
        let properties = String(decoding: Self.written(text), as: UTF8.self)
        let end = "</xades:SignedProperties>"
        let read = try ReadSignature("good-b", [(end, end + properties)])
        return try Signature.Reading(
            parsing: read.signature.element, in: "s", limits: limits
        ).content.get().unsignedProperties
    }

    @Test("Each kind, in document order")
    func kinds() throws {
        let names = [
            "xades:SignatureTimeStamp", "xades141:ArchiveTimeStamp", "xades:ArchiveTimeStamp",
            "xades:CertificateValues", "xades:RevocationValues", "xades141:TimeStampValidationData",
            "xades141:AnyValidationData", "xades:CounterSignature", "xades:CompleteCertificateRefs",
            "xades:Unheard",
        ]
        let read = try Self.read(names.map { "<\($0)></\($0)>" }.joined())
        let kinds = read.map { property in
            switch property.kind {
            case .signatureTimeStamp: 0
            case .archiveTimeStamp: 1
            case .archiveTimeStampV132: 2
            case .certificateValues: 3
            case .revocationValues: 4
            case .timeStampValidationData: 5
            case .anyValidationData: 6
            case .counterSignature: 7
            case .evidenceReferences: 8
            case .other: 9
            }
        }
        #expect(kinds == Array(0..<10))
    }

    @Test("Certificates and revocation data, alone and together")
    func validationData() throws {
        let certificates = """
            <xades:CertificateValues><xades:EncapsulatedX509Certificate>AQ==\
            </xades:EncapsulatedX509Certificate><xades:EncapsulatedX509Certificate>!\
            </xades:EncapsulatedX509Certificate><xades:OtherCertificate/></xades:CertificateValues>
            """
        let revocation = """
            <xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue>Ag==\
            </xades:EncapsulatedCRLValue></xades:CRLValues><xades:OCSPValues>\
            <xades:EncapsulatedOCSPValue>Aw==</xades:EncapsulatedOCSPValue></xades:OCSPValues>\
            </xades:RevocationValues>
            """
        let both = "<xades141:TimeStampValidationData>\(certificates)\(revocation)"
        let read = try Self.read(
            certificates + revocation + both + "</xades141:TimeStampValidationData>"
        ).compactMap(\.evidence)
        #expect(read.map(\.certificates) == [[[1]], [], [[1]]])
        #expect(read.map(\.revocationLists) == [[], [[2]], [[2]]])
        #expect(read.map(\.ocspResponses) == [[], [[3]], [[3]]])
        #expect(read.map(\.defects.count) == [1, 0, 1])
        #expect(read.map(\.hasRevocationData) == [false, true, true])
    }

    @Test("A time-stamp holds tokens behind its canonicalization, and nothing else")
    func timeStamp() throws {
        let method =
            "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>"
        let token = "<xades:EncapsulatedTimeStamp>AQ==</xades:EncapsulatedTimeStamp>"
        for (text, method, tokens, defects) in [
            (method + token + token, CanonicalizationMethod.c14n11, 2, 0),
            (token, .c14n10, 1, 0), ("", .c14n10, 0, 1), (token + method, .c14n10, 1, 1),
            ("<xades:Include URI=\"#a\"/>" + token, .c14n10, 1, 1),
            ("<xades:XMLTimeStamp/>", .c14n10, 0, 1),
        ] {
            let property = "<xades:SignatureTimeStamp Id=\"t\">\(text)</xades:SignatureTimeStamp>"
            let read = try #require(try Self.read(property).first?.timeStamp)
            #expect(read.id == "t" && read.canonicalization.method == method)
            #expect(read.tokens.count == tokens && read.defects.count == defects, "\(text)")
            #expect(read.namesCanonicalization == (method == .c14n11))
        }
    }

    @Test("More than is read is refused")
    func limits() throws {
        let stamp = """
            <xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>AQ==\
            </xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>
            """
        let value = """
            <xades:CertificateValues><xades:EncapsulatedX509Certificate>AQ==\
            </xades:EncapsulatedX509Certificate></xades:CertificateValues>
            """
        for (text, limit) in [
            (stamp, \SignatureLimits.timeStampTokens), (stamp, \.unsignedProperties),
            (value, \.evidenceItems),
        ] {
            var limits = SignatureLimits()
            limits[keyPath: limit] = 2
            #expect(try Self.read(text + text, limits: limits).count == 2)
            let failure = #expect(throws: FormatFailure.self) {
                try Self.read(text + text + text, limits: limits)
            }
            #expect(failure?.finding.rule == .signatureLimits)
        }
    }

    @Test(
        "Those that a signature file is made with stand behind what is signed, and it verifies",
        arguments: [SignatureProfile.edoc, .asice])
    func made(profile: SignatureProfile) async throws {
        let signer = try TestSeal.signer()
        let certificate = try #require(signer.certificateChain.first)
        let builder = try SignatureBuilder(
            certificateChain: signer.certificateChain,
            signatureAlgorithm: signer.signatureAlgorithm, profile: profile,
            parameters: SignatureParameters(level: .baselineB))
        let contents = ReadSignature.contents
        let object = SignedDataObject(
            uri: "a.txt", mediaType: "text/plain",
            digest: try MessageDigest.digest(of: contents.span, builder.digestAlgorithm))
        var draft = SignatureDraft()
        var digest = try MessageDigest(builder.digestAlgorithm)
        try builder.begin(
            [object], signingTime: SigningTime(secondsSince1970: 1_773_157_360), in: &draft,
            with: &digest)
        let value = try await signer.sign(draft.dataToBeSigned)
        let properties = Self.written(
            "<xades:CertificateValues><xades:EncapsulatedX509Certificate>AQ=="
                + "</xades:EncapsulatedX509Certificate></xades:CertificateValues>")
        var without: [UInt8] = []
        builder.appendSignatureFile(of: draft, value: value, to: &without)
        for unsigned in [[], properties] {
            var file: [UInt8] = []
            builder.appendSignatureFile(
                of: draft, value: value, unsignedProperties: unsigned, to: &file)
            let text = String(decoding: file, as: UTF8.self)
            let added = String(decoding: unsigned, as: UTF8.self)
            // Nothing else differs, and they stand where the schema has them (§4.3.1).
            let place = "</xades:SignedProperties>\(added)</xades:QualifyingProperties>"
            #expect(text.contains(place))
            let rest = unsigned.isEmpty ? text : text.replacing(added, with: "")
            #expect(rest == String(decoding: without, as: UTF8.self))
            let root = try XMLDocument(parsing: file.span).root
            let signature = try Signature.Reading(
                parsing: root.only(.signature), in: "s", limits: SignatureLimits()
            ).content.get()
            #expect(signature.unsignedProperties.count == (unsigned.isEmpty ? 0 : 1))
            var data = SignedDataDigests()
            data.insert(Array("a.txt".utf8), [object.digest])
            var findings = FindingList(policy: .baseline)
            let references = try ResolvedReferences(of: signature, by: AnyFile(), &findings)
            let verified = CryptographicVerification(
                signature: signature, references: references, data: data, policy: .baseline
            ).verify(withOneOf: [certificate], &findings)
            #expect(verified.conclusion == .passed && findings.findings.isEmpty)
        }
    }
}
