internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import FoundationEssentials

/// What a signature of level LT carries besides its time-stamp.
struct GatheredEvidence: Sendable {
    /// About the signing certificate.
    let signer: [EvidenceAccount.Used]
    /// About the certificate of the time-stamping unit.
    let authority: [EvidenceAccount.Used]
}

/// Gathers evidence once for several signatures of one signer: one answer about the signing
/// certificate that is later than all their time-stamps serves all of them.
///
/// A batch is complete when it has as many signatures as it may, or when its first one has waited
/// as long as it may. Of any number of tasks.
final class EvidenceBatches: Sendable {
    private let gathering: EvidenceGathering
    private let chain: [X509Certificate]
    private let limit: Int
    private let longestWait: Duration
    private let cache: CertificateCache
    private let state = Lock<State>(State())

    /// What is gathered for a batch. That nothing is to be had about one time-stamping unit is not
    /// the fault of signatures with the time-stamps of another.
    private struct Answer: Sendable {
        let signer: [EvidenceAccount.Used]
        let authorities: [X509Certificate: Result<[EvidenceAccount.Used], any Error>]

        func evidence(for timeStamp: CheckedTimeStamp) throws -> GatheredEvidence {
            GatheredEvidence(
                signer: signer, authority: try authorities[timeStamp.authority]?.get() ?? [])
        }
    }

    private struct State {
        var open: Batch?
        var nextWaiting = 0
    }

    private struct Batch {
        let number: Int
        var members: [CheckedTimeStamp] = []
        var waiting: [Int: CheckedContinuation<Answer, any Error>] = [:]
    }

    /// Batches of signatures by the first certificate of `chain`.
    init(
        _ gathering: EvidenceGathering, chain: [X509Certificate], services: TrustServices,
        _ cache: CertificateCache
    ) {
        self.gathering = gathering
        self.chain = chain
        self.cache = cache
        limit = max(services.signaturesPerResponse, 1)
        longestWait = services.longestWait
    }

    /// The evidence for a signature with this time-stamp.
    ///
    /// - Throws: As ``EvidenceGathering/gather(for:with:)``; `CancellationError`.
    func evidence(for timeStamp: CheckedTimeStamp) async throws -> GatheredEvidence {
        guard limit > 1 else { return try await gather([timeStamp]).evidence(for: timeStamp) }
        let ticket = state.withLock { state in
            state.nextWaiting += 1
            return state.nextWaiting
        }
        let answer = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                join(timeStamp, ticket, continuation)
            }
        } onCancel: {
            leave(ticket)
        }
        return try answer.evidence(for: timeStamp)
    }

    private func join(
        _ timeStamp: CheckedTimeStamp, _ ticket: Int,
        _ continuation: CheckedContinuation<Answer, any Error>
    ) {
        enum Next {
            case full(Batch)
            case first(Int)
            case waits
        }
        let next = state.withLock { state -> Next in
            let isFirst = state.open == nil
            var batch = state.open ?? Batch(number: ticket)
            batch.members.append(timeStamp)
            batch.waiting[ticket] = continuation
            state.open = batch.members.count >= limit ? nil : batch
            if state.open == nil { return .full(batch) }
            return isFirst ? .first(batch.number) : .waits
        }
        switch next {
        case .full(let batch): complete(batch)
        case .first(let number):
            Task {
                try? await Task.sleep(for: longestWait)
                if let batch = takeOpen(number) { complete(batch) }
            }
        case .waits: break
        }
        // Cancelled before it was there to be found.
        if Task.isCancelled { leave(ticket) }
    }

    private func takeOpen(_ number: Int) -> Batch? {
        state.withLock { state in
            guard let batch = state.open, batch.number == number else { return nil }
            state.open = nil
            return batch
        }
    }

    private func leave(_ ticket: Int) {
        let continuation = state.withLock { $0.open?.waiting.removeValue(forKey: ticket) }
        continuation?.resume(throwing: CancellationError())
    }

    private func complete(_ batch: Batch) {
        guard !batch.waiting.isEmpty else { return }
        Task {
            let result: Result<Answer, any Error>
            do { result = .success(try await gather(batch.members)) } catch {
                result = .failure(error)
            }
            for continuation in batch.waiting.values { continuation.resume(with: result) }
        }
    }

    /// As of the latest of the time-stamps: what is fresh then is fresh at all of them.
    private func gather(_ timeStamps: [CheckedTimeStamp]) async throws -> Answer {
        guard let certificate = chain.first, let latest = timeStamps.map(\.time).max() else {
            throw EDocError(.library, "a batch without a signature")
        }
        var evidence = EvidenceSet()
        for certificate in chain { evidence.insertCertificate(certificate.derEncoded, cache) }
        var authorities: [X509Certificate: Result<[EvidenceAccount.Used], any Error>] = [:]
        for timeStamp in timeStamps where authorities[timeStamp.authority] == nil {
            authorities[timeStamp.authority] = await gather(
                timeStamp,
                at: timeStamps.lazy.filter {
                    $0.authority == timeStamp.authority
                }.map(\.time).max() ?? timeStamp.time, evidence)
        }
        // Last, so that it is later than what could take longest.
        let signer = try await gathering.gather(
            for: EvidenceSubject(certificate: certificate, purpose: .signing, time: latest),
            with: &evidence)
        return Answer(signer: signer, authorities: authorities)
    }

    private func gather(
        _ timeStamp: CheckedTimeStamp, at time: Date, _ evidence: EvidenceSet
    ) async -> Result<[EvidenceAccount.Used], any Error> {
        var evidence = evidence
        evidence.insert(timeStamp.token, cache)
        do {
            return .success(
                try await gathering.gather(
                    for: EvidenceSubject(
                        certificate: timeStamp.authority, purpose: .timeStamping, time: time),
                    with: &evidence))
        } catch {
            return .failure(error)
        }
    }
}
