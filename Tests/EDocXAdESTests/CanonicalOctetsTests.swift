import EDocCrypto
import EDocEncoding
import EDocPKI
@testable import EDocXAdES
import EDocXML
import TestPKI
import Testing
import VectorSupport

/// What is hashed is what libxml2 makes of what is written.
@Suite struct CanonicalOctetsTests {
    /// Text that wants to be escaped, or is long, or is in another script.
    static func text(_ generator: inout SeededGenerator) -> String {
        let pieces = [
            "a", "Z", "0", " ", "&", "<", ">", "\"", "'", "\r", "\n", "\t", "\r\n", "ā", "č", "Ē",
            "e\u{301}", "😀", "\u{7F}", "\u{85}", "\u{2028}", "\u{FFFD}", "]]>", "&amp;", "--", "#",
            "%20", "{}", "漢", "\u{FEFF}", "\u{A0}",
        ]
        let count = Int.random(in: 1...20, using: &generator)
        return "x" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    /// An entry name, which has no control characters.
    static func name(_ generator: inout SeededGenerator) -> String {
        let text = text(&generator).unicodeScalars.filter {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        return String(String.UnicodeScalarView(text)) + ".x"
    }

    static func parameters(_ generator: inout SeededGenerator) -> SignatureParameters {
        func maybe(_ make: (inout SeededGenerator) -> String) -> String? {
            Bool.random(using: &generator) ? make(&generator) : nil
        }
        var parameters = SignatureParameters(level: .baselineB)
        parameters.digestAlgorithm =
            [nil, .sha256, .sha384, .sha512].randomElement(
                using: &generator) ?? nil
        if Bool.random(using: &generator) {
            parameters.productionPlace = SignatureProductionPlaceV2(
                city: text(&generator), streetAddress: maybe(text), stateOrProvince: maybe(text),
                postalCode: maybe(text), countryName: maybe(text))
        }
        if Bool.random(using: &generator) {
            parameters.signerRole = SignerRoleV2(claimedRoles: [text(&generator), text(&generator)])
        }
        if Bool.random(using: &generator) {
            parameters.commitmentTypes = [
                .proofOfApproval,
                CommitmentTypeIndication(
                    ObjectIdentifierType("urn:oid:1.2.3", description: text(&generator))),
            ]
        }
        if Bool.random(using: &generator) {
            parameters.policy = SignaturePolicyIdentifier(
                ObjectIdentifierType("urn:oid:1.2.3.4", description: maybe(text)),
                policyHash: DigestValue(
                    algorithm: .sha384, octets: [UInt8](repeating: 9, count: 48)),
                documentURI: maybe { _ in "https://example.org/policy?a=1&b=2" })
        }
        return parameters
    }

    @Test(arguments: [SignatureProfile.edoc, .asice])
    func hashedOctetsAreCanonical(profile: SignatureProfile) throws {
        var generator = SeededGenerator(seed: 4)
        let method = Canonicalizer(profile.canonicalization)
        for _ in 0..<300 {
            let count = Int.random(in: 1...4, using: &generator)
            let objects = (0..<count).flatMap { _ in
                someObjects([Self.name(&generator)], mediaType: Self.text(&generator))
            }
            let signature = try MadeSignature(
                objects, profile: profile, parameters: Self.parameters(&generator),
                time: Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator))
            let root = try signature.document().root
            #expect(
                try method.canonicalize(root.only(.signedInfo)) == signature.signedInfo,
                "\(String(decoding: signature.file, as: UTF8.self))")
            #expect(
                try method.canonicalize(root.only(.signedProperties)) == signature.signedProperties,
                "\(String(decoding: signature.file, as: UTF8.self))")
            // The digest in the file is that of the canonical octets.
            let reference = try #require(
                try root.only(.signedInfo).children(named: .reference).last)
            let algorithm = try #require(
                DigestAlgorithm(
                    rawValue: try reference.only(.digestMethod).attribute("Algorithm") ?? ""))
            let digest = try MessageDigest.digest(
                of: signature.signedProperties.span, algorithm)
            var base64: [UInt8] = []
            Base64.append(digest.octets.span, to: &base64)
            #expect(try reference.only(.digestValue).textOctets() == base64)
        }
    }

    @Test(arguments: [SignatureProfile.edoc, .asice])
    func theWholeFileIsCanonicalExceptItsDeclaration(profile: SignatureProfile) throws {
        let signature = try MadeSignature(
            someObjects(["a", "b"]), profile: profile, parameters: .init(level: .baselineB))
        let declaration = Array(#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#.utf8)
        #expect(signature.file.starts(with: declaration))
        // Inclusive C14N drops a declaration that only repeats one in scope, which the exclusive
        // profile writes; nothing else may differ.
        let canonical = try Canonicalizer(.c14n11).canonicalize(signature.document())
        let written = String(decoding: signature.file.dropFirst(declaration.count), as: UTF8.self)
        let repeated = #" xmlns:ds="http://www.w3.org/2000/09/xmldsig#""#
        func bare(_ text: String) -> String {
            text.split(separator: repeated, omittingEmptySubsequences: false).joined()
        }
        #expect(bare(String(decoding: canonical, as: UTF8.self)) == bare(written))
    }

    @Test(arguments: [SignatureProfile.edoc, .asice])
    func whatATimeStampIsAboutIsCanonical(profile: SignatureProfile) throws {
        let parameters = SignatureParameters(level: .baselineB)
        let builder = try SignatureBuilder(
            certificateChain: TestSeal.chain(), signatureAlgorithm: .ecdsaSHA256, profile: profile,
            parameters: parameters)
        var draft = SignatureDraft()
        var digest = try MessageDigest(builder.digestAlgorithm)
        try builder.begin(
            someObjects(["a"]), signingTime: SigningTime(secondsSince1970: 1_773_157_360),
            in: &draft, with: &digest)
        for count in [0, 1, 2, 3, 256] {
            let value = SignatureValue(octets: (0..<count).map { UInt8($0) })
            let octets = builder.signatureValueOctets(value)
            let evidence = SignatureEvidence(timeStampToken: [1])
            var file: [UInt8] = []
            builder.appendSignatureFile(
                of: draft, value: value, unsignedProperties: evidence.unsignedProperties(profile),
                to: &file)
            let document = try XMLDocument(parsing: file.span)
            let element = try document.root.only(.signatureValue)
            #expect(try Canonicalizer(profile.canonicalization).canonicalize(element) == octets)
            let signature = try Signature.Reading(
                parsing: document.root.only(.signature), in: "s", limits: SignatureLimits()
            ).content.get()
            #expect(signature.canonicalizationOfTimeStamps == profile.canonicalization)
            #expect(
                try TimeStampImprint.octets(ofSignature: signature, by: profile.canonicalization)
                    == octets)
            let stamp = try #require(signature.unsignedProperties.first?.timeStamp)
            #expect(
                try TimeStampImprint.ofSignature(signature, stamp, .sha512)
                    == MessageDigest.digest(of: octets.span, .sha512))
        }
    }

    @Test func aBuilderIsUsedAgainWithoutTraces() throws {
        let parameters = SignatureParameters(level: .baselineB)
        let builder = try SignatureBuilder(
            certificateChain: TestSeal.chain(), signatureAlgorithm: .rsaSHA256, profile: .edoc,
            parameters: parameters)
        var draft = SignatureDraft()
        var digest = try MessageDigest(builder.digestAlgorithm)
        let time = SigningTime(secondsSince1970: 1_773_157_360)
        try builder.begin(someObjects(["a"]), signingTime: time, in: &draft, with: &digest)
        let first = draft.dataToBeSigned
        try builder.begin(
            someObjects(["b", "c", "d"]), signingTime: time, in: &draft, with: &digest)
        #expect(draft.dataToBeSigned != first)
        try builder.begin(someObjects(["a"]), signingTime: time, in: &draft, with: &digest)
        #expect(draft.dataToBeSigned == first)
    }
}
