internal import EDocCrypto
internal import EDocSystem

/// The search for a path: depth first over all certificates that can be the issuer, bounded.
///
/// RFC 5280 leaves path building open (§6.1); this is the simple end of
/// [RFC 4158](https://www.rfc-editor.org/rfc/rfc4158).
struct PathSearch {
    private let inputs: CertificatePath.Inputs
    private let cache: CertificateCache
    private let isAcceptable: (CertificatePath) -> Bool
    private let anchors: Set<X509Certificate>

    private var candidatesLeft: Int
    private var signatureChecksLeft: Int
    private var failure: CertificatePathFailure?
    private var failureRank = -1

    init(
        inputs: CertificatePath.Inputs, cache: CertificateCache,
        isAcceptable: @escaping (CertificatePath) -> Bool
    ) {
        self.inputs = inputs
        self.cache = cache
        self.isAcceptable = isAcceptable
        anchors = Set(inputs.anchors)
        candidatesLeft = inputs.limits.pathCandidates
        signatureChecksLeft = inputs.limits.pathSignatureChecks
    }

    /// Whether nothing failed on the way: the path that was found is the first that was tried.
    var isStraight: Bool { failure == nil }

    mutating func run(
        from leaf: X509Certificate
    ) -> Result<CertificatePath, CertificatePathFailure> {
        if anchors.contains(leaf), let path = complete([leaf]) { return .success(path) }
        if let path = extend([leaf]) { return .success(path) }
        let nothing = CertificatePathFailure(
            certificate: leaf, reason: .noIssuerFound, path: [leaf], reachedAnchor: false)
        return .failure(failure ?? nothing)
    }

    /// Tries every issuer of the last certificate of `path`.
    private mutating func extend(_ path: [X509Certificate]) -> CertificatePath? {
        guard let last = path.last else { return nil }
        guard path.count < inputs.limits.pathLength else {
            note(.searchLimit, last, path, rank: 2)
            return nil
        }
        let others = inputs.anchors.count + inputs.intermediates.count
        guard (try? cache.budget.spendInParts(1 + others * Self.cost(of: last.tbs.issuer))) != nil
        else {
            note(.searchLimit, last, path, rank: 4)
            return nil
        }
        var found = false
        for candidate in candidates(toIssue: last, after: path) {
            candidatesLeft -= 1
            guard candidatesLeft >= 0, signatureChecksLeft > 0 else {
                note(.searchLimit, last, path, rank: 4)
                return nil
            }
            found = true
            signatureChecksLeft -= 1
            switch cache.verdict(on: last, signedBy: candidate) {
            case .valid: break
            case .invalid:
                note(.signatureInvalid, last, path + [candidate], rank: 1)
                continue
            case .unsupported:
                note(.signatureUnsupported, last, path + [candidate], rank: 1)
                continue
            }
            let longer = path + [candidate]
            if anchors.contains(candidate) {
                if let valid = complete(longer) { return valid }
            } else if let valid = extend(longer) {
                return valid
            }
        }
        if !found { note(.noIssuerFound, last, path, rank: 0) }
        return nil
    }

    /// What comparing a name with another one costs, in steps: one, and more for a very long one.
    private static func cost(of name: Name) -> Int { 1 + name.encoded.count / 1024 }

    /// The certificates with the name of the issuer: anchors first, and among equals those whose
    /// key identifier fits (RFC 4158 §3.5.12). No certificate, and no name with the same key,
    /// stands twice in a path.
    private func candidates(
        toIssue last: X509Certificate, after path: [X509Certificate]
    ) -> [X509Certificate] {
        let fitting = (inputs.anchors + inputs.intermediates).filter { candidate in
            candidate.tbs.subject == last.tbs.issuer
                && !path.contains { earlier in
                    earlier === candidate
                        || earlier.tbs.subject == candidate.tbs.subject
                            && earlier.tbs.subjectPublicKeyInfo
                                == candidate.tbs.subjectPublicKeyInfo
                }
        }
        guard fitting.count > 1 else { return fitting }
        var seen: Set<X509Certificate> = []
        let unique = fitting.filter { seen.insert($0).inserted }
        let wanted = last.extensions.authorityKeyIdentifier
        let fits = { (candidate: X509Certificate) in
            guard let wanted, let own = candidate.extensions.subjectKeyIdentifier else {
                return true
            }
            return wanted == own
        }
        return unique.filter(fits) + unique.filter { !fits($0) }
    }

    /// Validates a path that ends in an anchor.
    private mutating func complete(_ certificates: [X509Certificate]) -> CertificatePath? {
        switch PathValidation.validate(certificates, inputs, cache.budget) {
        case .success(let policies):
            let path = CertificatePath(certificates: certificates, policies: policies)
            if isAcceptable(path) { return path }
            note(.notAcceptable, certificates[0], certificates, rank: 5, reachedAnchor: true)
            return nil
        case .failure(let fault):
            note(fault.reason, fault.certificate, certificates, rank: 3, reachedAnchor: true)
            return nil
        }
    }

    /// Keeps the most telling failure: of those that got equally far the first, and of those that
    /// found no issuer the longest.
    private mutating func note(
        _ reason: CertificatePathFailure.Reason, _ certificate: X509Certificate,
        _ path: [X509Certificate], rank: Int, reachedAnchor: Bool = false
    ) {
        let isLonger = rank == 0 && path.count > failure?.path.count ?? 0
        guard rank > failureRank || rank == failureRank && isLonger else { return }
        failureRank = rank
        failure = CertificatePathFailure(
            certificate: certificate, reason: reason, path: path, reachedAnchor: reachedAnchor)
    }
}
