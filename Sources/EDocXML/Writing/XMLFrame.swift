/// XML that is the same each time but for its gaps: written once, then filled in any number of
/// times.
///
/// It is written with an ``XMLWriter``, with ``gap`` for whatever differs. Who fills it in appends
/// its pieces in their order, and between two of them what belongs there, already escaped.
package struct XMLFrame: Sendable {
    /// What is written for a gap: U+0000, which no XML document can hold.
    package static let gap = "\u{0}"

    /// The octets before the first gap, between two, and after the last: one more than gaps.
    package let pieces: [[UInt8]]

    /// The frame that consists of `octets`.
    package init(_ octets: some Collection<UInt8>) {
        pieces = octets.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
    }

    /// How many octets it has without what goes into the gaps.
    package var size: Int { pieces.reduce(0) { $0 + $1.count } }

    /// Appends the piece before the gap `index`, counted from 0, or the one after the last gap.
    @inline(__always)
    package func appendPiece(_ index: Int, to octets: inout [UInt8]) {
        octets.append(contentsOf: pieces[index])
    }
}
