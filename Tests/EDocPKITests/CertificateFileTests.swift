import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import Foundation
import TestPKI
import Testing
import VectorSupport

/// Certificates and revocation lists in all forms in which programs write them.
@Suite struct CertificateFileTests {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Signed data without signers.
    private static func bundle(_ certificates: [[UInt8]], _ lists: [[UInt8]] = []) -> [UInt8] {
        let data = DER.sequence(
            DER.integer(1), DER.set(of: []),
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.7.1")),
            certificates.isEmpty ? [] : DER.implicit(0, DER.set(of: certificates)),
            lists.isEmpty ? [] : DER.implicit(1, DER.set(of: lists)), DER.set(of: []))
        return DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.7.2"), DER.explicit(0, data))
    }

    private static func pem(_ octets: [UInt8], _ label: String) -> [UInt8] {
        Array(PEM.encoded(octets.span, label: label).utf8)
    }

    @Test("PEM, DER, PKCS #7 in both, with and without a byte-order mark, alone and in a row")
    func certificates() throws {
        let seal = try Fixtures.seal.get()
        let chain = seal.chain.map(\.derEncoded)
        let text = Array(seal.chainPEM.utf8)
        let windows = Array(seal.chainPEM.replacing("\n", with: "\r\n").utf8)
        let one = Self.pem(chain[0], "CERTIFICATE")
        let rest = Self.pem(Self.bundle(Array(chain.dropFirst())), "PKCS7")
        let forms: [[UInt8]] = [
            text, Self.mark + text, Self.mark + windows,
            Self.mark + one + Self.mark + Self.pem(chain[1], "CERTIFICATE") + Self.mark
                + Self.pem(chain[2], "X509 CERTIFICATE"),
            Self.bundle(chain), Self.pem(Self.bundle(chain), "PKCS7"),
            Self.mark + Self.pem(Self.bundle(chain), "CMS"),
            Self.pem(Self.bundle(chain), "PKCS #7 SIGNED DATA"), one + rest,
        ]
        for form in forms {
            // A SET has an order of its own.
            let found = try X509Certificate.certificates(inPEM: form)
            #expect(found.count == 3 && Set(found) == Set(seal.chain))
            let signer = try PEMSigner(
                key: Self.mark + Array(seal.privateKeyPEM.utf8), certificates: form)
            #expect(signer.certificateChain == Array(seal.chain.dropLast()))
        }
        #expect(try X509Certificate.certificates(inPEM: chain[0]).map(\.derEncoded) == [chain[0]])
    }

    @Test("What openssl crl2pkcs7 writes", arguments: ["chain.p7b", "chain-der.p7b"])
    func openSSL(_ name: String) throws {
        let signer = try PEMSigner(
            contentsOf: Fixtures.path("p256.key"), certificates: Fixtures.path(name),
            includesRoot: true)
        #expect(
            signer.certificateChain.map(\.commonName) == ["DEMO PARAUGS p256", "DEMO PARAUGS Root"])
    }

    @Test("Lists in PKCS #7, beside certificates or alone")
    func lists() throws {
        let authority = try Fixtures.authority.get()
        let list = try authority.rootCRL(thisUpdate: Fixtures.begin, nextUpdate: nil).derEncoded
        let root = authority.root.derEncoded
        for octets in [
            list, Self.pem(list, "X509 CRL"), Self.mark + Self.pem(list, "X509 CRL"),
            Self.bundle([], [list]), Self.bundle([root], [list]),
            Self.pem(Self.bundle([root], [list]), "PKCS7"),
        ] {
            let lists = try CertificateRevocationList.lists(inPEM: octets)
            #expect(lists.map(\.derEncoded) == [list])
        }
        for (octets, code) in [
            (root, .malformedRevocationData), (Self.bundle([root]), .malformedRevocationData),
            (Self.pem(Self.bundle([root]), "PKCS7"), .noRevocationData),
        ] as [([UInt8], EDocError.Code)] {
            #expect(try CertificateRevocationList.lists(in: octets, from: "it").isEmpty)
            #expect(throws: EDocError(code, "")) {
                try CertificateRevocationList.lists(inPEM: octets)
            }
        }
    }

    @Test("A long list beside a certificate is passed over when certificates are read")
    func longList() throws {
        let authority = try Fixtures.authority.get()
        let revoked = (0..<60_000).map { number in
            VirtualList.entry(UInt8(number % 100 + 1), Fixtures.begin)
        }
        let entries = revoked.reduce(into: [UInt8]()) { $0 += $1 }
        let long = DER.sequence(entries)
        #expect(long.count > KeyLimits().fileSize)
        let text = Self.pem(long, "X509 CRL") + Array(authority.root.pemEncoded.utf8)
        #expect(try X509Certificate.certificates(inPEM: text) == [authority.root])
    }

    @Test("A message that is none, and one with something else in it")
    func refusals() throws {
        let root = try Fixtures.authority.get().root.derEncoded
        let bundle = Self.bundle([root])
        for (octets, message) in [
            (Array(bundle.dropLast()), "a PKCS #7 message that cannot be read (RFC 5652 §5.1): "),
            (Self.bundle([Array(root.dropLast())]), "a PKCS #7 message that cannot be read"),
            (Self.bundle([DER.sequence(DER.integer(1))]), "5 bytes that are not a certificate"),
        ] {
            do {
                _ = try X509Certificate.certificates(
                    inPEM: Self.pem(octets, "PKCS7"), from: "trust.p7b")
                Issue.record("nothing was thrown")
            } catch {
                #expect(error.code == .malformedCertificate)
                #expect(error.message.hasPrefix("trust.p7b, line 1: " + message), "\(error)")
            }
        }
        expect(.noCertificate, "trust.p7b: no -----BEGIN CERTIFICATE----- in it") {
            try X509Certificate.certificates(
                inPEM: Self.pem(Self.bundle([]), "PKCS7"), from: "trust.p7b")
        }
    }
}
