internal import EDocEncoding

extension EntryName {
    /// How many bytes a segment may have: NAME_MAX of Linux.
    private static let segmentLength = 255

    /// What Windows opens instead of a file of that name, in whatever letters and with whatever
    /// extension
    /// ([Naming Files, Paths, and
    /// Namespaces](https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file)).
    private static let devices: Set<String> = {
        let numbered = ["COM", "LPT"].flatMap { port in
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].map { port + $0 }
        }
        return Set(["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"] + numbered)
    }()

    /// Why `name` may be another to a person, to other programs or on another system, as the end of
    /// a sentence; nil when nothing is known. The file may have it all the same.
    package static func concern(about name: String) -> String? {
        if isOrdinary(name) { return nil }
        if let concern = concern(aboutCharactersOf: name) { return concern }
        for segment in name.split(separator: "/") {
            if segment.utf8.count > segmentLength {
                return "a segment of \(segment.utf8.count) bytes, and file systems hold "
                    + "\(segmentLength)"
            }
            let stem = segment.prefix { $0 != "." }
            if stem.utf8.count <= 8 {
                var device = stem.uppercased()
                while device.last == " " { device.removeLast() }
                if devices.contains(device) {
                    return "the segment \(PlainText.quoted(String(segment))), which is a device on "
                        + "Windows"
                }
            }
        }
        return name.hasVersionNumber
            ? "';' and a number at the end, which unzip takes for a version and drops" : nil
    }

    /// Whether it is plain from the octets that there is no concern, as it is of most names.
    private static func isOrdinary(_ name: String) -> Bool {
        var length = 0
        var previous: UInt8 = 0
        for octet in name.utf8 {
            switch octet {
            case UInt8(ascii: "/"): length = 0
            case UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                UInt8(ascii: "|"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: ";"),
                0..<0x20, 0x7F...:
                return false
            default:
                length += 1
                if length > segmentLength { return false }
                if length == 2, mayBeDevice(previous | 0x20, octet | 0x20) { return false }
                previous = octet
            }
        }
        return true
    }

    /// Whether a device of Windows begins with these two small letters.
    private static func mayBeDevice(_ first: UInt8, _ second: UInt8) -> Bool {
        switch (first, second) {
        case (UInt8(ascii: "c"), UInt8(ascii: "o")), (UInt8(ascii: "p"), UInt8(ascii: "r")),
            (UInt8(ascii: "a"), UInt8(ascii: "u")), (UInt8(ascii: "n"), UInt8(ascii: "u")),
            (UInt8(ascii: "l"), UInt8(ascii: "p")):
            true
        default: false
        }
    }

    private static func concern(aboutCharactersOf name: String) -> String? {
        for scalar in name.unicodeScalars {
            switch scalar {
            case ":": return "':', behind which Windows sees a part of the file before it"
            case "<", ">", "\"", "|", "?", "*": return "'\(scalar)', which Windows does not allow"
            case _ where scalar.isASCII: continue
            case _ where scalar.properties.isBidiControl:
                return "U+\(number(of: scalar)), which turns the direction of the letters"
            case _ where !PlainText.isVisible(scalar):
                return "U+\(number(of: scalar)), which is not seen"
            default: continue
            }
        }
        return nil
    }

    private static func number(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// Whether the name ends like a file's of VMS, with `;` and its version.
    fileprivate var hasVersionNumber: Bool {
        let digits = utf8.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return !digits.isEmpty && utf8.dropLast(digits.count).last == UInt8(ascii: ";")
    }
}
