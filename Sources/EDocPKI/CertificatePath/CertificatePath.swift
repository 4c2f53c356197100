package import EDocEncoding
package import FoundationEssentials

/// A valid path from a certificate to a trust anchor.
///
/// [RFC 5280 §6.1](https://www.rfc-editor.org/rfc/rfc5280#section-6.1), with the policy processing
/// of [RFC 9618](https://www.rfc-editor.org/rfc/rfc9618#section-5). Revocation and the strength of
/// algorithms and keys are judged elsewhere: a path of SHA-1 signatures is a path.
///
/// An anchor is trusted by its bytes: its own signature, validity and revocation are not checked.
/// Its path length, name constraints and whether it is a certification authority are: a trusted
/// time-stamping certificate issues nothing.
package struct CertificatePath: Hashable, Sendable {
    /// The path: the certificate asked about first, the anchor last. One certificate when that is
    /// an anchor itself.
    package let certificates: [X509Certificate]
    /// The policies under which the path is valid; empty when it is valid under none in particular.
    package let policies: Set<ASN1ObjectIdentifier>

    /// The anchor.
    package var anchor: X509Certificate? { certificates.last }

    /// The certificate that issued the one asked about; nil when that is an anchor itself.
    package var issuer: X509Certificate? { certificates.count > 1 ? certificates[1] : nil }

    /// The policy inputs of RFC 5280 §6.1.1.
    package struct PolicyInputs: Hashable, Sendable {
        /// user-initial-policy-set; nil: any policy.
        package var acceptable: Set<ASN1ObjectIdentifier>?
        /// initial-explicit-policy
        package var requireExplicitPolicy = false
        /// initial-policy-mapping-inhibit
        package var inhibitPolicyMapping = false
        /// initial-any-policy-inhibit
        package var inhibitAnyPolicy = false

        /// Any policy, or none.
        package init() {}
    }

    /// What a path is asked for.
    package struct Inputs: Hashable, Sendable {
        /// The trust anchors of the role in question.
        package var anchors: [X509Certificate]
        /// Certificates that may stand between. They come from anywhere and are not trusted.
        package var intermediates: [X509Certificate]
        /// The time at which each certificate but the anchor has to be valid; nil: not checked, as
        /// past certificate validation needs it (EN 319 102-1 §5.6.2.1).
        package var time: Date?
        /// What the certificate is used for.
        package var purpose: CertificatePurpose
        /// The policy inputs.
        package var policies = PolicyInputs()
        /// The limits of the search.
        package var limits = EvidenceLimits()

        /// What a path is asked for.
        package init(
            anchors: [X509Certificate], intermediates: [X509Certificate] = [],
            time: Date?, purpose: CertificatePurpose = .signing
        ) {
            self.anchors = anchors
            self.intermediates = intermediates
            self.time = time
            self.purpose = purpose
        }
    }

    /// Finds a valid path for `certificate`.
    ///
    /// Each issuer that fits is tried, anchors first, until a path is valid.
    ///
    /// - Returns: the path, or why the most promising one failed.
    package static func find(
        for certificate: X509Certificate, _ inputs: Inputs, cache: CertificateCache
    ) -> Result<CertificatePath, CertificatePathFailure> {
        cache.path(for: certificate, inputs) {
            var search = PathSearch(inputs: inputs, cache: cache) { _ in true }
            let result = search.run(from: certificate)
            return (result, search.isStraight)
        }
    }

    /// Finds a valid path for `certificate` that `isAcceptable` accepts, so that the caller can
    /// look for another one when a certificate of it is revoked. Otherwise as
    /// ``find(for:_:cache:)``, but the result is not remembered.
    package static func find(
        for certificate: X509Certificate, _ inputs: Inputs, cache: CertificateCache,
        where isAcceptable: (CertificatePath) -> Bool
    ) -> Result<CertificatePath, CertificatePathFailure> {
        withoutActuallyEscaping(isAcceptable) { isAcceptable in
            var search = PathSearch(inputs: inputs, cache: cache, isAcceptable: isAcceptable)
            return search.run(from: certificate)
        }
    }
}
