/// The media type of a file: its form, and the compression that it suggests.
enum MediaType {
    /// Whether `text` is `type/subtype`, followed by parameters or not
    /// ([RFC 2045 §5.1](https://www.rfc-editor.org/rfc/rfc2045#section-5.1),
    /// [RFC 6838 §4.2](https://www.rfc-editor.org/rfc/rfc6838#section-4.2)).
    static func isWellFormed(_ text: String) -> Bool {
        var slash = false
        var length = 0
        var octets = text.utf8.makeIterator()
        while let octet = octets.next() {
            switch octet {
            case UInt8(ascii: "/"):
                guard !slash, length > 0 else { return false }
                slash = true
                length = 0
            case UInt8(ascii: ";"):
                guard slash, length > 0 else { return false }
                return areParameters(&octets)
            default:
                length += 1
                guard isNameCharacter(octet), length <= 127 else { return false }
            }
        }
        return slash && length > 0
    }

    /// Whether what follows a semicolon is printable ASCII, and each semicolon is followed by
    /// something.
    private static func areParameters(_ octets: inout String.UTF8View.Iterator) -> Bool {
        var isEmpty = true
        while let octet = octets.next() {
            guard 0x20...0x7E ~= octet else { return false }
            if octet == UInt8(ascii: ";"), isEmpty { return false }
            isEmpty = octet == UInt8(ascii: ";") || (isEmpty && octet == UInt8(ascii: " "))
        }
        return !isEmpty
    }

    /// `restricted-name-chars` of RFC 6838 §4.2.
    private static func isNameCharacter(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "&"),
            UInt8(ascii: "-"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }

    /// How a file of this type is put into a container when the caller does not say.
    ///
    /// Formats that are compressed already are stored: to deflate a 64 KB PDF takes 15 times as
    /// long as all the rest of a container, and saves 7 %.
    static func compression(of mediaType: String) -> DataFile.Compression {
        if mediaType == "application/pdf" { return .stored }
        let name = mediaType.lowercased().prefix { $0 != ";" && $0 != " " }
        for suffix in ["+xml", "+json", "+gzip", "+zip"] where name.hasSuffix(suffix) {
            return suffix == "+xml" || suffix == "+json" ? .deflated : .stored
        }
        switch name {
        case "image/bmp", "image/tiff", "image/x-ms-bmp", "audio/wav", "audio/x-wav":
            return .deflated
        case "application/pdf", "application/zip", "application/gzip",
            "application/x-7z-compressed",
            "application/java-archive", "application/vnd.rar", "application/x-bzip2",
            "application/x-xz", "application/zstd", "application/msix":
            return .stored
        default:
            break
        }
        for prefix in [
            "image/", "video/", "audio/", "application/vnd.openxmlformats-officedocument.",
            "application/vnd.oasis.opendocument.", "application/vnd.etsi.asic-",
        ] where name.hasPrefix(prefix) {
            return .stored
        }
        return .deflated
    }
}
