import EDoc
import Testing
import VectorSupport

/// The reports for people of bad containers, one a kind, and of some good ones, word for word.
struct ValidationReportTests {
    static let names: [String] = {
        let all = try? Vectors.names(in: Vectors.folder + "/asic-e/reports")
        return (all ?? []).map { String($0.dropLast(4)) }
    }()

    @Test("Reports for people", arguments: names)
    func report(_ name: String) throws {
        let expected = String(
            decoding: try Vectors.octets("asic-e/reports/\(name).txt"), as: UTF8.self)
        let report = try ValidationAttackTests.validator().examine(
            Vectors.octets("asic-e/attacks/\(name).asice"), file: "\(name).asice",
            at: ValidationAttackTests.time)
        #expect(report.text == expected)
    }

    @Test("Whatever does not pass comes with what to do")
    func advice() throws {
        for name in ValidationAttackTests.names {
            let report = try ValidationAttackTests.validator().examine(
                Vectors.octets("asic-e/attacks/\(name)"), at: ValidationAttackTests.time)
            let lines = report.text.split(separator: "\n")
            let saysWhatToDo = lines.dropFirst().prefix { !$0.hasPrefix("  format: ") }
            #expect(saysWhatToDo.isEmpty == (report.containerAlone == .accepted), "\(report.text)")
            for (index, line) in lines.enumerated() where line.hasPrefix("  signature ") {
                #expect(
                    lines[index + 1].hasPrefix("    in: \"") == line.hasSuffix("TOTAL-PASSED")
                        || report.containerAlone == .refused, "\(report.text)")
            }
        }
    }

    @Test("Where a limit keeps signatures from being read, nobody is said to have added a file")
    func limit() throws {
        let octets = try Vectors.octets("asic-e/attacks/good-b.asice")
        let added = "covered by no signature: it was added"
        for limit in [\.octets, \.signatureFileOctets]
            as [WritableKeyPath<ValidationLimits, ValidationLimits.Allowance>]
        {
            var limits = ValidationLimits()
            limits[keyPath: limit] = .init(1_000, perOctet: 0)
            let text = try ValidationAttackTests.validator(limits: limits)
                .examine(octets, at: ValidationAttackTests.time).text
            #expect(text.contains("It asks for more") && !text.contains(added), "\(text)")
        }
        let total = try ValidationAttackTests.validator().examine(
            Vectors.octets("asic-e/attacks/t9-total.asice"), at: ValidationAttackTests.time
        ).text
        #expect(total.contains("fail T9: ") && total.contains(added), "\(total)")
    }

    @Test("No character of a container can move the cursor or turn the line")
    func controlCharacters() throws {
        for name in ValidationAttackTests.names {
            let report = try ValidationAttackTests.validator().examine(
                Vectors.octets("asic-e/attacks/\(name)"), file: "a\u{1B}[2J\u{202E}.asice",
                at: ValidationAttackTests.time)
            #expect(
                !report.text.unicodeScalars.contains {
                    $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F || $0 == "\u{202E}"
                })
            #expect(
                !report.json.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" }
            )
        }
    }
}
