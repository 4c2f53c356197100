/// Checksum and sizes behind the bytes of an entry whose header could not yet know them
/// (APPNOTE 4.3.9).
struct DataDescriptor: Sendable, Hashable {
    /// `PK 07 08`, as a number. It is optional for readers, and writers should write it
    /// (APPNOTE 4.3.9.3, 4.3.9.4).
    static let signature: UInt32 = 0x0807_4b50

    var crc32: UInt32
    var compressedSize: UInt64
    var uncompressedSize: UInt64

    /// Whether the sizes take eight bytes each: only when one of them does not fit into four.
    ///
    /// Java's `ZipInputStream` decides by the same rule, whatever the header announces.
    var needsZip64: Bool {
        compressedSize > UInt64(UInt32.max) || uncompressedSize > UInt64(UInt32.max)
    }

    /// Appends the descriptor with its signature.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: 24) { output in
            output.append(littleEndian: Self.signature)
            output.append(littleEndian: crc32)
            if needsZip64 {
                output.append(littleEndian: compressedSize)
                output.append(littleEndian: uncompressedSize)
            } else {
                output.append(littleEndian: UInt32(truncatingIfNeeded: compressedSize))
                output.append(littleEndian: UInt32(truncatingIfNeeded: uncompressedSize))
            }
        }
    }
}

extension DataDescriptor {
    /// How many bytes it takes with its signature: 16, or 24 with 64-bit sizes. Without it, four
    /// fewer.
    static func size(isZip64: Bool, hasSignature: Bool) -> Int {
        (isZip64 ? 20 : 12) + (hasSignature ? 4 : 0)
    }

    /// The descriptor in `bytes`, whose count says which of the four forms it has; nil when it has
    /// none of them, or the signature is not there.
    init?(decoding bytes: Span<UInt8>) {
        var rest = bytes
        if bytes.count == 16 || bytes.count == 24 {
            guard bytes.littleEndian32(at: 0) == Self.signature else { return nil }
            rest = bytes.extracting(droppingFirst: 4)
        }
        guard rest.count == 12 || rest.count == 20 else { return nil }
        crc32 = rest.littleEndian32(at: 0)
        if rest.count == 20 {
            compressedSize = rest.littleEndian64(at: 4)
            uncompressedSize = rest.littleEndian64(at: 12)
        } else {
            compressedSize = UInt64(rest.littleEndian32(at: 4))
            uncompressedSize = UInt64(rest.littleEndian32(at: 8))
        }
    }
}
