public import EDocCrypto
public import EDocPKI
public import FoundationEssentials

/// A certification authority in memory, for tests and demonstrations: a root, an intermediate below
/// it, and the seals that it issues.
///
/// Keys are new each time. Times are given, never taken from the clock. Every name says `DEMO` and
/// `PARAUGS` (Latvian for *specimen*), so that nobody takes a certificate for a real one.
///
/// ```swift
/// let authority = try VirtualCA(name: "tests", validFrom: begin, validTo: end)
/// let seal = try authority.issueSeal(commonName: "School", notBefore: begin, notAfter: end)
/// let container = try ContainerSigner(signer: seal.signer, parameters: parameters)
/// ```
public struct VirtualCA: Sendable {
    /// The self-signed root certificate: the trust anchor.
    public let root: X509Certificate
    /// The certificate of the authority that issues seals, signed by the root.
    public let intermediate: X509Certificate
    /// The URLs that its certificates name; nil: they name none.
    public let addresses: Addresses?
    private let rootKey: PrivateKey
    package let intermediateKey: PrivateKey

    /// The organization in every name.
    package static let organization = "DEMO PARAUGS (not a real organization)"

    /// Makes a root and an intermediate.
    ///
    /// - Parameters:
    ///   - name: A name that tells this authority from others; it stands in its certificates.
    ///   - key: The kind of key of root and intermediate.
    ///   - validFrom: When both begin, in whole seconds.
    ///   - validTo: When both end, in whole seconds.
    ///   - addresses: The URLs that the intermediate, and what it issues, name; nil: none.
    /// - Throws: `EDocError` with `library`.
    public init(
        name: String = "swift-edoc", key: VirtualKeyType = .p256, validFrom: Date, validTo: Date,
        addresses: Addresses? = nil
    ) throws(EDocError) {
        self.addresses = addresses
        rootKey = try PrivateKey.generate(key.keyType)
        intermediateKey = try PrivateKey.generate(key.keyType)
        let rootName = Self.distinguishedName("DEMO PARAUGS Root CA, \(name)")
        root = try Self.issue(
            .authority(pathLength: 1), subject: rootName, key: rootKey, issuer: rootName,
            issuerKey: rootKey, notBefore: validFrom, notAfter: validTo)
        intermediate = try Self.issue(
            .authority(pathLength: 0),
            subject: Self.distinguishedName("DEMO PARAUGS Issuing CA, \(name)"),
            key: intermediateKey, issuer: rootName, issuerKey: rootKey, notBefore: validFrom,
            notAfter: validTo, more: addresses?.extensions(by: .root) ?? [])
    }

    /// Issues a seal: a certificate that signs documents (key usage nonRepudiation).
    ///
    /// - Parameters:
    ///   - commonName: The holder of the seal; the certificate says `DEMO PARAUGS` before it.
    ///   - key: The kind of key.
    ///   - notBefore: When it begins, in whole seconds.
    ///   - notAfter: When it ends, in whole seconds.
    ///   - serialNumber: Big-endian, not negative, 1 to 20 bytes; nil: derived from key and dates.
    /// - Throws: `EDocError` with `library`.
    public func issueSeal(
        commonName: String, key: VirtualKeyType = .p256, notBefore: Date, notAfter: Date,
        serialNumber: [UInt8]? = nil
    ) throws(EDocError) -> VirtualSeal {
        let key = try PrivateKey.generate(key.keyType)
        let certificate = try issue(
            .seal, commonName: commonName, key: key, notBefore: notBefore, notAfter: notAfter,
            serialNumber: serialNumber)
        return try VirtualSeal(key: key, chain: [certificate, intermediate, root])
    }

    /// Which of the two authorities issues.
    public enum Issuer: String, CaseIterable, Sendable {
        /// The root, which issues the intermediate.
        case root
        /// The intermediate, which issues seals.
        case intermediate
    }

    /// Issues a certificate of any profile for a key.
    package func issue(
        _ profile: CertificateProfile, commonName: String, key: PrivateKey, notBefore: Date,
        notAfter: Date, serialNumber: [UInt8]? = nil, by issuer: Issuer = .intermediate
    ) throws(EDocError) -> X509Certificate {
        try Self.issue(
            profile, subject: Self.distinguishedName("DEMO PARAUGS \(commonName)"), key: key,
            issuer: (issuer == .root ? root : intermediate).subjectDER,
            issuerKey: issuer == .root ? rootKey : intermediateKey, notBefore: notBefore,
            notAfter: notAfter, serialNumber: serialNumber,
            more: profile.hasStatus ? addresses?.extensions(by: issuer) ?? [] : [])
    }

    /// Issues a certificate; nothing is filled in but the serial number.
    package static func issue(
        _ profile: CertificateProfile, subject: [UInt8], key: PrivateKey, issuer: [UInt8],
        issuerKey: PrivateKey, notBefore: Date, notAfter: Date, serialNumber: [UInt8]? = nil,
        more: [TBSCertificate.Extension] = []
    ) throws(EDocError) -> X509Certificate {
        let publicKey = key.subjectPublicKeyInfo
        var seed = publicKey + subject + DER.time(notBefore) + DER.time(notAfter)
        if let serialNumber {
            seed = serialNumber
        } else {
            let digest = try DigestAlgorithm.sha256.digest(of: seed).octets
            // RFC 5280 §4.1.2.2: positive, at most 20 octets.
            seed = [0x40 | digest[0] & 0x3F] + digest[1..<16]
        }
        return try TBSCertificate(
            serialNumber: seed, issuer: issuer, notBefore: notBefore, notAfter: notAfter,
            subject: subject, subjectPublicKeyInfo: publicKey,
            extensions: try profile.extensions(key: key, issuerKey: issuerKey) + more
        ).signed(by: issuerKey)
    }

    /// The DER of the name `C=LV, O=DEMO PARAUGS …, CN=commonName`.
    package static func distinguishedName(_ commonName: String) -> [UInt8] {
        func attribute(_ identifier: String, _ value: [UInt8]) -> [UInt8] {
            DER.set(of: [DER.sequence(DER.objectIdentifier(identifier), value)])
        }
        return DER.sequence(
            attribute("2.5.4.6", DER.printableString("LV")),
            attribute("2.5.4.10", DER.utf8String(organization)),
            attribute("2.5.4.3", DER.utf8String(commonName)))
    }

    /// A certificate that an authority has revoked.
    public struct Revocation: Sendable {
        /// The revoked certificate's serial number, as `X509Certificate.serialNumber` gives it.
        public let serialNumber: [UInt8]
        /// When it was revoked.
        public let date: Date
        /// CRLReason by [RFC 5280 §5.3.1](https://www.rfc-editor.org/rfc/rfc5280#section-5.3.1): 1
        /// is keyCompromise, 4 superseded, 6 certificateHold; nil: not stated.
        public let reason: UInt8?
        /// The DER of the name of the certificate's issuer.
        package let issuer: [UInt8]

        /// A revocation of `certificate`.
        public init(of certificate: X509Certificate, date: Date, reason: UInt8? = nil) {
            serialNumber = certificate.serialNumber
            issuer = certificate.issuerDER
            self.date = date
            self.reason = reason
        }
    }

    /// The list of the root: which intermediates are revoked.
    ///
    /// - Parameters:
    ///   - thisUpdate: When the list is issued, in whole seconds.
    ///   - nextUpdate: When the next one is issued at the latest; nil leaves it out.
    ///   - revoked: The certificates on the list.
    ///   - number: The list's own number (RFC 5280 §5.2.3).
    /// - Throws: `EDocError` with `library`.
    public func rootCRL(
        thisUpdate: Date, nextUpdate: Date?, revoked: [Revocation] = [], number: Int = 1
    ) throws(EDocError) -> CertificateRevocationList {
        try CertificateRevocationList(
            derEncoded: TBSCertList(
                issuer: root.subjectDER, thisUpdate: thisUpdate, nextUpdate: nextUpdate,
                revoked: revoked, number: number
            ).signed(by: rootKey))
    }

    /// The list of the intermediate: which seals are revoked.
    ///
    /// - Parameters: As for ``rootCRL(thisUpdate:nextUpdate:revoked:number:)``.
    /// - Throws: `EDocError` with `library`.
    public func intermediateCRL(
        thisUpdate: Date, nextUpdate: Date?, revoked: [Revocation] = [], number: Int = 1
    ) throws(EDocError) -> CertificateRevocationList {
        try CertificateRevocationList(
            derEncoded: TBSCertList(
                issuer: intermediate.subjectDER, thisUpdate: thisUpdate, nextUpdate: nextUpdate,
                revoked: revoked, number: number
            ).signed(by: intermediateKey))
    }
}
