internal import FoundationEssentials
internal import Synchronization

/// Where the vectors and the judges of the tests are.
public enum Vectors {
    /// The folder of this package.
    private static let package: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    /// The folder `TestVectors` of this package.
    public static let folder = package + "/TestVectors"

    /// The folder that `EDOC_CONFORMANCE` names: containers and vectors that others made.
    ///
    /// Nil when the variable is not set; tests that need it are then skipped and say so.
    public static var conformance: String? {
        found(value(of: "EDOC_CONFORMANCE"), "conformance data", "EDOC_CONFORMANCE is not set")
    }

    /// The folder that `EDOC_ORACLES` names: judges that others wrote.
    public static var oracles: String? {
        found(value(of: "EDOC_ORACLES"), "judges", "EDOC_ORACLES is not set")
    }

    /// Canonicalization: the W3C's cases, those of Apache Santuario and of xmlsec.
    public static var c14n: String? { published("C14N", "c14n", in: "vectors/c14n") }

    /// The NIST Public Key Interoperability Test Suite.
    public static var pkits: String? {
        published("PKITS", "pkits", in: "vectors/x509-path/pyhanko/nist_pkits")
    }

    /// Wycheproof's suites of signature verification.
    public static var wycheproof: String? {
        published("Wycheproof", "wycheproof", in: "vectors/wycheproof")
    }

    /// Why a suite that `.ci/vectors` brings is skipped.
    public static let notPublished =
        "neither EDOC_CONFORMANCE nor .vectors (.ci/vectors) is there"

    /// A suite that is in the conformance data and, with fewer vectors, among those that
    /// `.ci/vectors` brings into the folder `.vectors` of the package; nil when it is in neither.
    private static func published(
        _ name: String, _ folder: String, in conformance: String
    ) -> String? {
        let places =
            [value(of: "EDOC_CONFORMANCE").map { $0 + "/" + conformance }]
            + [package + "/.vectors/" + folder]
        let place = places.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
        return found(place, name, notPublished)
    }

    /// `place`; where there is none, that is said when the tests have ended.
    private static func found(_ place: String?, _ what: String, _ reason: String) -> String? {
        LeftOut.unless(place != nil, what, reason) ? place : nil
    }

    private static func value(of variable: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
            return nil
        }
        return value
    }

    /// Says that `count` vectors of a suite of others were run: a line `vectors: SUITE COUNT` at the
    /// end of the file that `EDOC_VECTOR_COUNTS` names, if it names one.
    public static func ran(_ count: Int, of suite: String) throws {
        guard let path = value(of: "EDOC_VECTOR_COUNTS") else { return }
        try counting.withLock { _ in
            let earlier = FileManager.default.contents(atPath: path) ?? Data()
            try (earlier + Data("vectors: \(suite) \(count)\n".utf8))
                .write(to: URL(filePath: path))
        }
    }

    private static let counting = Mutex<Void>(())

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
