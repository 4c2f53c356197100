public import EDocCrypto
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
    private let issuer: X509Certificate
    private let key: PrivateKey
    private let withoutPurpose: X509Certificate

    /// What can be wrong with a response, on purpose. Everything else of it is right.
    public enum Fault: String, CaseIterable, Sendable {
        /// The response status `tryLater`, and no answer (RFC 6960 §2.3).
        case tryLater
        /// The certificates asked about are unknown.
        case unknown
        /// The answer is about another serial number.
        case otherCertificate
        /// The nonce is another one.
        case otherNonce
        /// The request's nonce is not repeated.
        case noNonce
        /// The answer was right two days before, and for an hour.
        case stale
        /// The signature is of other octets.
        case damagedSignature
        /// The responder's certificate has no extended key usage `OCSPSigning` (RFC 6960 §4.2.2.2).
        case responderWithoutPurpose
        /// The responder's certificate is left out.
        case noCertificate
        /// The second half is missing.
        case truncated
        /// Seven zero bytes follow the response.
        case trailingBytes
    }

    /// A responder that an authority has delegated.
    ///
    /// - Parameters:
    ///   - authority: The authority.
    ///   - issuer: Whose certificates it answers for: the intermediate's (seals) or the root's.
    ///   - key: The kind of key.
    ///   - validFrom: When the responder's certificate begins, in whole seconds.
    ///   - validTo: When it ends, in whole seconds.
    /// - Throws: ``CryptoError`` with `library`.
    public init(
        _ authority: VirtualCA, for issuer: VirtualCA.Issuer = .intermediate,
        key: VirtualKeyType = .p256, validFrom: Date, validTo: Date
    ) throws(CryptoError) {
        self.issuer = issuer == .root ? authority.root : authority.intermediate
        self.key = try PrivateKey.generate(key.keyType)
        certificate = try authority.issue(
            .ocspSigning, commonName: "OCSP responder", key: self.key, notBefore: validFrom,
            notAfter: validTo, by: issuer)
        withoutPurpose = try authority.issue(
            .seal, commonName: "OCSP responder without purpose", key: self.key,
            notBefore: validFrom, notAfter: validTo, by: issuer)
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: The DER of an `OCSPRequest`.
    ///   - time: `producedAt` and `thisUpdate`, in whole seconds.
    ///   - validity: How long after `thisUpdate` the next update comes, in seconds; nil: not said.
    ///   - fault: What is wrong with the response; nil: nothing.
    /// - Returns: The DER of an `OCSPResponse`; with the status `malformedRequest` when the request
    ///   is not one.
    /// - Throws: ``CryptoError`` with `library`.
    public func respond(
        to request: [UInt8], at time: Date, validity: TimeInterval? = 900, fault: Fault? = nil
    ) throws(CryptoError) -> [UInt8] {
        guard let request = VirtualOCSPRequest(request) else {
            return DER.sequence(DER.enumerated(1))
        }
        guard fault != .tryLater else { return DER.sequence(DER.enumerated(3)) }
        let time = fault == .stale ? time - 2 * 86_400 : time
        let nextUpdate = fault == .stale ? time + 3_600 : validity.map { time + $0 }
        var answers: [[UInt8]] = []
        for question in request.questions {
            answers.append(try answer(question, time, nextUpdate, fault))
        }
        let data = DER.sequence(
            DER.explicit(2, DER.octetString(try key.keyIdentifier)), DER.generalizedTime(time),
            DER.sequence(of: answers), extensions(request.nonce, fault))
        let algorithm = try key.certificateSignatureAlgorithm
        let signed = fault == .damagedSignature ? data + [0] : data
        let included = fault == .responderWithoutPurpose ? withoutPurpose : certificate
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
        _ question: VirtualOCSPRequest.Question, _ time: Date, _ nextUpdate: Date?, _ fault: Fault?
    ) throws(CryptoError) -> [UInt8] {
        var status = DER.element(0x80, [])  // good
        if let revocation = revoked.first(where: {
            $0.serialNumber == question.serialNumber && $0.date <= time
        }) {
            status = DER.element(
                0xA1,
                DER.generalizedTime(revocation.date)
                    + (revocation.reason.map { DER.explicit(0, DER.enumerated($0)) } ?? []))
        }
        let isOurs = try isFromIssuer(question)
        if fault == .unknown || !isOurs { status = DER.element(0x82, []) }
        let last = question.serialNumber.last ?? 0
        let other = DER.element(0x02, question.serialNumber.dropLast() + [last ^ 1])
        let isOther = fault == .otherCertificate
        return DER.sequence(
            isOther ? question.certID(withSerialNumber: other) : question.certID, status,
            DER.generalizedTime(time),
            nextUpdate.map { DER.explicit(0, DER.generalizedTime($0)) } ?? [])
    }

    /// Whether the hashes of a `CertID` are those of the issuer (RFC 6960 §4.1.1).
    private func isFromIssuer(
        _ question: VirtualOCSPRequest.Question
    ) throws(CryptoError) -> Bool {
        guard let algorithm = question.algorithm, let publicKey = issuer.publicKey else {
            return false
        }
        return try orLibraryError { () throws(OpenSSLError) in
            let name = issuer.subjectDER
            let bits = publicKey.subjectPublicKeyBits
            let nameHash = try MessageDigest.digest(of: name.span, algorithm).octets
            let keyHash = try MessageDigest.digest(of: bits.span, algorithm).octets
            return nameHash == question.issuerNameHash && keyHash == question.issuerKeyHash
        }
    }
}

/// What a virtual responder takes from an `OCSPRequest` (RFC 6960 §4.1.1), read by itself and not
/// by what is tested.
struct VirtualOCSPRequest {
    /// A `CertID` and its parts.
    struct Question {
        let certID: [UInt8]
        let algorithmIdentifier: [UInt8]
        let issuerNameHash: [UInt8]
        let issuerKeyHash: [UInt8]
        let serialNumber: [UInt8]

        /// The digest of the hashes; nil when it is unknown.
        var algorithm: DigestAlgorithm? {
            DigestAlgorithm.allCases.first {
                let name = DER.objectIdentifier($0.identifier)
                return algorithmIdentifier.dropFirst(2).starts(with: name)
            }
        }

        func certID(withSerialNumber number: [UInt8]) -> [UInt8] {
            DER.sequence(
                algorithmIdentifier, DER.octetString(issuerNameHash),
                DER.octetString(issuerKeyHash), number)
        }
    }

    private(set) var questions: [Question] = []
    /// The value of the nonce extension.
    private(set) var nonce: [UInt8]?

    /// Nil when it is not a request.
    init?(_ octets: [UInt8]) {
        var outer = DERReader(0..<octets.count)
        guard let request = outer.next(tag: 0x30, in: octets.span), outer.isAtEnd else {
            return nil
        }
        var parts = DERReader(request)
        guard let tbs = parts.next(tag: 0x30, in: octets.span) else { return nil }
        var fields = DERReader(tbs)
        _ = fields.next(tag: 0xA0, in: octets.span)  // version
        _ = fields.next(tag: 0xA1, in: octets.span)  // requestorName
        guard let list = fields.next(tag: 0x30, in: octets.span) else { return nil }
        var requests = DERReader(list)
        while !requests.isAtEnd {
            guard let one = requests.next(tag: 0x30, in: octets.span),
                let question = Self.question(octets, one)
            else { return nil }
            questions.append(question)
        }
        guard !questions.isEmpty else { return nil }
        if let wrapped = fields.next(tag: 0xA2, in: octets.span) {
            var inner = DERReader(wrapped)
            guard let extensions = inner.next(tag: 0x30, in: octets.span) else { return nil }
            nonce = Self.nonce(octets, extensions)
        }
    }

    private static func question(_ octets: [UInt8], _ range: Range<Int>) -> Question? {
        var request = DERReader(range)
        let start = request.position
        guard let content = request.next(tag: 0x30, in: octets.span) else { return nil }
        let certID = Array(octets[start..<request.position])
        var fields = DERReader(content)
        let algorithmStart = fields.position
        guard fields.next(tag: 0x30, in: octets.span) != nil else { return nil }
        let algorithm = Array(octets[algorithmStart..<fields.position])
        guard let name = fields.next(tag: 0x04, in: octets.span),
            let key = fields.next(tag: 0x04, in: octets.span),
            let serial = fields.next(tag: 0x02, in: octets.span)
        else { return nil }
        return Question(
            certID: certID, algorithmIdentifier: algorithm, issuerNameHash: Array(octets[name]),
            issuerKeyHash: Array(octets[key]), serialNumber: Array(octets[serial]))
    }

    private static func nonce(_ octets: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        let identifier = DER.objectIdentifier("1.3.6.1.5.5.7.48.1.2").dropFirst(2)
        var extensions = DERReader(range)
        while let one = extensions.next(tag: 0x30, in: octets.span) {
            var fields = DERReader(one)
            guard let name = fields.next(tag: 0x06, in: octets.span) else { return nil }
            _ = fields.next(tag: 0x01, in: octets.span)
            guard let value = fields.next(tag: 0x04, in: octets.span) else { return nil }
            if octets[name].elementsEqual(identifier) { return Array(octets[value]) }
        }
        return nil
    }
}
