internal import EDocSystem

// MARK: - Limits and errors

extension XMLTagScanner {
    func count(
        _ count: Int, _ limit: Int, _ what: String, of tag: Tag, in document: Span<UInt8>
    ) throws(XMLError) {
        guard count > limit else { return }
        throw error(
            .limitExceeded,
            "the element \(text(tag.name, in: document)) has \(count) \(what), the limit is \(limit)",
            document)
    }

    /// Looks at the document piece by piece, each of which is paid for first.
    mutating func checkIsUTF8(_ document: Span<UInt8>) throws(XMLError) {
        var start = 0
        while start < document.count {
            var end = min(start + WorkBudget.octetsAtOnce / 4, document.count)
            // No piece begins inside a character.
            for _ in 0..<3 where end < document.count && document[end] & 0xC0 == 0x80 { end += 1 }
            do { try budget.spend(end - start, of: .octets) } catch { throw XMLError(error) }
            if let offset = Self.firstOffsetNotUTF8(in: document.extracting(start..<end)) {
                position = start + offset
                throw error(.encodingRefused, "octets that are not UTF-8", document)
            }
            start = end
        }
    }

    /// Tells the budget of the nodes that it does not know yet.
    mutating func spendNodes() throws(XMLError) {
        do { try budget.spend(unspentNodes, of: .nodes) } catch { throw XMLError(error) }
        unspentNodes = 0
    }

    mutating func addNodes(_ count: Int, in document: Span<UInt8>) throws(XMLError) {
        if unspentNodes + count > WorkBudget.stepsAtOnce { try spendNodes() }
        unspentNodes += count
        nodes += count
        guard nodes <= limits.nodes else {
            throw error(
                .limitExceeded,
                "more than \(limits.nodes) elements, attributes, texts and comments", document)
        }
    }

    func checkTextLength(_ length: Int, in document: Span<UInt8>) throws(XMLError) {
        guard length > limits.textOctets else { return }
        throw error(
            .limitExceeded,
            "a text, value or comment of \(length) octets, the limit is \(limits.textOctets)",
            document)
    }

    func error(
        _ code: XMLError.Code, _ message: String, _ document: Span<UInt8>
    ) -> XMLError {
        var line = 1
        for index in 0..<min(position, document.count)
        where document[index] == UInt8(ascii: "\n") {
            line += 1
        }
        return XMLError(code, message, line: line)
    }

    /// The beginning of a name or value, for a message.
    func text(_ range: Range<Int>, in document: Span<UInt8>) -> String {
        let range = range.prefix(500)
        return unsafe document.withUnsafeBufferPointer { octets in
            unsafe String(decoding: octets[range], as: UTF8.self).shortened()
        }
    }
}

// MARK: - Octets

extension XMLTagScanner {
    func octet(_ document: Span<UInt8>, _ index: Int) -> UInt8 {
        index < document.count ? document[index] : 0
    }

    @discardableResult
    mutating func skipSpace(in document: Span<UInt8>) -> Bool {
        let start = position
        while position < document.count, Self.isSpace(document[position]) { position += 1 }
        return position > start
    }

    /// XML 1.0 §2.3 [3].
    static func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x09 || octet == 0x0D
    }

    /// Whether `octet` ends a name: white space, a quote or one of `& / < = >`.
    static func endsName(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x26, 0x27, 0x2F, 0x3C, 0x3D, 0x3E: true
        default: false
        }
    }

    func starts(_ text: StaticString, at start: Int, in document: Span<UInt8>) -> Bool {
        equals(text, start..<start + text.utf8CodeUnitCount, in: document)
    }

    func equals(
        _ text: StaticString, _ range: Range<Int>, in document: Span<UInt8>,
        ignoringCase: Bool = false
    ) -> Bool {
        guard range.count == text.utf8CodeUnitCount, range.upperBound <= document.count else {
            return false
        }
        return text.withUTF8Buffer { expected in
            for index in 0..<range.count {
                var found = document[range.lowerBound + index]
                if ignoringCase, found >= 0x41, found <= 0x5A { found |= 0x20 }
                guard unsafe found == expected[index] else { return false }
            }
            return true
        }
    }

    func octets(_ range: Range<Int>, in document: Span<UInt8>, are text: String) -> Bool {
        guard range.count == text.utf8.count else { return false }
        var index = range.lowerBound
        for octet in text.utf8 {
            guard document[index] == octet else { return false }
            index += 1
        }
        return true
    }
}

// MARK: - UTF-8

extension XMLTagScanner {
    /// The offset of the first octet of `document` that is not UTF-8.
    ///
    /// The standard library's `UTF8Span(validating:)` would do; on the ASCII that signatures are
    /// made of it costs more than the rest of the scan, so runs of that are passed by eight octets.
    static func firstOffsetNotUTF8(in document: Span<UInt8>) -> Int? {
        var index = 0
        while true {
            index = endOfASCII(in: document, from: index)
            guard index < document.count else { return nil }
            let length = lengthOfCharacter(in: document, at: index)
            guard length > 0 else { return index }
            index += length
        }
    }

    private static func endOfASCII(in document: Span<UInt8>, from start: Int) -> Int {
        unsafe document.withUnsafeBytes { octets in
            var index = start
            while index + 8 <= octets.count,
                unsafe octets.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            }
            while index < octets.count, unsafe octets[index] < 0x80 { index += 1 }
            return index
        }
    }

    /// How many octets the character outside ASCII at `index` has; 0 when it is none
    /// (Unicode, table 3-7).
    private static func lengthOfCharacter(in document: Span<UInt8>, at index: Int) -> Int {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch document[index] {
        case 0xC2...0xDF: length = 2
        case 0xE0:
            length = 3
            second = 0xA0...0xBF
        case 0xED:
            length = 3
            second = 0x80...0x9F
        case 0xE1...0xEF: length = 3
        case 0xF0:
            length = 4
            second = 0x90...0xBF
        case 0xF4:
            length = 4
            second = 0x80...0x8F
        case 0xF1...0xF3: length = 4
        default: return 0
        }
        guard index + length <= document.count, second.contains(document[index + 1]) else {
            return 0
        }
        for offset in 2..<max(2, length) where document[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
