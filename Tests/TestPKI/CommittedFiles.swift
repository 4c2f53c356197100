package import EDocPKI
package import FoundationEssentials
internal import VectorSupport

/// The certificates in the PEM or DER file at `path`.
package func certificates(at path: String) throws -> [X509Certificate] {
    let octets = try Vectors.octets(at: path)
    guard octets.starts(with: "-----BEGIN".utf8) || !octets.starts(with: [0x30]) else {
        return [try X509Certificate(decoding: octets)]
    }
    return try X509Certificate.certificates(inPEM: octets).map {
        try X509Certificate(decoding: $0.derEncoded)
    }
}

/// `text`, an RFC 3339 time with an offset of zero and maybe a fraction.
package func date(_ text: String) throws -> Date {
    let plain = text.replacing("+00:00", with: "Z")
    return try Date(
        plain, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: plain.contains(".")))
}
