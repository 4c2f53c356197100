import EDocValidation
@testable import EDocXAdES
import Testing

/// EN 319 102-1 §5.2.2.
struct FormatCheckingTests {
    private static let file = "<ds:Reference Id=\"r-1\".*?</ds:Reference>"
    private static let properties = "<ds:Reference Type.*?</ds:Reference>"

    @Test("The references are sorted, and nothing is found where nothing is wrong")
    func good() throws {
        let read = try ReadSignature()
        var findings = FindingList(policy: .baseline)
        let result = try FormatChecking(signature: read.signature, resolver: AnyFile())
            .check(&findings)
        #expect(result.files.map(\.name) == [Array("a.txt".utf8)])
        #expect(result.signedProperties.uri == "#xades-id-1" && result.parts.isEmpty)
        #expect(findings.findings.isEmpty && !findings.breaksProfile)
    }

    @Test(
        "What is signed must be certain",
        arguments: [
            (file, "", ValidationRule.signsFile), (properties, "", .signedPropertiesReference),
            ("URI=\"a.txt\"", "URI=\"#value-1\"", .unambiguousElements),
            ("URI=\"a.txt\"", "URI=\"\"", .allowedTransforms),
            ("URI=\"#xades-id-1\"", "URI=\"#id-1\"", .unambiguousElements),
            ("</ds:Object>", "</ds:Object><ds:Object/>", .unambiguousElements),
        ])
    func refusals(_ pattern: String, _ text: String, _ rule: ValidationRule) throws {
        let read = try ReadSignature("good-b", [(pattern, text)])
        let failure = #expect(throws: FormatFailure.self) { try read.references() }
        #expect(failure?.finding.rule == rule)
    }

    @Test(
        "Rows of the baseline profile",
        arguments: [
            ("<xades:MimeType>.*</xades:MimeType>", "", ValidationRule.dataObjectFormats),
            ("<xades:DataObjectFormat .*</xades:DataObjectFormat>", "", .dataObjectFormats),
            ("ObjectReference=\"#r-1\"", "ObjectReference=\"#r-2\"", .dataObjectFormats),
            ("10:00:00Z", "10:00:00+02:00", .signingTime),
            ("<xades:SigningTime>.*</xades:SigningTime>", "", .signingTime),
            (
                "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#",
                "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
                .canonicalizationWithoutComments
            ),
            (
                "</ds:SignedInfo>",
                """
                <ds:Reference Id="r-2" URI="a.txt"><ds:DigestMethod \
                Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>\
                SQp/XUpjXeixbQ0i4Ju/DuiT22hmbilvgznEAoTCM0w=</ds:DigestValue></ds:Reference>\
                </ds:SignedInfo>
                """, .signsEachFileOnce
            ),
        ])
    func rows(_ pattern: String, _ text: String, _ rule: ValidationRule) throws {
        let read = try ReadSignature("good-b", [(pattern, text)])
        var findings = FindingList(policy: .baseline)
        _ = try FormatChecking(signature: read.signature, resolver: AnyFile())
            .check(&findings)
        #expect(findings.findings.contains { $0.rule == rule }, "\(findings.findings)")
    }
}
