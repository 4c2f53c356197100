public import EDocCrypto
internal import EDocZip

extension DataFile {
    /// The octets with which many files begin, hashed once for all of them.
    ///
    /// It is immutable and may be shared by any number of tasks.
    public final class Prefix: Sendable {
        /// The octets.
        public let octets: [UInt8]
        /// The CRC-32 of the octets, to be continued (APPNOTE 4.4.7).
        let crc32: CRC32
        private let sha256: MessageDigest
        private let sha384: MessageDigest
        private let sha512: MessageDigest

        /// Hashes `octets` by each algorithm that signatures use. Throws `library` only.
        public init(_ octets: [UInt8]) throws(EDocError) {
            self.octets = octets
            var crc32 = CRC32()
            crc32.update(octets.span)
            self.crc32 = crc32
            do {
                sha256 = try Self.digest(of: octets, .sha256)
                sha384 = try Self.digest(of: octets, .sha384)
                sha512 = try Self.digest(of: octets, .sha512)
            } catch {
                throw EDocError(.library, "a prefix cannot be hashed: \(error)", underlying: error)
            }
        }

        private static func digest(
            of octets: [UInt8], _ algorithm: DigestAlgorithm
        ) throws(OpenSSLError) -> MessageDigest {
            var digest = try MessageDigest(algorithm)
            digest.update(octets.span)
            return digest
        }

        /// Brings `digest`, which has seen no octets, to the state after the prefix.
        func resume(_ digest: inout MessageDigest) throws(OpenSSLError) {
            switch digest.algorithm {
            case .sha384: try digest.resume(from: sha384)
            case .sha512: try digest.resume(from: sha512)
            case .sha256: try digest.resume(from: sha256)
            case .sha1:
                let octets = octets
                digest.update(octets.span)
            }
        }
    }
}
