internal import EDocEncoding
package import EDocPKI

/// What a certificate says of its use, and what a policy asks for: whether it is one for signing
/// documents. A validation asks so, and so does whoever is about to sign.
package enum SigningCertificateUse {
    /// What speaks against signing documents with `certificate`; nil when nothing does.
    ///
    /// A certificate for authentication or encryption signs no documents: for a commitment to
    /// content EN 319 412-2 §4.3.2 asks for nonRepudiation (contentCommitment).
    package static func defect(
        of certificate: X509Certificate, _ policy: ValidationPolicy, at place: Finding.Place
    ) -> Finding? {
        if certificate.isForTrustServicesAlone {
            return Finding(
                .signingCertificatePurpose, at: place,
                expected: "a certificate for signatures or seals",
                found: "one for time-stamps or OCSP responses alone",
                "the certificate of \(certificate.displayName) is not one for signing documents")
        }
        if let defect = policyDefect(of: certificate, policy, at: place) { return defect }
        guard let usage = certificate.extensions.keyUsage, !usage.contains(.nonRepudiation) else {
            return nil
        }
        if policy.demandsContentCommitment {
            return Finding(
                .contentCommitment, at: place, expected: "keyUsage with nonRepudiation",
                "the certificate of \(certificate.displayName) is not one for signing documents")
        }
        guard !usage.contains(.digitalSignature) else { return nil }
        return Finding(
            .signingCertificatePurpose, at: place,
            expected: "keyUsage with digitalSignature or nonRepudiation",
            clause: "RFC 5280 §4.2.1.3",
            "the certificate of \(certificate.displayName) is not one for signatures")
    }

    /// What there is to say when the certificate names none of the certificate policies that are
    /// demanded.
    private static func policyDefect(
        of certificate: X509Certificate, _ policy: ValidationPolicy, at place: Finding.Place
    ) -> Finding? {
        let demanded = policy.demandedCertificatePolicies
        guard !demanded.isEmpty else { return nil }
        let named = certificate.extensions.certificatePolicies?.map(\.description) ?? []
        guard demanded.isDisjoint(with: named) else { return nil }
        return Finding(
            .certificatePolicy, at: place, expected: demanded.sorted().joined(separator: " or "),
            found: named.isEmpty ? "none" : named.joined(separator: ", "),
            "the certificate of \(certificate.displayName) names no certificate policy that is "
                + "demanded")
    }
}
