internal import EDocCrypto
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

/// Asks trust services for what validations lacked, and keeps the answers for further ones.
///
/// What counts is decided by another validation: an answer that says revoked is evidence as one that
/// says good is.
///
/// Of any thread.
final class LackingEvidence: Sendable {
    private let fetching: RevocationFetching
    private let issuers: IssuerFetching
    private let cache = CertificateCache()
    private let store = EvidenceStore()
    /// How often a container is validated again with what was fetched.
    static let rounds = 3
    /// How much is asked for one container, whose signatures can name any number of certificates.
    private static let requests = 64

    /// Asks those of `services`.
    init(_ services: TrustServices) {
        fetching = RevocationFetching(services, cache, clock: { Date() })
        issuers = IssuerFetching(services)
    }

    /// What was asked for one container, and what came instead of an answer.
    struct Account {
        fileprivate var asked: Set<EvidenceAccount.Lacking> = []
        fileprivate var issuersBySignature: [Int: Int] = [:]
        /// Why something was not answered, or not asked.
        fileprivate(set) var failures: [String] = []
    }

    /// Adds what was fetched before and may serve at `time`.
    func add(to evidence: inout EvidenceSet, at time: Date, _ cache: CertificateCache) {
        store.add(to: &evidence, at: time, cache)
    }

    /// Asks for what the signatures of `report` lacked that did not pass and are not broken.
    ///
    /// - Returns: Whether anything came that they did not have.
    /// - Throws: `CancellationError`.
    func fetch(for report: ValidationReport, _ account: inout Account) async throws -> Bool {
        var isAnswered = false
        for (number, signature) in report.signatures.enumerated()
        where signature.indication == .indeterminate {
            for lacking in signature.evidence.lacking
            where account.asked.count < Self.requests && account.asked.insert(lacking).inserted {
                switch lacking {
                case .issuer(let certificate):
                    let asked = account.issuersBySignature[number, default: 0]
                    guard asked < IssuerFetching.requests else { continue }
                    account.issuersBySignature[number] = asked + 1
                    let issuer = try await issuers.issuer(of: certificate, &account.failures)
                    guard let issuer else { continue }
                    store.insert(issuer: issuer)
                    isAnswered = true
                case .revocationStatus(let certificate, _):
                    isAnswered =
                        try await fetchStatus(of: certificate, lacking, &account) || isAnswered
                }
            }
        }
        return isAnswered
    }

    private func fetchStatus(
        of certificate: X509Certificate, _ lacking: EvidenceAccount.Lacking,
        _ account: inout Account
    ) async throws -> Bool {
        do {
            let fetched = try await fetching.revocation(
                of: certificate, by: EvidenceRequest.requests(for: lacking), .anyStatus)
            store.insert(fetched, about: certificate)
            return true
        } catch let error as EDocError {
            account.failures.append(error.message)
            return false
        }
    }
}

extension LackingEvidence.Account {
    /// A finding for each failure.
    var findings: [Finding] {
        Set(failures).sorted().map { Finding(.fetchedEvidence, at: .container, $0) }
    }
}
