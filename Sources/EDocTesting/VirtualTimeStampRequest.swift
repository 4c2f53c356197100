internal import EDocCrypto
internal import EDocEncoding

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
