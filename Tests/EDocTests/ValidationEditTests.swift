import EDoc
import EDocXAdES
import Testing
import VectorSupport

/// Containers that somebody edited and gave right checksums: each rule behind the CRC-32.
struct ValidationEditTests {
    private let fixture: ValidationRoundTripTests.Fixture
    private static let manifest = "META-INF/manifest.xml"

    init() throws { fixture = try ValidationRoundTripTests.Fixture() }

    private func signed() async throws -> TestContainer {
        let file = DataFile(
            Array("hello".utf8), named: "a.txt", mediaType: "text/plain", compression: .stored)
        return try TestContainer(try await fixture.signed([file]))
    }

    private func report(_ octets: [UInt8]) throws -> ValidationReport {
        try fixture.validator.examine(octets, at: ValidationRoundTripTests.later)
    }

    @Test("Written again as it was, a container stays valid")
    func unchanged() async throws {
        let container = try await signed()
        let manifest = try container.entry(Self.manifest)
        let same = try report(container.octets(with: manifest.octets, in: Self.manifest))
        #expect(same.isValid && same.findings.isEmpty, "\(same.text)")
        let octet = manifest.octets[0]
        let alike = try container.octets(with: octet, at: manifest.start)
        #expect(alike == container.octets)
    }

    @Test(
        "C14: another content of the same length, or another length",
        arguments: ["jello", "hello!", "hell", ""])
    func data(_ text: String) async throws {
        let container = try await signed()
        let report = try report(container.octets(with: Array(text.utf8), in: "a.txt"))
        #expect(report.signatures.map(\.subIndication) == [.hashFailure], "\(report.text)")
        #expect(report.signedDataFiles.isEmpty)
    }

    @Test(
        "T11, T13: a manifest of the same length that says something else",
        arguments: [
            ("text/plain", "text/plaiN", "T13"), ("\"a.txt\"", "\"b.txt\"", "T11"),
            ("vnd.etsi.asic-e+zip", "vnd.etsi.asic-s+zip", "T11"),
            ("full-path=\"/\"", "full-path=\"-\"", "T11"),
        ])
    func manifest(_ original: String, _ changed: String, _ rule: String) async throws {
        let container = try await signed()
        let manifest = try container.entry(Self.manifest).octets
        let text = String(decoding: manifest, as: UTF8.self).replacing(original, with: changed)
        try #require(text.utf8.count == manifest.count && !text.utf8.elementsEqual(manifest))
        let report = try report(container.octets(with: Array(text.utf8), in: Self.manifest))
        #expect(report.findings.contains { $0.rule.code == rule && $0.severity != .note })
        #expect((report.containerAlone == .accepted) == (rule == "T13"), "\(report.text)")
    }

    @Test("T9: all signature files together are as large as one may be")
    func signatureFiles() async throws {
        // A NUL, so that no time is spent on the rest.
        let half = [UInt8](repeating: 0, count: SignatureLimits().fileOctets / 2)
        let names = (1...3).map { "META-INF/signatures00\($0).xml" }
        let sizes = [half, half, [0]]
        let octets = try TestContainer.archive(
            [("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8))]
                + zip(names, sizes).map { ($0, $1) })
        let report = try report(octets)
        let tooLarge = report.findings.filter { $0.rule.code == "T9" }
        #expect(tooLarge.map(\.place.entry) == [names[2]], "\(report.text)")
        #expect(tooLarge.first?.expected == "at most 0 bytes")
        #expect(report.findings.count { $0.rule.code == "C5" && $0.severity == .fail } == 2)
    }
}
