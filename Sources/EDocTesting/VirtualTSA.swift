public import EDocCrypto
public import EDocPKI
public import FoundationEssentials

/// A time-stamping authority in memory,
/// [RFC 3161](https://www.rfc-editor.org/rfc/rfc3161): the DER of a request goes in, the DER of a
/// response comes out. It opens no socket and has no clock.
///
/// ```swift
/// let authority = try VirtualCA(name: "tests", validFrom: begin, validTo: end)
/// let tsa = try VirtualTSA(authority, validFrom: begin, validTo: end)
/// let response = try tsa.respond(to: request, at: time)
/// ```
///
/// What is not a request, and a request for a digest other than SHA-256, SHA-384 and SHA-512, gets
/// a rejection, as from a real authority.
public struct VirtualTSA: Sendable {
    /// The certificate of the time-stamping unit, issued by the authority's intermediate.
    public let certificate: X509Certificate
    /// The policy of tokens for requests that name none, as numbers with dots.
    public let policy: String
    /// What ``Fault/revokedCertificate`` signs with; ``revocation`` says since when it is revoked.
    public let revokedCertificate: X509Certificate
    let authority: VirtualCA
    let key: PrivateKey

    /// A time-stamping authority below a virtual one.
    ///
    /// - Parameters:
    ///   - authority: The authority whose intermediate issues the certificate.
    ///   - key: The kind of key.
    ///   - policy: The policy in tokens when the request names none.
    ///   - validFrom: When the certificate begins, in whole seconds.
    ///   - validTo: When it ends, in whole seconds.
    /// - Throws: `EDocError` with `library`.
    public init(
        _ authority: VirtualCA, key: VirtualKeyType = .p256, policy: String = "2.999.3161",
        validFrom: Date, validTo: Date
    ) throws(EDocError) {
        self.authority = authority
        self.policy = policy
        self.key = try PrivateKey.generate(key.keyType)
        certificate = try authority.issue(
            .timeStamping, commonName: "TSA", key: self.key, notBefore: validFrom,
            notAfter: validTo)
        revokedCertificate = try authority.issue(
            .timeStamping, commonName: "revoked TSA", key: self.key, notBefore: validFrom,
            notAfter: validTo)
    }

    /// The revocation of ``revokedCertificate``, for lists and responders: since it began, because
    /// its key was compromised.
    public var revocation: VirtualCA.Revocation {
        VirtualCA.Revocation(
            of: revokedCertificate, date: revokedCertificate.notBefore, reason: 1)
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: The DER of a `TimeStampReq`.
    ///   - time: The time that the token states, in whole seconds.
    ///   - fault: What is wrong with the response; nil: nothing.
    /// - Returns: The DER of a `TimeStampResp`.
    /// - Throws: `EDocError` with `library`.
    public func respond(
        to request: [UInt8], at time: Date, fault: Fault? = nil
    ) throws(EDocError) -> [UInt8] {
        guard let request = try? VirtualTimeStampRequest(request) else {
            return Self.rejection(5)  // badDataFormat
        }
        guard request.isDigestKnown else { return Self.rejection(0) }  // badAlg
        guard fault != .rejected else { return Self.rejection(25) }  // systemFailure
        guard fault != .waiting else { return DER.sequence(DER.sequence(DER.integer(3))) }
        let token = try token(for: request, at: time, fault: fault)
        let status = fault == .grantedWithMods ? 1 : 0
        let response = DER.sequence(DER.sequence(DER.integer(status)), token)
        return switch fault {
        case .truncated: Array(response.prefix(response.count / 2))
        case .trailingBytes: response + [UInt8](repeating: 0, count: 7)
        default: response
        }
    }

    /// `TimeStampResp` with the status `rejection` and a bit of `PKIFailureInfo`.
    private static func rejection(_ bit: Int) -> [UInt8] {
        DER.sequence(DER.sequence(DER.integer(2), DER.namedBits([bit])))
    }

    private func token(
        for request: VirtualTimeStampRequest, at time: Date, fault: Fault?
    ) throws(EDocError) -> [UInt8] {
        var request = request
        var time = time
        switch fault {
        case .otherImprint: request.damageImprint()
        case .otherNonce: request.nonce = DER.integer(magnitude: [0x0B, 0xAD])
        case .noNonce: request.nonce = []
        case .otherPolicy: request.policy = DER.objectIdentifier("2.999.1.2.3")
        case .futureTime: time += 3_600
        case .oldTime: time -= 3_600
        default: break
        }
        let policy = request.policy.isEmpty ? DER.objectIdentifier(policy) : request.policy
        let serialNumber = try DigestAlgorithm.sha256.digest(
            of: request.messageImprint + DER.generalizedTime(time)
        ).octets
        let info = DER.sequence(
            DER.integer(1), policy, request.messageImprint,
            // RFC 3161 §2.4.2: up to 160 bits, and positive.
            DER.integer(magnitude: [0x40] + serialNumber.prefix(19)), DER.generalizedTime(time),
            DER.sequence(DER.integer(1)), request.nonce)
        let signing = try signing(fault, at: time)
        let named: X509Certificate? =
            switch fault {
            case .noSigningCertificate: nil
            case .otherSigningCertificate: authority.root
            default: signing.certificate
            }
        let isIncluded = request.certReq && fault != .noCertificate
        return try VirtualSignedData(
            contentType: "1.2.840.113549.1.9.16.1.4", content: info, signer: signing.certificate,
            key: key, namedCertificate: named,
            certificates: isIncluded ? [signing.certificate, signing.issuer] : [],
            isDamaged: fault == .damagedSignature
        ).encoded()
    }
}
