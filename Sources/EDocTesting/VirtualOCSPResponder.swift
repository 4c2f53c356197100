public import EDocCrypto
internal import EDocEncoding
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
        /// The answer was issued two days ago and good for an hour.
        case stale
        /// The signature is of other octets.
        case damagedSignature
        /// The responder's certificate has no extended key usage `OCSPSigning` (RFC 6960 §4.2.2.2).
        case responderWithoutPurpose
        /// The responder's certificate is left out.
        case noCertificate
        /// The second half of the response is missing.
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
    /// - Throws: `EDocError` with `library`.
    public init(
        _ authority: VirtualCA, for issuer: VirtualCA.Issuer = .intermediate,
        key: VirtualKeyType = .p256, validFrom: Date, validTo: Date
    ) throws(EDocError) {
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
    ) throws(EDocError) -> [UInt8] {
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
    ) throws(EDocError) -> Bool {
        guard let algorithm = question.algorithm, let publicKey = try? issuer.publicKey() else {
            return false
        }
        let nameHash = try algorithm.digest(of: issuer.subjectDER).octets
        let keyHash = try algorithm.digest(of: publicKey.subjectPublicKeyBits).octets
        return nameHash == question.issuerNameHash && keyHash == question.issuerKeyHash
    }
}

/// The parts of an `OCSPRequest` (RFC 6960 §4.1.1) that a virtual responder needs. Read without the
/// types of EDocPKI, which are tested with it.
struct VirtualOCSPRequest {
    /// A `CertID` and its parts.
    struct Question {
        let certID: [UInt8]
        let algorithmIdentifier: [UInt8]
        let issuerNameHash: [UInt8]
        let issuerKeyHash: [UInt8]
        let serialNumber: [UInt8]

        /// Reads a `Request`.
        init(_ value: DERValue) throws(ASN1Error) {
            var request = value.reader
            let certID = try request.next(.sequence, "reqCert")
            self.certID = certID.octets
            var fields = certID.reader
            algorithmIdentifier = try fields.next(.sequence, "hashAlgorithm").octets
            issuerNameHash = Array(try fields.next(.octetString, "issuerNameHash").content)
            issuerKeyHash = Array(try fields.next(.octetString, "issuerKeyHash").content)
            serialNumber = Array(try fields.next(.integer, "serialNumber").content)
        }

        /// The digest algorithm of the hashes; nil when it is unknown.
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

    /// Reads a request.
    init(_ octets: [UInt8]) throws(ASN1Error) {
        var outer = try DERValue(octets[...], .sequence, "OCSPRequest").reader
        var request = try outer.next(.sequence, "tbsRequest").reader
        _ = try request.optional(.constructed(0), "version")
        _ = try request.optional(.constructed(1), "requestorName")
        var list = try request.next(.sequence, "requestList").reader
        repeat {
            questions.append(try Question(try list.next(.sequence, "Request")))
        } while !list.isAtEnd
        guard var extensions = try request.explicit(2, "requestExtensions")?.reader else { return }
        while nonce == nil, !extensions.isAtEnd {
            nonce = try Self.nonce(try extensions.next(.sequence, "Extension"))
        }
    }

    /// The value of an extension, if it is the nonce.
    private static func nonce(_ value: DERValue) throws(ASN1Error) -> [UInt8]? {
        var fields = value.reader
        let identifier = try fields.next(.objectIdentifier, "extnID").octets
        _ = try fields.optional(.boolean, "critical")
        let value = try fields.next(.octetString, "extnValue")
        return identifier == DER.objectIdentifier("1.3.6.1.5.5.7.48.1.2")
            ? Array(value.content) : nil
    }
}
