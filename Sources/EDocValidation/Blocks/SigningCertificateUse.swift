internal import EDocEncoding
package import EDocPKI

/// Whether a certificate is one for signing documents, by what it says of its use and what a policy
/// demands. Asked by validation, and before signing.
package enum SigningCertificateUse {
    /// The finding against signing documents with `certificate`; nil when there is none.
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

    /// The finding when the certificate names none of the demanded certificate policies.
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
