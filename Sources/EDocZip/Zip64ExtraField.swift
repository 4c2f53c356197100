/// The zip64 extended information extra field (APPNOTE 4.5.3).
///
/// It holds, in this order, only those values whose 32-bit field in the header is all ones.
package struct Zip64ExtraField: Sendable, Hashable {
    /// The header ID.
    package static let headerID: UInt16 = 0x0001

    package var uncompressedSize: UInt64?
    package var compressedSize: UInt64?
    package var localHeaderOffset: UInt64?

    /// A field with the values that are given.
    package init(
        uncompressedSize: UInt64? = nil, compressedSize: UInt64? = nil,
        localHeaderOffset: UInt64? = nil
    ) {
        self.uncompressedSize = uncompressedSize
        self.compressedSize = compressedSize
        self.localHeaderOffset = localHeaderOffset
    }

    /// How many bytes it takes, header ID and size included; 0 when it holds nothing, for then it is
    /// not written.
    var encodedSize: Int {
        let values =
            (uncompressedSize == nil ? 0 : 8) + (compressedSize == nil ? 0 : 8)
            + (localHeaderOffset == nil ? 0 : 8)
        return values == 0 ? 0 : 4 + values
    }

    /// Appends the field, or nothing when it holds nothing.
    func encode(into bytes: inout [UInt8]) {
        let size = encodedSize
        guard size > 0 else { return }
        bytes.append(addingCapacity: size) { output in
            output.append(littleEndian: Self.headerID)
            output.append(littleEndian: UInt16(truncatingIfNeeded: size - 4))
            if let uncompressedSize { output.append(littleEndian: uncompressedSize) }
            if let compressedSize { output.append(littleEndian: compressedSize) }
            if let localHeaderOffset { output.append(littleEndian: localHeaderOffset) }
        }
    }
}
