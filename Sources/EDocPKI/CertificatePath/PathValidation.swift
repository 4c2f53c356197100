internal import EDocEncoding
internal import EDocSystem
internal import FoundationEssentials

/// The validation of one path whose signatures are already known to verify.
///
/// [RFC 5280 §6.1](https://www.rfc-editor.org/rfc/rfc5280#section-6.1), from the anchor down to
/// the certificate asked about.
struct PathValidation {
    /// A certificate of the path and what is wrong with it.
    struct Fault: Error {
        let certificate: X509Certificate
        let reason: CertificatePathFailure.Reason
    }

    private let inputs: CertificatePath.Inputs
    private let budget: WorkBudget
    private var policies: PolicyProcessing
    private var nameConstraints: [NameConstraints] = []
    private var maxPathLength: Int

    /// The policies under which `certificates`, leaf first and anchor last, are valid.
    static func validate(
        _ certificates: [X509Certificate], _ inputs: CertificatePath.Inputs, _ budget: WorkBudget
    ) -> Result<Set<ASN1ObjectIdentifier>, Fault> {
        Result { () throws(Fault) in
            guard let leaf = certificates.first, let anchor = certificates.last else { return [] }
            if certificates.count == 1 {
                // RFC 5280 has no path of length zero. A trusted certificate that is asked about
                // itself has to be valid at the time, and fit the purpose.
                try checkValidity(leaf, inputs)
                try checkPurpose(leaf, inputs)
                return []
            }
            var validation = PathValidation(
                inputs, budget, length: certificates.count - 1)
            try validation.begin(with: anchor)
            for certificate in certificates.dropLast().reversed() {
                try validation.process(certificate, isLast: certificate === leaf)
            }
            return try validation.finish(leaf)
        }
    }

    private init(_ inputs: CertificatePath.Inputs, _ budget: WorkBudget, length: Int) {
        self.inputs = inputs
        self.budget = budget
        policies = PolicyProcessing(inputs.policies, length: length)
        maxPathLength = length
    }

    /// What the anchor's certificate says about those below it
    /// ([RFC 5937 §3.2](https://www.rfc-editor.org/rfc/rfc5937#section-3.2)).
    private mutating func begin(with anchor: X509Certificate) throws(Fault) {
        let extensions = anchor.extensions
        if let constraints = extensions.basicConstraints {
            guard constraints.cA else {
                throw Fault(certificate: anchor, reason: .notACertificationAuthority)
            }
            if let length = constraints.pathLenConstraint {
                maxPathLength = min(maxPathLength, length)
            }
        } else if anchor.tbs.version == 3, extensions.keyUsage == nil {
            // Roots of version 1 and old ones with keyUsage alone do not say that they are
            // certification authorities; that the caller trusts them is enough.
            throw Fault(certificate: anchor, reason: .notACertificationAuthority)
        }
        if let usage = extensions.keyUsage, !usage.contains(.keyCertSign) {
            throw Fault(certificate: anchor, reason: .noKeyCertSign)
        }
        try checkUnreadable(anchor, isLast: false)
        if let constraints = extensions.nameConstraints { nameConstraints.append(constraints) }
    }

    /// §6.1.3, and §6.1.4 for all certificates but the last.
    private mutating func process(
        _ certificate: X509Certificate, isLast: Bool
    ) throws(Fault) {
        // §4.1.1.2; the signature itself was verified when the path was built, (a)(1) and (a)(4).
        guard certificate.signatureAlgorithm == certificate.tbs.signature else {
            throw Fault(certificate: certificate, reason: .signatureAlgorithmMismatch)
        }
        try Self.checkValidity(certificate, inputs)
        if let identifier = certificate.extensions.unknownCritical.first {
            throw Fault(certificate: certificate, reason: .unknownCriticalExtension(identifier))
        }
        try checkUnreadable(certificate, isLast: isLast)
        let isSelfIssued = certificate.isSelfIssued
        if !isSelfIssued || isLast { try checkNames(certificate) }
        guard policies.process(certificate, isLast: isLast, isSelfIssued: isSelfIssued) else {
            throw Fault(certificate: certificate, reason: .noValidPolicy)
        }
        if isLast {
            try Self.checkPurpose(certificate, inputs)
        } else {
            try prepareForNext(certificate, isSelfIssued: isSelfIssued)
        }
    }

    /// §6.1.3 (a)(2).
    private static func checkValidity(
        _ certificate: X509Certificate, _ inputs: CertificatePath.Inputs
    ) throws(Fault) {
        guard let time = inputs.time else { return }
        guard time >= certificate.tbs.notBefore else {
            throw Fault(
                certificate: certificate,
                reason: .notYetValid(notBefore: certificate.tbs.notBefore))
        }
        // notAfter names a whole second: §4.1.2.5, "inclusive".
        guard time < certificate.tbs.notAfter + 1 else {
            throw Fault(
                certificate: certificate, reason: .expired(notAfter: certificate.tbs.notAfter))
        }
    }

    private static func checkPurpose(
        _ certificate: X509Certificate, _ inputs: CertificatePath.Inputs
    ) throws(Fault) {
        if let reason = inputs.purpose.failure(of: certificate) {
            throw Fault(certificate: certificate, reason: reason)
        }
    }

    /// An extension that cannot be read matters when it is critical (§6.1.4 (o), §6.1.5 (f)), or
    /// when ignoring it would loosen the validation. To ignore policies, distribution points or key
    /// identifiers only makes a certificate worth less.
    private func checkUnreadable(
        _ certificate: X509Certificate, isLast: Bool
    ) throws(Fault) {
        for unreadable in certificate.extensions.unreadable {
            let isNeeded =
                switch unreadable.identifier {
                case .subjectKeyIdentifier, .authorityKeyIdentifier, .cRLDistributionPoints,
                    .certificatePolicies:
                    false
                case .subjectAltName: !nameConstraints.isEmpty
                case .nameConstraints, .policyMappings, .inhibitAnyPolicy: !isLast
                default: true
                }
            guard unreadable.isCritical || isNeeded else { continue }
            throw Fault(
                certificate: certificate,
                reason: .unreadableExtension(unreadable.identifier, unreadable.error))
        }
    }

    /// §6.1.3 (b) and (c).
    private func checkNames(_ certificate: X509Certificate) throws(Fault) {
        guard !nameConstraints.isEmpty else { return }
        let names = certificate.constrainedNames
        for constraints in nameConstraints {
            for _ in names {
                guard (try? budget.spend(constraints.count)) != nil else {
                    throw Fault(certificate: certificate, reason: .searchLimit)
                }
            }
            if let name = constraints.firstViolation(in: names) {
                throw Fault(certificate: certificate, reason: .nameNotAllowed(name))
            }
        }
    }

    /// §6.1.4.
    private mutating func prepareForNext(
        _ certificate: X509Certificate, isSelfIssued: Bool
    ) throws(Fault) {
        let extensions = certificate.extensions
        guard
            !extensions.policyMappings.contains(where: {
                $0.issuerDomainPolicy == .anyPolicy || $0.subjectDomainPolicy == .anyPolicy
            })
        else { throw Fault(certificate: certificate, reason: .anyPolicyMapped) }
        policies.prepareForNext(certificate, isSelfIssued: isSelfIssued)
        if let constraints = extensions.nameConstraints { nameConstraints.append(constraints) }
        guard extensions.basicConstraints?.cA == true else {
            throw Fault(certificate: certificate, reason: .notACertificationAuthority)
        }
        if !isSelfIssued {
            guard maxPathLength > 0 else {
                throw Fault(certificate: certificate, reason: .pathLengthExceeded)
            }
            maxPathLength -= 1
        }
        if let length = extensions.basicConstraints?.pathLenConstraint {
            maxPathLength = min(maxPathLength, length)
        }
        if let usage = extensions.keyUsage, !usage.contains(.keyCertSign) {
            throw Fault(certificate: certificate, reason: .noKeyCertSign)
        }
    }

    /// §6.1.5.
    private mutating func finish(
        _ leaf: X509Certificate
    ) throws(Fault) -> Set<ASN1ObjectIdentifier> {
        guard let policies = policies.finish(leaf) else {
            throw Fault(certificate: leaf, reason: .noValidPolicy)
        }
        return policies
    }
}
