/// The octets of a PDF file while it is written: its header, then its indirect objects in the order
/// of their numbers (ISO 32000-1 §7.5).
///
/// Objects are numbered 1, 2, 3 … as they come, so the cross-reference table is the list of their
/// offsets. Dictionaries are written by hand, key by key: the order of the octets is the order of
/// the code.
struct PDFObjects {
    /// The file so far.
    private(set) var bytes: [UInt8]
    /// Where each object begins, object 1 first, relative to the start of the file.
    private(set) var offsets: [Int]
    private let start: Int

    /// The header of a new file (§7.5.2; the comment of four octets above 127 is what ISO 19005-2
    /// §6.1.2 requires).
    init() {
        bytes = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        offsets = []
        start = 0
    }

    /// Continues, at the end of `buffer`, a file whose first `count` bytes hold the objects with
    /// these offsets, whether or not those bytes stand in the buffer.
    init(
        continuing offsets: [Int], after count: Int, prefix: [UInt8]?,
        in buffer: consuming [UInt8]
    ) {
        bytes = buffer
        if let prefix { bytes.append(contentsOf: prefix) }
        start = bytes.count - count
        self.offsets = offsets
        self.offsets.reserveCapacity(offsets.count + 64)
    }

    /// The number of the object that is written next.
    var nextNumber: Int { offsets.count + 1 }

    /// Writes one object with the octets that `body` appends.
    mutating func object(_ body: (inout [UInt8]) -> Void) {
        offsets.append(bytes.count - start)
        bytes.append(decimal: offsets.count)
        bytes.append(" 0 obj\n")
        body(&bytes)
        bytes.append("\nendobj\n")
    }

    /// Writes a stream (§7.3.8); `entries` are those of its dictionary besides the length.
    mutating func stream(_ entries: String, _ contents: [UInt8]) {
        object { bytes in
            bytes.append("<<")
            bytes.append(entries)
            bytes.append("/Length ")
            bytes.append(decimal: contents.count)
            bytes.append(">>stream\n")
            bytes.append(contentsOf: contents)
            bytes.append("\nendstream")
        }
    }

    /// Writes the cross-reference table and the trailer (§7.5.4, §7.5.5) and returns all octets.
    ///
    /// Nothing may follow but the end of line of `%%EOF` (ISO 19005-2 §6.1.3).
    consuming func finish(root: Int, info: Int, identifier: UInt128) -> [UInt8] {
        let table = bytes.count - start
        bytes.append("xref\n0 ")
        bytes.append(decimal: offsets.count + 1)
        bytes.append("\n0000000000 65535 f \n")
        for offset in offsets {
            bytes.append(decimal: offset, digits: 10)
            bytes.append(" 00000 n \n")
        }
        bytes.append("trailer\n<</Size ")
        bytes.append(decimal: offsets.count + 1)
        bytes.append("/Root ")
        bytes.append(reference: root)
        bytes.append("/Info ")
        bytes.append(reference: info)
        bytes.append("/ID[")
        for _ in 0..<2 {
            bytes.append(UInt8(ascii: "<"))
            for shift in stride(from: 112, through: 0, by: -16) {
                bytes.append(hexadecimal: UInt16(truncatingIfNeeded: identifier >> shift))
            }
            bytes.append(UInt8(ascii: ">"))
        }
        bytes.append("]>>\nstartxref\n")
        bytes.append(decimal: table)
        bytes.append("\n%%EOF\n")
        return bytes
    }
}
