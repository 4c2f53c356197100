internal import EDocPKI

/// An absolute URL of the schemes `http` and `https`
/// ([RFC 9110 §4.2](https://www.rfc-editor.org/rfc/rfc9110#section-4.2),
/// [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986)), read strictly: what two readers could take
/// for two hosts is none.
package struct HTTPURL: Hashable, Sendable {
    /// Whether the scheme is `https`.
    package let isSecure: Bool
    /// The user and the password as they stand there; nil when there are none.
    package let userInformation: String?
    /// The host: a name in lower case or an address, that of version 6 without brackets.
    package let host: String
    /// The port, the scheme's own when none is named.
    package let port: UInt16
    /// The path and the query, beginning with `/`.
    package let target: String

    /// Reads `text`; nil when it is no such URL, or longer than a URL may be.
    package init?(_ text: String) {
        let octets = Array(text.utf8)
        guard octets.count <= EvidenceLimits().requestedURLSize,
            octets.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !Self.isNeverPlain($0) }),
            let colon = text.firstRange(of: "://")
        else { return nil }
        switch text[..<colon.lowerBound].lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: return nil
        }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest[authority.endIndex...]
        target = path.first == "/" ? String(path) : "/" + path
        let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let place = parts.last else { return nil }
        userInformation = parts.count == 2 ? String(parts[0]) : nil
        guard let (host, port) = Self.hostAndPort(place) else { return nil }
        self.host = host
        guard let port else {
            self.port = isSecure ? 443 : 80
            return
        }
        guard let number = UInt16(port), number > 0, port.allSatisfy(\.isNumber) else { return nil }
        self.port = number
    }

    /// Characters that no part of a URL has unescaped, and which readers differ about.
    private static func isNeverPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }

    private static func hostAndPort(_ place: Substring) -> (host: String, port: Substring?)? {
        var host = place
        var port: Substring?
        if place.first == "[" {
            guard let end = place.firstIndex(of: "]") else { return nil }
            host = place[place.index(after: place.startIndex)..<end]
            let after = place[place.index(after: end)...]
            guard after.isEmpty || after.first == ":" else { return nil }
            port = after.isEmpty ? nil : after.dropFirst()
            guard host.contains(":"),
                host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
            else { return nil }
        } else {
            if let colon = place.firstIndex(of: ":") {
                host = place[..<colon]
                port = place[place.index(after: colon)...]
            }
            guard
                host.allSatisfy({
                    $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_"
                })
            else { return nil }
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
        return (host.lowercased(), port?.isEmpty == true ? nil : port)
    }

    /// The host and the port as the field `Host` has them: the port only when it is not the
    /// scheme's own.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The URL without user and password, as messages have it.
    package var plainText: String { (isSecure ? "https://" : "http://") + authority + target }
}
