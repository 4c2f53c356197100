internal import EDocEncoding
internal import EDocValidation

/// The URI of a file in the container, relative to the container's root
/// (C9, EN 319 162-1 §A.6, [RFC 3986 §4.2](https://www.rfc-editor.org/rfc/rfc3986#section-4.2)).
///
/// Nothing is normalised: the octets of the name are encoded, and decoding gives back exactly them.
enum RelativeReference {
    /// The URI, in ASCII, of the entry whose name is `name`, in UTF-8.
    ///
    /// Octets of the name that a path segment may hold stay as they are; all others are
    /// percent-encoded, among them those of every letter outside ASCII. Two legal ones are encoded
    /// too: `:`, which in the first segment would end a scheme, and `'`, since some validators do
    /// not find such files.
    static func uri(ofEntryNamed name: Span<UInt8>) -> String {
        var size = 0
        for index in name.indices { size &+= staysAsItIs(name[index]) ? 1 : 3 }
        return unsafe String(unsafeUninitializedCapacity: size) { buffer in
            var end = 0
            for index in name.indices {
                let octet = name[index]
                if staysAsItIs(octet) {
                    unsafe buffer[end] = octet
                    end += 1
                } else {
                    unsafe buffer[end] = UInt8(ascii: "%")
                    // Upper case, as RFC 3986 §2.1 wants it.
                    unsafe buffer[end + 1] = Hexadecimal.digit(octet >> 4, uppercase: true)
                    unsafe buffer[end + 2] = Hexadecimal.digit(octet & 15, uppercase: true)
                    end += 3
                }
            }
            return end
        }
    }

    /// `unreserved`, the slash, and of `pchar` all but `'`, `:` and what is encoded already
    /// ([RFC 3986 Appendix A](https://www.rfc-editor.org/rfc/rfc3986#appendix-A)).
    private static func staysAsItIs(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}

// MARK: - Reading

extension RelativeReference {
    /// Why a URI names no file.
    struct Refusal: Error, Sendable, Hashable {
        /// The row that it breaks.
        let rule: ValidationRule
        /// What is wrong and what would be right.
        let message: String
    }

    /// The name of the entry that `uri` names.
    ///
    /// Percent-encoded octets are decoded; letters outside ASCII that stand unescaped, as DSS
    /// writes them, count as their UTF-8 octets; `+` is a plus. Refused are URIs that can name no
    /// entry, and those with an escaped `/`: it is part of a name by RFC 3986 §2.2, but others read
    /// it as the end of a folder.
    ///
    /// - Parameter allowsUnescaped: Whether `#`, `?` and a colon may be parts of a name
    ///   (`Quirk.unescapedReference`).
    static func entryName(
        of uri: String, allowsUnescaped: Bool
    ) throws(Refusal) -> [UInt8] {
        let octets = Array(uri.utf8)
        func refuse(_ rule: ValidationRule, _ message: String) -> Refusal {
            Refusal(rule: rule, message: message)
        }
        if octets.first == UInt8(ascii: "/") {
            throw refuse(
                .referenceToFile,
                "an absolute reference: it must be relative to the container's root")
        }
        let firstSegment = octets.prefix { $0 != UInt8(ascii: "/") }
        if !allowsUnescaped, let colon = firstSegment.firstIndex(of: UInt8(ascii: ":")),
            isScheme(firstSegment[..<colon])
        {
            throw refuse(
                .referenceToFile, "a reference with a scheme: it must be relative to the container")
        }
        var name: [UInt8] = []
        name.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            switch octet {
            case UInt8(ascii: "%"):
                guard index + 2 < octets.count,
                    let high = Hexadecimal.value(ofDigit: octets[index + 1]),
                    let low = Hexadecimal.value(ofDigit: octets[index + 2])
                else {
                    throw refuse(.referenceToFile, "a % without two hexadecimal digits after it")
                }
                guard high << 4 | low != UInt8(ascii: "/") else {
                    throw refuse(
                        .referenceToFile, "an escaped /: write it as it is between folder and file")
                }
                name.append(high << 4 | low)
                index += 3
                continue
            case UInt8(ascii: "?") where !allowsUnescaped:
                throw refuse(.referenceToFile, "a query: write ? as %3F where it is part of a name")
            case UInt8(ascii: "#") where !allowsUnescaped:
                throw refuse(
                    .referenceToFile, "a fragment: write # as %23 where it is part of a name")
            default: name.append(octet)
            }
            index += 1
        }
        let segments = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if segments.contains(where: { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }) {
            throw refuse(
                .referenceWithinContainer,
                "a reference with a segment . or .., which may lead elsewhere")
        }
        if segments.contains(where: \.isEmpty) {
            throw refuse(
                .referenceToFile, "an empty segment: a reference names a file, not a folder")
        }
        if name.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") })
            || (try? UTF8Span(validating: name.span)) == nil
        {
            throw refuse(
                .referenceToFile,
                "a control character, a backslash or no UTF-8: no file is named so")
        }
        let folder = segments.first.map { String(decoding: $0, as: UTF8.self).uppercased() }
        if name.elementsEqual(ContainerFormat.mimetypeName.utf8) || folder == "META-INF" {
            throw refuse(
                .referenceToDataFile,
                "a reference to a file of the container itself: only data files are signed")
        }
        return name
    }

    /// Whether the octets are a scheme, RFC 3986 §3.1.
    private static func isScheme(_ octets: ArraySlice<UInt8>) -> Bool {
        guard let first = octets.first, isLetter(first) else { return false }
        return octets.allSatisfy {
            isLetter($0) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0)
        }
    }

    private static func isLetter(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet | 0x20) }
}
