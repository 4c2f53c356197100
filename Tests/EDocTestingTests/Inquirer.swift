import EDoc
import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing

/// A seal of virtual trust services, and what a service asks about it, by the URLs that certificates
/// name.
struct Inquirer {
    let virtual: VirtualTrustServices
    let seal: VirtualSeal
    let services: TrustServices

    init() throws {
        virtual = try VirtualTrustServices(
            name: "services", validFrom: Virtual.begin, validTo: Virtual.end,
            clock: { Virtual.time + 0.75 })
        seal = try virtual.authority.issueSeal(
            commonName: "seal", notBefore: Virtual.begin, notAfter: Virtual.end)
        services = virtual.services
    }

    var authority: VirtualCA { virtual.authority }
    let question = TimeStampReq(
        DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 7, count: 32)), nonce: [5])

    func token() async throws -> TimeStampToken {
        let octets = try await #require(services.timestamp).response(to: question.derEncoded)
        return try TimeStampResp(encoded: octets).token(answering: question).get()
    }

    /// Who issued `certificate`.
    func issuer(_ certificate: X509Certificate) -> X509Certificate {
        certificate == authority.intermediate ? authority.root : authority.intermediate
    }

    /// The URLs of a kind that a certificate names.
    func urls(_ certificate: X509Certificate, _ method: UInt64) -> [String] {
        certificate.extensions.authorityInfoAccess
            .filter { $0.accessMethod == ASN1ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, method) }
            .compactMap { text($0.accessLocation) }
    }

    func text(_ name: GeneralName) -> String? {
        guard case .uniformResourceIdentifier(let octets) = name else { return nil }
        return String(decoding: octets, as: UTF8.self)
    }

    func listURL(_ certificate: X509Certificate) throws -> String {
        let points = try #require(certificate.extensions.cRLDistributionPoints)
        guard points.count == 1, case .fullName(let names) = points[0].distributionPoint else {
            return ""
        }
        return names.compactMap(text).joined(separator: " ")
    }

    /// What the responder that `certificate` names says of it.
    func status(_ certificate: X509Certificate) async throws -> OCSPVerdict {
        let request = try OCSPRequest(
            certificates: [CertID(of: certificate, issuedBy: issuer(certificate))])
        let octets = try await #require(services.ocsp).response(
            to: request.derEncoded, at: #require(urls(certificate, 1).first))
        return try OCSPResponse(decoding: octets).status(
            of: certificate, issuedBy: issuer(certificate), cache: CertificateCache()
        ).get()
    }

    func list(_ certificate: X509Certificate) async throws -> CertificateRevocationList {
        try CertificateRevocationList(
            decoding: await #require(services.crl).revocationList(at: listURL(certificate)))
    }

    func listed(_ certificate: X509Certificate) async throws -> CertificateStatus {
        try await list(certificate).status(of: certificate, issuedBy: issuer(certificate)).get()
    }
}
