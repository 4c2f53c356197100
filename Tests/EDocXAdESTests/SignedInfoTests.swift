import EDocCrypto
import EDocEncoding
import EDocValidation
@testable import EDocXAdES
import EDocXML
import Testing

/// XMLDSig 1.1 §4.4: `SignedInfo`, its references, their transforms and digests.
struct SignedInfoTests {
    @Test("What is written is read", arguments: [SignatureProfile.edoc, .asice])
    func roundTrip(profile: SignatureProfile) throws {
        let objects = someObjects(["a b.txt", "c.txt"])
        let made = try MadeSignature(
            objects, profile: profile, parameters: SignatureParameters(level: .baselineB))
        let info = try made.signature().signedInfo
        #expect(info.canonicalization.method == profile.canonicalization)
        #expect(info.canonicalization.inclusivePrefixes.isEmpty)
        #expect(info.signatureAlgorithm == .ecdsaSHA256)
        #expect(info.references.map(\.number) == [1, 2, 3])
        let files = info.references.dropLast()
        #expect(files.map(\.uri) == objects.map(\.uri))
        #expect(files.map(\.digest) == objects.map(\.digest))
        #expect(files.map(\.id) == [1, 2].map { profile.referenceIDPrefix + "\($0)" })
        #expect(files.allSatisfy { $0.transform == nil && !$0.isSameDocument })
        let last = try #require(info.references.last)
        #expect(last.isToSignedProperties && last.isSameDocument)
        #expect(last.transform?.method == profile.canonicalization)
        #expect(last.id == profile.signedPropertiesReferenceID)
        #expect(
            try last.digest
                == MessageDigest.digest(of: made.signedProperties.span, .sha256))
    }

    private static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    private static let method = "<ds:CanonicalizationMethod.*</ds:CanonicalizationMethod>"
    private static let transforms = "<ds:Transforms>.*</ds:Transforms>"

    @Test(
        "What the standard does not have, or this library does not read",
        arguments: [
            (method, "", ValidationRule.signatureFormat),
            (method, "<ds:CanonicalizationMethod Algorithm=\"x\"/>", .allowedCanonicalization),
            (
                "</ds:SignatureMethod>", "<ds:HMACOutputLength/></ds:SignatureMethod>",
                .signatureFormat
            ),
            ("</ds:SignedInfo>", "<ds:Other/></ds:SignedInfo>", .signatureFormat),
            (" URI=\"a.txt\"", "", .referenceToFile),
            ("<ds:DigestMethod Algorithm=", "<ds:DigestMethod A=", .signatureFormat),
            ("xmlenc#sha256", "xmldsig-more#sha384", .signatureFormat),
            (transforms, "<ds:Transforms><ds:Other/></ds:Transforms>", .allowedTransforms),
            (
                transforms,
                """
                <ds:Transforms><ds:Transform \
                Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></ds:Transforms>
                """, .allowedTransforms
            ),
            (
                transforms,
                """
                <ds:Transforms><ds:Transform Algorithm="\(exclusive)"/>\
                <ds:Transform Algorithm="\(exclusive)"/></ds:Transforms>
                """, .allowedTransforms
            ),
        ])
    func refusals(_ pattern: String, _ text: String, _ rule: ValidationRule) throws {
        let failure = #expect(throws: FormatFailure.self) {
            try ReadSignature("good-b", [(pattern, text)])
        }
        #expect(failure?.finding.rule == rule)
    }

    @Test("Prefixes of exclusive canonicalization; a digest of an algorithm that nobody knows")
    func others() throws {
        let prefixes = """
            <ds:Transforms><ds:Transform Algorithm="\(Self.exclusive)"><InclusiveNamespaces \
            xmlns="\(Self.exclusive)" PrefixList="ds xades"/></ds:Transform></ds:Transforms>
            """
        let read = try ReadSignature("good-b", [(Self.transforms, prefixes)]).signature.signedInfo
        #expect(read.references.last?.transform?.inclusivePrefixes == ["ds", "xades"])
        let unknown = try ReadSignature("good-b", [("xmlenc#sha256", "xmlenc#sha257")])
        let reference = try #require(unknown.signature.signedInfo.references.first)
        #expect(reference.digest == nil && reference.digestMethod.hasSuffix("sha257"))
    }
}
