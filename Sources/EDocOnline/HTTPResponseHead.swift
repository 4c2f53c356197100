/// The beginning of an answer: the status and the fields
/// ([RFC 9112 §4, §5](https://www.rfc-editor.org/rfc/rfc9112#section-4)).
struct HTTPResponseHead: Sendable {
    /// How the end of the content is known
    /// ([RFC 9112 §6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)).
    enum Framing: Hashable, Sendable {
        /// So many octets.
        case length(Int)
        /// Pieces with lengths of their own.
        case chunked
        /// The connection ends with it.
        case untilEnd
    }

    /// The most octets of a head.
    static let limit = 32 << 10

    let status: Int
    private let isVersion1_1: Bool
    /// The fields, with names in lower case.
    private var fields: [(name: String, value: String)] = []

    /// Reads the lines of a head, without their ends and without the empty one.
    init(_ lines: [[UInt8]]) throws(HTTPFailure) {
        guard let first = lines.first else { throw HTTPFailure(.answer, "no status line") }
        (status, isVersion1_1) = try Self.status(first)
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
                line[..<colon].allSatisfy(Self.isToken)
            else {
                throw HTTPFailure(
                    .answer, "a line that is no field: “\(Self.text(line.prefix(60)))”")
            }
            let value = line[(colon + 1)...].drop(while: Self.isSpace)
            let end = value.lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? value.startIndex
            fields.append(
                (Self.text(line[..<colon]).lowercased(), Self.text(value[..<end])))
        }
    }

    private static func status(
        _ line: [UInt8]
    ) throws(HTTPFailure) -> (status: Int, isVersion1_1: Bool) {
        // HTTP/1.x 200, and a space or nothing after it.
        let code = line.dropFirst(9).prefix(3)
        guard line.starts(with: "HTTP/1.".utf8), line.count >= 12, Self.isDigit(line[7]),
            line[8] == UInt8(ascii: " "), code.allSatisfy(Self.isDigit),
            line.count == 12 || line[12] == UInt8(ascii: " "),
            let number = Int(Self.text(code)), number >= 100
        else {
            throw HTTPFailure(
                .answer, "“\(Self.text(line.prefix(60)))” is no status line of HTTP/1.1")
        }
        return (number, line[7] != UInt8(ascii: "0"))
    }

    /// The value of the first field `name`, which is in lower case; nil when there is none.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Whether an answer with this status never has content.
    var hasNoContent: Bool { status < 200 || status == 204 || status == 304 }

    /// How the end of the content is known.
    func framing() throws(HTTPFailure) -> Framing {
        if hasNoContent { return .length(0) }
        let codings = fields.filter { $0.name == "transfer-encoding" }
            .map { $0.value.lowercased() }
        if !codings.isEmpty {
            guard codings == ["chunked"] else {
                throw HTTPFailure(
                    .answer, "transfer coding “\(codings.joined(separator: ", "))”, not chunked")
            }
            return .chunked
        }
        let lengths = Set(fields.filter { $0.name == "content-length" }.map(\.value))
        guard let length = lengths.first else { return .untilEnd }
        guard lengths.count == 1, length.utf8.allSatisfy(Self.isDigit), let number = Int(length)
        else {
            throw HTTPFailure(
                .answer, "Content-Length “\(lengths.sorted().joined(separator: ", "))”")
        }
        return .length(number)
    }

    /// Whether the connection may serve another request
    /// ([RFC 9112 §9.3](https://www.rfc-editor.org/rfc/rfc9112#section-9.3)).
    var keepsConnection: Bool {
        let options = fields.filter { $0.name == "connection" }
            .flatMap { $0.value.lowercased().split(separator: ",") }
            .map { String($0.filter { $0 != " " && $0 != "\t" }) }
        if options.contains("close") { return false }
        return isVersion1_1 || options.contains("keep-alive")
    }

    private static func text(_ octets: some Sequence<UInt8>) -> String {
        String(decoding: Array(octets), as: UTF8.self)
    }

    private static func isDigit(_ octet: UInt8) -> Bool { octet >= 0x30 && octet <= 0x39 }

    private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 }

    /// A letter of a field's name ([RFC 9110 §5.6.2](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2)).
    private static func isToken(_ octet: UInt8) -> Bool {
        isDigit(octet) || octet | 0x20 >= 0x61 && octet | 0x20 <= 0x7a
            || "!#$%&'*+-.^_`|~".utf8.contains(octet)
    }
}
