extension VirtualTrustServices {
    /// How often each service was asked.
    public struct Requests: Sendable, Hashable {
        /// Requests for a time-stamp.
        public var timestamp = 0
        /// Requests to OCSP responders.
        public var ocsp = 0
        /// Revocation lists that were fetched.
        public var crl = 0
        /// Certificates of issuers that were fetched.
        public var issuers = 0

        /// Nothing was asked.
        public init() {}
    }

    /// What is wrong, by service; nil: nothing.
    public struct Faults: Sendable, Hashable {
        /// With time-stamps.
        public var timestamp: VirtualServiceFault<VirtualTSA.Fault>?
        /// With the responders, that of the root and that of the intermediate.
        public var ocsp: VirtualServiceFault<VirtualOCSPResponder.Fault>?
        /// With the lists, that of the root and that of the intermediate.
        public var crl: VirtualServiceFault<ListFault>?
        /// With the certificates of issuers.
        public var issuers: VirtualServiceFault<CertificateFault>?

        /// Nothing is wrong.
        public init() {}
    }

    /// What can be wrong with a revocation list, on purpose. Everything else of it is right.
    public enum ListFault: String, CaseIterable, Sendable {
        /// The list was right two days before, and for an hour (RFC 5280 §5.1.2.5).
        case stale
        /// `thisUpdate` is an hour later (RFC 5280 §5.1.2.4).
        case futureUpdate
        /// There is no `nextUpdate`, which RFC 5280 §5.1.2.5 demands.
        case noNextUpdate
        /// The list is that of another authority, of another name.
        case otherIssuer
        /// The last octet of the signature is another one.
        case damagedSignature
        /// The second half is missing.
        case truncated
        /// Seven zero bytes follow the list.
        case trailingBytes
    }

    /// What can be wrong with the certificate of an issuer, on purpose.
    public enum CertificateFault: String, CaseIterable, Sendable {
        /// A CMS with the certificate alone, which has to be taken
        /// ([RFC 5280 §4.2.2.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1)).
        case bundle
        /// The certificate is that of another authority, of another name.
        case otherIssuer
        /// The second half is missing.
        case truncated
        /// Seven zero bytes follow the certificate.
        case trailingBytes
    }
}
