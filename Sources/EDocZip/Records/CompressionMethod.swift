/// How the bytes of an entry are kept (APPNOTE 4.4.5).
package struct CompressionMethod: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number in the header.
    package let rawValue: UInt16

    /// The method of number `rawValue`.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// As they are.
    package static let stored = CompressionMethod(rawValue: 0)

    /// As a raw deflate stream (RFC 1951).
    package static let deflated = CompressionMethod(rawValue: 8)

    /// The name and the number.
    package var description: String {
        switch self {
        case .stored: "stored (0)"
        case .deflated: "deflated (8)"
        default: "method \(rawValue)"
        }
    }
}
