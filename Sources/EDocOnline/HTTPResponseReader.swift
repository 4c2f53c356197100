internal import EDoc

/// Reads one answer of [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112) from pieces of it.
struct HTTPResponseReader {
    /// The next piece, once there is one; empty at the end of the connection.
    private let nextPiece: () throws -> [UInt8]
    private var buffer: [UInt8] = []
    /// Where in ``buffer`` what was not read yet begins.
    private var position = 0
    /// Whether anything has come.
    private(set) var hasBegun = false

    /// A reader of what `nextPiece` gives.
    init(_ nextPiece: @escaping () throws -> [UInt8]) { self.nextPiece = nextPiece }

    /// Reads the answer to `request`.
    ///
    /// The content is left out of an answer that is not wanted: another status than 200, another
    /// media type than the expected one.
    ///
    /// - Returns: The answer, and whether the connection may serve another request.
    /// - Throws: ``HTTPFailure``, and what reading throws.
    mutating func response(
        to request: HTTPRequest
    ) throws -> (response: HTTPResponse, keepsConnection: Bool) {
        var head = try self.head()
        // Interim answers, of which nobody asked for one.
        var interim = 0
        while head.status < 200 {
            interim += 1
            guard head.status != 101, interim <= 4 else {
                throw HTTPFailure(.answer, "status \(head.status), which nobody asked for")
            }
            head = try self.head()
        }
        var response = HTTPResponse(
            status: head.status, mediaType: head["content-type"],
            retryAfter: head["retry-after"], body: [])
        guard head.status == 200,
            request.expectedMediaType.map(response.hasMediaType) ?? true
        else { return (response, false) }
        let framing = try head.framing()
        switch framing {
        case .length(let length):
            try check(length, request.sizeLimit)
            try take(length, to: &response.body)
        case .chunked: try takeChunks(to: &response.body, request.sizeLimit)
        case .untilEnd:
            repeat {
                response.body += buffer[position...]
                position = buffer.count
                try check(response.body.count, request.sizeLimit)
            } while try fill()
        }
        let isAtEnd = position == buffer.count
        return (response, isAtEnd && framing != .untilEnd && head.keepsConnection)
    }

    private mutating func head() throws -> HTTPResponseHead {
        var lines: [[UInt8]] = []
        var left = HTTPResponseHead.limit
        while true {
            let line = try self.line(limit: left)
            left -= line.count + 2
            if line.isEmpty { return try HTTPResponseHead(lines) }
            lines.append(line)
        }
    }

    /// The next line, without its end.
    private mutating func line(limit: Int) throws -> [UInt8] {
        var looked = position
        while true {
            if let end = buffer[looked...].firstIndex(of: 0x0a) {
                defer { position = end + 1 }
                let line = buffer[position..<end]
                return Array(line.last == 0x0d ? line.dropLast() : line)
            }
            guard buffer.count - position <= limit else {
                throw HTTPFailure(.answer, "a head of more than \(HTTPResponseHead.limit) bytes")
            }
            let before = buffer.count - position
            guard try fill() else { throw Self.ended }
            looked = position + before
        }
    }

    private mutating func takeChunks(to body: inout [UInt8], _ limit: Int) throws {
        while true {
            let line = try self.line(limit: 4 << 10)
            let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
            guard digits.count <= 15, digits.first != UInt8(ascii: "+"),
                let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0
            else { throw HTTPFailure(.answer, "a chunk without a length") }
            guard size > 0 else { break }
            try check(body.count + size, limit)
            try take(size, to: &body)
            guard try self.line(limit: 2).isEmpty else {
                throw HTTPFailure(.answer, "a chunk that is longer than its length")
            }
        }
        var left = HTTPResponseHead.limit
        while true {
            let line = try self.line(limit: left)
            if line.isEmpty { return }
            left -= line.count + 2
        }
    }

    private mutating func take(_ count: Int, to body: inout [UInt8]) throws {
        var left = count
        while left > 0 {
            if position == buffer.count, try !fill() { throw Self.ended }
            let piece = buffer[position...].prefix(left)
            body += piece
            position += piece.count
            left -= piece.count
        }
    }

    private func check(_ size: Int, _ limit: Int) throws(HTTPFailure) {
        guard size <= limit else {
            throw HTTPFailure(
                .answer, "an answer of \(size) bytes or more, at most \(limit) are read")
        }
    }

    /// Reads a piece more; whether there was one.
    private mutating func fill() throws -> Bool {
        let piece = try nextPiece()
        guard !piece.isEmpty else { return false }
        hasBegun = true
        if position == buffer.count {
            buffer = piece
        } else {
            buffer = buffer[position...] + piece
        }
        position = 0
        return true
    }

    private static let ended = HTTPFailure(
        .connection, "the connection ended before the answer did")
}
