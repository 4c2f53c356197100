internal import EDocEncoding

/// The textual encoding of RFC 7468: `-----BEGIN label-----`, base64, `-----END label-----`.
///
/// Blocks may stand between other text, as `openssl` and key stores write it; inside a block only
/// base64, white space and, for what RFC 1421 calls encapsulated headers, `Name: value` lines are
/// accepted.
package enum PEM {
    /// One block.
    package struct Block: ~Copyable {
        /// What stands after `BEGIN`, for example `CERTIFICATE`.
        package let label: String
        /// The decoded octets.
        package let octets: SecretOctets
        /// Whether RFC 1421 headers say that the octets are encrypted.
        package let hasEncryptionHeader: Bool
        /// The line, from 1, on which the block begins.
        package let line: Int
    }

    /// Calls `body` with each block whose label `wanted` accepts. One of more than `limit` bytes is
    /// an error.
    package static func forEachBlock(
        of text: Span<UInt8>, in source: String, limit: Int = KeyLimits().keySize,
        where wanted: (String) -> Bool, _ body: (borrowing Block) throws(EDocError) -> Void
    ) throws(EDocError) {
        var lines = Lines(text: text)
        var count = 0
        while let range = lines.next(text) {
            guard let label = label(text.extracting(range), after: "-----BEGIN ") else { continue }
            count += 1
            guard count <= KeyLimits().blocks else {
                throw EDocError(
                    .tooLarge, "\(source): more than \(KeyLimits().blocks) PEM blocks")
            }
            let isWanted = wanted(label)
            let block = try block(
                label, begunOn: lines.number, isWanted, &lines, text, source, limit)
            if isWanted { try body(block) }
        }
    }

    /// The block; of one that is not wanted only the lines are passed over.
    private static func block(
        _ label: String, begunOn first: Int, _ isWanted: Bool, _ lines: inout Lines,
        _ text: Span<UInt8>, _ source: String, _ limit: Int
    ) throws(EDocError) -> Block {
        var octets = try SecretOctets(capacity: isWanted ? min(limit, text.count) : 1)
        var decoder = Base64.Decoder()
        var isEncrypted = false
        while let range = lines.next(text) {
            let line = text.extracting(range)
            if let end = Self.label(line, after: "-----END ") {
                guard end == label else {
                    throw EDocError(
                        .malformedPEM,
                        "\(source), line \(lines.number): -----BEGIN \(label)----- of line "
                            + "\(first) is closed by -----END \(end)-----")
                }
                guard decoder.isComplete else {
                    throw EDocError(
                        .malformedPEM,
                        "\(source), line \(lines.number): the base64 of \(label) is incomplete")
                }
                return Block(
                    label: label, octets: octets, hasEncryptionHeader: isEncrypted, line: first)
            }
            guard isWanted else { continue }
            if octets.count == 0, decoder.isComplete, line.contains(0x3A) {
                isEncrypted = isEncrypted || line.begins(with: "Proc-Type: 4,ENCRYPTED")
                continue
            }
            guard octets.withFreeSpace({ decoder.decode(line, into: &$0) }), octets.count <= limit
            else {
                throw EDocError(
                    .malformedPEM,
                    "\(source), line \(lines.number): not base64 of at most \(limit) bytes "
                        + "inside -----BEGIN \(label)-----")
            }
        }
        throw EDocError(
            .malformedPEM,
            "\(source): -----BEGIN \(label)----- of line \(first) has no -----END \(label)-----")
    }

    /// `LABEL` of `-----BEGIN LABEL-----`; labels are printable ASCII (RFC 7468 §3).
    private static func label(_ line: Span<UInt8>, after marker: StaticString) -> String? {
        guard line.begins(with: marker) else { return nil }
        var end = line.count
        while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
        let start = marker.utf8CodeUnitCount
        guard end - start > 5, end - start < 64 else { return nil }
        var label = ""
        for index in start..<end - 5 {
            guard line[index] >= 0x20, line[index] < 0x7F else { return nil }
            label.unicodeScalars.append(Unicode.Scalar(line[index]))
        }
        for index in end - 5..<end where line[index] != 0x2D { return nil }
        return label
    }

    /// The octets as one block with lines of 64 characters (RFC 7468 §2).
    package static func encoded(_ octets: Span<UInt8>, label: String) -> String {
        let base64 = Base64.encoded(octets)
        var text = "-----BEGIN \(label)-----\n"
        var rest = base64.utf8[...]
        while !rest.isEmpty {
            text += (String(rest.prefix(64)) ?? "") + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }

    /// The lines of a text that ends them by LF, CR or CR LF.
    private struct Lines {
        private var position = 0
        private let end: Int
        private(set) var number = 0

        init(text: Span<UInt8>) { end = text.count }

        mutating func next(_ text: Span<UInt8>) -> Range<Int>? {
            guard position < end else { return nil }
            number += 1
            // A byte-order mark, which editors on Windows put before a text, and which stands in
            // the middle where two texts were put together.
            if end - position >= 3, text[position] == 0xEF, text[position + 1] == 0xBB,
                text[position + 2] == 0xBF
            {
                position += 3
            }
            let start = position
            while position < end, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
            let line = start..<position
            if position + 1 < end, text[position] == 0x0D, text[position + 1] == 0x0A {
                position += 1
            }
            position += 1
            return line
        }
    }
}

extension Span<UInt8> {
    /// The bytes in an array.
    package func copied() -> [UInt8] {
        [UInt8](capacity: count) { output in
            for index in indices { output.append(self[index]) }
        }
    }

    /// Whether the bytes begin with `text`.
    func begins(with text: StaticString) -> Bool {
        let size = text.utf8CodeUnitCount
        guard count >= size else { return false }
        return text.withUTF8Buffer { buffer in
            for index in 0..<size where unsafe buffer[index] != self[index] { return false }
            return true
        }
    }

    /// Whether one of the bytes is `octet`.
    func contains(_ octet: UInt8) -> Bool {
        for index in indices where self[index] == octet { return true }
        return false
    }
}
