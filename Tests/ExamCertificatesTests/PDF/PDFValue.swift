/// An object of a PDF file (ISO 32000-1 §7.3), as the tests read it.
indirect enum PDFValue: Equatable {
    case null
    case boolean(Bool)
    /// Any number, in hundredths.
    case number(Int)
    case name(String)
    case string([UInt8])
    case array([PDFValue])
    case dictionary([String: PDFValue])
    case reference(Int)
    case stream([String: PDFValue], [UInt8])
    /// An operator of a content stream, or another bare word.
    case word(String)

    var integer: Int? {
        if case .number(let value) = self, value % 100 == 0 { value / 100 } else { nil }
    }
    var name: String? { if case .name(let value) = self { value } else { nil } }
    var octets: [UInt8]? { if case .string(let value) = self { value } else { nil } }
    var array: [PDFValue]? { if case .array(let value) = self { value } else { nil } }
    var reference: Int? { if case .reference(let value) = self { value } else { nil } }
    var dictionary: [String: PDFValue]? {
        switch self {
        case .dictionary(let value), .stream(let value, _): value
        default: nil
        }
    }
    subscript(key: String) -> PDFValue? { dictionary?[key] }
}

/// What the reader did not understand.
struct PDFFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Reads objects from octets, one after the other.
struct PDFScanner {
    let bytes: [UInt8]
    var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    private static let white: Set<UInt8> = [0, 9, 10, 12, 13, 32]
    private static let delimiters = Set("()<>[]{}/%".utf8)

    var isAtEnd: Bool { position >= bytes.count }

    mutating func skipWhite() {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "%") {
                while position < bytes.count, bytes[position] != 10 { position += 1 }
            } else if !Self.white.contains(bytes[position]) {
                return
            }
            position += 1
        }
    }

    func starts(with text: String) -> Bool {
        position >= 0 && bytes.dropFirst(position).starts(with: text.utf8)
    }

    mutating func expect(_ text: String) throws {
        guard starts(with: text) else { throw PDFFault("no “\(text)” at offset \(position)") }
        position += text.utf8.count
    }

    /// The next object; `n g R` is one.
    mutating func value() throws -> PDFValue {
        skipWhite()
        guard position < bytes.count else { throw PDFFault("the end where an object should be") }
        switch bytes[position] {
        case UInt8(ascii: "/"):
            position += 1
            return .name(String(decoding: word(), as: UTF8.self))
        case UInt8(ascii: "("): return .string(try literalString())
        case UInt8(ascii: "["):
            position += 1
            return .array(try values(until: "]"))
        case UInt8(ascii: "<"):
            guard starts(with: "<<") else { return .string(try hexadecimalString()) }
            position += 2
            return .dictionary(try dictionary())
        default: return try numberOrWord()
        }
    }

    private mutating func values(until end: String) throws -> [PDFValue] {
        var values: [PDFValue] = []
        while true {
            skipWhite()
            if starts(with: end) {
                position += end.utf8.count
                return values
            }
            values.append(try value())
        }
    }

    private mutating func dictionary() throws -> [String: PDFValue] {
        let all = try values(until: ">>")
        guard all.count % 2 == 0 else { throw PDFFault("a dictionary with a key too many") }
        var entries: [String: PDFValue] = [:]
        for index in stride(from: 0, to: all.count, by: 2) {
            guard let key = all[index].name, entries[key] == nil else {
                throw PDFFault("a key that is no name, or occurs twice: \(all[index])")
            }
            entries[key] = all[index + 1]
        }
        return entries
    }

    private mutating func word() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, !Self.white.contains(bytes[position]),
            !Self.delimiters.contains(bytes[position])
        {
            position += 1
        }
        return bytes[start..<position]
    }

    private mutating func numberOrWord() throws -> PDFValue {
        let text = String(decoding: word(), as: UTF8.self)
        guard !text.isEmpty else { throw PDFFault("a stray delimiter at offset \(position)") }
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        default: break
        }
        guard let number = Self.hundredths(text) else { return .word(text) }
        let afterNumber = position
        skipWhite()
        if number >= 0, number % 100 == 0, starts(with: "0 R"), !starts(with: "0 RG") {
            position += 3
            return .reference(number / 100)
        }
        position = afterNumber
        return .number(number)
    }

    static func hundredths(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Int(parts[0]) else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard 1...2 ~= parts[1].count, let rest = Int(parts[1]), parts[1].first != "-" else {
            return nil
        }
        let fraction = parts[1].count == 1 ? rest * 10 : rest
        return whole * 100 + (text.hasPrefix("-") ? -fraction : fraction)
    }

    private mutating func literalString() throws -> [UInt8] {
        position += 1
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: ")")),
            !bytes[position..<end].contains(where: { $0 == 0x28 || $0 == 0x5C })
        else { throw PDFFault("a string that needs escapes at offset \(position)") }
        defer { position = end + 1 }
        return Array(bytes[position..<end])
    }

    private mutating func hexadecimalString() throws -> [UInt8] {
        position += 1
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: ">")) else {
            throw PDFFault("a string without end")
        }
        let digits = bytes[position..<end].compactMap {
            Character(Unicode.Scalar($0)).hexDigitValue
        }
        guard digits.count == end - position, digits.count % 2 == 0 else {
            throw PDFFault("a hexadecimal string of odd length or with other characters")
        }
        position = end + 1
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }
}
