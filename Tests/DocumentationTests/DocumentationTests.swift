import Testing
import VectorSupport

/// What the documentation shows is what compiles.
struct DocumentationTests {
    private static let root = Vectors.folder + "/.."

    private static func text(_ path: String) throws -> String {
        String(decoding: try Vectors.octets(at: root + "/" + path), as: UTF8.self)
    }

    /// The code between ```` ```LANGUAGE ```` and ```` ``` ````, block by block.
    private static func blocks(of language: String, in markdown: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if block == nil, line == "```" + language {
                block = []
            } else if let lines = block, line == "```" {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    @Test("The README's Swift example is the one that this target compiles")
    func readmeExample() throws {
        let source = try Self.text("Tests/DocumentationTests/ReadmeExample.swift")
        let begin = try #require(source.firstRange(of: "// begin: README\n"))
        let end = try #require(source.firstRange(of: "\n// end"))
        let blocks = Self.blocks(of: "swift", in: try Self.text("README.md"))
        #expect(blocks == [String(source[begin.upperBound..<end.lowerBound])])
    }

    @Test("The README's example stays short")
    func readmeExampleLength() throws {
        let blocks = Self.blocks(of: "swift", in: try Self.text("README.md"))
        #expect(blocks.first?.split(separator: "\n").count ?? 0 <= 12)
    }

    @Test("The README's first command installs the three packages and does the main job")
    func readmeCommands() throws {
        let commands = Self.blocks(of: "sh", in: try Self.text("README.md"))
        #expect(
            commands == [
                "apt-get update && apt-get install -y libssl-dev zlib1g-dev libxml2-dev"
                    + " && swift run -c release edoc-demo issue"
                    + " TestVectors/exam-results/sample.csv --output certificates",
                "swift test",
            ])
    }

    @Test("What the documentation refers to is there")
    func links() throws {
        for page in ["README.md", "TestVectors/README.md"] {
            let folder = page.contains("/") ? "TestVectors/" : ""
            for part in try Self.text(page).split(separator: "](").dropFirst() {
                let target = part.prefix { $0 != ")" }
                if target.hasPrefix("https://") || target.hasPrefix("#") { continue }
                #expect(throws: Never.self, "\(page) refers to \(target)") {
                    _ = try Vectors.octets(at: Self.root + "/" + folder + target)
                }
            }
        }
    }
}
