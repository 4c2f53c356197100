import EDoc
import EDocEncoding
import EDocTesting
import ExamCertificates
import Foundation
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

    /// What stands between the comments `begin: PAGE` and `end` in the examples of this target,
    /// without its indentation: the snippets of each page, in their order.
    private static func snippets() throws -> [String: [String]] {
        let folder = "Tests/DocumentationTests"
        var snippets: [String: [String]] = [:]
        for file in try Vectors.names(in: root + "/" + folder) where file.hasPrefix("Examples") {
            let source = try text(folder + "/" + file)
            for part in source.split(separator: "// begin: ").dropFirst() {
                let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
                let end = try #require(lines.firstIndex { $0.hasSuffix("// end") }, "\(file)")
                let indentation = lines[1].prefix { $0 == " " }.count
                let snippet = lines[1..<end].map { String($0.dropFirst(indentation)) }
                snippets[String(lines[0]), default: []].append(snippet.joined(separator: "\n"))
            }
        }
        return snippets
    }

    /// Where the pages are that a user reads, by name: the README, and those of each product.
    private static func pages() throws -> [String: String] {
        var pages = ["README": "README.md"]
        for target in try Vectors.names(in: root + "/Sources") {
            let catalog = "Sources/\(target)/\(target).docc"
            for page in (try? Vectors.names(in: root + "/" + catalog)) ?? []
            where page.hasSuffix(".md") {
                let name = String(page.dropLast(3))
                #expect(pages.updateValue("\(catalog)/\(page)", forKey: name) == nil, "\(name)")
            }
        }
        return pages
    }

    /// The Swift examples of each page, and those in documentation comments, which go by the name
    /// of their file.
    private static func shownExamples() throws -> [String: [String]] {
        var shown = try pages().mapValues { blocks(of: "swift", in: try text($0)) }
        for path in (paths["Sources"] ?? [:]).values {
            let comments = try text(path).split(separator: "\n").compactMap { line in
                let line = line.drop { $0 == " " }
                return line.hasPrefix("///") ? line.dropFirst(line.hasPrefix("/// ") ? 4 : 3) : nil
            }.joined(separator: "\n")
            let blocks = blocks(of: "swift", in: comments)
            guard !blocks.isEmpty else { continue }
            let name = String((path.split(separator: "/").last ?? "").dropLast(6))
            #expect(shown.updateValue(blocks, forKey: name) == nil, "\(path)")
        }
        return shown
    }

    @Test("Swift examples are those that this target compiles, in the order of the page")
    func examples() throws {
        let compiled = try Self.snippets()
        let shown = try Self.shownExamples()
        #expect(Set(compiled.keys).isSubset(of: shown.keys))
        for (name, blocks) in shown { #expect(blocks == compiled[name] ?? [], "\(name)") }
    }

    @Test("Each product has pages, and .ci/documentation builds them")
    func catalogs() throws {
        let pages = try Self.pages()
        let manifest = try Self.text("Package.swift")
        let products = ["library", "executable"].flatMap { kind in
            manifest.split(separator: ".\(kind)(name: \"").dropFirst().map { part in
                String(part.prefix { $0 != "\"" })
            }
        }
        #expect(products.count > 3 && products.allSatisfy { pages[$0] != nil })
        let script = try Self.text(".ci/documentation")
        for product in products {
            #expect(script.contains("\nconvert \(product)"), "\(product)")
        }
    }

    @Test("What the pages about testing a service show is valid, and what they break is not")
    func testingAService() async throws {
        let (world, container, report) = try await testAService()
        #expect(report.isValid, "\(report.text)")
        let reports = try await wrongOnPurpose(world, container)
        #expect(reports.count == 3 && reports.allSatisfy { !$0.isValid })
    }

    @Test("What the page shows of trust services is asked, counted and wrong as it says")
    func trustServicesOnThePage() async throws {
        let (virtual, services) = try makeTrustServices()
        await #expect(throws: EDocError.self) {
            try await services.ocsp?.response(to: [], at: "http://ocsp.virtual.test/")
        }
        let list = try await services.crl?.revocationList(
            at: "http://ca.virtual.test/intermediate.crl")
        #expect(list?.isEmpty == false)
        #expect(virtual.requests.ocsp == 1 && virtual.requests.crl == 1)
    }

    @Test("The page about rules lists all of them, as they are")
    func rules() throws {
        let page = try Self.text("Sources/EDoc/EDoc.docc/Rules.md")
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { line in
                line.dropFirst(2).dropLast(2).split(separator: " | ").map(String.init)
            }.filter { $0.first != "Rule" }
        #expect(rows.allSatisfy { $0.count == 4 })
        let cited = rows.filter { $0[2] != "—" }
        #expect(Set(cited.map(\.[0])) == Set(ValidationRule.known.map(\.code)))
        for row in cited {
            let rules = ValidationRule.known.filter { $0.code == row[0] }
            #expect(row[2] == Self.weight(of: rules), "\(row[0])")
        }
    }

    /// What the page says of the rules of one row: those that a policy weighs, then the others.
    private static func weight(of rules: [ValidationRule]) -> String {
        func list(isForPolicy: Bool) -> String {
            let found = rules.filter { $0.isForPolicy == isForPolicy }.map(\.baselineDisposition)
            return ValidationRule.Disposition.allCases.filter(found.contains).map(\.rawValue)
                .joined(separator: ", ")
        }
        let fixed = list(isForPolicy: false)
        return [list(isForPolicy: true), fixed.isEmpty ? "" : "always " + fixed]
            .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    @Test("The policies that are shown can be read")
    func policy() throws {
        for (page, name) in [("Rules", "archive"), ("Policies", "archive")] {
            let blocks = Self.blocks(
                of: "json", in: try Self.text("Sources/EDoc/EDoc.docc/\(page).md"))
            #expect(blocks.count == 1)
            for block in blocks {
                let policy = try ValidationPolicy(json: Array(block.utf8))
                #expect(policy.name == name && policy.disposition(of: .manifestThere) == .warn)
                #expect(
                    policy.disposition(of: .unmistakableNames) == .ignore
                        && policy.disposition(of: .signingCertificateV2) == .fail)
            }
        }
    }

    /// The first cells of the rows of a page's tables, which are in backticks, by table.
    private static func firstCells(_ page: String) throws -> [[String]] {
        var tables: [[String]] = [[]]
        for line in try text(page).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("| `") {
                tables[tables.count - 1].append(String(line.dropFirst(3).prefix { $0 != "`" }))
            } else if !line.hasPrefix("|"), tables.last?.isEmpty == false {
                tables.append([])
            }
        }
        return tables
    }

    @Test("The page about policies lists each policy, member of a policy file and quirk")
    func policyTables() throws {
        let tables = try Self.firstCells("Sources/EDoc/EDoc.docc/Policies.md")
        let policies: [ValidationPolicy] = [.baseline, .lenientContainer, .latvian2014]
        #expect(tables.first == policies.map(\.name))
        guard case .object(let members) = ValidationPolicy.baseline.jsonValue else {
            Issue.record("a policy is no object")
            return
        }
        #expect(tables[1].filter { $0 != "basedOn" } == members.map(\.name))
        #expect(tables[2] == Quirk.allCases.map(\.rawValue))
    }

    @Test("The page about exam results lists each column")
    func columns() throws {
        let tables = try Self.firstCells(
            "Sources/ExamCertificates/ExamCertificates.docc/ReadingResults.md")
        #expect(tables.first == ExamResultField.allCases.map(\.rawValue))
    }

    @Test("The tables of elements and blocks name each file of their folders, and tests of each")
    func blocks() throws {
        let page = try Self.text("Sources/EDoc/EDoc.docc/Architecture.md")
        let rows = page.split(separator: "\n").filter { $0.contains("| `Sources/") }.map { line in
            line.split(separator: "`").map(String.init).filter { $0.hasSuffix(".swift") }
        }
        #expect(rows.allSatisfy { $0.count == 2 })
        var files: [String] = []
        for folder in [
            "Sources/EDocValidation/Blocks", "Sources/EDocXAdES/Elements",
            "Sources/EDocXAdES/References", "Sources/EDocXAdES/Augmentation",
            "Sources/EDocXAdES/Validation",
            "Sources/EDoc/Container", "Sources/EDoc/Rules", "Sources/EDoc/Validation",
            "Sources/EDoc/Report", "Sources/EDoc/Signing", "Sources/EDoc/Augmentation",
            "Sources/EDoc/Fetching",
            "Sources/EDoc/Services", "Sources/EDoc/Trust",
        ] {
            files += try Vectors.names(in: Self.root + "/" + folder)
                .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }
        }
        #expect(rows.compactMap(\.first).sorted() == files.sorted())
        for tests in Set(rows.compactMap(\.last)) {
            let count = try Self.text(tests).split(separator: "@Test").count - 1
            #expect(count >= 2, "\(tests)")
        }
    }

    @Test("Each station of the four walks is a file")
    func walks() throws {
        let page = try Self.text("Sources/EDoc/EDoc.docc/Architecture.md")
        let begin = try #require(page.firstRange(of: "## Four walks"))
        let end = try #require(page.firstRange(of: "## Elements"))
        let names = page[begin.upperBound..<end.lowerBound].split(separator: "`").enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
            .filter { $0.first?.isUppercase == true && !$0.contains("/") }
        #expect(names.count > 40)
        for name in names where name != "ExamCertificates" {
            #expect(Self.paths["Sources"]?["\(name).swift"] != nil, "\(name)")
        }
    }

    @Test("The table of steps names a function and its test for each, or says why there is none")
    func steps() throws {
        let rows = try Self.text("TestVectors/asic-e/en319102-1.tsv").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        for row in rows {
            let step = row.prefix(2).joined(separator: " ")
            try #require(row.count == 6 || row.count == 5, "\(step)")
            let whyNot = row.count == 6 ? row[5] : ""
            #expect(!row[2].isEmpty, "\(step)")
            #expect(row[3].isEmpty == row[4].isEmpty, "\(step)")
            #expect(row[3].isEmpty != whyNot.isEmpty, "\(step)")
            if row[3].isEmpty { continue }
            try expectFunction(row[3], below: "Sources", step)
            try expectFunction(row[4], below: "Tests", step)
        }
        let clauses = Set(rows.map { String($0[0].split(separator: " ")[0]) })
        for clause in [
            "5.2.2", "5.2.3", "5.2.4", "5.2.5", "5.2.6", "5.2.7", "5.2.8", "5.3", "5.4", "5.5",
        ] {
            #expect(clauses.contains { $0.hasPrefix(clause + ".") }, "\(clause)")
        }
        let steps = rows.map { $0.prefix(2).joined(separator: "\t") }
        #expect(Set(steps).count == steps.count)
    }

    /// Expects that `name`, a file and a function in it, is there in the folder `folder`.
    private func expectFunction(_ name: String, below folder: String, _ step: String) throws {
        let parts = name.split(separator: ":").map(String.init)
        try #require(parts.count == 2, "\(step)")
        let path = try #require(Self.paths[folder]?[parts[0]], "\(step): no \(parts[0])")
        let text = try Self.text(path)
        let forms = ["func \(parts[1])(", "func \(parts[1])<", "var \(parts[1]):"]
        #expect(forms.contains(where: text.contains), "\(step): no \(parts[1]) in \(path)")
    }

    /// Where each Swift file of `Sources` and `Tests` is, by its name.
    private static let paths = Dictionary(
        uniqueKeysWithValues: ["Sources", "Tests"].map { folder in
            let files = FileManager.default.enumerator(atPath: root + "/" + folder)
            var paths: [String: String] = [:]
            while let path = files?.nextObject() as? String {
                guard path.hasSuffix(".swift"), !path.contains("/.build") else { continue }
                paths[String(path.split(separator: "/").last ?? "")] = folder + "/" + path
            }
            return (folder, paths)
        })

    @Test("Every folder of vectors, and the list of those of others, is explained")
    func vectors() throws {
        let page = try Self.text("TestVectors/README.md")
        for name in try Vectors.names(in: Vectors.folder) where !name.hasSuffix(".md") {
            let isRow = name != "generate" && !name.contains(".")
            #expect(page.contains(isRow ? "| `\(name)/" : "`\(name)"), "\(name)")
        }
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

    @Test(
        "What the documentation refers to is there",
        arguments: [
            "README.md", "TestVectors/README.md", "Benchmarks/README.md", ".github/CONTRIBUTING.md",
            ".github/SECURITY.md",
        ])
    func links(_ page: String) throws {
        let folder = page.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        for part in try Self.text(page).split(separator: "](").dropFirst() {
            let target = part.prefix { $0 != ")" }
            if target.hasPrefix("https://") || target.hasPrefix("#") { continue }
            #expect(throws: Never.self, "\(page) refers to \(target)") {
                _ = try Vectors.octets(at: Self.root + "/" + folder + target)
            }
        }
    }

    @Test("Documentation is published of each product that is a library")
    func publishedDocumentation() throws {
        let manifest = try Self.text("Package.swift")
        let products = manifest.split(separator: ".library(name: \"").dropFirst().map { part in
            String(part.prefix { $0 != "\"" })
        }
        let settings = try Self.text(".spi.yml")
        let list = try #require(settings.split(separator: "documentation_targets: [").last)
        #expect(list.prefix { $0 != "]" } == products.joined(separator: ", "))
    }
}
