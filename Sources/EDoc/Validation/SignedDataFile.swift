public import EDocCrypto
public import EDocSystem
internal import EDocZip

/// A file that was signed: from an accepted container, and covered by a TOTAL-PASSED signature.
///
/// Only a validation makes such values, so that their holder has what was signed and nothing else
/// in the container. The octets are read from the container when they are asked for, and digested
/// again: the container must stay in its place until then.
public struct SignedDataFile: Sendable {
    /// The name in the container: relative, with `/` between folders, without `.` and `..`.
    public let name: String
    /// The media type that was signed; nil when none was.
    public let mediaType: String?
    /// The size in octets.
    public let size: UInt64
    /// The digest that was signed.
    public let digest: DigestValue
    /// The places in ``ValidationReport/signatures`` of the signatures that cover the file and are
    /// TOTAL-PASSED.
    public let signatures: [Int]

    let reader: ZipReader
    let entry: ZipEntry

    /// Writes the octets to `sink`, piece by piece, without holding the file in memory, and flushes
    /// it.
    ///
    /// Blocks while it reads. After an error the octets written must not be used.
    ///
    /// - Throws: `EDocError` with `fileChanged` when the container is no longer the one that was
    ///   validated, with `unreadableFile` when it cannot be read; errors of `sink`.
    public func write(to sink: inout some ByteSink & ~Copyable) throws {
        var digest: MessageDigest
        do { digest = try MessageDigest(self.digest.algorithm) } catch {
            throw EDocError(.library, "the file \"\(name)\" cannot be digested", underlying: error)
        }
        let disagreement: ZipDisagreement?
        do {
            disagreement = try reader.read(entry) { octets in
                digest.update(octets)
                try sink.write(octets)
            }
        } catch let error as ZipError where error.code == .inputOutput {
            throw EDocError(
                .unreadableFile, "the file \"\(name)\" of the container cannot be read: \(error)",
                underlying: error)
        }
        let found: DigestValue
        do { found = try digest.finish() } catch {
            throw EDocError(.library, "the file \"\(name)\" cannot be digested", underlying: error)
        }
        guard disagreement == nil, found == self.digest else {
            throw EDocError(
                .fileChanged,
                "the file \"\(name)\" is not the one that was validated: the container was changed "
                    + "meanwhile; validate it again")
        }
        try sink.flush()
    }

    /// The octets, all at once.
    ///
    /// - Parameter limit: The largest number of octets; 1 GiB unless given.
    /// - Throws: `EDocError` with `tooLarge` when it has more; and as ``write(to:)``.
    public func octets(limit: Int = 1 << 30) throws -> [UInt8] {
        guard size <= UInt64(max(0, limit)) else {
            throw EDocError(
                .tooLarge, "the file \"\(name)\" has \(size) octets, and at most \(limit) are read")
        }
        var sink = MemorySink(reservingCapacity: Int(size))
        try write(to: &sink)
        return sink.bytes
    }
}
