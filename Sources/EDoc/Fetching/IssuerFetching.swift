internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation

/// Fetches the certificates of issuers at the places that certificates name (`caIssuers`,
/// [RFC 5280 §4.2.2.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1)).
struct IssuerFetching: Sendable {
    private let client: (any IssuerClient)?
    /// How many issuers are asked for a signature (P7).
    static let requests = 4

    /// Asks the client of `services`; nobody where there is none.
    init(_ services: TrustServices) { client = services.issuers }

    /// The certificate of the issuer of `certificate`; nil when no place gives one.
    ///
    /// It is no more trusted than one in a container.
    ///
    /// - Parameter failures: Gets why a place gave nothing.
    /// - Throws: `CancellationError`.
    func issuer(
        of certificate: X509Certificate, _ failures: inout [String]
    ) async throws -> X509Certificate? {
        guard let client else { return nil }
        for case .issuer(_, let places) in EvidenceRequest.requests(
            for: .issuer(of: certificate))
        {
            for place in places {
                do {
                    let octets = try await client.certificates(at: place)
                    let found = try CertificateBundle.certificates(
                        in: octets, from: PlainText.quoted(place))
                    if let issuer = found.first(where: certificate.isIssued(by:)) { return issuer }
                    failures.append(
                        "\(PlainText.quoted(place)) gave no certificate of the issuer of "
                            + certificate.displayName)
                } catch let error as CancellationError {
                    throw error
                } catch {
                    failures.append((error as? EDocError)?.message ?? "\(error)")
                }
            }
        }
        return nil
    }
}
