extension VirtualCA {
    /// The URLs that certificates of an authority name, so that a service finds whom to ask.
    ///
    /// Names that end in `.test` are nobody's
    /// ([RFC 6761 §6.2](https://www.rfc-editor.org/rfc/rfc6761#section-6.2)): nothing resolves
    /// them, and ``VirtualTrustServices`` answers by the URL itself.
    public struct Addresses: Sendable, Hashable {
        /// Where the OCSP responder is, `id-ad-ocsp` of
        /// [RFC 5280 §4.2.2.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1); nil: no
        /// certificate names one.
        public var ocsp: String?
        /// The folder of the revocation lists `root.crl` and `intermediate.crl`,
        /// [RFC 5280 §4.2.1.13](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13), with the
        /// slash at its end; nil: no certificate names one.
        public var crl: String?
        /// The folder of the issuers' certificates `root.cer` and `intermediate.cer`,
        /// `id-ad-caIssuers`, with the slash at its end; nil: no certificate names one.
        public var issuers: String?

        /// Addresses below `virtual.test`, or others. They stand in certificates: ASCII.
        public init(
            ocsp: String? = "http://ocsp.virtual.test/", crl: String? = "http://ca.virtual.test/",
            issuers: String? = "http://ca.virtual.test/"
        ) {
            self.ocsp = ocsp
            self.crl = crl
            self.issuers = issuers
        }

        /// Where the list of `issuer` is.
        public func crl(of issuer: Issuer) -> String? { crl.map { $0 + issuer.rawValue + ".crl" } }

        /// Where the certificate of `issuer` is.
        public func certificate(of issuer: Issuer) -> String? {
            issuers.map { $0 + issuer.rawValue + ".cer" }
        }
    }
}

extension VirtualCA.Addresses {
    /// The extensions of a certificate that `issuer` issues: authorityInfoAccess and
    /// cRLDistributionPoints, each if it has something to name.
    package func extensions(by issuer: VirtualCA.Issuer) -> [TBSCertificate.Extension] {
        // uniformResourceIdentifier of GeneralName (RFC 5280 §4.2.1.6).
        func name(_ url: String) -> [UInt8] { DER.implicit(6, DER.ia5String(url)) }
        var extensions: [TBSCertificate.Extension] = []
        let access = [
            ("1.3.6.1.5.5.7.48.1", ocsp), ("1.3.6.1.5.5.7.48.2", certificate(of: issuer)),
        ].compactMap { method, url in
            url.map { DER.sequence(DER.objectIdentifier(method), name($0)) }
        }
        if !access.isEmpty {
            extensions.append(
                TBSCertificate.Extension(
                    "1.3.6.1.5.5.7.1.1", isCritical: false, DER.sequence(of: access)))
        }
        if let url = crl(of: issuer) {
            // DistributionPoint, [0] DistributionPointName, [0] fullName.
            let point = DER.sequence(DER.explicit(0, DER.element(0xA0, name(url))))
            extensions.append(
                TBSCertificate.Extension("2.5.29.31", isCritical: false, DER.sequence(point)))
        }
        return extensions
    }
}
