import EDoc
import EDocEncoding
import EDocValidation
import EDocXAdES
import EDocXML
import FoundationEssentials
import Testing

@Suite("Policies and the rules that they weigh")
struct ValidationPolicyTests {
    @Test("A policy as JSON gives the same policy again")
    func policyRoundTrip() throws {
        for policy in [ValidationPolicy.baseline, .lenientContainer, .latvian2014] {
            let read = try ValidationPolicy(json: Array(policy.json.utf8))
            #expect(read.name == policy.name)
            for rule in ValidationRule.known {
                #expect(read.disposition(of: rule) == policy.disposition(of: rule), "\(rule)")
            }
            #expect(read.quirks == policy.quirks)
            #expect(read.quirkScopes == policy.quirkScopes)
            #expect(read.algorithms == policy.algorithms)
            #expect(read.demandsContentCommitment == policy.demandsContentCommitment)
        }
    }

    @Test(
        "A slip in a row of algorithms refuses the file, and says where",
        arguments: [
            (#"{"algorithm": "SHA-1", "untill": "2017-01-01T00:00:00Z"}"#, "SHA-1: untill"),
            (#"{"algorithm": "SHA-1", "until": 2017}"#, "SHA-1: until"),
            (#"{"algorithm": "SHA-1", "until": "2017-01-01"}"#, "SHA-1: until"),
            (#"{"algorithm": "RSA", "bits": "3000"}"#, "RSA: bits"),
            (#"{"algorithm": "RSA", "bits": -1}"#, "RSA: bits"),
            (#"{"algorithm": "RSA", "bits": null}"#, "RSA: bits"),
            (#"{"algorithm": "MD5"}"#, "algorithm: expected one of"),
            (#"{"bits": 3000}"#, "algorithm: expected one of"),
            (#""SHA-256""#, "expected an object"),
        ])
    func slips(row: String, place: String) throws {
        let text = #"{"name": "x", "algorithms": [\#(row)]}"#
        let error = #expect(throws: EDocError(.invalidPolicy, "")) {
            try ValidationPolicy(json: Array(text.utf8))
        }
        #expect(error?.description.hasPrefix("algorithms: \(place)") == true, "\(text)")
    }

    @Test("A policy file changes what it names, and refuses what it does not know")
    func policyFile() throws {
        let text = """
            {"name": "x", "basedOn": "lenient-container", "rules": {"S6": "fail", "T10": "warn"},
             "quirks": ["digestInfoWithoutNull"], "timeStampDelaySeconds": 60,
             "algorithms": [{"algorithm": "SHA-256", "until": "2030-01-01T00:00:00Z"}]}
            """
        let policy = try ValidationPolicy(json: Array(text.utf8))
        #expect(policy.disposition(of: .signingCertificateV2) == .fail)
        #expect(policy.disposition(of: .fileSigned) == .warn)
        #expect(policy.disposition(of: .manifestThere) == .warn)
        #expect(policy.disposition(of: .signsEachFileOnce) == .fail)
        #expect(policy.quirks == [.digestInfoWithoutNull])
        #expect(policy.timeStampDelay == 60)
        #expect(
            policy.algorithms.verdict(on: .sha256).isReliable(at: Date(timeIntervalSince1970: 0)))
        #expect(
            !policy.algorithms.verdict(on: .sha512).isReliable(at: Date(timeIntervalSince1970: 0)))
        for wrong in [
            "[]", "{}", #"{"name": ""}"#, #"{"name": "x", "basedOn": "y"}"#,
            #"{"name": "x", "rules": {"S99": "fail"}}"#,
            #"{"name": "x", "rules": {"S6": "maybe"}}"#,
            #"{"name": "x", "rules": {"S6": 1}}"#,
            #"{"name": "x", "rules": {"c8": "warn"}}"#,
            // The digest of a file differs, or does not, whatever a policy says.
            #"{"name": "x", "rules": {"C14": "warn"}}"#,
            #"{"name": "x", "rules": {"V2": "ignore"}}"#,
            // What a validation does, and no finding is about.
            #"{"name": "x", "rules": {"V1": "fail"}}"#,
            #"{"name": "x", "quirk": []}"#, #"{"name": "x", "quirks": ["other"]}"#,
            #"{"name": "x", "quirkScopes": {"other": {"issuers": [], "until": null}}}"#,
            #"{"name": "x", "quirkScopes": {"digestInfoWithoutNull": {"issuers": ["x"]}}}"#,
            #"{"name": "x", "quirkScopes": {"digestInfoWithoutNull": {"issuers": [1], "until": "2017-03-01T00:00:00Z"}}}"#,
            #"{"name": "x", "algorithms": [{"algorithm": "ROT13"}]}"#,
            #"{"name": "x", "maximumRevocationAgeSeconds": -1}"#,
            #"{"name": "x", "clockToleranceSeconds": 86401}"#,
        ] {
            #expect(throws: EDocError(.invalidPolicy, ""), "\(wrong)") {
                try ValidationPolicy(json: Array(wrong.utf8))
            }
        }
    }

    @Test("A row of which one rule is for a policy is taken, and only that rule changes")
    func sharedRow() throws {
        let text = #"{"name": "x", "rules": {"T12": "ignore", "C14": "fail"}}"#
        let policy = try ValidationPolicy(json: Array(text.utf8))
        #expect(policy.disposition(of: .mediaType) == .ignore)
        #expect(policy.disposition(of: .mimetypeThere) == .warn)
        #expect(policy.severity(of: .mimetypeThere) == .warn)
        #expect(policy.severity(of: .mediaType) == nil)
        #expect(policy.severity(of: .signedFileUnchanged) == .fail)
    }

    @Test("Nothing in Swift changes what no policy may change")
    func fixedRules() {
        var policy = ValidationPolicy.baseline
        for rule in ValidationRule.known { policy.dispositions[rule] = .ignore }
        for rule in ValidationRule.known {
            let severity = policy.severity(of: rule)
            #expect((severity == nil) == rule.isForPolicy, "\(rule)")
        }
    }

    @Test("What is found about a time-stamp warns at most")
    func timeStamps() {
        let policy = ValidationPolicy.baseline
        #expect(policy.severity(of: .reliableAlgorithm) == .fail)
        #expect(policy.severity(of: .reliableAlgorithm, about: .timeStamp) == .warn)
        #expect(policy.severity(of: .timeStampAuthorityName, about: .timeStamp) == .note)
    }

    @Test("Rules: no two the same, each with a clause, in the order of their rows")
    func rules() {
        let known = ValidationRule.known
        #expect(Set(known).count == known.count)
        #expect(known.allSatisfy { !$0.clause.isEmpty && $0.baselineDisposition != .ignore })
        #expect(known == known.sorted())
        #expect(ValidationRule.mimetypeEntry < .unmistakableNames)
        #expect(ValidationRule.mimetypeEntry < .neededRecords)
        // Of the baseline profile these fail a signature: it cannot be read, or not be attributed.
        let failing = known.filter { $0.isOfProfile && $0.baselineDisposition == .fail }
        #expect(failing.map(\.code) == ["S1", "S1", "S2", "S3", "S9"])
        #expect(failing.allSatisfy { !$0.isForPolicy })
    }

    @Test("Findings over the cap are counted, and weigh like the others")
    func cap() {
        for disposition in ValidationRule.Disposition.allCases {
            var policy = ValidationPolicy.baseline
            policy.dispositions[.signsEachFileOnce] = disposition
            var list = FindingList(policy: policy)
            for number in 1...FindingList.kept + 50 {
                list.add(.signsEachFileOnce, at: Finding.Place("\(number)"), "not all")
            }
            let kept = disposition == .ignore ? 0 : FindingList.kept + 1
            #expect(list.findings.count == kept)
            #expect(list.hasFailure == (disposition == .fail))
            #expect(list.findings.allSatisfy { $0.severity.rawValue == disposition.rawValue })
            #expect(
                list.findings.last?.message == (kept == 0 ? nil : "50 more findings of this kind"))
        }
    }

    @Test("A finding and its place are one line of visible characters; the name itself is exact")
    func oneLine() {
        let name = "a\nb\u{202E}\"c.txt"
        let finding = Finding(
            .fileSigned, at: Finding.Place(name, path: "/x\u{85}", line: 3, offset: 7),
            expected: "\u{1B}[2J", found: "\u{200B}", "\r")
        #expect(finding.place.entry == name)
        #expect(
            finding.description
                == #"fail T10 "a\u{A}b\u{202E}\"c.txt" /x\u{85} (line 3) at octet 7: \u{D}"#
                + #" Expected: \u{1B}[2J. Found: \u{200B}. (EN 319 162-1 §4.4.2 (1))"#)
        #expect(Finding(.fileSigned, at: .container, "x").place.description == "the container")
    }
}
