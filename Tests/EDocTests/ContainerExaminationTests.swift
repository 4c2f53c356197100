@testable import EDoc
import EDocValidation
import EDocXAdES
import Testing
import VectorSupport

/// The rules of EN 319 162-1 over the entries of an archive.
struct ContainerExaminationTests {
    private static let mimetype = ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8))

    /// The report about an archive of these entries, as nobody's signature is trusted.
    private static func report(
        _ entries: [(String, [UInt8])], policy: ValidationPolicy = .baseline
    ) throws -> ValidationReport {
        let octets = try TestContainer.archive(entries.map { (name: $0.0, contents: $0.1) })
        return try ContainerValidator(trustAnchors: TrustAnchors(allRoles: []), policy: policy)
            .examine(octets, at: ValidationAttackTests.time)
    }

    /// The entries of a container whose file is `a.txt`.
    private static func good() throws -> [(String, [UInt8])] {
        let manifest = """
            <m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">\
            <m:file-entry m:full-path="/" m:media-type="application/vnd.etsi.asic-e+zip"/>\
            <m:file-entry m:full-path="a.txt" m:media-type="text/plain"/></m:manifest>
            """
        return [
            mimetype, ("a.txt", Array("hello, registrar\n".utf8)),
            ("META-INF/signatures001.xml", try Vectors.octets("asic-e/signatures/good-b.xml")),
            ("META-INF/manifest.xml", Array(manifest.utf8)),
        ]
    }

    private static func failures(_ report: ValidationReport) -> Set<ValidationRule> {
        Set(report.findings.filter { $0.severity == .fail }.map(\.rule))
    }

    @Test("A container in order is accepted, whatever its signature comes to")
    func accepted() throws {
        let report = try Self.report(Self.good())
        #expect(report.containerAlone == .accepted && report.findings.isEmpty, "\(report.text)")
        #expect(report.format == .asicEXAdES && report.signatures.count == 1)
        #expect(report.signatures.first?.indication == .indeterminate && !report.isValid)
        #expect(report.signedDataFiles.isEmpty)
    }

    @Test("Every file is covered, and each has its place")
    func coverage() throws {
        let good = try Self.good()
        for (name, rules) in [
            ("b.txt", [.fileSigned, .manifest]),
            ("meta-inf/b.txt", [.dataFileOutsideMetaInf, .fileSigned, .manifest]),
            ("META-INF/b.txt", []),
        ] as [(String, Set<ValidationRule>)] {
            let report = try Self.report(good + [(name, [1])])
            #expect(Self.failures(report) == rules, "\(report.text)")
            #expect(report.containerAlone == (rules.isEmpty ? .accepted : .refused))
            #expect(report.signedDataFiles.isEmpty)
        }
    }

    @Test("A file that a signature may cover which cannot be read is not called added or renamed")
    func unreadable() throws {
        let good = try Self.good()
        let text = try String(
            decoding: Vectors.octets("asic-e/signatures/good-b.xml"), as: UTF8.self)
        let unreadable = text.replacing("xml-exc-c14n#\"", with: "xml-exc-c14n\"")
        try #require(unreadable != text)
        for content in [unreadable, "<a/>"] {
            let rules: Set<ValidationRule> =
                content == unreadable ? [.manifest] : [.manifest, .signatureFileRoot]
            let other = ("META-INF/signatures002.xml", Array(content.utf8))
            let report = try Self.report(good + [("b.txt", [1]), other])
            #expect(Self.failures(report) == rules, "\(report.text)")
            #expect(!report.text.contains("renamed"), "\(report.text)")
        }
    }

    @Test("What is left out is missed")
    func missing() throws {
        let good = try Self.good()
        for (name, rule) in [
            ("META-INF/manifest.xml", ValidationRule.manifestThere),
            ("META-INF/signatures001.xml", .containerFormat), ("a.txt", .manifest),
        ] {
            let report = try Self.report(good.filter { $0.0 != name })
            #expect(Self.failures(report) == [rule], "\(report.text)")
        }
        let report = try Self.report(good.filter { $0.0 != "mimetype" })
        #expect(report.findings.contains { $0.rule == .mimetypeThere && $0.severity == .warn })
        #expect(report.containerAlone == .accepted, "\(report.text)")
    }

    @Test("The media type stands there exactly")
    func mediaType() throws {
        let rest = try Self.good().dropFirst()
        for suffix in ["\n", " ", "x"] {
            let type = ("mimetype", Self.mimetype.1 + Array(suffix.utf8))
            let report = try Self.report([type] + rest)
            #expect(Self.failures(report) == [.mediaType], "\(report.text)")
        }
    }

    @Test("Names that others take for others are warned of, by validation and before signing")
    func names() throws {
        for names in [
            ["a.txt", "a\u{200B}.txt"], ["a.txt", "A.TXT"], ["a.txt", "nul.x"], ["a.txt", "bc:d"],
            ["a.txt", "A.TXT/b"], ["a.txt", "b;2"],
        ] {
            let others = names.dropFirst().map { ($0, [UInt8(1)]) }
            let report = try Self.report(Self.good() + others)
            let warnings = report.findings.filter { $0.severity == .warn }
            #expect(warnings.map(\.rule.code) == ["T6"], "\(report.text)")
            let files = names.map { DataFile([1], named: $0, mediaType: "text/plain") }
            let signing = DataFile.warnings(about: files)
            #expect(signing.map(\.code) == [.fileName])
            #expect(signing.allSatisfy { $0.message.contains("\"") }, "\(signing)")
        }
        let usual = ["a.txt", "Ā–1 (2).txt", "a/a.txt"].map {
            DataFile([1], named: $0, mediaType: "text/plain")
        }
        #expect(DataFile.warnings(about: usual).isEmpty)
    }

    @Test("Names that suggest what is not validated are reported")
    func misleading() throws {
        for (name, rule) in [
            ("META-INF/timestamp.tst", ValidationRule.xadesAlone),
            ("META-INF/signature001.p7s", .xadesAlone),
            ("META-INF/container.xml", .unmistakableNames), ("META-INF/b.txt", .notSigned),
        ] {
            let report = try Self.report(Self.good() + [(name, [1])])
            #expect(report.findings.map(\.rule) == [rule], "\(report.text)")
            #expect(report.containerAlone == .accepted)
        }
    }
}
