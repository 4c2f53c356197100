import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocXAdES
import EDocXML
import TestPKI
import Testing

/// The rows of EN 319 132-1 §6.3 Table 2 for level B-B, each on a signature file.
@Suite struct BaselineBTests {
    static let everything = SignatureParameters(
        level: .baselineB,
        productionPlace: SignatureProductionPlaceV2(city: "Rīga", countryName: "LV"),
        signerRole: SignerRoleV2(claimedRoles: ["Direktors"]),
        commitmentTypes: [.proofOfApproval],
        policy: SignaturePolicyIdentifier(
            ObjectIdentifierType("urn:oid:1.2.3"),
            policyHash: DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 1, count: 32))))

    static func root(
        _ profile: SignatureProfile, _ parameters: SignatureParameters = .init(level: .baselineB)
    ) throws -> XMLElement {
        try MadeSignature(
            someObjects(["a b.txt", "c.txt"]), profile: profile, parameters: parameters
        ).document().root
    }

    @Test("S1: KeyInfo holds the whole chain", arguments: [SignatureProfile.edoc, .asice])
    func keyInfo(profile: SignatureProfile) throws {
        let data = try Self.root(profile).only(.x509Data)
        #expect(data.parent?.isNamed(.keyInfo) == true)
        let expected = try TestSeal.chain().map { certificate in
            var text: [UInt8] = []
            let der = certificate.derEncoded
            Base64.append(der.span, to: &text)
            return String(decoding: text, as: UTF8.self)
        }
        #expect(try data.children(named: .x509Certificate).map { try $0.text() } == expected)
    }

    @Test(
        "S2, S4: one canonicalization, explicit; files without transforms",
        arguments: [SignatureProfile.edoc, .asice])
    func canonicalization(profile: SignatureProfile) throws {
        let info = try Self.root(profile).only(.signedInfo)
        let method = profile.canonicalization.rawValue
        #expect(try info.only(.canonicalizationMethod).attribute("Algorithm") == method)
        let references = info.children(named: .reference)
        #expect(references.dropLast().allSatisfy { $0.all(.transforms).isEmpty })
        #expect(try references.last?.only(.transform).attribute("Algorithm") == method)
    }

    @Test(
        "S3: a reference a file, and one to the signed properties",
        arguments: [SignatureProfile.edoc, .asice])
    func references(profile: SignatureProfile) throws {
        let root = try Self.root(profile)
        let references = try root.only(.signedInfo).children(named: .reference)
        let properties = "#" + profile.signedPropertiesID
        #expect(references.map { $0.attribute("URI") } == ["a%20b.txt", "c.txt", properties])
        #expect(
            references.map { $0.attribute("Type") } == [nil, nil, Reference.signedPropertiesType])
        #expect(try root.only(.signedProperties).attribute("Id") == profile.signedPropertiesID)
    }

    @Test(
        "S5, S6, S8: the properties, in the order of the schema",
        arguments: [SignatureProfile.edoc, .asice])
    func properties(profile: SignatureProfile) throws {
        let least = try Self.root(profile)
        #expect(
            try least.only(.signedSignatureProperties).children.map(\.localName) == [
                "SigningTime", "SigningCertificateV2",
            ])
        #expect(
            try least.only(.signedDataObjectProperties).children.map(\.localName) == [
                "DataObjectFormat", "DataObjectFormat",
            ])
        let most = try Self.root(profile, Self.everything)
        #expect(
            try most.only(.signedSignatureProperties).children.map(\.localName) == [
                "SigningTime", "SigningCertificateV2", "SignaturePolicyIdentifier",
                "SignatureProductionPlaceV2", "SignerRoleV2",
            ])
        #expect(
            try most.only(.signedDataObjectProperties).children.map(\.localName) == [
                "DataObjectFormat", "DataObjectFormat", "CommitmentTypeIndication",
            ])
        #expect(try most.only(.signingTime).text() == "2026-03-10T15:42:40Z")
    }

    @Test("S6: one certificate digest and nothing else in SigningCertificateV2")
    func signingCertificate() throws {
        let property = try Self.root(.edoc).only(.signingCertificateV2)
        #expect(property.children.map(\.localName) == ["Cert"])
        #expect(try property.only(.cert).children.map(\.localName) == ["CertDigest"])
        #expect(try property.only(.cert).attributes.isEmpty)
        let der = try #require(try TestSeal.chain().first).derEncoded
        var text: [UInt8] = []
        let digest = try MessageDigest.digest(of: der.span, .sha256).octets
        Base64.append(digest.span, to: &text)
        #expect(try property.only(.digestValue).textOctets() == text)
    }

    @Test(
        "S7: a DataObjectFormat with MimeType a file", arguments: [SignatureProfile.edoc, .asice])
    func formats(profile: SignatureProfile) throws {
        let root = try Self.root(profile)
        let ids = try root.only(.signedInfo).children(named: .reference).dropLast()
            .map { try "#" + #require($0.attribute("Id")) }
        let formats = root.all(.dataObjectFormat)
        #expect(formats.map { $0.attribute("ObjectReference") } == ids)
        #expect(try formats.map { try $0.only(.mimeType).text() } == ["text/plain", "text/plain"])
    }

    @Test(
        "S9: QualifyingProperties aim at the signature", arguments: [SignatureProfile.edoc, .asice])
    func target(profile: SignatureProfile) throws {
        let root = try Self.root(profile)
        #expect(root.isNamed(.xadesSignatures))
        let signature = try root.only(.signature)
        #expect(signature.attribute("Id") == profile.signatureID)
        let properties = try root.only(.qualifyingProperties)
        #expect(properties.attribute("Target") == "#" + profile.signatureID)
        #expect(properties.parent?.isNamed(.object) == true)
        #expect(properties.parent?.parent == signature)
    }

    @Test("Every Id is there once", arguments: [SignatureProfile.edoc, .asice])
    func ids(profile: SignatureProfile) throws {
        func ids(_ element: XMLElement) -> [String] {
            (element.attribute("Id").map { [$0] } ?? []) + element.children.flatMap(ids)
        }
        let all = try ids(Self.root(profile, Self.everything))
        #expect(Set(all).count == all.count)
        if profile == .edoc {
            #expect(
                all == [
                    "S1", "S1-SignedInfo", "S1-ref-1", "S1-ref-2", "S1-ref-SignedProperties",
                    "S1-QualifyingProperties", "S1-SignedProperties",
                    "S1-SignedSignatureProperties",
                ])
        }
    }
}
