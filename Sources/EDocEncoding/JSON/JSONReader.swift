/// Why a JSON text was refused.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and at which octet.
    package let description: String
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259) in UTF-8.
    ///
    /// Refused: anything after the value, a member name that occurs twice in an object, numbers
    /// that are not integers of 64 bits, more than 32 levels, more than 1 MB.
    ///
    /// - Throws: ``JSONError`` with the offset of the octet that is wrong.
    package init(parsing octets: [UInt8]) throws(JSONError) {
        guard octets.count <= 1 << 20 else {
            throw JSONError(description: "a JSON text of \(octets.count) octets; at most 1 MB")
        }
        var reader = JSONReader(octets: octets)
        self = try reader.value(depth: 0)
        reader.skipWhiteSpace()
        guard reader.atEnd else { throw reader.error("nothing may follow the value") }
    }
}

private struct JSONReader {
    let octets: [UInt8]
    var position = 0

    init(octets: [UInt8]) { self.octets = octets }

    var atEnd: Bool { position >= octets.count }
    var next: UInt8? { atEnd ? nil : octets[position] }

    func error(_ message: String) -> JSONError {
        JSONError(description: PlainText.line("JSON, octet \(position): \(message)"))
    }

    mutating func skipWhiteSpace() {
        while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) { position += 1 }
    }

    mutating func take(_ octet: UInt8) -> Bool {
        skipWhiteSpace()
        guard next == octet else { return false }
        position += 1
        return true
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < 32 else { throw error("more than 32 levels") }
        skipWhiteSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let octet? where octet == 0x2D || (0x30...0x39).contains(octet): return try number()
        default: throw error("expected a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipWhiteSpace()
            guard next == UInt8(ascii: "\"") else { throw error("expected a member name") }
            let name = try string()
            guard !members.contains(where: { $0.name.hasOctets(of: name) }) else {
                throw error("the member \"\(name)\" stands twice")
            }
            guard take(UInt8(ascii: ":")) else { throw error("expected a colon") }
            members.append(.init(name, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("expected a comma or a brace") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("expected a comma or a bracket") }
        return .array(values)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError)
        -> JSONValue
    {
        let text = Array(String(describing: word).utf8)
        guard octets[position...].starts(with: text) else { throw error("expected \(word)") }
        position += text.count
        return value
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        while let octet = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) {
            position += 1
        }
        let text = String(decoding: octets[start..<position], as: UTF8.self)
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let value = Int64(text), digits == "0" || !digits.hasPrefix("0"),
            next.map({ ![0x2E, 0x65, 0x45].contains($0) }) ?? true
        else { throw error("expected an integer") }
        return .integer(value)
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        var text: [UInt8] = []
        while let octet = next {
            position += 1
            switch octet {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("the string is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): text += try escape()
            case 0..<0x20: throw error("a control character in a string")
            default: text.append(octet)
            }
        }
        throw error("the string has no end")
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        guard let octet = next else { throw error("the string has no end") }
        position += 1
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [octet]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try hexUnit()]
            if (0xD800...0xDBFF).contains(units[0]) {
                guard octets[position...].starts(with: Array("\\u".utf8)) else {
                    throw error("half of a surrogate pair")
                }
                position += 2
                units.append(try hexUnit())
            }
            guard let text = String(validating: units, as: UTF16.self) else {
                throw error("half of a surrogate pair")
            }
            return Array(text.utf8)
        default: throw error("an unknown escape")
        }
    }

    private mutating func hexUnit() throws(JSONError) -> UInt16 {
        guard octets.count - position >= 4,
            octets[position..<position + 4].allSatisfy({ UInt8(ascii: "+") != $0 && $0 != 0x2D }),
            let unit = UInt16(
                String(decoding: octets[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw error("expected four hexadecimal digits") }
        position += 4
        return unit
    }
}
