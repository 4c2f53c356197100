public import EDocCrypto
public import EDocPKI
public import FoundationEssentials

/// An OCSP responder in memory, [RFC 6960](https://www.rfc-editor.org/rfc/rfc6960): the DER of a
/// request goes in, the DER of a response comes out. It opens no socket and has no clock.
///
/// It answers for the certificates of one issuer. What is in ``revoked`` is revoked, every other
/// serial number of that issuer is good, and other issuers' certificates are unknown.
///
/// ```swift
/// let responder = try VirtualOCSPResponder(authority, validFrom: begin, validTo: end)
/// let response = try responder.respond(to: request, at: time)
/// ```
public struct VirtualOCSPResponder: Sendable {
    /// The responder's certificate: delegated by the issuer, with `id-pkix-ocsp-nocheck`.
    public let certificate: X509Certificate
    /// The certificates that are revoked. A revocation counts from its date on.
    public var revoked: [VirtualCA.Revocation] = []
    let authority: VirtualCA
    let role: VirtualCA.Issuer
    let key: PrivateKey
    private var issuer: X509Certificate {
        role == .root ? authority.root : authority.intermediate
    }

    /// A responder that an authority has delegated.
    ///
    /// - Parameters:
    ///   - authority: The authority.
    ///   - issuer: Whose certificates it answers for: the intermediate's (seals) or the root's.
    ///   - key: The kind of key.
    ///   - validFrom: When the responder's certificate begins, in whole seconds.
    ///   - validTo: When it ends, in whole seconds.
    /// - Throws: `EDocError` with `library`.
    public init(
        _ authority: VirtualCA, for issuer: VirtualCA.Issuer = .intermediate,
        key: VirtualKeyType = .p256, validFrom: Date, validTo: Date
    ) throws(EDocError) {
        self.authority = authority
        role = issuer
        self.key = try PrivateKey.generate(key.keyType)
        certificate = try authority.issue(
            .ocspSigning, commonName: "OCSP responder", key: self.key, notBefore: validFrom,
            notAfter: validTo, by: issuer)
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: The DER of an `OCSPRequest`.
    ///   - time: `producedAt` and `thisUpdate`, in whole seconds.
    ///   - validity: Seconds from `thisUpdate` to `nextUpdate`; nil leaves `nextUpdate` out.
    ///   - fault: What is wrong with the response; nil: nothing.
    /// - Returns: The DER of an `OCSPResponse`; with the status `malformedRequest` when the request
    ///   is not one.
    /// - Throws: `EDocError` with `library`.
    public func respond(
        to request: [UInt8], at time: Date, validity: TimeInterval? = 900, fault: Fault? = nil
    ) throws(EDocError) -> [UInt8] {
        guard let request = try? VirtualOCSPRequest(request) else {
            return DER.sequence(DER.enumerated(1))
        }
        if let status = fault?.responseStatus { return DER.sequence(DER.enumerated(status)) }
        let times = Times(time, validity, fault)
        var answers: [[UInt8]] = []
        for question in request.questions { answers.append(try answer(question, times, fault)) }
        let data = DER.sequence(
            DER.explicit(2, DER.octetString(try key.keyIdentifier)),
            DER.generalizedTime(times.producedAt), DER.sequence(of: answers),
            extensions(request.nonce, fault))
        let algorithm = try key.certificateSignatureAlgorithm
        let signed = fault == .damagedSignature ? data + [0] : data
        let included = try certificate(fault, at: times.producedAt)
        let basic = DER.sequence(
            data, algorithm.identifier,
            DER.bitString(try key.signatureOctets(of: signed, algorithm)),
            fault == .noCertificate ? [] : DER.explicit(0, DER.sequence(included.derEncoded)))
        let response = DER.sequence(
            DER.enumerated(0),
            DER.explicit(
                0,
                DER.sequence(
                    DER.objectIdentifier("1.3.6.1.5.5.7.48.1.1"), DER.octetString(basic))))
        return switch fault {
        case .truncated: Array(response.prefix(response.count / 2))
        case .trailingBytes: response + [UInt8](repeating: 0, count: 7)
        default: response
        }
    }

    /// RFC 6960 §4.4.1: the nonce as it came.
    private func extensions(_ nonce: [UInt8]?, _ fault: Fault?) -> [UInt8] {
        guard var nonce, fault != .noNonce else { return [] }
        if fault == .otherNonce { nonce = DER.octetString([0x0B, 0xAD]) }
        return DER.explicit(
            1,
            DER.sequence(
                TBSCertificate.Extension(
                    "1.3.6.1.5.5.7.48.1.2", isCritical: false, nonce
                ).derEncoded))
    }

    /// A `SingleResponse` (RFC 6960 §4.2.1).
    private func answer(
        _ question: VirtualOCSPRequest.Question, _ times: Times, _ fault: Fault?
    ) throws(EDocError) -> [UInt8] {
        var revocation = revoked.first {
            $0.serialNumber == question.serialNumber && $0.date <= times.thisUpdate
        }.map { (date: $0.date, reason: $0.reason) }
        if fault == .revoked { revocation = (times.thisUpdate - 3_600, 1) }
        if fault == .suspended { revocation = (times.thisUpdate - 3_600, 6) }
        var status = DER.element(0x80, [])  // good
        if let revocation {
            status = DER.element(
                0xA1,
                DER.generalizedTime(revocation.date)
                    + (revocation.reason.map { DER.explicit(0, DER.enumerated($0)) } ?? []))
        }
        let isOurs = try isFromIssuer(question)
        if fault == .unknown || !isOurs { status = DER.element(0x82, []) }
        return DER.sequence(
            question.certID(fault), status, DER.generalizedTime(times.thisUpdate),
            times.nextUpdate.map { DER.explicit(0, DER.generalizedTime($0)) } ?? [])
    }

    /// Whether the first certificate that a request is about is of this responder's issuer.
    func answers(for request: [UInt8]) throws(EDocError) -> Bool {
        guard let question = try? VirtualOCSPRequest(request).questions.first else { return false }
        return try isFromIssuer(question)
    }

    /// Whether the hashes of a `CertID` are those of the issuer (RFC 6960 §4.1.1).
    private func isFromIssuer(
        _ question: VirtualOCSPRequest.Question
    ) throws(EDocError) -> Bool {
        guard let algorithm = question.algorithm, let publicKey = try? issuer.publicKey() else {
            return false
        }
        let nameHash = try algorithm.digest(of: issuer.subjectDER).octets
        let keyHash = try algorithm.digest(of: publicKey.subjectPublicKeyBits).octets
        return nameHash == question.issuerNameHash && keyHash == question.issuerKeyHash
    }
}
