/// A committed table of vectors that are left out, each with its reason.
///
/// A tab-separated file `exclusions.tsv`: the name of the vector (or a prefix of it that ends in
/// `*`), a tab, the reason. Lines that begin with `#` are comments. A vector that a test leaves out
/// without a row here is a failure of that test.
public struct Exclusions: Sendable {
    private let rows: [(name: String, reason: String)]

    /// Reads `path` below the folder `TestVectors`.
    public init(_ path: String) throws {
        let text = String(decoding: try Vectors.octets(path), as: UTF8.self)
        rows = text.split(separator: "\n").compactMap { line in
            guard !line.hasPrefix("#") else { return nil }
            let columns = line.split(separator: "\t", maxSplits: 1)
            guard columns.count == 2, !columns[1].isEmpty else { return nil }
            return (String(columns[0]), String(columns[1]))
        }
    }

    /// Why `name` is left out; nil when it is not.
    public func reason(for name: String) -> String? {
        rows.first { row in
            row.name.hasSuffix("*") ? name.hasPrefix(row.name.dropLast()) : name == row.name
        }?.reason
    }
}
