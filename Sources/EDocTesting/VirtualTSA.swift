public import EDocCrypto
internal import EDocEncoding
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
    private let authority: VirtualCA
    private let key: PrivateKey

    /// What can be wrong with a response, on purpose. Everything else of it is right.
    public enum Fault: String, CaseIterable, Sendable {
        /// Status `rejection` with `systemFailure`, and no token (RFC 3161 §2.4.2).
        case rejected
        /// The token is about another message.
        case otherImprint
        /// The nonce is another one.
        case otherNonce
        /// The request's nonce is not repeated.
        case noNonce
        /// The policy is not the one asked for.
        case otherPolicy
        /// The signature is of other octets.
        case damagedSignature
        /// `SigningCertificateV2` names another certificate than the one that signed (RFC 5816).
        case otherSigningCertificate
        /// The certificate that signed has no extended key usage `timeStamping` (RFC 3161 §2.3).
        case certificateWithoutPurpose
        /// The certificate is left out though it was asked for.
        case noCertificate
        /// The second half of the response is missing.
        case truncated
        /// Seven zero bytes follow the response.
        case trailingBytes
    }

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
        let token = try token(for: request, at: time, fault: fault)
        let response = DER.sequence(DER.sequence(DER.integer(0)), token)
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
        switch fault {
        case .otherImprint: request.damageImprint()
        case .otherNonce: request.nonce = DER.integer(magnitude: [0x0B, 0xAD])
        case .noNonce: request.nonce = []
        case .otherPolicy: request.policy = DER.objectIdentifier("2.999.1.2.3")
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
        var signing = certificate
        if fault == .certificateWithoutPurpose {
            signing = try authority.issue(
                .seal, commonName: "TSA without purpose", key: key,
                notBefore: certificate.notBefore, notAfter: certificate.notAfter)
        }
        let isIncluded = request.certReq && fault != .noCertificate
        return try VirtualSignedData(
            contentType: "1.2.840.113549.1.9.16.1.4", content: info, signer: signing, key: key,
            namedCertificate: fault == .otherSigningCertificate ? authority.root : signing,
            certificates: isIncluded ? [signing, authority.intermediate] : [],
            isDamaged: fault == .damagedSignature
        ).encoded()
    }
}

/// The parts of a `TimeStampReq` (RFC 3161 §2.4.1) that a virtual authority needs. Read without the
/// types of EDocPKI, which are tested with it.
struct VirtualTimeStampRequest {
    /// The DER of `messageImprint`.
    private(set) var messageImprint: [UInt8]
    private var algorithm: [UInt8]
    /// The DER of `reqPolicy`; empty when there is none.
    var policy: [UInt8]
    /// The DER of `nonce`; empty when there is none.
    var nonce: [UInt8]
    let certReq: Bool

    /// Reads a request of version 1.
    init(_ octets: [UInt8]) throws(ASN1Error) {
        var fields = try DERValue(octets[...], .sequence, "TimeStampReq").reader
        let version = try fields.next(.integer, "version")
        guard version.content == [1] else {
            throw ASN1Error(.unsupported, "version", "expected 1")
        }
        let imprint = try fields.next(.sequence, "messageImprint")
        messageImprint = imprint.octets
        policy = try fields.optional(.objectIdentifier, "reqPolicy")?.octets ?? []
        nonce = try fields.optional(.integer, "nonce")?.octets ?? []
        certReq = try fields.optional(.boolean, "certReq")?.boolean("certReq") ?? false
        // Extensions are not known here: RFC 3161 §2.4.1 lets them be refused.
        try fields.end("TimeStampReq")
        var parts = imprint.reader
        var identifier = try parts.next(.sequence, "hashAlgorithm").reader
        algorithm = try identifier.next(.objectIdentifier, "hashAlgorithm").octets
        digestSize = try parts.next(.octetString, "hashedMessage").content.count
        try parts.end("messageImprint")
    }

    private let digestSize: Int

    /// Whether the imprint is by SHA-256, SHA-384 or SHA-512, and has the size of that digest.
    var isDigestKnown: Bool {
        [DigestAlgorithm.sha256, .sha384, .sha512].contains {
            DER.objectIdentifier($0.identifier) == algorithm && $0.digestSize == digestSize
        }
    }

    /// Makes the imprint that of another message.
    mutating func damageImprint() { messageImprint[messageImprint.count - 1] ^= 1 }
}
