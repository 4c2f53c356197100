import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocValidation
@testable import EDocXAdES
import EDocXML
import TestPKI
import Testing

/// XMLDSig 1.1 §4.2, EN 319 132-1 §4.3.1 and §4.4.2: a signature and its parts, each at its place.
struct SignatureTests {
    @Test("What is written is read", arguments: [SignatureProfile.edoc, .asice])
    func roundTrip(profile: SignatureProfile) throws {
        let signature = try MadeSignature(
            someObjects(["a.txt"]), profile: profile,
            parameters: SignatureParameters(level: .baselineB)
        ).signature()
        #expect(signature.id == profile.signatureID)
        #expect(signature.signatureValue == [UInt8](repeating: 0x5A, count: 64))
        #expect(signature.keyInfo?.certificates == (try TestSeal.chain().map(\.derEncoded)))
        #expect(signature.signedProperties.id == profile.signedPropertiesID)
        #expect(signature.objects.count == 1 && signature.propertiesObject == 0)
        #expect(signature.unsignedProperties.isEmpty && !signature.hasCarriageReturn)
    }

    @Test(
        "What is not at its place, or stands twice, is refused",
        arguments: [
            (
                "<ds:Signature ",
                "<ds:Signature xmlns:ds=\"\(XMLNamespace.ds.uri)\"/><ds:Signature ",
                ValidationRule.unambiguousElements
            ),
            ("<ds:KeyInfo>", "<ds:Object/><ds:KeyInfo>", .unambiguousElements),
            ("</ds:Signature>", "<ds:Other/></ds:Signature>", .unambiguousElements),
            ("</ds:Object>", "<ds:Other/></ds:Object>", .unambiguousElements),
            (
                "</ds:Object>",
                "<xades:QualifyingProperties xmlns:xades=\"\(XMLNamespace.xades.uri)\"/></ds:Object>",
                .unambiguousElements
            ),
            (
                "</ds:Object>",
                "<xades:QualifyingPropertiesReference xmlns:xades=\"\(XMLNamespace.xades.uri)\"/></ds:Object>",
                .qualifyingProperties
            ),
            ("(?s)<ds:Object>.*</ds:Object>", "<ds:Object></ds:Object>", .qualifyingProperties),
            ("Target=\"#", "Target=\"#x", .qualifyingProperties),
            (
                "</xades:QualifyingProperties>", "<xades:Other/></xades:QualifyingProperties>",
                .unambiguousElements
            ),
            (
                "</xades:SignedProperties>", "<xades:Other/></xades:SignedProperties>",
                .unambiguousElements
            ),
        ])
    func refusals(_ pattern: String, _ text: String, _ rule: ValidationRule) throws {
        let failure = #expect(throws: FormatFailure.self) {
            try ReadSignature("good-b", [(pattern, text)])
        }
        #expect(failure?.finding.rule == rule)
    }

    @Test("More certificates than are read are refused")
    func keyInfo() throws {
        let made = try MadeSignature(
            someObjects(["a.txt"]), profile: .edoc,
            parameters: SignatureParameters(level: .baselineB))
        var limits = SignatureLimits()
        let count = try TestSeal.chain().count
        for (most, isRead) in [(count, true), (count - 1, false)] {
            limits.evidenceItems = most
            let element = try made.document().root.only(.signature)
            let reading = Signature.Reading(parsing: element, in: "s", limits: limits)
            #expect(reading.id == "S1" && reading.entry == "s")
            switch reading.content {
            case .success: #expect(isRead)
            case .failure(let failure):
                #expect(!isRead && failure.finding.rule == .signatureLimits)
            }
        }
    }
}
