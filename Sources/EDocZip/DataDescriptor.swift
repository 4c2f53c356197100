/// Checksum and sizes behind the bytes of an entry whose header could not yet know them
/// (APPNOTE 4.3.9).
package struct DataDescriptor: Sendable, Hashable {
    /// `PK 07 08`, as a number. It is optional for readers, and writers should write it
    /// (APPNOTE 4.3.9.3, 4.3.9.4).
    package static let signature: UInt32 = 0x0807_4b50

    package var crc32: UInt32
    package var compressedSize: UInt64
    package var uncompressedSize: UInt64

    /// Whether the sizes take eight bytes each: only when one of them does not fit into four.
    ///
    /// Java's `ZipInputStream` decides by the same rule, whatever the header announces.
    package var needsZip64: Bool {
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
