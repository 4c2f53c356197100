import EDocEncoding
import EDocPKI
@testable import EDocXAdES
import EDocXML
import TestPKI
import Testing

/// What a signature carries from level B-T on (EN 319 132-1 §5.3 to §5.5, §6.3).
struct SignatureEvidenceTests {
    private static let xades = "xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\""
    private static let xades141 = "xmlns:xades141=\"http://uri.etsi.org/01903/v1.4.1#\""
    private static let ds = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
    private static let all = SignatureEvidence(
        timeStampToken: [1],
        timeStampData: ValidationData(certificates: [[2], [3]], ocspResponses: [[4]]),
        signatureData: ValidationData(
            certificates: [[5]], ocspResponses: [[6], [7]], revocationLists: [[8]]))

    private static func text(_ octets: [UInt8]) -> String {
        String(decoding: octets, as: UTF8.self)
    }

    @Test("B-T: one token, its canonicalization written out")
    func baselineT() {
        let evidence = SignatureEvidence(timeStampToken: [1, 2])
        let token = "<xades:EncapsulatedTimeStamp>AQI=</xades:EncapsulatedTimeStamp>"
        #expect(
            Self.text(evidence.unsignedProperties(.edoc)) == """
                <xades:UnsignedProperties Id="S1-UnsignedProperties">\
                <xades:UnsignedSignatureProperties Id="S1-UnsignedSignatureProperties">\
                <xades:SignatureTimeStamp Id="S1-ts-0"><ds:CanonicalizationMethod \
                Algorithm="http://www.w3.org/2006/12/xml-c14n11"></ds:CanonicalizationMethod>\
                \(token)</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties>\
                </xades:UnsignedProperties>
                """)
        #expect(
            Self.text(evidence.unsignedProperties(.asice)) == """
                <xades:UnsignedProperties><xades:UnsignedSignatureProperties>\
                <xades:SignatureTimeStamp Id="ts-id-1"><ds:CanonicalizationMethod \
                Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>\
                \(token)</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties>\
                </xades:UnsignedProperties>
                """)
    }

    @Test("B-LT: data of the time-stamp directly after it, lists before responses")
    func baselineLT() {
        #expect(
            Self.text(Self.all.properties(canonicalization: .exclusive)) == """
                <xades:SignatureTimeStamp \(Self.xades)><ds:CanonicalizationMethod \(Self.ds) \
                Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>\
                <xades:EncapsulatedTimeStamp>AQ==</xades:EncapsulatedTimeStamp>\
                </xades:SignatureTimeStamp>\
                <xades141:TimeStampValidationData \(Self.xades141)>\
                <xades:CertificateValues \(Self.xades)>\
                <xades:EncapsulatedX509Certificate>Ag==</xades:EncapsulatedX509Certificate>\
                <xades:EncapsulatedX509Certificate>Aw==</xades:EncapsulatedX509Certificate>\
                </xades:CertificateValues><xades:RevocationValues \(Self.xades)><xades:OCSPValues>\
                <xades:EncapsulatedOCSPValue>BA==</xades:EncapsulatedOCSPValue>\
                </xades:OCSPValues></xades:RevocationValues>\
                </xades141:TimeStampValidationData>\
                <xades:CertificateValues \(Self.xades)>\
                <xades:EncapsulatedX509Certificate>BQ==</xades:EncapsulatedX509Certificate>\
                </xades:CertificateValues><xades:RevocationValues \(Self.xades)><xades:CRLValues>\
                <xades:EncapsulatedCRLValue>CA==</xades:EncapsulatedCRLValue></xades:CRLValues>\
                <xades:OCSPValues><xades:EncapsulatedOCSPValue>Bg==</xades:EncapsulatedOCSPValue>\
                <xades:EncapsulatedOCSPValue>Bw==</xades:EncapsulatedOCSPValue></xades:OCSPValues>\
                </xades:RevocationValues>
                """)
        let data = ValidationData(revocationLists: [[9]])
        #expect(
            Self.text(data.anyValidationData()) == """
                <xades141:AnyValidationData \(Self.xades141)><xades:RevocationValues \
                \(Self.xades)><xades:CRLValues><xades:EncapsulatedCRLValue>CQ==\
                </xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>\
                </xades141:AnyValidationData>
                """)
    }

    @Test("Nothing is written of nothing")
    func nothing() {
        let nothing = SignatureEvidence()
        #expect(nothing.isEmpty && nothing.unsignedProperties(.edoc).isEmpty)
        #expect(nothing.properties(canonicalization: .c14n11).isEmpty)
        #expect(ValidationData().anyValidationData().isEmpty)
        for some in [
            SignatureEvidence(timeStampToken: [1]),
            SignatureEvidence(timeStampData: ValidationData(certificates: [[1]])),
            SignatureEvidence(signatureData: ValidationData(ocspResponses: [[1]])),
        ] {
            #expect(!some.isEmpty && !some.unsignedProperties(.asice).isEmpty)
        }
    }

    @Test("It is read as it was written", arguments: [SignatureProfile.edoc, .asice])
    func readAgain(profile: SignatureProfile) throws {
        let made = try MadeSignature(
            someObjects(["a"]), profile: profile, parameters: .init(level: .baselineB),
            evidence: Self.all)
        let document = try made.document()
        try document.checkIdentifiersAreUnique()
        let properties = try made.signature().unsignedProperties
        try #require(properties.count == 4)
        let stamp = try #require(properties[0].timeStamp)
        #expect(stamp.tokens == [[1]] && stamp.defects.isEmpty && stamp.namesCanonicalization)
        #expect(stamp.id == profile.signatureTimeStampID)
        #expect(stamp.canonicalization.method == profile.canonicalization)
        let evidence = properties.compactMap(\.evidence)
        #expect(evidence.map(\.certificates) == [[[2], [3]], [[5]], []])
        #expect(evidence.map(\.ocspResponses) == [[[4]], [], [[6], [7]]])
        #expect(evidence.map(\.revocationLists) == [[], [], [[8]]])
        guard case .timeStampValidationData = properties[1].kind else {
            Issue.record("\(properties[1].kind)")
            return
        }
        // What is written is canonical in its place.
        let element = try document.root.only(.unsignedProperties)
        let canonical = Self.text(try Canonicalizer(.c14n11).canonicalize(element))
        let written = Self.text(Self.all.unsignedProperties(profile))
        let content = try #require(written.firstRange(of: "<xades:UnsignedSignatureProperties"))
        #expect(canonical.hasSuffix(written[content.lowerBound...]))
    }
}
