@testable import EDoc
import EDocValidation
import Testing

/// `META-INF/manifest.xml`, EN 319 162-1 §4.4.3.2 (5b).
struct OpenDocumentManifestTests {
    private static let namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    private static let root = entry("/", "application/vnd.etsi.asic-e+zip")

    private static func entry(_ path: String, _ type: String = "text/plain") -> String {
        "<m:file-entry m:full-path=\"\(path)\" m:media-type=\"\(type)\"/>"
    }

    /// What is wrong with a manifest of `entries` in a container of `files`.
    private static func faults(
        _ entries: String, files: [String] = ["a.txt"], document: String? = nil
    ) -> [ValidationRule] {
        let text = document ?? "<m:manifest xmlns:m=\"\(namespace)\">\(entries)</m:manifest>"
        var findings = FindingList(policy: .baseline)
        ManifestAgreement.compare(
            OpenDocumentManifest(parsing: Array(text.utf8), &findings),
            files: files.map { Array($0.utf8) }, others: [Array("mimetype".utf8)], &findings)
        return findings.findings.map(\.rule)
    }

    @Test("What lists each file once is in order; folders and other entries may stand there too")
    func good() {
        #expect(Self.faults(Self.root + Self.entry("a.txt")) == [])
        let more = ["f/", "f/b.txt", "mimetype"].map { Self.entry($0) }.joined()
        #expect(Self.faults(Self.root + more, files: ["f/b.txt"]) == [])
    }

    @Test(
        "Whatever the manifest and the archive say differently",
        arguments: [
            ("no root", [entry("a.txt")]),
            ("another type", [entry("/", "text/plain"), entry("a.txt")]),
            ("not listed", [root]), ("not there", [root, entry("a.txt"), entry("b.txt")]),
            ("twice", [root, entry("a.txt"), entry("a.txt", "text/html")]),
            ("no name", [root, entry("a.txt"), entry("")]),
            ("no folder of a file", [root, entry("a.txt"), entry("f/")]),
            ("nor one before it", [root, entry("a.txt"), entry("Z/")]),
            ("the beginning of a name", [root, entry("a.txt"), entry("a.tx")]),
        ] as [(String, [String])])
    func differences(_ name: String, _ entries: [String]) {
        #expect(Self.faults(entries.joined()) == [.manifest], "\(name)")
    }

    @Test("Names are compared by octets")
    func octets() {
        let composed = Self.root + Self.entry("ā.txt")
        #expect(Self.faults(composed, files: ["ā.txt"]) == [])
        #expect(Self.faults(composed, files: ["a\u{304}.txt"]) == [.manifest, .manifest])
    }

    @Test("What is no manifest is not compared")
    func unreadable() {
        #expect(Self.faults("", document: "<m:manifest") == [.manifest])
        #expect(Self.faults("", document: "<manifest/>") == [.manifest])
        #expect(
            Self.faults("", document: "<!DOCTYPE a><a/>") == [.noDocumentType])
        #expect(Self.faults("", document: "<manifest xml:base='../a/'/>") == [.noBase])
    }
}
