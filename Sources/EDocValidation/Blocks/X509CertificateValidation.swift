internal import EDocCrypto
internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// X.509 certificate validation, EN 319 102-1 §5.2.6: a path to an anchor of the right role, each
/// certificate's revocation status, and algorithms that were reliable.
package struct X509CertificateValidation {
    private let context: ValidationContext
    private let anchors: [X509Certificate]
    private let purpose: CertificatePurpose
    private let demandsRevocation: Bool

    /// The result of the block.
    package struct Outcome {
        /// The status of the block.
        package var conclusion: Conclusion { obstacles.first?.conclusion ?? .passed }
        /// The obstacles that remain, the one that decides first.
        package private(set) var obstacles: [CertificateObstacle] = []
        /// The status of the block as of the time asked for, before any obstacle was settled.
        package var basicConclusion: Conclusion { basicObstacle?.conclusion ?? .passed }
        /// When a certificate was revoked, where that decides ``basicConclusion``.
        package var revocationDate: Date? {
            guard case .revoked(let revocation)? = basicObstacle?.kind else { return nil }
            return revocation.date
        }
        private var basicObstacle: CertificateObstacle? { unsettled ?? obstacles.first }
        /// The first obstacle before any was settled; nil when none was.
        private var unsettled: CertificateObstacle?
        /// The path that was judged; nil when there is none.
        package let path: CertificatePath?
        /// The findings that are no obstacles.
        private var notices: [Finding] = []
        /// The evidence that was used or lacking.
        package var evidence = EvidenceAccount()
        /// Of each certificate below the anchor, what the signature itself carries about its
        /// revocation.
        package var carriedRevocation:
            [(certificate: X509Certificate, carried: RevocationChecking.Carried)] = []

        /// All notices, and the finding of the obstacle that decides.
        package var findings: [Finding] {
            notices + (obstacles.first.map { [$0.finding] } ?? [])
        }

        init(path: CertificatePath?) { self.path = path }

        /// Adds findings that are no obstacles.
        package mutating func add(_ findings: [Finding]) { notices += findings }

        /// Adds an obstacle.
        mutating func add(_ obstacle: CertificateObstacle) { obstacles.append(obstacle) }

        /// Puts the obstacles in the order of the steps that find them.
        mutating func sortObstacles() {
            guard obstacles.count > 1 else { return }
            let sorted = obstacles.enumerated().sorted {
                ($0.element.step, $0.offset) < ($1.element.step, $1.offset)
            }
            obstacles = sorted.map(\.element)
        }

        /// The outcome without the obstacles for which `settle` gives findings, and with these
        /// findings.
        fileprivate func settled(
            by settle: (CertificateObstacle) -> [Finding]?
        ) -> Outcome {
            guard !obstacles.isEmpty else { return self }
            var outcome = self
            outcome.unsettled = obstacles.first
            outcome.obstacles = obstacles.filter { obstacle in
                guard let findings = settle(obstacle) else { return true }
                outcome.notices += findings
                return false
            }
            return outcome
        }

        fileprivate var endsSearch: Bool { obstacles.first?.endsSearch ?? true }
    }

    /// Prepares the block.
    ///
    /// - Parameters:
    ///   - context: The inputs of the validation.
    ///   - anchors: The anchors in which a path may end.
    ///   - purpose: What the certificate is used for.
    ///   - demandsRevocation: Whether the status of the certificate itself must be known.
    package init(
        context: ValidationContext, anchors: [X509Certificate], purpose: CertificatePurpose,
        demandsRevocation: Bool
    ) {
        self.context = context
        self.anchors = anchors
        self.purpose = purpose
        self.demandsRevocation = demandsRevocation
    }

    /// Validates `certificate` as of `time`; `place` is where it is used.
    ///
    /// `settle` gives the findings that replace an obstacle which is none after all (§5.5.4), or
    /// nil when it remains one.
    ///
    /// Where no chain passes, the result is that of the last one tried (§5.2.6.4, 2 a), or of the
    /// one that ends the search (steps 4 b, 4 c, 7 and 8).
    package func validate(
        _ certificate: X509Certificate, at time: Date, place: Finding.Place,
        settle: (CertificateObstacle) -> [Finding]? = { _ in nil }
    ) -> Outcome {
        var inputs = CertificatePath.Inputs(
            anchors: anchors, intermediates: context.evidence.certificates, time: time,
            purpose: purpose)
        var found = CertificatePath.find(for: certificate, inputs, cache: context.cache)
        // Without a path that is valid now, one that was valid at another time is judged: §5.5.4
        // may accept it.
        inputs.time = nil
        if case .failure(let failure) = found, failure.reason.mayDependOnTime {
            found = CertificatePath.find(for: certificate, inputs, cache: context.cache)
        }
        let path: CertificatePath
        switch found {
        case .failure(let failure): return outcome(failure, of: certificate, place: place)
        case .success(let success): path = success
        }
        func judge(_ path: CertificatePath) -> Outcome {
            ProspectiveChain(
                context: context, path: path, purpose: purpose,
                demandsRevocation: demandsRevocation, time: time, place: place
            ).outcome().settled(by: settle)
        }
        var last = judge(path)
        guard !last.endsSearch else { return last }
        // Where this path does not pass, another one may (§5.2.6.4).
        var lacking = EvidenceAccount()
        _ = CertificatePath.find(for: certificate, inputs, cache: context.cache) {
            last = judge($0)
            if !last.endsSearch { lacking.addLacking(of: last.evidence) }
            return last.endsSearch
        }
        // Evidence that would make any of the paths pass is worth asking for (step 4 a).
        if !last.endsSearch { last.evidence.addLacking(of: lacking) }
        return last
    }

    private func outcome(
        _ failure: CertificatePathFailure, of certificate: X509Certificate, place: Finding.Place
    ) -> Outcome {
        let reason: SubIndication =
            switch failure.reason {
            case .noIssuerFound, .signatureInvalid, .signatureUnsupported, .searchLimit:
                .noCertificateChainFound
            case .notACertificationAuthority, .pathLengthExceeded, .noKeyCertSign,
                .extendedKeyUsage, .keyUsage, .nameNotAllowed, .noValidPolicy, .anyPolicyMapped:
                .chainConstraintsFailure
            case .unknownCriticalExtension, .unreadableExtension, .signatureAlgorithmMismatch,
                .notAcceptable, .expired, .notYetValid:
                .certificateChainGeneralFailure
            }
        let finding = Finding(
            .certificatePath, at: place, clause: failure.clause,
            "the certificate of \(failure.certificate.displayName) is not on a valid path to a "
                + "trust anchor: \(failure.explanation)")
        var outcome = Outcome(path: nil)
        outcome.add(
            CertificateObstacle(
                kind: .noPath(reason), certificate: failure.certificate,
                isLeaf: failure.certificate == certificate, finding: finding))
        if failure.reason == .noIssuerFound {
            outcome.evidence.lack(.issuer(of: failure.certificate))
        }
        return outcome
    }
}

extension AlgorithmTable.Verdict {
    /// The expectation in words, for findings.
    package var expectation: String {
        switch self {
        case .reliable: "a reliable algorithm"
        case .reliableBefore(let end): "a proof that it existed before \(CivilTime.text(of: end))"
        case .unknown: "an algorithm of the policy's table"
        }
    }
}
