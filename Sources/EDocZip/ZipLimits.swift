/// How much an archive may hold; the same for what is written and for what is read.
///
/// Archives come from outside. Each number bounds time or memory that a small file could otherwise
/// demand, and is well above what honest archives need.
package struct ZipLimits: Sendable, Hashable {
    /// How many entries an archive may have: 100,000 files that are signed, and what else a
    /// container has.
    package var entries = 100_100

    /// How many folders the names of all entries may make.
    package var folders = 100_000

    /// How many bytes of UTF-8 an entry name may have; no Linux path is longer.
    package var nameLength = 4_096

    /// How many bytes all headers of the central directory may have together: they are held in
    /// memory.
    package var centralDirectorySize = 33_554_432

    /// How many bytes one entry may have after it is inflated.
    package var inflatedBytesPerEntry: UInt64 = 1 << 36

    /// How many bytes all entries may have together after they are inflated.
    package var inflatedBytesInTotal: UInt64 = 1 << 37

    /// How many bytes one compressed byte may become, in each entry and in all of them together;
    /// deflate itself cannot pass about 1,032.
    package var ratio: UInt64 = 250

    /// Up to how many inflated bytes the ratio is not looked at, of an entry and of all of them
    /// together: small files of zeros are no attack.
    package var ratioFreeBytes: UInt64 = 8_388_608

    /// The limits that stand beside each property.
    package init() {}
}
