/// The header in front of an entry's bytes (APPNOTE 4.3.7), without name and extra field.
struct LocalFileHeader: Sendable, Hashable {
    /// `PK 03 04`, as a number.
    static let signature: UInt32 = 0x0403_4b50

    /// How many bytes stand before the name.
    static let fixedSize = 4 + EntryHeaderFields.size

    var fields: EntryHeaderFields

    /// Appends the header's fixed part; name and extra field follow it.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
            fields.encode(into: &output)
        }
    }
}

extension LocalFileHeader {
    /// The header at the beginning of `bytes`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>) {
        guard bytes.count >= Self.fixedSize, bytes.littleEndian32(at: 0) == Self.signature else {
            return nil
        }
        fields = EntryHeaderFields(decoding: bytes, at: 4)
    }
}
