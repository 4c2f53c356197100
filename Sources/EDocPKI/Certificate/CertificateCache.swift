package import EDocCrypto
package import EDocEncoding
package import EDocSystem
internal import FoundationEssentials

/// Remembers decoded certificates with their keys, which certificate's key verified which other
/// certificate, and paths that were found, all by the bytes of the certificates.
///
/// Decoding a certificate and its key, and verifying its signature, cost some hundred microseconds,
/// which the second container of the same seal should not pay again. Results do not depend on what
/// is remembered; only the time that they take does. When the cache is full, the least recently
/// used half is dropped. Safe to share across threads.
package final class CertificateCache: Sendable {
    private let limits: EvidenceLimits
    private let state: Memory
    /// The budget that pays for what is not remembered.
    package let budget: WorkBudget

    private struct Edge: Hashable {
        let issuer: X509Certificate
        let certificate: X509Certificate
    }

    private struct Question: Hashable {
        let certificate: X509Certificate
        /// What the path is asked for, with `time` nil.
        let inputs: CertificatePath.Inputs
    }

    private struct Answer {
        let path: CertificatePath
        /// The interval in which all certificates below the anchor are valid: first and last
        /// second.
        let validity: ClosedRange<Date>
    }

    private struct State {
        var certificates: BoundedCache<OctetString, X509Certificate>
        var edges: BoundedCache<Edge, SignatureVerdict>
        var paths: BoundedCache<Question, Answer>
    }

    /// A reference type, so that several caches share one state.
    private final class Memory: Sendable {
        private let state: Lock<State>

        init(_ state: consuming sending State) { self.state = Lock(state) }

        func withLock<Result>(_ body: (inout sending State) -> sending Result) -> sending Result {
            state.withLock(body)
        }
    }

    private init(_ limits: EvidenceLimits, _ state: Memory, _ budget: WorkBudget) {
        self.limits = limits
        self.state = state
        self.budget = budget
    }

    /// The same memory, for work that `budget` pays for.
    package func spending(_ budget: WorkBudget) -> CertificateCache {
        CertificateCache(limits, state, budget)
    }

    /// An empty cache, for work that is not counted.
    ///
    /// - Parameters:
    ///   - byteLimit: the bytes of encoded certificates that it may hold; what is decoded takes
    ///     about three times that. The certificates that verified signatures and paths are about
    ///     may have four times as many.
    ///   - limits: the limits on what is decoded.
    package init(byteLimit: Int = 4 << 20, limits: EvidenceLimits = EvidenceLimits()) {
        self.limits = limits
        budget = WorkBudget()
        state = Memory(
            State(
                certificates: BoundedCache(limit: byteLimit),
                edges: BoundedCache(limit: byteLimit * 4),
                paths: BoundedCache(limit: byteLimit * 4)))
    }

    /// The certificate in `derEncoded`, decoded now or before.
    package func certificate(
        derEncoded: [UInt8]
    ) throws(ASN1Error) -> X509Certificate {
        let key = OctetString(derEncoded)
        if let known = state.withLock({ $0.certificates.value(for: key) }) { return known }
        // Decoding one, with its names and extensions, takes some tens of microseconds.
        do { try budget.spend(64 + min(derEncoded.count / 64, 900)) } catch {
            throw ASN1Error(.limitExceeded, "certificate", "not decoded: \(error)")
        }
        let certificate = try X509Certificate(decoding: derEncoded, limits: limits)
        // Another thread may have been first: one object a certificate, so its key is shared.
        return state.withLock {
            $0.certificates.insert(certificate, for: key, weight: derEncoded.count)
        }
    }

    /// Whether the signature of `certificate` verifies with the key of `issuer`, remembered.
    package func verdict(
        on certificate: X509Certificate, signedBy issuer: X509Certificate
    ) -> SignatureVerdict {
        let edge = Edge(issuer: issuer, certificate: certificate)
        if let known = state.withLock({ $0.edges.value(for: edge) }) { return known }
        guard pays(for: issuer) else { return .unsupported }
        let verdict = certificate.isSigned(by: issuer)
        let weight = certificate.derEncoded.count + issuer.derEncoded.count
        return state.withLock { $0.edges.insert(verdict, for: edge, weight: weight) }
    }

    /// Spends the cost of one verification with the key of `signer`; false when the budget has
    /// less.
    package func pays(for signer: X509Certificate) -> Bool {
        (try? budget.spend(signer.verificationCost, of: .publicKeyOperations)) != nil
    }

    /// The path that `search` found for the same question at another time, when all its
    /// certificates are valid at this one too; else what `search` finds now.
    ///
    /// A path is remembered only when nothing else was tried before it: then the same search at
    /// any time in its validity tries the same certificates and ends with it.
    func path(
        for certificate: X509Certificate, _ inputs: CertificatePath.Inputs,
        _ search: () -> (Result<CertificatePath, CertificatePathFailure>, isStraight: Bool)
    ) -> Result<CertificatePath, CertificatePathFailure> {
        // Comparing the question with remembered ones compares each certificate.
        _ = try? budget.spend(1 + (inputs.anchors.count + inputs.intermediates.count) / 8)
        guard let time = inputs.time else { return search().0 }
        var timeless = inputs
        timeless.time = nil
        let question = Question(certificate: certificate, inputs: timeless)
        if let known = state.withLock({ $0.paths.value(for: question) }),
            known.validity.contains(time)
        {
            return .success(known.path)
        }
        let (result, isStraight) = search()
        if isStraight, case .success(let path) = result, let validity = path.validity {
            let answer = Answer(path: path, validity: validity)
            let all = [certificate] + inputs.anchors + inputs.intermediates
            let weight = all.reduce(0) { $0 + $1.derEncoded.count }
            state.withLock { _ = $0.paths.insert(answer, for: question, weight: weight) }
        }
        return result
    }

    /// How many certificates, verified signatures and paths are remembered.
    package var counts: (certificates: Int, signatures: Int, paths: Int) {
        state.withLock { ($0.certificates.count, $0.edges.count, $0.paths.count) }
    }
}

extension CertificatePath {
    /// The interval in which all certificates but the anchor are valid, or the anchor, if it is
    /// alone; nil when there is none.
    fileprivate var validity: ClosedRange<Date>? {
        let dated = certificates.count == 1 ? certificates[...] : certificates.dropLast()
        guard let begin = dated.map(\.tbs.notBefore).max(),
            let end = dated.map(\.tbs.notAfter).min(), begin <= end
        else { return nil }
        return begin...end
    }
}
