package import EDocCrypto

/// The digests of the files in a container, by the octets of their names (P1).
///
/// Each file is read once, with all algorithms that the signatures of the container name.
package struct SignedDataDigests: Sendable {
    private var digests: [[UInt8]: [DigestAlgorithm: DigestValue]] = [:]

    /// No files.
    package init() {}

    /// Whether the container has a file of that name.
    package func contains(_ name: [UInt8]) -> Bool { digests[name] != nil }

    /// The digest of a file; nil when there is no such file, or it was not asked for.
    package func digest(of name: [UInt8], by algorithm: DigestAlgorithm) -> DigestValue? {
        digests[name]?[algorithm]
    }

    /// Adds a file with its digests.
    package mutating func insert(_ name: [UInt8], _ values: [DigestValue]) {
        for value in values { digests[name, default: [:]][value.algorithm] = value }
        if digests[name] == nil { digests[name] = [:] }
    }
}
