import EDocCrypto
import EDocEncoding
import EDocPKI
import FoundationEssentials
import Testing
import VectorSupport

/// A tab-separated index with a row of names.
struct VectorTable {
    let rows: [[String: String]]

    init(_ path: String) throws {
        let text = String(decoding: try Vectors.octets(at: path), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let names = try #require(lines.first)
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    }
}

/// The certificates in the PEM or DER file at `path`.
func certificates(at path: String) throws -> [X509Certificate] {
    let octets = try Vectors.octets(at: path)
    guard octets.starts(with: "-----BEGIN".utf8) || !octets.starts(with: [0x30]) else {
        return [try X509Certificate(decoding: octets)]
    }
    return try X509Certificate.certificates(inPEM: octets).map {
        try X509Certificate(decoding: $0.derEncoded)
    }
}

/// `text`, an RFC 3339 time with an offset of zero and maybe a fraction.
func date(_ text: String) throws -> Date {
    let plain = text.replacing("+00:00", with: "Z")
    return try Date(
        plain, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: plain.contains(".")))
}

/// Lower-case hexadecimal digits.
func hex(_ octets: some Sequence<UInt8>) -> String {
    octets.map { octet in
        let digits = String(octet, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
