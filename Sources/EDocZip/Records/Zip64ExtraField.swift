/// The zip64 extended information extra field (APPNOTE 4.5.3).
///
/// It holds, in this order, only those values whose 32-bit field in the header is all ones.
struct Zip64ExtraField: Sendable, Hashable {
    /// The header ID.
    static let headerID: UInt16 = 0x0001

    var uncompressedSize: UInt64?
    var compressedSize: UInt64?
    var localHeaderOffset: UInt64?

    /// A field with the values that are given.
    init(
        uncompressedSize: UInt64? = nil, compressedSize: UInt64? = nil,
        localHeaderOffset: UInt64? = nil
    ) {
        self.uncompressedSize = uncompressedSize
        self.compressedSize = compressedSize
        self.localHeaderOffset = localHeaderOffset
    }

    /// How many bytes it takes, header ID and size included; 0 when it holds nothing, for then it
    /// is not written.
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

extension Zip64ExtraField {
    /// Reads the values of a central directory header's field.
    ///
    /// What is nil in `self` is wanted, for its 32-bit field is all ones; what is not has its place
    /// in the header. The field holds exactly what is wanted. As some writers add what is not, a
    /// field in a header that wants nothing may repeat the header's values.
    ///
    /// - Returns: What is wrong; nil when nothing is.
    mutating func complete(from bytes: Span<UInt8>) -> String? {
        let wanted = [uncompressedSize, compressedSize, localHeaderOffset]
        let missing = wanted.count { $0 == nil }
        if missing == 0 {
            for (index, value) in wanted.enumerated() where bytes.count >= 8 * (index + 1) {
                let repeated = bytes.littleEndian64(at: 8 * index)
                if repeated != value {
                    return "the value \(repeated), which the header contradicts"
                }
            }
            return bytes.count % 8 == 0 && bytes.count <= 24 ? nil : "\(bytes.count) bytes"
        }
        guard bytes.count == 8 * missing else {
            return "\(bytes.count) bytes, where the header wants \(8 * missing)"
        }
        var offset = 0
        func take(_ value: UInt64?) -> UInt64 {
            if let value { return value }
            defer { offset += 8 }
            return bytes.littleEndian64(at: offset)
        }
        uncompressedSize = take(uncompressedSize)
        compressedSize = take(compressedSize)
        localHeaderOffset = take(localHeaderOffset)
        return nil
    }
}
