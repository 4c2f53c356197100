internal import EDoc
internal import EDocEncoding

extension HTTPRequest {
    /// The request as it is sent to the server of `url`: head and content
    /// ([RFC 9112 §3](https://www.rfc-editor.org/rfc/rfc9112#section-3)).
    func octets(_ url: HTTPURL) -> [UInt8] {
        var head = "\(body == nil ? "GET" : "POST") \(url.target) HTTP/1.1\r\n"
        head += "Host: \(url.authority)\r\nUser-Agent: swift-edoc\r\n"
        head += "Accept: \(expectedMediaType ?? "*/*")\r\nConnection: keep-alive\r\n"
        if let contentType { head += "Content-Type: \(contentType)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        if let user = url.userInformation {
            head += "Authorization: Basic \(Base64.encoded(Self.unescaped(user).span))\r\n"
        }
        return Array(head.utf8) + [0x0d, 0x0a] + (body ?? [])
    }

    /// User and password without percent-encoding, as
    /// [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617) has them; without a password there is an
    /// empty one.
    private static func unescaped(_ text: String) -> [UInt8] {
        let octets = Array(text.utf8)
        var plain: [UInt8] = []
        var index = 0
        while index < octets.count {
            if octets[index] == UInt8(ascii: "%"), index + 2 < octets.count,
                let value = UInt8(
                    String(decoding: octets[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                plain.append(value)
                index += 3
            } else {
                plain.append(octets[index])
                index += 1
            }
        }
        return octets.contains(UInt8(ascii: ":")) ? plain : plain + [UInt8(ascii: ":")]
    }
}
