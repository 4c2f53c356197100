import Testing

/// What each octet of a container belongs to: a field of a record of the archive, or an element of
/// an XML file. Only for containers of this package.
struct ContainerRegions {
    private var names: [String]

    private static let localFields = [
        ("signature", 4), ("version needed", 2), ("flags", 2), ("method", 2), ("time", 2),
        ("date", 2), ("CRC-32", 4), ("compressed size", 4), ("uncompressed size", 4),
        ("name length", 2), ("extra field length", 2),
    ]
    private static let centralFields =
        [("signature", 4), ("version made by", 2)] + localFields.dropFirst() + [
            ("comment length", 2), ("disk number", 2), ("internal attributes", 2),
            ("external attributes", 4), ("offset of the local header", 4),
        ]
    private static let endFields = [
        ("signature", 4), ("disk", 2), ("disk of the directory", 2), ("entries on this disk", 2),
        ("entries", 2), ("size of the directory", 4), ("offset of the directory", 4),
        ("comment length", 2),
    ]

    init(_ container: TestContainer) throws {
        names = Array(repeating: "", count: container.octets.count)
        var local = 0
        var central = 0
        for entry in container.entries { local += 30 + entry.name.utf8.count + entry.octets.count }
        central = local
        local = 0
        for entry in container.entries {
            local = mark(Self.localFields, "local file header", at: local)
            local = mark([("name", entry.name.utf8.count)], "local file header", at: local)
            try markContents(of: entry, at: local)
            local += entry.octets.count
            central = mark(Self.centralFields, "central directory header", at: central)
            central = mark(
                [("name", entry.name.utf8.count)], "central directory header", at: central)
        }
        let end = mark(Self.endFields, "end of central directory", at: central)
        try #require(end == container.octets.count && !names.contains(""))
    }

    /// What the octet at `position` belongs to.
    subscript(position: Int) -> String { names[position] }

    private mutating func mark(_ fields: [(String, Int)], _ record: String, at start: Int) -> Int {
        var position = start
        for (field, size) in fields {
            for index in position..<(position + size) { names[index] = "\(record), \(field)" }
            position += size
        }
        return position
    }

    /// Text belongs to the tag before it, white space around tags to the file.
    private mutating func markContents(of entry: TestContainer.Entry, at start: Int) throws {
        guard entry.name.hasSuffix(".xml") else {
            let what = entry.name == "mimetype" ? "mimetype" : "data file"
            for index in entry.octets.indices { names[start + index] = "contents of \(what)" }
            return
        }
        let file = entry.name.hasSuffix("manifest.xml") ? "manifest" : "signature file"
        var tag = ""
        var isTag = false
        var isQuoted = false
        for (index, octet) in entry.octets.enumerated() {
            if octet == UInt8(ascii: "<"), !isQuoted {
                let name = entry.octets[index...].prefix {
                    !" >".utf8.contains($0) || $0 == UInt8(ascii: "<")
                }
                tag = String(decoding: name, as: UTF8.self)
                isTag = true
            }
            if isTag, octet == UInt8(ascii: "\"") { isQuoted.toggle() }
            let isSpace = octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\n")
            names[start + index] =
                if isTag, isSpace, !isQuoted {
                    "\(file), white space in a tag"
                } else {
                    "\(file), " + (isTag ? "\(tag)…>" : "after \(tag)…>")
                }
            if octet == UInt8(ascii: ">"), !isQuoted { isTag = false }
        }
    }
}
