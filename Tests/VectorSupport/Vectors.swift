internal import FoundationEssentials

/// Where the vectors and the judges of the tests are.
public enum Vectors {
    /// The folder `TestVectors` of this package.
    public static let folder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/") + "/TestVectors"
    }()

    /// The folder that `EDOC_CONFORMANCE` names: containers and vectors that others made.
    ///
    /// Nil when the variable is not set; tests that need it are then skipped and say so.
    public static let conformance: String? = folder(named: "EDOC_CONFORMANCE")

    /// The folder that `EDOC_ORACLES` names: judges that others wrote.
    public static let oracles: String? = folder(named: "EDOC_ORACLES")

    private static func folder(named variable: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
            return nil
        }
        return value
    }

    /// The octets of `path` below ``folder``.
    public static func octets(_ path: String) throws -> [UInt8] {
        try octets(at: folder + "/" + path)
    }

    /// The lines `key: value` of the file at `path` below ``folder``: what a vector must come to.
    public static func expectation(_ path: String) throws -> [String: String] {
        var values: [String: String] = [:]
        for line in String(decoding: try octets(path), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            values[String(parts[0])] = String(parts[1].drop { $0 == " " })
        }
        return values
    }

    /// The octets of the file at `path`.
    public static func octets(at path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    /// The names in the folder at `path`, sorted by their bytes.
    public static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }
}
