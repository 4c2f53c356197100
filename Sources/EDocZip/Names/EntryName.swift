internal import EDocEncoding
internal import EDocSystem

/// The name of an entry: a relative path of UTF-8 segments with `/` between them.
///
/// Names are equal when their bytes are; nothing is normalised. A name that could lead outside the
/// archive's own folder, or that another system reads as another name, is refused with the reason
/// (APPNOTE 4.4.17.1; ISO/IEC 21320-1 for UTF-8).
package struct EntryName: Sendable, Hashable, CustomStringConvertible {
    /// The name as it stands in the headers.
    package let octets: [UInt8]

    /// The name as text.
    package let description: String

    /// The name `string`.
    ///
    /// - Parameter allowingFolder: Whether a `/` may stand at the end, as it does for a folder.
    /// - Throws: ``ZipError`` with ``ZipError/Code/entryName``; the message quotes the name and says
    ///   what is wrong with it.
    package init(_ string: String, allowingFolder: Bool = false) throws(ZipError) {
        try self.init(Array(string.utf8), text: string, allowingFolder: allowingFolder)
    }

    /// The name whose UTF-8 form is `octets`.
    ///
    /// - Parameter allowingFolder: Whether a `/` may stand at the end, as it does for a folder.
    /// - Throws: ``ZipError`` with ``ZipError/Code/entryName``.
    package init(octets: [UInt8], allowingFolder: Bool = false) throws(ZipError) {
        try self.init(octets, text: nil, allowingFolder: allowingFolder)
    }

    private init(_ octets: [UInt8], text: String?, allowingFolder: Bool) throws(ZipError) {
        if let reason = EntryName.refusal(of: octets.span, allowingFolder: allowingFolder) {
            let name = EntryName.quoted(octets.span)
            throw ZipError(.entryName, "The entry name \(name) is refused: \(reason)")
        }
        self.octets = octets
        description = text ?? String(decoding: octets, as: UTF8.self)
    }

    /// Whether the name is that of a folder: it ends with `/`.
    package var isFolder: Bool { octets.last == UInt8(ascii: "/") }

    /// Whether the first segment is `META-INF`, in upper or lower case: data files have no place
    /// there (EN 319 162-1 4.4.2).
    package var isInMetaInf: Bool { Self.isInMetaInf(octets[...]) }

    static func isInMetaInf(_ octets: ArraySlice<UInt8>) -> Bool {
        let segment = octets.prefix { $0 != UInt8(ascii: "/") }
        return segment.count == 8
            && segment.elementsEqual("meta-inf".utf8) { octet, letter in
                octet == letter || (octet | 0x20 == letter && letter != UInt8(ascii: "-"))
            }
    }

    /// Whether the bytes are the same.
    package static func == (one: EntryName, other: EntryName) -> Bool {
        one.octets.span.hasOctets(of: other.octets.span)
    }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) {
        unsafe octets.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

extension EntryName {
    /// Why `octets` is no entry name, as the end of a sentence; nil when it is one.
    static func refusal(of octets: Span<UInt8>, allowingFolder: Bool) -> String? {
        let slash = UInt8(ascii: "/")
        if octets.isEmpty { return "it is empty, and an entry needs a name" }
        if octets.count > Int(UInt16.max) {
            return "it has \(octets.count) bytes, and the format holds 65535"
        }
        if octets[0] == slash {
            return "it is absolute; a name is relative, without '/' at its beginning"
        }
        if octets.count >= 2, octets[1] == UInt8(ascii: ":"), isLetter(octets[0]) {
            return "it begins with a drive letter; a name is relative to the archive"
        }
        var isASCII = true
        var start = 0
        for index in octets.indices {
            let octet = octets[index]
            if octet == slash {
                if let reason = refusal(ofSegment: octets.extracting(start..<index)) {
                    return reason
                }
                start = index + 1
            } else if octet < 0x20 || octet == 0x7f {
                return octet == 0 ? "it holds a NUL byte" : "it holds a control character"
            } else if octet == UInt8(ascii: "\\") {
                return "it holds a backslash, which some systems read as '/'"
            } else if octet >= 0x80 {
                isASCII = false
            }
        }
        if start == octets.count {
            if !allowingFolder {
                return "it ends with '/', which is the form of a folder's name, not of a file's"
            }
        } else if let reason = refusal(ofSegment: octets.extracting(start...)) {
            return reason
        }
        return isASCII ? nil : refusal(ofNonASCII: octets)
    }

    private static func refusal(ofSegment segment: Span<UInt8>) -> String? {
        let dot = UInt8(ascii: ".")
        guard segment.count > 0 else { return "it has an empty segment: '/' follows '/'" }
        let last = segment[segment.count - 1]
        guard last == dot || last == UInt8(ascii: " ") else { return nil }
        if segment.count == 1, last == dot { return "it has the segment '.'" }
        if segment.count == 2, last == dot, segment[0] == dot {
            return "it has the segment '..', which leads out of its folder"
        }
        return last == dot
            ? "a segment ends with '.', which some systems drop"
            : "a segment ends with a space, which some systems drop"
    }

    private static func refusal(ofNonASCII octets: Span<UInt8>) -> String? {
        guard let text = try? UTF8Span(validating: octets) else { return "it is not UTF-8" }
        var scalars = text.makeUnicodeScalarIterator()
        var marks = 0
        while let scalar = scalars.next() {
            if scalar.value >= 0x80, scalar.value <= 0x9f { return "it holds a control character" }
            // UAX #15 §13, Stream-Safe Text Format: names are compared after normalisation, which
            // takes a time that grows with the square of this number.
            let isMark = scalar.properties.canonicalCombiningClass != .notReordered
            marks = isMark ? marks + 1 : 0
            if marks > 30 { return "it holds more than 30 combining marks in a row" }
        }
        return nil
    }

    private static func isLetter(_ octet: UInt8) -> Bool {
        octet | 0x20 >= UInt8(ascii: "a") && octet | 0x20 <= UInt8(ascii: "z")
    }

    /// `octets` in quotes for a message, in one line of visible characters, shortened after 200 bytes.
    static func quoted(_ octets: Span<UInt8>) -> String {
        let shown = octets.extracting(0..<min(200, octets.count))
        var bytes: [UInt8] = []
        bytes.append(contentsOf: shown)
        let text = PlainText.quoted(String(decoding: bytes, as: UTF8.self))
        return shown.count == octets.count ? text : "\(text)… (\(octets.count) bytes)"
    }
}
