import EDocEncoding
import EDocPKI
import EDocTesting
@testable import EDocValidation
import TestPKI
import Testing

/// What a validation lacked, as questions with the places that certificates name.
struct EvidenceRequestTests {
    private static let ocsp = "1.3.6.1.5.5.7.48.1"
    private static let issuers = "1.3.6.1.5.5.7.48.2"
    private let root: VirtualHolder

    init() throws { root = try VirtualHolder("root", VirtualHolder.authority()) }

    private static func uri(_ url: String) -> [UInt8] { DER.element(0x86, Array(url.utf8)) }

    private static func access(_ places: [(method: String, name: [UInt8])]) -> [UInt8] {
        DER.sequence(
            of: places.map { DER.sequence(DER.objectIdentifier($0.method), $0.name) })
    }

    /// A distribution point whose full name is `names`, with what else stands in it.
    private static func point(_ names: [[UInt8]], _ rest: [UInt8] = []) -> [UInt8] {
        DER.sequence(DER.element(0xA0, DER.element(0xA0, names.flatMap { $0 })), rest)
    }

    private func seal(access: [UInt8]? = nil, points: [[UInt8]]? = nil) throws -> X509Certificate {
        typealias Extension = VirtualHolder.Extension
        let extensions =
            access.map { [Extension("1.3.6.1.5.5.7.1.1", isCritical: false, $0)] } ?? []
        let places =
            points.map { [Extension("2.5.29.31", isCritical: false, DER.sequence(of: $0))] } ?? []
        return try VirtualHolder(
            "seal", issuedBy: root, [VirtualHolder.usage(1)] + extensions + places
        ).certificate
    }

    private func requests(_ lacking: EvidenceAccount.Lacking...) -> [EvidenceRequest] {
        var account = EvidenceAccount()
        for evidence in lacking { account.lack(evidence) }
        return account.requests
    }

    @Test("A certificate that names no place gives no question")
    func none() throws {
        let seal = try seal()
        #expect(
            requests(
                .revocationStatus(of: seal, issuedBy: root.certificate), .issuer(of: seal)) == [])
    }

    @Test("Responders, issuers and lists are told apart, in the order of the certificate")
    func places() throws {
        let seal = try seal(
            access: Self.access([
                (Self.issuers, Self.uri("http://ca.example/ca.cer")),
                (Self.ocsp, Self.uri("http://ocsp.example")),
                ("1.2.3.4", Self.uri("http://other.example")),
                (Self.ocsp, Self.uri("HTTPS://ocsp2.example/x?y")),
                (Self.ocsp, Self.uri("http://ocsp.example")),
            ]),
            points: [
                Self.point([
                    Self.uri("ldap://crl.example/cn=ca"), Self.uri("http://crl.example/1.crl"),
                    Self.uri("http://mirror.example/1.crl"),
                ]),
                Self.point([Self.uri("http://crl.example/2.crl")]),
            ])
        let root = root.certificate
        #expect(
            requests(.revocationStatus(of: seal, issuedBy: root), .issuer(of: seal)) == [
                .ocspResponse(
                    about: seal, issuedBy: root,
                    at: ["http://ocsp.example", "HTTPS://ocsp2.example/x?y"]),
                .revocationList(
                    about: seal, issuedBy: root,
                    at: [
                        ["http://crl.example/1.crl", "http://mirror.example/1.crl"],
                        ["http://crl.example/2.crl"],
                    ]),
                .issuer(of: seal, at: ["http://ca.example/ca.cer"]),
            ])
    }

    @Test("Lists of some reasons or of another issuer are not asked for")
    func pointsThatDoNotAnswer() throws {
        let url = Self.uri("http://crl.example/1.crl")
        let reasons = DER.element(0x81, [0x01, 0x40])
        let issuer = DER.element(0xA2, Self.uri("http://issuer.example"))
        for rest in [reasons, issuer] {
            let seal = try seal(points: [Self.point([url], rest)])
            #expect(requests(.revocationStatus(of: seal, issuedBy: root.certificate)) == [])
        }
    }

    @Test(
        "What is no URL of HTTP is left out",
        arguments: [
            "ldap://x", "file:///etc/passwd", "http:/x", "httpx://x", "http", "", "http://a b",
            "http://a\r\nHost: b", "http://ā", "http://" + String(repeating: "a", count: 2_042),
        ])
    func otherNames(url: String) throws {
        let seal = try seal(access: Self.access([(Self.issuers, Self.uri(url))]))
        #expect(requests(.issuer(of: seal)) == [])
        let both = try self.seal(
            access: Self.access([
                (Self.issuers, Self.uri(url)), (Self.issuers, Self.uri("http://ca.example")),
            ]))
        #expect(requests(.issuer(of: both)) == [.issuer(of: both, at: ["http://ca.example"])])
    }

    @Test("Eight places are named at most, and long ones up to 2,048 octets")
    func limits() throws {
        let long = "http://" + String(repeating: "a", count: 2_041)
        let urls = [long] + (1...20).map { "http://ca.example/\($0)" }
        let seal = try seal(access: Self.access(urls.map { (Self.issuers, Self.uri($0)) }))
        #expect(requests(.issuer(of: seal)) == [.issuer(of: seal, at: Array(urls.prefix(8)))])
    }

    @Test("An access extension that cannot be read is said to be so, and names no place")
    func unreadable() throws {
        let description = DER.sequence(
            DER.objectIdentifier(Self.issuers), Self.uri("http://ca.example"))
        let many = DER.sequence(of: Array(repeating: description, count: 65))
        for value in [
            DER.null, DER.sequence(of: []), DER.sequence(DER.null), many,
            DER.sequence(DER.sequence(DER.objectIdentifier(Self.issuers))),
        ] {
            let seal = try seal(access: value)
            #expect(seal.extensions.unreadable.map(\.identifier) == [.authorityInfoAccess])
            #expect(requests(.issuer(of: seal)) == [])
        }
        let most = DER.sequence(of: Array(repeating: description, count: 64))
        #expect(try seal(access: most).extensions.authorityInfoAccess.count == 64)
    }
}
