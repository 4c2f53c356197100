import EDocSystem
import EDocZip
import VectorSupport

/// 2024-07-15 17:25:00, which the tests write everywhere.
let time = MSDOSDateTime(date: 0x58EF, time: 0x8B20)

/// The archive that `body` writes.
func archive(
    limits: ZipLimits = ZipLimits(), _ body: (inout ZipWriter<MemorySink>) throws -> Void
) throws -> [UInt8] {
    var writer = ZipWriter(to: MemorySink(), limits: limits)
    try body(&writer)
    return try writer.finish().bytes
}

/// Everything that is wrong with `bytes`, also with the contents and the entry `mimetype`.
func findings(
    in bytes: [UInt8], limits: ZipLimits = ZipLimits()
) throws -> [ZipDisagreement] {
    try findings(of: ZipReader(MemorySource(bytes), limits: limits))
}

/// Everything that is wrong with an archive, also with the contents and the entry `mimetype`.
func findings(of reader: ZipReader) throws -> [ZipDisagreement] {
    var findings = reader.disagreements + reader.mimetypeDisagreements()
    for entry in reader.entries {
        if let wrong = try reader.read(entry, { _ in }) { findings.append(wrong) }
    }
    return findings
}

/// The contents of the entry `name`; nil when there is none that can be read.
func contents(of name: String, in reader: ZipReader) throws -> [UInt8]? {
    guard let entry = reader.entries.first(where: { $0.nameOctets.elementsEqual(name.utf8) }),
        case .bytes(let bytes) = try reader.contents(of: entry, limit: 1 << 20)
    else { return nil }
    return bytes
}

/// `count` bytes that deflate can do something with.
func text(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    let words = ["sertifikāts ", "eksāmens ", "gads ", "\n", "0123456789", "vērtējums "]
    var bytes: [UInt8] = []
    while bytes.count < count {
        bytes += words[Int.random(in: 0..<words.count, using: &generator)].utf8
    }
    return Array(bytes.prefix(count))
}

/// The bytes that `hexadecimal` spells; white space and what follows `//` in a line is left out.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.split(separator: "\n").flatMap { line in
        line.prefix { $0 != "/" }.filter(\.isHexDigit)
    }
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
}
