package import EDocValidation

/// What the URI of a reference names: a file of the container (C9, EN 319 162-1 §A.6).
///
/// The URI is relative to the root of the container
/// ([RFC 3986 §4.2](https://www.rfc-editor.org/rfc/rfc3986#section-4.2)). Percent-encoded octets
/// are decoded; letters that stand unescaped, as DSS leaves them, count as their UTF-8 octets; `+`
/// is a plus. Nothing is normalised: the octets that result are the name of the entry, or there is
/// no such file. What can be the name of no entry is refused, an escaped `/` too: it is part of a
/// name by RFC 3986 §2.2, where others read it as the end of a folder.
package struct ReferenceTarget: Sendable, Hashable {
    /// The name of the entry.
    package let name: [UInt8]

    /// Why a URI names no file.
    package struct Refusal: Error, Sendable, Hashable {
        /// The row that it breaks.
        package let rule: ValidationRule
        /// What is wrong and what would be right.
        package let message: String
    }

    /// The file that `uri` names.
    ///
    /// - Parameter allowsUnescaped: `Quirk.unescapedReference`.
    package init(_ uri: String, allowsUnescaped: Bool) throws(Refusal) {
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
            Self.isScheme(firstSegment[..<colon])
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
                guard index + 2 < octets.count, let high = Self.digit(octets[index + 1]),
                    let low = Self.digit(octets[index + 2])
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
        if name.elementsEqual("mimetype".utf8)
            || segments.first.map({ String(decoding: $0, as: UTF8.self).uppercased() == "META-INF" }
            )
                ?? false
        {
            throw refuse(
                .referenceToDataFile,
                "a reference to a file of the container itself: only data files are signed")
        }
        self.name = name
    }

    /// RFC 3986 §3.1.
    private static func isScheme(_ octets: ArraySlice<UInt8>) -> Bool {
        guard let first = octets.first, isLetter(first) else { return false }
        return octets.allSatisfy {
            isLetter($0) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0)
        }
    }

    private static func isLetter(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet | 0x20) }

    private static func digit(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x41 + 10
        case 0x61...0x66: octet - 0x61 + 10
        default: nil
        }
    }
}
