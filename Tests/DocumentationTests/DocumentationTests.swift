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

    /// What stands between the comments `begin: NAME` and `end`, without its indentation.
    private static func snippet(_ name: String) throws -> String {
        let source = try text("Tests/DocumentationTests/ReadmeExample.swift")
        let begin = try #require(source.firstRange(of: "// begin: \(name)\n"))
        let rest = source[begin.upperBound...]
        let end = try #require(rest.firstRange(of: "// end"))
        let lines = rest[..<end.lowerBound].split(
            separator: "\n", omittingEmptySubsequences: false
        ).dropLast()
        let indentation = lines.first?.prefix { $0 == " " } ?? ""
        return lines.map { String($0.dropFirst($0.isEmpty ? 0 : indentation.count)) }
            .joined(separator: "\n")
    }

    @Test("The README's Swift examples are those that this target compiles")
    func readmeExamples() throws {
        let blocks = Self.blocks(of: "swift", in: try Self.text("README.md"))
        #expect(
            blocks == [try Self.snippet("README"), try Self.snippet("README validation")])
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
