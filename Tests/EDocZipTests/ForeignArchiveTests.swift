import EDocZip
import Testing
import VectorSupport

/// Archives that others made, and what others make of them.
///
/// An archive that libzip opens with consistency checks (its `.test` files say so), or that another
/// suite treats as good, is accepted here, or a row of `TestVectors/zip/exclusions.tsv` names the
/// stricter rule; whatever another suite refuses is refused.
@Suite(
    "Foreign archives",
    .enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct ForeignArchiveTests {
    private static let folder = (Vectors.conformance ?? "") + "/vectors/zip"
    private static let containers = (Vectors.conformance ?? "") + "/containers"

    private static func archives(in folder: String) -> [String] {
        ((try? Vectors.names(in: folder)) ?? []).filter { $0.hasSuffix(".zip") }
    }

    static let libzip = archives(in: folder + "/libzip/data")
    static let others =
        archives(in: folder + "/ZIPFoundation").map { "ZIPFoundation/" + $0 }
        + archives(in: folder + "/swift-zip-archive").map { "swift-zip-archive/" + $0 }

    /// The outcome of `name` by what `tryopen -c`, which checks consistency, says in the `.test`
    /// files; nil where no test opens it so.
    private static func libzipOutcomes() throws -> [String: Bool] {
        var outcomes: [String: Bool] = [:]
        for name in try Vectors.names(in: folder + "/libzip") where name.hasSuffix(".test") {
            let text = String(
                decoding: try Vectors.octets(at: folder + "/libzip/" + name), as: UTF8.self)
            let lines = text.split(separator: "\n")
            guard lines.contains("program tryopen"),
                lines.contains(where: { $0.hasPrefix("arguments ") && $0.contains("-c ") })
            else { continue }
            // `file NAME SOURCE`: the archive is known as NAME in this test.
            var sources: [String: String] = [:]
            for line in lines where line.hasPrefix("file ") {
                let words = line.split(separator: " ").map(String.init)
                if words.count >= 3 { sources[words[1]] = words[2] }
            }
            for line in lines where line.hasPrefix("opening '") {
                let words = line.split(separator: "'").map(String.init)
                guard words.count >= 3, let source = sources[words[1]] else { continue }
                outcomes[source] = words[2].hasPrefix(" succeeded")
            }
        }
        return outcomes
    }

    private func refusals(at path: String) throws -> [ZipDisagreement] {
        try findings(of: ZipReader(FileSource(path: path))).filter(\.refuses)
    }

    @Test("Where libzip's tests state an outcome, ours is it or a stated stricter one")
    func libzipOutcomesAgree() throws {
        let exclusions = try Exclusions("zip/exclusions.tsv")
        let outcomes = try Self.libzipOutcomes()
        #expect(outcomes.count > 50)
        for (name, isGood) in outcomes.sorted(by: { $0.key < $1.key }) {
            let path = Self.folder + "/libzip/data/" + name
            guard Self.libzip.contains(name) else { continue }
            try Vectors.ran(1, of: "archives")
            let refusals = try refusals(at: path)
            let isAccepted = refusals.isEmpty
            if isGood, exclusions.reason(for: "libzip/" + name) != nil {
                #expect(!isAccepted, "\(name) needs no exclusion")
            } else {
                #expect(isAccepted == isGood, "\(name): \(refusals)")
            }
        }
    }

    @Test("Every other archive is accepted, or the stricter rule is stated")
    func othersAreAcceptedOrListed() throws {
        let exclusions = try Exclusions("zip/exclusions.tsv")
        let outcomes = try Self.libzipOutcomes()
        let rest =
            Self.others + Self.libzip.filter { outcomes[$0] == nil }.map { "libzip/" + $0 }
        #expect(rest.count > 120)
        for name in rest {
            let path = Self.folder + "/" + name.replacing("libzip/", with: "libzip/data/")
            let refusals = try refusals(at: path)
            if let reason = exclusions.reason(for: name) {
                // The reason begins with the rule that refuses it.
                let rule = reason.prefix { $0 != ":" }
                #expect(refusals.contains { $0.rule.row == rule }, "\(name): \(refusals)")
            } else {
                #expect(refusals == [], "\(name)")
            }
        }
        try Vectors.ran(rest.count, of: "archives")
    }

    @Test("Containers that are surely valid have nothing that refuses them")
    func validContainers() throws {
        let table = String(
            decoding: try Vectors.octets(at: (Vectors.conformance ?? "") + "/expectations.tsv"),
            as: UTF8.self)
        let rows = table.split(separator: "\n").map {
            $0.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
        }
        let valid = rows.filter { $0.count > 2 && $0[1] == "valid" && $0[2] == "hard" }
        #expect(valid.count > 50)
        for row in valid {
            let refusals = try refusals(at: Self.containers + "/" + row[0])
            #expect(refusals == [], "\(row[0])")
        }
    }

    @Test("Every container can be read without a crash, and within bounds")
    func containersAreRead() throws {
        let names = try Vectors.names(in: Self.containers)
        #expect(names.count > 300)
        var accepted = 0
        for name in names {
            let refusals = try refusals(at: Self.containers + "/" + name)
            if refusals.isEmpty { accepted += 1 }
        }
        #expect(accepted > 200)
    }
}
