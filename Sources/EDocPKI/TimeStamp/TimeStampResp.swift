package import EDocEncoding

/// An answer of a time-stamping authority.
///
/// [RFC 3161 §2.4.2](https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2).
package struct TimeStampResp: Sendable {
    /// PKIStatus
    package enum Status: Int, Hashable, Sendable {
        case granted = 0
        case grantedWithMods = 1
        case rejection = 2
        case waiting = 3
        case revocationWarning = 4
        case revocationNotification = 5
    }

    /// PKIFailureInfo, by the number of the bit.
    package enum Failure: Int, CaseIterable, Hashable, Sendable {
        case badAlg = 0
        case badRequest = 2
        case badDataFormat = 5
        case timeNotAvailable = 14
        case unacceptedPolicy = 15
        case unacceptedExtension = 16
        case addInfoNotAvailable = 17
        case systemFailure = 25
    }

    /// Whether a token was made.
    package let status: Status
    /// What the authority says in words: foreign text, at most 1,024 bytes of it.
    package let statusString: String
    /// Why no token was made.
    package let failInfo: [Failure]
    /// The token.
    package let timeStampToken: TimeStampToken?

    /// Decodes an answer.
    ///
    /// - Throws: `ASN1Error` when `encoded` is not one answer.
    package init(
        encoded: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) {
        guard encoded.count <= limits.timeStampTokenSize else {
            throw ASN1Error(
                .limitExceeded, "TimeStampResp", "more than \(limits.timeStampTokenSize) bytes")
        }
        // The token inside may be BER, and an indefinite length outside goes with that.
        let octets = try BERTranscoding.definiteLengths(encoded, "TimeStampResp")
        var reader = try DERValue(octets[...], .sequence, "TimeStampResp").reader
        var info = try reader.next(.sequence, "PKIStatusInfo").reader
        let number = try info.next(.integer, "status").smallInteger("status")
        guard let status = Status(rawValue: number) else {
            throw ASN1Error(.invalidValue, "status", "there is no status \(number)")
        }
        self.status = status
        let text = try info.optional(.sequence, "statusString")?.reader
        let failure = try info.optional(.bitString, "failInfo")
        try info.end("PKIStatusInfo")
        statusString = Self.text(text)
        failInfo = Self.failures(failure)
        if let token = try reader.optional(.sequence, "timeStampToken") {
            timeStampToken = try TimeStampToken(encoded: token.octets, limits: limits)
        } else {
            timeStampToken = nil
        }
        try reader.end("TimeStampResp")
    }

    private static func text(_ strings: DERSequence?) -> String {
        guard var reader = strings else { return "" }
        var text: [UInt8] = []
        while text.count < 1_024, let next = try? reader.next(.utf8String, "statusString") {
            if !text.isEmpty { text.append(UInt8(ascii: " ")) }
            text += next.content.prefix(1_024 - text.count)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func failures(_ bits: DERValue?) -> [Failure] {
        guard let octets = bits?.content.dropFirst() else { return [] }
        return Failure.allCases.filter { failure in
            let index = octets.startIndex + failure.rawValue / 8
            return index < octets.endIndex
                && octets[index] & (0x80 >> UInt8(failure.rawValue % 8)) != 0
        }
    }

    /// Why an answer does not fit its request.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The authority made no token.
        case notGranted(Status, [Failure])
        /// The status is granted but there is no token, or it is another one and there is a token.
        case tokenAndStatusDisagree
        /// The token is for another digest.
        case otherImprint
        /// The token does not repeat the nonce.
        case otherNonce
        /// The token was made under another policy than the one asked for.
        case otherPolicy
        /// The token does not hold the certificate of the authority, which was asked for.
        case certificateMissing

        /// The clause that the answer breaks.
        package var clause: String { "RFC 3161 §2.4.2" }

        /// Why the answer cannot be used.
        package var description: String {
            switch self {
            case .notGranted(let status, let failures):
                "the authority answered \(status)"
                    + (failures.isEmpty
                        ? "" : ": " + failures.map { "\($0)" }.joined(separator: ", "))
            case .tokenAndStatusDisagree: "its status and whether it holds a token disagree"
            case .otherImprint: "its token is for another digest"
            case .otherNonce: "its token does not repeat the nonce"
            case .otherPolicy: "its token was made under another policy than the one asked for"
            case .certificateMissing:
                "its token does not hold the certificate of the authority, which was asked for"
            }
        }
    }

    /// The token, if this is the answer to `request`. Its signature is not looked at.
    package func token(answering request: TimeStampReq) -> Result<TimeStampToken, Fault> {
        guard status == .granted || status == .grantedWithMods else {
            return .failure(
                timeStampToken == nil ? .notGranted(status, failInfo) : .tokenAndStatusDisagree)
        }
        guard let token = timeStampToken else { return .failure(.tokenAndStatusDisagree) }
        let info = token.tstInfo
        guard info.messageImprint == request.messageImprint else {
            return .failure(.otherImprint)
        }
        // Without a nonce in the request one in the token means nothing (RFC 3161 §2.4.2: "MUST
        // be present if it was present in the request").
        if let nonce = request.nonce {
            let encoded = DEREncoding.integer(nonce)
            guard let stated = info.nonce,
                encoded == DEREncoding.value(.integer, stated)
            else { return .failure(.otherNonce) }
        }
        if let policy = request.reqPolicy, policy != info.policy { return .failure(.otherPolicy) }
        if request.certReq, token.certificates.isEmpty { return .failure(.certificateMissing) }
        return .success(token)
    }
}
