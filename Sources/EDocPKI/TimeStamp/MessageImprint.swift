package import EDocCrypto
internal import EDocEncoding

/// The digest of what is time-stamped.
///
/// [RFC 3161 §2.4.1](https://www.rfc-editor.org/rfc/rfc3161#section-2.4.1).
package struct MessageImprint: Hashable, Sendable {
    /// The digest algorithm, which need not be one that the library computes.
    package let hashAlgorithm: AlgorithmIdentifier
    /// The digest.
    package let hashedMessage: [UInt8]

    /// The imprint of `digest`.
    package init(_ digest: DigestValue) {
        hashAlgorithm = AlgorithmIdentifier(digest.algorithm.objectIdentifier, withNull: true)
        hashedMessage = digest.octets
    }

    /// The structure in `value`.
    init(_ value: DERValue) throws(ASN1Error) {
        var reader = value.reader
        hashAlgorithm = try AlgorithmIdentifier(
            try reader.next("hashAlgorithm"), "hashAlgorithm")
        hashedMessage = [UInt8](try reader.next(.octetString, "hashedMessage").content)
        try reader.end("messageImprint")
    }

    /// The digest, if the library computes this algorithm.
    package var digest: DigestValue? {
        hashAlgorithm.digestAlgorithm.map { DigestValue(algorithm: $0, octets: hashedMessage) }
    }

    /// The encoded imprint.
    package var derEncoded: [UInt8] {
        DEREncoding.value(
            .sequence, [UInt8](hashAlgorithm.encoded),
            DEREncoding.value(.octetString, hashedMessage))
    }

    /// Equal when algorithm and digest are; parameters NULL and absent are the same.
    package static func == (left: MessageImprint, right: MessageImprint) -> Bool {
        left.hashAlgorithm.algorithm == right.hashAlgorithm.algorithm
            && left.hashedMessage == right.hashedMessage
    }

    /// Hashes the digest, which equality compares.
    package func hash(into hasher: inout Hasher) { hasher.combine(hashedMessage) }
}
