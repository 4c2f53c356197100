internal import EDocEncoding
package import EDocPKI

/// A question whose answer a validation lacked, with the places that the certificates themselves name.
///
/// A value: nothing here opens a connection. The answer goes into another validation as evidence.
package enum EvidenceRequest: Sendable, Hashable {
    /// An OCSP response about a certificate
    /// ([RFC 5280 §4.2.2.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1), `id-ad-ocsp`).
    case ocspResponse(about: X509Certificate, issuedBy: X509Certificate, at: [String])
    /// A revocation list that the certificate may stand on; each inner list is one distribution point,
    /// whose places hold the same list
    /// ([RFC 5280 §4.2.1.13](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13)).
    case revocationList(about: X509Certificate, issuedBy: X509Certificate, at: [[String]])
    /// The certificate of the issuer of this one (`id-ad-caIssuers`).
    case issuer(of: X509Certificate, at: [String])

    /// The requests for what is lacking: none when the certificate names no place, both kinds of
    /// revocation data when it names places of both.
    package static func requests(for lacking: EvidenceAccount.Lacking) -> [EvidenceRequest] {
        switch lacking {
        case .issuer(let certificate):
            let places = urls(of: .accessMethodCAIssuers, in: certificate)
            return places.isEmpty ? [] : [.issuer(of: certificate, at: places)]
        case .revocationStatus(let certificate, let issuer):
            var requests: [EvidenceRequest] = []
            let responders = urls(of: .accessMethodOCSP, in: certificate)
            if !responders.isEmpty {
                requests.append(
                    .ocspResponse(about: certificate, issuedBy: issuer, at: responders))
            }
            let points = distributionPoints(of: certificate)
            if !points.isEmpty {
                requests.append(
                    .revocationList(about: certificate, issuedBy: issuer, at: points))
            }
            return requests
        }
    }

    private static func urls(
        of method: ASN1ObjectIdentifier, in certificate: X509Certificate
    ) -> [String] {
        let descriptions = certificate.extensions.authorityInfoAccess
        return urls(
            descriptions.lazy.filter { $0.accessMethod == method }.map(\.accessLocation))
    }

    /// The points whose lists cover all reasons and are issued by the issuer of the certificate: a
    /// list of another point alone cannot show that it is not revoked (RFC 5280 §6.3.3).
    private static func distributionPoints(of certificate: X509Certificate) -> [[String]] {
        let points = certificate.extensions.cRLDistributionPoints ?? []
        return Array(
            points.lazy.filter { !$0.hasReasons && $0.cRLIssuer.isEmpty }.compactMap { point in
                guard case .fullName(let names) = point.distributionPoint else { return nil }
                let places = urls(names)
                return places.isEmpty ? nil : places
            }.prefix(EvidenceLimits().requestedPlaces))
    }

    /// The names that are URLs of HTTP, in their order, each once.
    private static func urls(_ names: some Sequence<GeneralName>) -> [String] {
        let limits = EvidenceLimits()
        var urls: [String] = []
        for case .uniformResourceIdentifier(let octets) in names
        where urls.count < limits.requestedPlaces {
            guard octets.count <= limits.requestedURLSize, octets.allSatisfy({ 0x21...0x7E ~= $0 })
            else {
                continue
            }
            let url = String(decoding: octets, as: UTF8.self)
            let scheme = url.prefix { $0 != ":" }.lowercased()
            guard ["http", "https"].contains(scheme), url.dropFirst(scheme.count).hasPrefix("://"),
                !urls.contains(url)
            else { continue }
            urls.append(url)
        }
        return urls
    }
}
