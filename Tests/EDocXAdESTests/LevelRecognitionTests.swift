import EDocPKI
import EDocValidation
@testable import EDocXAdES
import Testing

/// EN 319 132-1 §6.
struct LevelRecognitionTests {
    private static let revocation = "<xades:RevocationValues>.*</xades:RevocationValues>"
    private static let stamp = "<xades:SignatureTimeStamp>.*</xades:SignatureTimeStamp>"

    @Test(
        "The level that the unsigned properties make",
        arguments: [
            ("good-b", nil, SignatureLevel.baselineB), ("good-lt", nil, .baselineLT),
            ("good-lta", nil, .baselineLTA), ("good-lt", revocation, .baselineT),
            ("good-lta", revocation, .baselineT), ("good-lta", stamp, .baselineB),
        ] as [(String, String?, SignatureLevel)])
    func level(_ name: String, _ left: String?, _ level: SignatureLevel) throws {
        let read = try ReadSignature(name, left.map { [($0, "")] } ?? [])
        #expect(LevelRecognition.level(of: read.signature) == level)
    }

    @Test(
        "Rows about the unsigned properties",
        arguments: [
            ("good-lta", "", "", nil), ("s13-references", "", "", .noEvidenceReferences),
            ("s14-version-132", "", "", .archiveTimeStampForm),
            (
                "good-lt",
                "<xades:SignatureTimeStamp><ds:CanonicalizationMethod.*?</ds:CanonicalizationMethod>",
                "<xades:SignatureTimeStamp>", .timeStampForm
            ),
            (
                "good-lt", "<xades:CertificateValues>",
                "<xades141:TimeStampValidationData/><xades:CertificateValues>", nil
            ),
            (
                "good-lt", "</xades:CertificateValues>",
                "</xades:CertificateValues><xades141:TimeStampValidationData/>",
                .placeOfValidationData
            ),
            (
                "good-lt", "<xades:CertificateValues>",
                "<xades:Unheard/><xades:CertificateValues>", .unknownUnsignedProperty
            ),
        ] as [(String, String, String, ValidationRule?)])
    func rows(_ name: String, _ pattern: String, _ text: String, _ rule: ValidationRule?) throws {
        let read = try ReadSignature(name, pattern.isEmpty ? [] : [(pattern, text)])
        var findings = FindingList(policy: .baseline)
        LevelRecognition.check(read.signature, &findings)
        #expect(Set(findings.findings.map(\.rule)) == Set([rule].compactMap(\.self)))
    }

    @Test("What did not pass proves no level")
    func proved() throws {
        let read = try ReadSignature("good-lta")
        let outcome = X509CertificateValidation(
            context: try ReadSignature.context(), anchors: [try ReadSignature.certificate("root")],
            purpose: .signing, demandsRevocation: false
        ).validate(
            try ReadSignature.certificate("seal"), at: ReadSignature.time, place: .container)
        func level(_ passed: [SignatureReport.TimeStamp.Kind]) -> SignatureLevel {
            let reports = passed.map {
                SignatureReport.TimeStamp(kind: $0, id: nil, indication: .passed)
            }
            return LevelRecognition.provedLevel(of: read.signature, reports, outcome)
        }
        #expect(level([]) == .baselineB && level([.archive]) == .baselineB)
        // Nothing that the signature carries was used for the status of its certificate.
        #expect(level([.signature, .archive]) == .baselineT)
    }
}
