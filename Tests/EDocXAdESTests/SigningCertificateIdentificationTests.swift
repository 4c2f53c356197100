import EDocPKI
import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import Testing

/// EN 319 102-1 §5.2.3.
struct SigningCertificateIdentificationTests {
    private static func identify(
        _ read: ReadSignature
    ) -> (certificate: X509Certificate?, rules: [ValidationRule]) {
        var findings = FindingList(policy: .baseline)
        let result = SigningCertificateIdentification(signature: read.signature)
            .identify(CertificateCache(), &findings)
        return (result.first, findings.findings.map(\.rule))
    }

    @Test("The certificate whose digest is signed is found, in both versions of the property")
    func found() throws {
        for name in ["good-b", "s6-version-1"] {
            let found = Self.identify(try ReadSignature(name))
            #expect(found.certificate == (try ReadSignature.certificate("seal")))
            #expect(found.rules.isEmpty)
        }
    }

    @Test("It may stand among the certificate values")
    func amongValues() throws {
        let seal = try ReadSignature.certificate("seal")
        let value = "<xades:EncapsulatedX509Certificate>"
        let text = Data(seal.derEncoded).base64EncodedString()
        let read = try ReadSignature(
            "good-lt",
            [
                ("<ds:KeyInfo>.*</ds:KeyInfo>", ""),
                (
                    "<xades:CertificateValues>",
                    "<xades:CertificateValues>\(value)\(text)</xades:EncapsulatedX509Certificate>"
                ),
            ])
        #expect(Self.identify(read).certificate == seal)
    }

    @Test(
        "Otherwise there is none",
        arguments: [
            ("<ds:KeyInfo>.*</ds:KeyInfo>", "", ValidationRule.signingCertificateCarried),
            (">qwPp7", ">qwPp8", .signingCertificateMatches),
            (
                "(?s)(<xades:CertDigest><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#)sha256",
                "<xades:CertDigest><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#x",
                .signingCertificateMatches
            ),
            (
                "<xades:SigningCertificateV2>.*</xades:SigningCertificateV2>", "",
                .signingCertificateNamed
            ),
        ])
    func notFound(_ pattern: String, _ text: String, _ rule: ValidationRule) throws {
        let found = Self.identify(try ReadSignature("good-b", [(pattern, text)]))
        #expect(found.certificate == nil && found.rules == [rule])
    }
}
