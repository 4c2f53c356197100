import EDocSystem
import EDocZip

/// Remembers small writes and only counts large ones, which are taken to be zeros.
struct SparseSink: RewritableSink {
    var size: UInt64 = 0
    var pieces: [SparseSource.Piece] = []

    mutating func write(_ bytes: Span<UInt8>) throws {
        if bytes.count < 4_096 {
            let octets = [UInt8](capacity: bytes.count) { output in
                for index in bytes.indices { output.append(bytes[index]) }
            }
            pieces.append(SparseSource.Piece(offset: size, octets: octets))
        }
        size += UInt64(bytes.count)
    }

    /// Replaces the whole of a small write, or its beginning.
    mutating func rewrite(_ bytes: Span<UInt8>, at offset: UInt64) throws {
        guard let index = pieces.firstIndex(where: { $0.offset == offset }) else {
            throw SystemCallError(call: "rewrite", number: 0)
        }
        for place in bytes.indices { pieces[index].octets[place] = bytes[place] }
    }
}

/// A large archive of which only the records are there; everything else is zeros.
struct SparseSource: ByteSource {
    struct Piece: Equatable {
        var offset: UInt64
        var octets: [UInt8]
    }

    let size: UInt64
    let pieces: [Piece]

    init(_ sink: SparseSink) {
        size = sink.size
        pieces = sink.pieces
    }

    func read(at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void) throws {
        var octets = [UInt8](repeating: 0, count: count)
        let range = offset..<offset + UInt64(count)
        for piece in pieces {
            let whole = piece.offset..<piece.offset + UInt64(piece.octets.count)
            for position in whole.clamped(to: range) {
                octets[Int(position - offset)] = piece.octets[Int(position - piece.offset)]
            }
        }
        try body(octets.span)
    }
}
