/// A tab-separated index with a row of names.
public struct VectorTable: Sendable {
    /// The rows after the names, each with its columns by name.
    public let rows: [[String: String]]

    /// Reads the file at `path`.
    public init(_ path: String) throws {
        let text = String(decoding: try Vectors.octets(at: path), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let names = lines.first else { throw Malformed(path: path) }
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    }

    /// The file has no row of names.
    public struct Malformed: Error {
        /// Where it is.
        public let path: String
    }
}
