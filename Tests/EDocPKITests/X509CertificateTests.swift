import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

@Suite struct X509CertificateTests {
    @Test func fields() throws {
        let authority = try Fixtures.authority.get()
        let seal = try authority.issueSeal(
            commonName: "Rīgas 1. vidusskola", notBefore: Fixtures.begin, notAfter: Fixtures.end,
            serialNumber: [0x80, 0x01])
        let certificate = seal.certificate
        #expect(
            certificate.subject == "CN=DEMO PARAUGS Rīgas 1. vidusskola,"
                + "O=DEMO PARAUGS (not a real organization),C=LV")
        #expect(
            certificate.issuer == "CN=DEMO PARAUGS Issuing CA\\, crypto,"
                + "O=DEMO PARAUGS (not a real organization),C=LV")
        #expect(certificate.commonName == "DEMO PARAUGS Rīgas 1. vidusskola")
        #expect(certificate.notBefore == Fixtures.begin)
        #expect(certificate.notAfter == Fixtures.end)
        // A leading zero keeps the number positive.
        #expect(certificate.serialNumber == [0x00, 0x80, 0x01])
        #expect(certificate.issuerDER == authority.intermediate.subjectDER)
        #expect(certificate.keyType == .ellipticCurve(.p256))
        #expect(certificate.keyUsage == .nonRepudiation)
        #expect(!certificate.isSelfSigned)
        #expect(certificate.isIssued(by: authority.intermediate))
        #expect(!certificate.isIssued(by: authority.root))
        #expect(!certificate.isIssued(by: certificate))
        #expect(authority.root.isSelfSigned)
        #expect(authority.intermediate.isIssued(by: authority.root))
        #expect(authority.root.keyUsage == [.keyCertSign, .cRLSign])
    }

    @Test("PEM and base64 are those of the DER")
    func textForms() throws {
        let certificate = try Fixtures.seal.get().certificate
        let again = try X509Certificate.certificates(inPEM: Array(certificate.pemEncoded.utf8))
        #expect(again == [certificate])
        #expect(again.first?.derEncoded == certificate.derEncoded)
        #expect(again.first?.hashValue == certificate.hashValue)
        #expect(Data(base64Encoded: certificate.base64Encoded) == Data(certificate.derEncoded))
        let longest = certificate.pemEncoded.split(separator: "\n").map(\.utf8.count).max()
        #expect(longest == 64)
        #expect(try X509Certificate(derEncoded: certificate.derEncoded) == certificate)
        #expect(certificate != (try Fixtures.authority.get().root))
    }

    @Test("An issuer of the same name and another key is not the issuer")
    func sameNameOtherKey() throws {
        let twin = try VirtualCA(
            name: "crypto", validFrom: Fixtures.begin, validTo: Fixtures.end)
        let certificate = try Fixtures.seal.get().certificate
        #expect(twin.intermediate.subjectDER == certificate.issuerDER)
        #expect(!certificate.isIssued(by: twin.intermediate))
    }

    @Test("Both ends of the validity belong to it, to the second")
    func validity() throws {
        let certificate = try Fixtures.seal.get().certificate
        let name = certificate.subject
        try certificate.checkValidity(at: Fixtures.begin)
        try certificate.checkValidity(at: Fixtures.end)
        try certificate.checkValidity(at: Fixtures.end + 0.999)
        expect(
            .certificateNotYetValid,
            "the certificate of \(name) is valid from 2024-01-01T00:00:00Z on, and it is "
                + "2023-12-31T23:59:59Z: check this machine's clock, or use the certificate that "
                + "is valid now"
        ) { try certificate.checkValidity(at: Fixtures.begin - 1) }
        expect(
            .certificateExpired,
            "the certificate of \(name) ended at 2028-01-01T00:00:00Z, and it is "
                + "2028-01-01T00:00:01Z: ask its issuer for a new one, or check this machine's "
                + "clock"
        ) { try certificate.checkValidity(at: Fixtures.end + 1) }
    }

    @Test func notCertificates() throws {
        let good = try Fixtures.seal.get().certificate.derEncoded
        expect(
            .malformedCertificate,
            "0 bytes that are not a certificate in DER (RFC 5280 §4.1): "
                + "Certificate: expected SEQUENCE, found the end"
        ) { try X509Certificate(derEncoded: []) }
        expect(
            .malformedCertificate,
            "\(good.count + 1) bytes that are not a certificate in DER (RFC 5280 §4.1): "
                + "Certificate: 1 octets after the last value"
        ) { try X509Certificate(derEncoded: good + [0]) }
        expect(.tooLarge, "a certificate of 65537 bytes; at most 65536 are read") {
            try X509Certificate(derEncoded: [UInt8](repeating: 0x30, count: 65537))
        }
        for count in good.indices {
            #expect(throws: EDocError(.malformedCertificate, "")) {
                try X509Certificate(derEncoded: Array(good[..<count]))
            }
        }
    }

    @Test("Any changed byte gives an error, or a certificate that is not signed by the issuer")
    func changedBytes() throws {
        let authority = try Fixtures.authority.get()
        let good = try Fixtures.seal.get().certificate
        for place in good.derEncoded.indices {
            for bit in [UInt8(1), 0x80] {
                var octets = good.derEncoded
                octets[place] ^= bit
                guard let changed = try? X509Certificate(derEncoded: octets) else { continue }
                #expect(!changed.hasSignature(of: authority.intermediate), "byte \(place)")
                _ = (changed.subject, changed.issuer, changed.commonName, changed.serialNumber)
                _ = (changed.keyUsage, changed.isSelfSigned, changed.pemEncoded)
            }
        }
    }

    @Test("Only what is DER throughout is taken")
    func indefiniteLength() throws {
        let good = try Fixtures.seal.get().certificate.derEncoded
        // X.690 §10.1: the same content with an indefinite length is BER.
        let content = good.dropFirst(4)
        #expect(good.starts(with: [0x30, 0x82]))
        let octets = [0x30, 0x80] + content + [0, 0]
        expect(
            .malformedCertificate,
            "\(octets.count) bytes that are not a certificate in DER (RFC 5280 §4.1): "
                + "Certificate: an indefinite length is not DER"
        ) { try X509Certificate(derEncoded: octets) }
        // Inside of what is signed too: a length in two octets that fits one.
        var parts = try DERValue(good[...], .sequence, "Certificate").reader
        var signed = try parts.next(.sequence, "tbsCertificate").reader
        let version = try signed.next(.constructed(0), "version")
        let long = [0xA0, 0x81, UInt8(version.content.count)] + version.content
        let inside = DER.sequence(DER.sequence(long, [UInt8](signed.rest)), [UInt8](parts.rest))
        expect(
            .malformedCertificate,
            "\(inside.count) bytes that are not a certificate in DER (RFC 5280 §4.1): "
                + "version: a length in more octets than it needs"
        ) { try X509Certificate(derEncoded: inside) }
    }

    @Test func malformedPEM() throws {
        let pem = try Fixtures.seal.get().certificate.pemEncoded
        let lines = pem.split(separator: "\n").map(String.init)
        let cases: [(String, EDocError.Code, String)] = [
            ("", .noCertificate, "chain.pem: no -----BEGIN CERTIFICATE----- in it"),
            ("text\n", .noCertificate, "chain.pem: no -----BEGIN CERTIFICATE----- in it"),
            (
                lines.dropLast().joined(separator: "\n"), .malformedPEM,
                "chain.pem: -----BEGIN CERTIFICATE----- of line 1 has no -----END CERTIFICATE-----"
            ),
            (
                lines[0] + "\nMII?\n" + (lines.last ?? ""), .malformedPEM,
                "chain.pem, line 2: not base64 of at most 1048576 bytes inside "
                    + "-----BEGIN CERTIFICATE-----"
            ),
            (
                lines[0] + "\nMII\n" + (lines.last ?? ""), .malformedPEM,
                "chain.pem, line 3: the base64 of CERTIFICATE is incomplete"
            ),
            (
                lines[0] + "\nMIIB\n-----END PRIVATE KEY-----", .malformedPEM,
                "chain.pem, line 3: -----BEGIN CERTIFICATE----- of line 1 is closed by "
                    + "-----END PRIVATE KEY-----"
            ),
            (
                "x\n" + lines[0] + "\nMIIB\n" + (lines.last ?? ""), .malformedCertificate,
                "chain.pem, line 2: 3 bytes that are not a certificate in DER (RFC 5280 §4.1): "
                    + "Certificate: the length is cut off"
            ),
            (
                lines[0] + "\nMIH=\n" + (lines.last ?? ""), .malformedPEM,
                "chain.pem, line 2: not base64 of at most 1048576 bytes inside "
                    + "-----BEGIN CERTIFICATE-----"
            ),
            (
                String(repeating: pem, count: 257), .tooLarge,
                "chain.pem: more than 256 PEM blocks"
            ),
        ]
        for (text, code, message) in cases {
            expect(code, message) {
                try X509Certificate.certificates(inPEM: Array(text.utf8), from: "chain.pem")
            }
        }
    }

    @Test(
        "The anchors of the conformance data decode and come back the same",
        .enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
    func realCertificates() throws {
        let folder = (Vectors.conformance ?? "") + "/anchors/"
        var count = 0
        for name in try Vectors.names(in: folder) where name.hasSuffix(".pem") {
            let text = try Vectors.octets(at: folder + name)
            for certificate in try X509Certificate.certificates(inPEM: text, from: name) {
                let again = try X509Certificate.certificates(
                    inPEM: Array(certificate.pemEncoded.utf8))
                #expect(again == [certificate], "\(name)")
                #expect(
                    !certificate.subject.isEmpty && (try? certificate.publicKey()) != nil, "\(name)"
                )
                #expect(certificate.notBefore < certificate.notAfter, "\(name)")
                count += 1
            }
        }
        #expect(count >= 80)
    }
}
