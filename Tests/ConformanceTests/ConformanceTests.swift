import EDoc
import FoundationEssentials
import Testing
import VectorSupport

/// Containers that others made, judged offline with the anchors and at the time of their rows.
@Suite(.enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct ConformanceTests {
    private let root: String
    private let rows: [ConformanceRow]

    init() throws {
        root = try #require(Vectors.conformance)
        rows = try ConformanceRow.all(in: root)
    }

    @Test("Every row that the container itself decides agrees, in time")
    func hardRows() throws {
        let hard = rows.filter { $0.strictness == "hard" }
        #expect(hard.count == 190)
        let clock = ContinuousClock()
        for row in hard {
            let start = clock.now
            let report = try row.report(.baseline, in: root)
            let duration = clock.now - start
            #expect(
                report.isValid == (row.expected == "valid"),
                "\(row.file): \(report.summary); expected \(row.expected) \(row.reason)")
            // 2 s is the bound of a release build on its own; a debug build among others gets more.
            #expect(duration < .seconds(10), "\(row.file) took \(duration)")
        }
        try Vectors.ran(hard.count, of: "containers")
    }

    @Test("The level of valid rows is proved, and as their makers say")
    func levels() throws {
        for row in rows where row.strictness == "hard" && row.expected == "valid" {
            let report = try row.report(.baseline, in: root)
            let carried = report.signatures.map { $0.form?.carried.letters ?? "-" }
            #expect(carried == row.levels, "\(row.file)")
            // Some were archived after the time for which their row is judged.
            let isLater = report.signatures.flatMap(\.timeStamps).contains {
                $0.time.map { $0 > row.time } ?? false
            }
            let proved = report.signatures.map { $0.form?.proved.letters ?? "-" }
            #expect(isLater || proved == row.levels, "\(row.file): \(proved)")
        }
    }

    @Test("Rows that break a container rule are valid under lenientContainer, and only there")
    func lenientRows() throws {
        let lenient = rows.filter { $0.reason.contains("valid under lenientContainer") }
        #expect(lenient.count >= 8)
        for row in lenient {
            let report = try row.report(.lenientContainer, in: root)
            #expect(report.isValid, "\(row.file): \(report.summary)")
            let strict = try row.report(.baseline, in: root)
            let named = strict.refusingRules.map(\.code).sorted()
            #expect(strict.containerAlone == .refused, "\(row.file)")
            #expect(
                !named.isEmpty && named.allSatisfy(row.reason.contains), "\(row.file): \(named)")
            #expect(strict.signatures.allSatisfy { $0.indication == .totalPassed }, "\(row.file)")
        }
    }

    @Test("Quirks are accepted when the policy says so, and refused clearly otherwise")
    func quirkRows() throws {
        var policy = ValidationPolicy.baseline
        policy.name = "all quirks"
        policy.quirks = Set(Quirk.allCases)
        let exclusions = try Exclusions("asic-e/exclusions.tsv")
        var withoutNull = 0
        for row in rows where row.strictness == "quirk" {
            let report = try row.report(policy, in: root)
            #expect(
                report.isValid == (row.expected == "valid")
                    || exclusions.reason(for: row.file) != nil && !report.isValid,
                "\(row.file): \(report.summary)")
            #expect(report.signatures.allSatisfy { $0.indication != .totalFailed }, "\(row.file)")
            // What baseline says without any quirk.
            var none = ValidationPolicy.baseline
            none.quirks = []
            let strict = try row.report(none, in: root)
            switch row.quirks {
            case "missingNULL-DigestInfo":
                withoutNull += 1
                #expect(!strict.isValid, "\(row.file)")
                #expect(
                    strict.signatures.allSatisfy { $0.subIndication == .sigCryptoFailure },
                    "\(row.file): \(strict.summary)")
                #expect(strict.signatures.flatMap(\.findings).contains { $0.rule.code == "V2" })
            case "nonDER-RSAkey":
                // OpenSSL reads such a key.
                #expect(strict.isValid, "\(row.file): \(strict.summary)")
            default: Issue.record("\(row.file): \(row.quirks)")
            }
        }
        #expect(withoutNull == 3)
    }

    @Test("A DigestInfo without NULL is valid by the quirk, and by no other")
    func digestInfoWithoutNull() throws {
        var all = ValidationPolicy.baseline
        all.quirks = Set(Quirk.allCases)
        var others = all
        others.quirks.remove(.digestInfoWithoutNull)
        var valid = 0
        for var row in rows
        where row.quirks == "missingNULL-DigestInfo" && row.expected == "valid" {
            // Its responder is not one by the rules, and has to be trusted by itself.
            row.anchors.ocspResponders += try row.carriedResponders(in: root)
            let report = try row.report(all, in: root)
            #expect(report.isValid, "\(row.file): \(report.summary)")
            let strict = try row.report(others, in: root)
            #expect(strict.signatures.map(\.indication) == [.totalFailed], "\(row.file)")
            let old = try row.report(.latvian2014, in: root)
            #expect(old.isValid, "\(row.file): \(old.summary)")
            valid += 1
        }
        #expect(valid == 2)
    }

    @Test("No row is accepted because evidence is from after the validation")
    func evidenceFromTheFuture() throws {
        // Three days before the row's own time nothing in the container existed yet.
        for row in rows where row.expected == "valid" && row.time != ConformanceRow.now {
            let early = ConformanceRow(
                file: row.file, expected: row.expected, strictness: row.strictness,
                reason: row.reason, levels: row.levels, time: row.time - 20 * 86_400,
                anchors: row.anchors, quirks: row.quirks)
            let report = try early.report(.lenientContainer, in: root)
            #expect(
                !report.isValid || report.signatures.allSatisfy { $0.bestSignatureTime == nil },
                "\(row.file): \(report.summary)")
        }
    }

    @Test("Policy and quirk rows with our verdict and reason; agreement with DSS 6.4")
    func table() throws {
        try Vectors.ran(rows.count { $0.strictness != "hard" }, of: "containers")
        let verdicts = String(
            decoding: try Vectors.octets(at: root + "/dss-verdicts.tsv"), as: UTF8.self
        ).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(verdicts.first)
        let column = try #require(header.firstIndex(of: "valid_at_bst"))
        let reasons = try #require(header.firstIndex(of: "sub_indications"))
        let dss = Dictionary(
            verdicts.dropFirst().map { ($0[0], $0) }, uniquingKeysWith: { first, _ in first })
        let explanations = try Exclusions("asic-e/dss-disagreements.tsv")
        var agreements = 0
        for row in rows {
            let report = try row.report(.baseline, in: root)
            if row.strictness != "hard" {
                print(
                    "\(row.strictness)\t\(row.file)\t\(row.expected)\t\(report.summary)\t"
                        + report.firstReason)
            }
            let verdict = try #require(dss[row.file], "\(row.file) is not in dss-verdicts.tsv")
            if (verdict[column] == "yes") == report.isValid {
                agreements += 1
            } else if report.isValid {
                // Where ours is laxer, the reason that DSS gave has to be explained.
                let key =
                    row.reason.contains("SHA-1") || row.reason.contains("RSA-1024")
                    ? "CRYPTO_CONSTRAINTS_FAILURE_NO_POE" : verdict[reasons]
                let explanation = explanations.reason(for: key)
                #expect(explanation != nil, "\(row.file): DSS says \(verdict[reasons])")
                print("DSS stricter\t\(row.file)\t\(verdict[reasons])\t\(explanation ?? "")")
            } else {
                #expect(report.firstReason != "-", "\(row.file)")
                print("DSS laxer\t\(row.file)\t\(report.firstReason)")
            }
        }
        print("agreement with DSS 6.4: \(agreements) of \(rows.count)")
        #expect(agreements >= 255)
    }
}
