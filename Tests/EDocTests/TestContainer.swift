import EDoc
import EDocSystem
import EDocZip
import Testing
import VectorSupport

/// A container taken apart by what its central directory says; only for containers of this package.
struct TestContainer {
    struct Entry {
        let name: String
        let method: Int
        let flags: Int
        let time: Int
        let date: Int
        let crc32: Int
        /// The octets as they stand in the archive.
        let octets: [UInt8]
        /// Where in the archive they begin.
        let start: Int
        /// Where in the archive the checksum stands: in the local and in the central header.
        let checksums: [Int]
    }

    let octets: [UInt8]
    let entries: [Entry]

    init(_ octets: [UInt8]) throws {
        self.octets = octets
        func number(_ offset: Int, _ size: Int) throws -> Int {
            try #require(offset >= 0 && offset + size <= octets.count)
            return (0..<size).reversed().reduce(0) { $0 << 8 | Int(octets[offset + $1]) }
        }
        let end = octets.count - 22
        try #require(try number(end, 4) == 0x0605_4B50)
        var offset = try number(end + 16, 4)
        var entries: [Entry] = []
        for _ in 0..<(try number(end + 10, 2)) {
            try #require(try number(offset, 4) == 0x0201_4B50)
            let nameLength = try number(offset + 28, 2)
            let local = try number(offset + 42, 4)
            let size = try number(offset + 20, 4)
            let start = try local + 30 + number(local + 26, 2) + number(local + 28, 2)
            try #require(start + size <= octets.count)
            entries.append(
                Entry(
                    name: String(
                        decoding: octets[(offset + 46)..<(offset + 46 + nameLength)], as: UTF8.self),
                    method: try number(offset + 10, 2), flags: try number(offset + 8, 2),
                    time: try number(offset + 12, 2), date: try number(offset + 14, 2),
                    crc32: try number(offset + 16, 4),
                    octets: Array(octets[start..<(start + size)]), start: start,
                    checksums: [local + 14, offset + 16]))
            offset += try 46 + nameLength + number(offset + 30, 2) + number(offset + 32, 2)
        }
        self.entries = entries
    }

    init(at path: String) throws { try self.init(Vectors.octets(at: path)) }

    func entry(_ name: String) throws -> Entry {
        try #require(entries.first { $0.name.utf8.elementsEqual(name.utf8) }, "\(name)")
    }

    var names: [String] { entries.map(\.name) }

    /// The octets with another one at `position`, which belongs to a stored entry, and with the
    /// checksum of what that then holds: what the CRC-32 cannot tell.
    func octets(with octet: UInt8, at position: Int) throws -> [UInt8] {
        let entry = try #require(
            entries.first {
                $0.method == 0 && position - $0.start >= 0
                    && position - $0.start < $0.octets.count
            })
        var contents = entry.octets
        contents[position - entry.start] = octet
        let checksum = CRC32(of: contents.span).value
        var changed = octets
        changed[position] = octet
        for place in entry.checksums {
            for index in 0..<4 {
                changed[place + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * index))
            }
        }
        return changed
    }

    /// The archive with `contents` in the stored entry `name`, and a right checksum.
    func octets(with contents: [UInt8], in name: String) throws -> [UInt8] {
        var members: [(String, [UInt8])] = []
        for entry in entries {
            try #require(entry.method == 0)
            members.append((entry.name, entry.name == name ? contents : entry.octets))
        }
        return try Self.archive(members)
    }

    /// An archive of stored entries.
    static func archive(_ entries: [(name: String, contents: [UInt8])]) throws -> [UInt8] {
        var writer = ZipWriter(to: MemorySink(reservingCapacity: 0))
        let modified = MSDOSDateTime(secondsSince1970: 1_773_157_360)
        for entry in entries {
            try writer.writeStored(
                try EntryName(entry.name), contents: entry.contents.span, modified: modified)
        }
        return try writer.finish().bytes
    }

    /// The only signature file.
    func signatureFile() throws -> [UInt8] {
        let found = entries.filter {
            $0.name.hasPrefix("META-INF/") && $0.name.contains("signatures")
        }
        try #require(found.count == 1)
        return found[0].octets
    }
}
