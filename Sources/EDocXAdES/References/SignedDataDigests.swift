package import EDocCrypto
internal import EDocSystem

/// The digests of the files in a container, by the octets of their names (P1).
///
/// Each file is read once, with all algorithms that the signatures of the container name.
package struct SignedDataDigests: Sendable {
    private var digests: [OctetString: [DigestAlgorithm: DigestValue]] = [:]

    /// No files.
    package init() {}

    /// Whether the container has a file of that name.
    package func contains(_ name: [UInt8]) -> Bool { digests[OctetString(name)] != nil }

    /// The digest of a file; nil when there is no such file, or it was not asked for.
    package func digest(of name: [UInt8], by algorithm: DigestAlgorithm) -> DigestValue? {
        digests[OctetString(name)]?[algorithm]
    }

    /// Adds a file with its digests.
    package mutating func insert(_ name: [UInt8], _ values: [DigestValue]) {
        var known = digests[OctetString(name)] ?? [:]
        for value in values { known[value.algorithm] = value }
        digests[OctetString(name)] = known
    }
}
