internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// The digests of one file of an archive, computed while it is read once.
enum FileDigests {
    /// Reads `entry` and digests it by each of `algorithms`.
    ///
    /// - Returns: The digests, or what is wrong with the contents.
    static func compute(
        _ algorithms: [DigestAlgorithm], of entry: ZipEntry, in reader: ZipReader
    ) throws -> ([DigestValue], ZipDisagreement?) {
        // `MessageDigest` cannot be copied and so cannot stand in an array: one variable for each
        // of the four algorithms.
        var sha1 = try digest(.sha1, algorithms)
        var sha256 = try digest(.sha256, algorithms)
        var sha384 = try digest(.sha384, algorithms)
        var sha512 = try digest(.sha512, algorithms)
        let disagreement = try reader.read(entry) { octets in
            try reader.budget.spend(algorithms.count * octets.count, of: .octets)
            sha1?.update(octets)
            sha256?.update(octets)
            sha384?.update(octets)
            sha512?.update(octets)
        }
        if let disagreement { return ([], disagreement) }
        let values = [
            try sha1?.finish(), try sha256?.finish(), try sha384?.finish(), try sha512?.finish(),
        ]
        return (values.compactMap { $0 }, nil)
    }

    private static func digest(
        _ algorithm: DigestAlgorithm, _ wanted: [DigestAlgorithm]
    ) throws -> MessageDigest? {
        wanted.contains(algorithm) ? try MessageDigest(algorithm) : nil
    }
}
