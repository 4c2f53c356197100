/// One line that the page shows.
struct ShownLine {
    /// The tag of the marked content around it.
    let tag: String
    /// Its identifier; nil in an artifact.
    let content: Int?
    let font: String
    /// Hundredths of a point.
    let size: Int
    let glyphs: [UInt16]
    let text: String
    /// Where the baseline begins, in hundredths of a point from the lower left.
    let x: Int
    let y: Int
    let width: Int
}

/// An area or outline that the page shows, from the lower left.
struct ShownArea {
    let content: Int?
    let x: Int
    let y: Int
    let width: Int
    let height: Int
}

/// A font of the page as the file describes it.
struct PDFFont {
    let widths: [Int]
    /// What the program says about widths.
    let programWidths: [Int]
    let text: [UInt16: UInt32]
    let box: [Int]

    init(_ font: PDFValue?, in file: PDFFile) throws {
        let descendant = file.resolve(font?["DescendantFonts"]?.array?.first)
        guard let all = descendant?["W"]?.array, all.count == 2, all[0].integer == 0,
            let widths = all[1].array?.compactMap(\.integer)
        else { throw PDFFault("/W is not one list from glyph 0") }
        self.widths = widths
        let descriptor = file.resolve(descendant?["FontDescriptor"])
        box = descriptor?["FontBBox"]?.array?.compactMap(\.integer) ?? []
        let program = try file.contents(descriptor?["FontFile2"])
        guard file.resolve(descriptor?["FontFile2"])?["Length1"]?.integer == program.count else {
            throw PDFFault("/Length1 is not the length of the font program")
        }
        programWidths = try Self.advances(of: program)
        text = try Self.mapping(try file.contents(font?["ToUnicode"]))
    }

    /// The advances of a TrueType program (OpenType: hhea, hmtx, maxp).
    private static func advances(of program: [UInt8]) throws -> [Int] {
        func number(_ at: Int, _ count: Int) -> Int {
            program[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
        }
        func table(_ tag: String) throws -> Int {
            for index in 0..<number(4, 2) {
                let entry = 12 + 16 * index
                if program[entry..<entry + 4].elementsEqual(tag.utf8) {
                    return number(entry + 8, 4)
                }
            }
            throw PDFFault("the font has no table \(tag)")
        }
        guard number(try table("head") + 18, 2) == 1000 else { throw PDFFault("not 1000 units") }
        let metrics = number(try table("hhea") + 34, 2)
        let start = try table("hmtx")
        let count = number(try table("maxp") + 4, 2)
        return (0..<count).map { glyph in
            number(start + 4 * min(glyph, metrics - 1), 2)
        }
    }

    /// The ranges of a ToUnicode CMap, each `<first> <last> <scalar>`.
    private static func mapping(_ map: [UInt8]) throws -> [UInt16: UInt32] {
        var result: [UInt16: UInt32] = [:]
        for line in String(decoding: map, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ").map { $0.dropFirst().dropLast() }
            guard line.hasPrefix("<"), parts.count == 3 else { continue }
            guard let first = UInt16(parts[0], radix: 16), let last = UInt16(parts[1], radix: 16),
                let scalar = UInt32(parts[2], radix: 16)
            else { throw PDFFault("a malformed range: \(line)") }
            for glyph in first...last { result[glyph] = scalar + UInt32(glyph - first) }
        }
        return result
    }
}

/// What a page shows, from its content streams.
struct PDFPageText {
    private(set) var lines: [ShownLine] = []
    private(set) var areas: [ShownArea] = []
    private(set) var fonts: [String: PDFFont] = [:]

    private var marked: [(tag: String, content: Int?)] = []
    private var font = ("", 0)
    private var tracking = 0
    private var origin = (0, 0)

    init(_ file: PDFFile) throws {
        for (name, font) in file.resolve(file.page?["Resources"]?["Font"])?.dictionary ?? [:] {
            fonts[name] = try PDFFont(file.resolve(font), in: file)
        }
        for stream in file.page?["Contents"]?.array ?? [] {
            var scanner = PDFScanner(try file.contents(stream))
            var operands: [PDFValue] = []
            scanner.skipWhite()
            while !scanner.isAtEnd {
                let value = try scanner.value()
                if case .word(let name) = value {
                    try perform(name, operands)
                    operands = []
                } else {
                    operands.append(value)
                }
                scanner.skipWhite()
            }
            guard marked.isEmpty else { throw PDFFault("marked content without end") }
        }
    }

    private mutating func perform(_ name: String, _ operands: [PDFValue]) throws {
        let numbers = operands.compactMap { if case .number(let value) = $0 { value } else { nil } }
        switch name {
        case "BDC":
            guard marked.isEmpty, operands.count == 2, let tag = operands[0].name else {
                throw PDFFault("marked content inside marked content")
            }
            marked.append((tag, operands[1]["MCID"]?.integer))
        case "EMC":
            guard marked.popLast() != nil else { throw PDFFault("EMC without BDC") }
        case "Tf": font = (operands.first?.name ?? "", numbers[0])
        case "Tc": tracking = numbers[0]
        case "Tm":
            guard numbers.prefix(4) == [100, 0, 0, 100] else { throw PDFFault("text is turned") }
            origin = (numbers[4], numbers[5])
        case "TJ": try show(operands.first?.array ?? [])
        case "re":
            guard let mark = marked.last else { throw PDFFault("a path outside marked content") }
            areas.append(
                ShownArea(
                    content: mark.content, x: numbers[0], y: numbers[1], width: numbers[2],
                    height: numbers[3]))
        case "BT", "ET", "rg", "RG", "w", "f", "S": break
        default: throw PDFFault("the operator \(name)")
        }
    }

    private mutating func show(_ items: [PDFValue]) throws {
        guard let mark = marked.last else { throw PDFFault("text outside marked content") }
        guard let metrics = fonts[font.0] else {
            throw PDFFault("the page has no resource for the font \(font.0)")
        }
        var glyphs: [UInt16] = []
        var width = 0
        for item in items {
            switch item {
            case .number(let adjustment): width -= adjustment / 100 * font.1
            case .string(let octets):
                for index in stride(from: 0, to: octets.count, by: 2) {
                    let glyph = UInt16(octets[index]) << 8 | UInt16(octets[index + 1])
                    guard Int(glyph) < metrics.widths.count else {
                        throw PDFFault("glyph \(glyph)")
                    }
                    glyphs.append(glyph)
                    width += metrics.widths[Int(glyph)] * font.1
                }
            default: throw PDFFault("\(item) in TJ")
            }
        }
        let text = String(
            String.UnicodeScalarView(
                glyphs.map { metrics.text[$0].flatMap(Unicode.Scalar.init) ?? "\u{FFFD}" }))
        lines.append(
            ShownLine(
                tag: mark.tag, content: mark.content, font: font.0, size: font.1, glyphs: glyphs,
                text: text, x: origin.0, y: origin.1,
                width: (width + 999) / 1000 + tracking * (glyphs.count - 1)))
    }
}
