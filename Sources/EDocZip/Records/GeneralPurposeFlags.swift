/// The general purpose bit flag of APPNOTE 4.4.4.
package struct GeneralPurposeFlags: OptionSet, Sendable, Hashable {
    /// The bits as they stand in a header.
    package let rawValue: UInt16

    /// The flags of the bits `rawValue`.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Bit 0: the entry is encrypted.
    package static let encrypted = GeneralPurposeFlags(rawValue: 1 << 0)

    /// Bits 1 and 2: which effort deflate made; they change nothing for a reader.
    package static let deflateEffort = GeneralPurposeFlags(rawValue: 3 << 1)

    /// Bit 3: checksum and sizes stand in a data descriptor behind the bytes.
    package static let dataDescriptor = GeneralPurposeFlags(rawValue: 1 << 3)

    /// Bit 6: strong encryption.
    package static let strongEncryption = GeneralPurposeFlags(rawValue: 1 << 6)

    /// Bit 11: name and comment are UTF-8 (APPNOTE appendix D).
    package static let utf8 = GeneralPurposeFlags(rawValue: 1 << 11)

    /// Bit 13: local header values are masked, because the central directory is encrypted.
    package static let maskedHeader = GeneralPurposeFlags(rawValue: 1 << 13)
}
