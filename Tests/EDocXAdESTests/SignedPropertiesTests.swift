import EDocCrypto
import EDocPKI
import EDocValidation
@testable import EDocXAdES
import TestPKI
import Testing

/// EN 319 132-1 §5.2: the signed properties, each as it is written and as it is read.
struct SignedPropertiesTests {
    private static func made(_ parameters: SignatureParameters) throws -> SignedProperties {
        try MadeSignature(
            someObjects(["a.txt", "b.txt"], mediaType: "text/x-1"), profile: .edoc,
            parameters: parameters
        ).signature().signedProperties
    }

    @Test("What is written is read")
    func roundTrip() throws {
        var parameters = BaselineBTests.everything
        parameters.signerRole = SignerRoleV2(claimedRoles: ["Direktors", "Locītājs"])
        parameters.commitmentTypes = [.proofOfApproval, .proofOfOrigin]
        let read = try Self.made(parameters)
        #expect(read.signingTime == SigningTime(secondsSince1970: 1_773_157_360))
        #expect(read.claimedRoles == ["Direktors", "Locītājs"])
        #expect(read.productionPlace == ["Rīga", "LV"])
        #expect(read.commitments == [.proofOfApproval, .proofOfOrigin])
        #expect(read.signaturePolicy?.identifier == "urn:oid:1.2.3")
        #expect(read.malformed.isEmpty && read.outdatedOrEmpty.isEmpty)
        #expect(read.dataObjectFormats.map(\.referenceID) == ["S1-ref-1", "S1-ref-2"])
        #expect(read.dataObjectFormats.map(\.mimeType) == ["text/x-1", "text/x-1"])
        let property = try #require(read.signingCertificates.first)
        #expect(read.signingCertificates.count == 1 && property.isVersion2)
        let certificate = try #require(property.certificates.first)
        #expect(property.certificates.count == 1 && certificate.issuerSerials.isEmpty)
        #expect(!certificate.hasURI && !certificate.repeatsIssuerSerialV2)
        let der = try #require(try TestSeal.chain().first).derEncoded
        #expect(try certificate.digest == MessageDigest.digest(of: der.span, .sha256))
    }

    @Test("What is not said is not there")
    func least() throws {
        let read = try Self.made(SignatureParameters(level: .baselineB))
        #expect(read.claimedRoles.isEmpty && read.productionPlace.isEmpty)
        #expect(read.commitments.isEmpty && read.signaturePolicy == nil)
        #expect(read.outdatedOrEmpty.isEmpty)
    }

    /// `good-b` with `text` behind its signing certificate.
    private static func read(_ text: String) throws -> SignedProperties {
        let end = "</xades:SigningCertificateV2>"
        return try ReadSignature("good-b", [(end, end + text)]).signature.signedProperties
    }

    @Test(
        "Properties that are empty, or of the first version, are read for what they say",
        arguments: [
            ("<xades:SignerRoleV2/>", [], [], true),
            (
                "<xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole/>"
                    + "</xades:ClaimedRoles></xades:SignerRoleV2>", [], [], true
            ),
            (
                "<xades:SignerRoleV2><xades:CertifiedRolesV2><xades:CertifiedRole/>"
                    + "</xades:CertifiedRolesV2></xades:SignerRoleV2>", [], [], false
            ),
            (
                "<xades:SignerRole><xades:ClaimedRoles><xades:ClaimedRole>A</xades:ClaimedRole>"
                    + "<xades:ClaimedRole><b/></xades:ClaimedRole></xades:ClaimedRoles>"
                    + "</xades:SignerRole>", ["A", "(structured)"], [], true
            ),
            ("<xades:SignatureProductionPlaceV2/>", [], [], true),
            (
                "<xades:SignatureProductionPlace><xades:City>R</xades:City><xades:PostalCode/>"
                    + "<xades:CountryName>LV</xades:CountryName></xades:SignatureProductionPlace>",
                [], ["R", "LV"], true
            ),
        ] as [(String, [String], [String], Bool)])
    func claims(_ text: String, _ roles: [String], _ place: [String], _ isOutdated: Bool) throws {
        let read = try Self.read(text)
        #expect(read.claimedRoles == roles && read.productionPlace == place)
        #expect(read.outdatedOrEmpty.count == (isOutdated ? 1 : 0))
    }

    @Test("A policy that is implied, and one that cannot be read")
    func policy() throws {
        let implied = try Self.read(
            "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/>"
                + "</xades:SignaturePolicyIdentifier>")
        #expect(implied.signaturePolicy != nil && implied.signaturePolicy?.identifier == nil)
        let twice = try Self.read(
            "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId/><xades:SignaturePolicyId/>"
                + "</xades:SignaturePolicyIdentifier>")
        #expect(twice.signaturePolicy == nil)
        #expect(twice.malformed.map(\.rule) == [.readableSignedProperty])
    }

    @Test("A commitment without an identifier is left out; a format may lack either half")
    func dataObjects() throws {
        let end = "</xades:SignedDataObjectProperties>"
        func commitment(_ text: String) -> String {
            "<xades:CommitmentTypeIndication>\(text)</xades:CommitmentTypeIndication>"
        }
        let identifier =
            "<xades:CommitmentTypeId><xades:Identifier>urn:x</xades:Identifier>"
            + "</xades:CommitmentTypeId>"
        let read = try ReadSignature(
            "good-b",
            [
                (
                    end,
                    commitment("<xades:AllSignedDataObjects/>") + commitment(identifier)
                        + "<xades:DataObjectFormat ObjectReference=\"r-1\"/>" + end
                )
            ]
        ).signature.signedProperties
        #expect(read.commitments.map(\.commitmentTypeID.identifier) == ["urn:x"])
        #expect(read.dataObjectFormats.map(\.referenceID) == ["r-1", nil])
        #expect(read.dataObjectFormats.map(\.mimeType) == ["text/plain", nil])
    }

    @Test("A property that stands twice makes the signature ambiguous")
    func twice() throws {
        let failure = #expect(throws: FormatFailure.self) {
            try Self.read("<xades:SigningTime>2026-11-22T10:00:00Z</xades:SigningTime>")
        }
        #expect(failure?.finding.rule == .signatureFormat)
    }
}
