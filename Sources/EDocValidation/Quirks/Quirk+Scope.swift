internal import EDocEncoding
package import EDocPKI
public import FoundationEssentials

extension Quirk {
    /// For whose signatures, and until when, a policy accepts a quirk.
    ///
    /// A deviation that one authority's software made for some years is not accepted of anybody at
    /// any time: outside of that scope it is a mistake or an attack.
    ///
    /// What counts is the time that a time-stamp, or an evidence record, proves of the signature
    /// value. An OCSP response or a revocation list proves none, whatever its producedAt says: it
    /// speaks of the certificate (RFC 6960 §2.2, RFC 5280 §5), and whoever kept one of 2016 can put
    /// it beside a signature of today. EN 319 102-1 §5.5.4 takes best-signature-time from signature
    /// time-stamps alone. Only a response whose nonce is a digest of the signature value would be
    /// one about the signature, as BDOC 2.1 §6.1 has it; the nonces in documents of the Latvian
    /// software are its clock, counters or random numbers, so there is nothing to be won.
    public struct Scope: Sendable, Hashable {
        /// The common names of the authorities that issued the signing certificates.
        public var issuers: [String]
        /// The first moment at which it is no longer accepted, compared with the time that a
        /// time-stamp proves, never with a claimed one.
        public var until: Date

        /// A quirk of certificates of `issuers`, until `until`.
        public init(issuers: [String], until: Date) {
            self.issuers = issuers
            self.until = until
        }

        /// Whether the certificate names one of the authorities as its issuer. Its path shows that
        /// the name is right.
        func covers(_ certificate: X509Certificate) -> Bool {
            guard let name = certificate.tbs.issuer.commonName else { return false }
            return issuers.contains(where: name.hasOctets)
        }
    }
}

extension ValidationPolicy {
    /// The policy as it is for a signature with `certificate`: without the quirks of other issuers.
    package func restricted(to certificate: X509Certificate) -> ValidationPolicy {
        guard !quirkScopes.isEmpty else { return self }
        var policy = self
        policy.quirks = quirks.filter { quirkScopes[$0]?.covers(certificate) ?? true }
        return policy
    }

    /// Whether `quirk` is accepted of a signature that is proved to have existed at `time`; nil
    /// when nothing is proved.
    package func accepts(_ quirk: Quirk, at time: Date?) -> Bool {
        guard quirks.contains(quirk) else { return false }
        guard let scope = quirkScopes[quirk] else { return true }
        return time.map { $0 < scope.until } ?? false
    }
}
