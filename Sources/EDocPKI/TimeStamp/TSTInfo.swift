package import EDocEncoding

/// What a time-stamping authority signed.
///
/// [RFC 3161 §2.4.2](https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2).
package struct TSTInfo: Hashable, Sendable {
    /// How far genTime may be off.
    package struct Accuracy: Hashable, Sendable {
        package let seconds: Int
        package let milliseconds: Int
        package let microseconds: Int

        /// The accuracy in seconds.
        package var interval: Double {
            Double(seconds) + Double(milliseconds) / 1e3 + Double(microseconds) / 1e6
        }
    }

    /// The policy under which the token was made.
    package let policy: ASN1ObjectIdentifier
    /// The digest of what is time-stamped.
    package let messageImprint: MessageImprint
    /// The number of the token in two's complement, as encoded; 160 bit and more occur.
    package let serialNumber: [UInt8]
    /// When the token was made, with its fraction of a second.
    package let genTime: ASN1Time
    /// How far genTime may be off; nil: the policy says.
    package let accuracy: Accuracy?
    /// Whether tokens of this authority can be ordered by genTime alone.
    package let ordering: Bool
    /// The number that the request held, in two's complement, as encoded.
    package let nonce: [UInt8]?
    /// The name of the authority: a hint, the signed attributes identify its certificate.
    package let tsa: GeneralName?
    /// A critical extension: none is known here.
    package let unknownCriticalExtension: ASN1ObjectIdentifier?

    /// Reads the structure.
    package init(
        _ octets: ArraySlice<UInt8>, limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) {
        var reader = try DERValue(octets, .sequence, "TSTInfo").reader
        let version = try reader.next(.integer, "version").smallInteger("version")
        guard version == 1 else {
            throw ASN1Error(.unsupported, "version", "expected 1, found \(version)")
        }
        policy = try ASN1ObjectIdentifier(try reader.next("policy"), "policy")
        messageImprint = try MessageImprint(try reader.next(.sequence, "messageImprint"))
        serialNumber = try Self.number(
            try reader.next(.integer, "serialNumber"), limits, "serialNumber")
        genTime = try ASN1Time(withFraction: try reader.next("genTime"), "genTime")
        accuracy =
            if let value = try reader.optional(.sequence, "accuracy") {
                try Accuracy(value)
            } else { nil }
        ordering = try reader.optional(.boolean, "ordering")?.boolean("ordering") ?? false
        nonce =
            if let value = try reader.optional(.integer, "nonce") {
                try Self.number(value, limits, "nonce")
            } else { nil }
        tsa =
            if let value = try reader.explicit(0, "tsa") {
                try GeneralName(value, "tsa")
            } else { nil }
        var extensions: [Extension] = []
        if let value = try reader.optional(.constructed(1), "extensions") {
            let sequence = DERValue(
                tag: .sequence, encoded: value.encoded, content: value.content)
            extensions = try Extension.extensions(
                in: sequence, limit: limits.extensions, "extensions")
        }
        unknownCriticalExtension = extensions.first(where: \.isCritical)?.identifier
        try reader.end("TSTInfo")
    }

    private static func number(
        _ value: DERValue, _ limits: EvidenceLimits, _ field: String
    ) throws(ASN1Error) -> [UInt8] {
        let octets = try value.integer(field)
        guard octets.count <= limits.timeStampSerialSize else {
            throw ASN1Error(.limitExceeded, field, "more than \(limits.timeStampSerialSize) bytes")
        }
        return [UInt8](octets)
    }
}

extension TSTInfo.Accuracy {
    init(_ value: DERValue) throws(ASN1Error) {
        var reader = value.reader
        let seconds = try reader.optional(.integer, "accuracy.seconds")
        let millis = try reader.optional(.primitive(0), "accuracy.millis")
        let micros = try reader.optional(.primitive(1), "accuracy.micros")
        try reader.end("accuracy")
        self.seconds = try seconds?.smallInteger("accuracy.seconds") ?? 0
        milliseconds = try millis?.smallInteger("accuracy.millis") ?? 0
        microseconds = try micros?.smallInteger("accuracy.micros") ?? 0
        guard milliseconds < 1_000, microseconds < 1_000 else {
            throw ASN1Error(.invalidValue, "accuracy", "expected at most 999")
        }
    }
}
