internal import CEDocZlib

/// A PDF file, read strictly through its cross-reference table.
struct PDFFile {
    let bytes: [UInt8]
    let objects: [Int: PDFValue]
    let trailer: [String: PDFValue]

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        let tail = String(decoding: bytes.suffix(64), as: UTF8.self)
        guard tail.hasSuffix("\n%%EOF\n"),
            let place = tail.dropLast(7).split(separator: "\n").last.flatMap({ Int($0) })
        else { throw PDFFault("the file does not end with startxref and %%EOF") }
        var scanner = PDFScanner(bytes, at: place)
        try scanner.expect("xref\n0 ")
        guard let count = try scanner.value().integer else { throw PDFFault("xref has no count") }
        try scanner.expect("\n0000000000 65535 f \n")
        var offsets: [Int] = []
        for _ in 1..<count {
            let line = String(
                decoding: bytes[scanner.position..<scanner.position + 20], as: UTF8.self)
            guard line.hasSuffix(" 00000 n \n"), let offset = Int(line.prefix(10)) else {
                throw PDFFault("a malformed line of the cross-reference table: \(line)")
            }
            offsets.append(offset)
            scanner.position += 20
        }
        try scanner.expect("trailer\n")
        trailer = try scanner.value().dictionary ?? [:]
        guard trailer["Size"]?.integer == count else { throw PDFFault("/Size is not \(count)") }
        try scanner.expect("\nstartxref\n\(place)\n%%EOF\n")
        guard scanner.isAtEnd else { throw PDFFault("something follows %%EOF") }
        var objects: [Int: PDFValue] = [:]
        for (index, offset) in offsets.enumerated() {
            objects[index + 1] = try Self.object(index + 1, in: bytes, at: offset)
        }
        self.objects = objects
    }

    private static func object(_ number: Int, in bytes: [UInt8], at offset: Int) throws -> PDFValue
    {
        var scanner = PDFScanner(bytes, at: offset)
        try scanner.expect("\(number) 0 obj\n")
        var value = try scanner.value()
        if scanner.starts(with: "stream\n"), let entries = value.dictionary {
            scanner.position += 7
            guard let length = entries["Length"]?.integer,
                scanner.position + length <= bytes.count
            else { throw PDFFault("object \(number): a stream without a length") }
            let end = scanner.position + length
            value = .stream(entries, Array(bytes[scanner.position..<end]))
            scanner.position = end
            try scanner.expect("\nendstream")
        }
        try scanner.expect("\nendobj\n")
        return value
    }

    /// The object that `value` refers to, or `value` itself.
    func resolve(_ value: PDFValue?) -> PDFValue? {
        if case .reference(let number) = value { objects[number] } else { value }
    }

    var catalog: PDFValue? { resolve(trailer["Root"]) }
    var information: PDFValue? { resolve(trailer["Info"]) }
    var page: PDFValue? { resolve(resolve(catalog?["Pages"])?["Kids"]?.array?.first) }
    var metadata: String {
        guard case .stream(_, let octets) = resolve(catalog?["Metadata"]) else { return "" }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The contents of a stream, inflated when it is deflated.
    func contents(_ value: PDFValue?) throws -> [UInt8] {
        guard case .stream(let entries, let octets) = resolve(value) else {
            throw PDFFault("no stream where one should be")
        }
        guard let filter = entries["Filter"] else { return octets }
        guard filter.name == "FlateDecode" else { throw PDFFault("the filter is \(filter)") }
        var output = [UInt8](repeating: 0, count: 65_536)
        var count = uLong(output.count)
        let status = unsafe uncompress(&output, &count, octets, uLong(octets.count))
        guard status == Z_OK else { throw PDFFault("a stream that does not inflate: \(status)") }
        return Array(output.prefix(Int(count)))
    }

    /// The text between two markers of the metadata.
    func metadata(between start: String, and end: String) -> String? {
        guard let from = metadata.firstRange(of: start)?.upperBound,
            let to = metadata[from...].firstRange(of: end)?.lowerBound
        else { return nil }
        return String(metadata[from..<to])
    }
}
