import EDoc
import FoundationEssentials
import Testing
import VectorSupport

/// The containers of `TestVectors/asic-e/attacks`: each breaks one rule, and says what is expected.
struct ValidationAttackTests {
    /// 2026-12-01T00:00:00Z: after the time-stamps of the vectors.
    static let time = Date(timeIntervalSince1970: 1_796_083_200)

    static func validator(
        _ policy: ValidationPolicy = .baseline, givesList: Bool = true,
        responses: [OCSPResponse] = [],
        limits: ValidationLimits = ValidationLimits()
    ) throws -> ContainerValidator {
        let root = try X509Certificate.certificates(
            inPEM: Vectors.octets("asic-e/attacks/pki/root.pem"))
        let lists = try CertificateRevocationList.lists(
            inPEM: Vectors.octets("asic-e/attacks/pki/root.crl.pem"))
        return ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: root), policy: policy,
            revocationLists: givesList ? lists : [], ocspResponses: responses, limits: limits)
    }

    private static func report(
        _ name: String, _ validator: ContainerValidator
    ) throws -> ValidationReport {
        try validator.examine(Vectors.octets("asic-e/attacks/\(name).asice"), at: time)
    }

    static func expectation(_ name: String) throws -> [String: String] {
        try Vectors.expectation("asic-e/attacks/\(name).expect")
    }

    static let names: [String] = {
        let all = try? Vectors.names(in: Vectors.folder + "/asic-e/attacks")
        return (all ?? []).filter { $0.hasSuffix(".asice") }
    }()

    @Test("There is a vector for each row that a file can break")
    func coverage() throws {
        let rules = Set(try Self.names.compactMap { try Self.expectation($0)["rule"] })
        for rule in Set(ValidationRule.known.map(\.code)) {
            #expect(rules.contains(rule), "\(rule)")
        }
        #expect(Self.names.count > 100)
    }

    @Test("Each vector has the verdict and the finding that it is made for", arguments: names)
    func vector(_ name: String) throws {
        let expected = try Self.expectation(name)
        let report = try Self.validator().examine(
            Vectors.octets("asic-e/attacks/\(name)"), file: name, at: Self.time)
        #expect(report.containerAlone.rawValue == expected["verdict"], "\(report.text)")
        let indications = report.signatures.map(\.indication.rawValue)
        let indication = expected["indication"] ?? ""
        #expect(indications.joined(separator: "|") == indication, "\(report.text)")
        let reasons = report.signatures.map { $0.subIndication?.rawValue ?? "-" }
        #expect(
            reasons == expected["reason"]?.split(separator: "|").map(String.init)
                ?? indications.map { _ in "-" }, "\(report.text)")
        if let conformance = expected["conformance"] {
            #expect(report.signatures.first?.conformance == conformance, "\(report.text)")
        }
        if let level = expected["level"] {
            #expect(report.signatures.first?.form?.proved.letters == level, "\(report.text)")
        } else if expected["indication"] == "TOTAL-PASSED" {
            let level = report.signatures.first?.form
            #expect(level?.proved == level?.carried, "\(report.text)")
        }
        if let time = expected["time"] {
            let best = report.signatures.first?.bestSignatureTime
            #expect(best == (try? Date(time, strategy: .iso8601)) && best != nil, "\(report.text)")
        }
        let all = report.findings + report.signatures.flatMap(\.findings)
        if let rule = expected["rule"] {
            let words = expected["found"] ?? ""
            let found = all.first {
                $0.rule.code == rule && $0.severity.rawValue == expected["severity"] ?? "fail"
                    && "\($0.message)\n\($0.found ?? "")".contains(words)
            }
            #expect(found != nil, "\(report.text)")
            #expect(found?.message.isEmpty == false && found?.clause.isEmpty == false)
        } else {
            #expect(!all.contains { $0.severity != .note }, "\(report.text)")
        }
        for finding in all {
            #expect(ValidationRule.known.contains(finding.rule), "\(finding)")
        }
        let isAccepted = expected["verdict"] == "accepted"
        let passed = indications.indices.filter { indications[$0] == "TOTAL-PASSED" }
        let isValid = isAccepted && !passed.isEmpty && passed.count == indications.count
        #expect(report.isValid == isValid, "\(report.text)")
        #expect(report.text.hasPrefix(isValid ? "VALID: " : "NOT VALID: "), "\(report.text)")
        for signature in report.signatures {
            let isProved = isAccepted && signature.indication == .totalPassed
            #expect((signature.signer != nil) == isProved, "\(report.text)")
            #expect((signature.level != nil) == isProved, "\(report.text)")
            #expect((signature.trustAnchor != nil) == isProved, "\(report.text)")
            #expect(signature.claimedSigner == nil || !isProved, "\(report.text)")
        }
        #expect(report.signedDataFiles.isEmpty == (!isAccepted || passed.isEmpty))
        #expect(report.signedDataFiles.allSatisfy { $0.signatures == passed })
    }

    @Test("V4: a time-stamp that came later than the policy allows")
    func v4() throws {
        var policy = ValidationPolicy.baseline
        let octets = try Vectors.octets("asic-e/attacks/good-lt.asice")
        // The vector claims 2026-11-22T10:00:00Z; its time-stamp is some days later.
        policy.timeStampDelay = 3600
        let late = try Self.validator(policy).examine(octets, at: Self.time)
        #expect(late.signatures.first?.subIndication == .sigConstraintsFailure, "\(late.text)")
        #expect(late.signatures.first?.findings.contains { $0.rule == .timeStampDelay } == true)
        policy.timeStampDelay = 3600 * 24 * 365
        let inTime = try Self.validator(policy).examine(octets, at: Self.time)
        #expect(inTime.isValid, "\(inTime.text)")
    }

    @Test("V5: a policy admits that what has ended is judged as of the time-stamp, and says so")
    func v5() throws {
        var policy = ValidationPolicy.baseline
        policy.dispositions[.certificateNotEnded] = .warn
        for name in ["v5-issuer", "v5-tsa"] {
            let report = try Self.report(name, Self.validator(policy))
            #expect(report.isValid, "\(report.text)")
            #expect(report.signatures.first?.bestSignatureTime != nil)
            let found = report.signatures.first?.findings.filter { $0.rule.code == "V5" }
            #expect(found?.map(\.severity) == [.warn])
        }
        // The authority's key was not in order before its end either.
        let strange = try Self.report("v3-strange-tsa", Self.validator(policy))
        #expect(strange.signatures.first?.bestSignatureTime == nil)
    }

    @Test("T14: SHA-1 under an authority's certificate is admitted for its years, by the quirk")
    func sha1SignedAuthority() throws {
        for (until, hasQuirk, isAdmitted) in [
            ("2026-06-01T00:00:00Z", true, true), ("2026-06-01T00:00:00Z", false, false),
            ("2025-12-31T00:00:00Z", true, false),
        ] {
            var policy = ValidationPolicy.baseline
            policy.algorithms.rows.removeAll { $0.algorithm == "SHA-1" }
            policy.algorithms.rows.append(
                .init("SHA-1", until: try Date(until, strategy: .iso8601)))
            if !hasQuirk { policy.quirks.remove(.sha1SignedCertificate) }
            let report = try Self.report("t14-sha1-tsa", Self.validator(policy))
            let signature = try #require(report.signatures.first)
            #expect((signature.bestSignatureTime != nil) == isAdmitted, "\(report.text)")
            let notes = signature.findings.filter { $0.rule == .acceptedSHA1SignedCertificate }
            #expect(notes.isEmpty != isAdmitted)
            // For a seal it is not.
            let seal = try Self.report("t14-weak-certificate", Self.validator(policy))
            #expect(seal.signatures.first?.subIndication == .cryptoConstraintsFailureNoPOE)
        }
    }

    @Test("T17: an anchor answers only for what it issued, where it is not trusted to answer")
    func t17OwnAnchor() throws {
        let root = try X509Certificate.certificates(
            inPEM: Vectors.octets("asic-e/attacks/pki/root.pem"))
        let anchors = TrustAnchors(allRoles: root)
        #expect(anchors.ocspResponders.isEmpty && !anchors.timeStampAuthorities.isEmpty)
    }

    @Test("V4: a policy may demand that time-stamps of the data pass", arguments: names)
    func v4Content(_ name: String) throws {
        guard name.hasPrefix("v4-content-") else { return }
        var policy = ValidationPolicy.baseline
        policy.dispositions[.contentTimeStamp] = .fail
        let report = try Self.validator(policy).examine(
            Vectors.octets("asic-e/attacks/\(name)"), at: Self.time)
        guard try Self.expectation(name)["rule"] == "V4" else {
            let reasons = report.signatures.map { $0.subIndication?.rawValue ?? "-" }
            #expect(reasons == [try Self.expectation(name)["reason"] ?? "-"], "\(report.text)")
            return
        }
        #expect(report.signatures.map(\.subIndication) == [.sigConstraintsFailure])
    }

    @Test("V4: a policy with a time-stamp delay asks for a claimed time")
    func v4WithoutTime() throws {
        var policy = ValidationPolicy.baseline
        policy.timeStampDelay = 3600
        let report = try Self.report("s5-stamped", Self.validator(policy))
        #expect(report.signatures.first?.subIndication == .sigConstraintsFailure)
        #expect(report.signatures.first?.findings.contains { $0.rule == .timeStampDelay } == true)
    }

    @Test(
        "T17: evidence that does not count proves nothing where nothing else is given",
        arguments: [
            ("t17-stranger", "V2"), ("t17-no-eku", "V2"), ("t17-expired-responder", "V2"),
            ("t17-sibling", "V2"), ("t17-same-name", "V2"), ("t17-remove", "V2"),
            ("t17-other-certificate", "V2"),
            ("t17-future", "V2"), ("t17-weak-responder", "T14"), ("good-b", "V2"),
        ])
    func t17(_ name: String, _ rule: String) throws {
        let report = try Self.report(name, Self.validator(givesList: false))
        let signature = try #require(report.signatures.first)
        #expect(signature.indication == .indeterminate, "\(report.text)")
        #expect(
            signature.subIndication
                == (rule == "T14" ? .cryptoConstraintsFailureNoPOE : .tryLater), "\(report.text)")
        #expect(signature.findings.contains { $0.rule.code == rule && $0.severity == .fail })
        #expect(report.signedDataFiles.isEmpty)
    }

    @Test("S11: evidence that is carried is enough, and counts though it is given too")
    func s11() throws {
        for name in ["good-lt", "good-lta"] {
            let alone = try Self.report(name, Self.validator(givesList: false))
            #expect(alone.isValid, "\(alone.text)")
            #expect(alone.signatures.first?.form?.proved == alone.signatures.first?.form?.carried)
        }
    }

    @Test("V2: a DigestInfo without NULL is accepted only by a policy that says so")
    func digestInfoWithoutNull() throws {
        var policy = ValidationPolicy.baseline
        policy.quirks.insert(.digestInfoWithoutNull)
        let report = try Self.report("v2-no-null", Self.validator(policy))
        #expect(report.isValid, "\(report.text)")
        #expect(report.signatures.first?.findings.contains { $0.severity == .note } == true)
        // Nothing else of the value may differ.
        for name in ["v2-other-key", "v2-value", "v2-pss-salt"] {
            #expect(try !Self.report(name, Self.validator(policy)).isValid, "\(name)")
        }
    }

    @Test(
        "Other quirks are accepted only by a policy that says so, and named otherwise",
        arguments: [
            (
                Quirk.ecdsaValueOfOtherWidth,
                ["v2-ecdsa-66", "v2-ecdsa-65", "v2-ecdsa-63", "v2-ecdsa-62", "v2-ecdsa-98"]
            ), (.unescapedReference, ["c9-number-sign", "c9-question-mark", "c9-colon"]),
            (.misspeltSignaturesNamespace, ["c5-namespace"]),
            (.digestInfoWithoutNull, ["v2-no-null"]),
        ])
    func quirks(_ quirk: Quirk, _ names: [String]) throws {
        var policy = ValidationPolicy.baseline
        policy.quirks.insert(quirk)
        for name in names {
            let report = try Self.report(name, Self.validator(policy))
            #expect(report.isValid, "\(report.text)")
            let strict = try Self.report(name, Self.validator())
            #expect(!strict.isValid)
            #expect(strict.text.contains("the quirk \(quirk.rawValue)"), "\(strict.text)")
            #expect(!strict.text.contains("forged"), "\(strict.text)")
            #expect(!strict.text.contains("renamed after signing"), "\(strict.text)")
        }
        for name in ["v2-other-key", "c9-missing", "c9-query", "c9-fragment", "c9-scheme"] {
            #expect(try !Self.report(name, Self.validator(policy)).isValid, "\(name)")
            // No file has the whole reference as its name.
            let strict = try Self.report(name, Self.validator())
            #expect(!strict.text.contains("the quirk"), "\(strict.text)")
        }
    }

    @Test("A quirk can be accepted of some issuers alone, and until a time that is proved")
    func scopedQuirks() throws {
        func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
        // The time-stamps are of 2026-11-23; the others have none.
        for (stamped, alone, quirk, reason) in [
            (
                "v2-no-null-stamped", "v2-no-null", Quirk.digestInfoWithoutNull,
                SubIndication.sigCryptoFailure
            ),
            (
                "v2-ecdsa-stamped", "v2-ecdsa-66", .ecdsaValueOfOtherWidth, .sigCryptoFailure
            ),
            (
                "c5-namespace-stamped", "c5-namespace", .misspeltSignaturesNamespace,
                .sigConstraintsFailure
            ),
        ] {
            var policy = ValidationPolicy.baseline
            policy.quirks.insert(quirk)
            let issuer = "TEST attacks root"
            for (issuers, until, isValid) in [
                (["other", issuer], "2026-11-24T00:00:00Z", true),
                ([issuer], "2026-11-23T00:00:00Z", false), ([], "2026-11-24T00:00:00Z", false),
                (["test attacks root"], "2026-11-24T00:00:00Z", false),
            ] {
                policy.quirkScopes = [quirk: Quirk.Scope(issuers: issuers, until: try date(until))]
                let report = try Self.report(stamped, Self.validator(policy))
                #expect(report.isValid == isValid, "\(report.text)")
                #expect(isValid || report.text.contains(quirk.rawValue), "\(report.text)")
                // What nothing proves the time of may be from today.
                let unproved = try Self.report(alone, Self.validator(policy))
                #expect(!unproved.isValid, "\(unproved.text)")
                #expect(unproved.signatures.map(\.subIndication) == [reason])
            }
        }
    }

    @Test("A policy can demand revocation data about the authority of a time-stamp")
    func timeStampAuthorityRevocation() throws {
        for demands in [false, true] {
            var policy = ValidationPolicy.baseline
            policy.demandsTimeStampAuthorityRevocation = demands
            for givesList in [true, false] {
                let report = try Self.report(
                    "good-lt", Self.validator(policy, givesList: givesList))
                let signature = try #require(report.signatures.first)
                let isKnown = givesList || !demands
                #expect((signature.bestSignatureTime != nil) == isKnown, "\(report.text)")
                #expect(
                    signature.timeStamps.map(\.subIndication) == [isKnown ? nil : .tryLater],
                    "\(report.text)")
            }
        }
    }

    @Test("T20: what the caller gives and says nothing is reported, and lowers nothing")
    func t20() throws {
        // OCSPResponse { responseStatus tryLater }
        let tryLater = try OCSPResponse(derEncoded: [0x30, 0x03, 0x0A, 0x01, 0x03])
        let report = try Self.report("good-b", Self.validator(responses: [tryLater]))
        let signature = try #require(report.signatures.first)
        #expect(report.isValid && signature.form?.isBaseline == true, "\(report.text)")
        #expect(
            signature.findings.contains {
                $0.rule == .readableGivenEvidence && $0.severity == .warn
            })
    }

    @Test("What a signature conforms to does not depend on what a policy ignores")
    func ignoredRow() throws {
        var policy = ValidationPolicy.baseline
        policy.dispositions[.signingCertificateV2] = .ignore
        let report = try Self.report("s6-uri", Self.validator(policy))
        #expect(report.signatures.first?.findings.isEmpty == true)
        #expect(report.signatures.first?.conformance == "XAdES-B")
    }

    @Test("P1: identifiers are compared by octets, the media type is the one of the file")
    func p1() throws {
        let report = try Self.report("p1-nfd-identifier", Self.validator())
        #expect(report.isValid, "\(report.text)")
        let types = report.signedDataFiles.map { "\($0.name) \($0.mediaType ?? "")" }
        #expect(types == ["a.txt text/plain", "b.sh application/x-sh"])
    }

    @Test("S7: of two media types of one file the first counts")
    func s7() throws {
        let report = try Self.report("s7-twice", Self.validator())
        #expect(report.signedDataFiles.map(\.mediaType) == ["text/plain"])
    }

    @Test("V3: a time-stamp that did not pass proves no time, and the report says so")
    func v3Unproved() throws {
        for name in ["v3-strange-tsa", "v3-other-signature", "v3-too-early", "v3-sha1"] {
            let report = try Self.report(name, Self.validator())
            let signature = try #require(report.signatures.first)
            #expect(signature.bestSignatureTime == nil && report.isValid, "\(report.text)")
            #expect(signature.timeStamps.allSatisfy { $0.indication != .passed })
            #expect(report.text.contains("level: B is proved; "), "\(report.text)")
            #expect(report.json.contains(#""level":"B","carriedLevel":"LT""#))
            // Without a time the carried evidence gets too old, and then nothing passes, whatever
            // older list there is.
            let later = Self.time + 60 * 86_400
            let octets = try Vectors.octets("asic-e/attacks/\(name).asice")
            let old = try Self.validator().examine(octets, at: later)
            #expect(old.signatures.map(\.subIndication) == [.tryLater], "\(old.text)")
        }
    }

    @Test("V3: the best signature time is that of the time-stamp; before it, it is not known")
    func v3() throws {
        let octets = try Vectors.octets("asic-e/attacks/good-lta.asice")
        let report = try Self.validator().examine(octets, at: Self.time)
        let signature = try #require(report.signatures.first)
        let time = try #require(signature.bestSignatureTime)
        #expect(signature.timeStamps.map(\.kind) == [.signature, .archive])
        #expect(signature.timeStamps.allSatisfy { $0.indication == .passed })
        #expect(signature.timeStamps.compactMap(\.time).min() == time)
        let early = try Self.validator().examine(octets, at: time.addingTimeInterval(-3600))
        #expect(early.signatures.first?.bestSignatureTime == nil)
        #expect(
            early.signatures.first?.findings.contains {
                $0.rule == .timeStampKnown && $0.severity == .note
            }
                == true)
    }

    @Test(
        "lenient-container accepts what breaks only C1a, C2, C2a, C7, T11 or T12", arguments: names)
    func lenient(_ name: String) throws {
        let expected = try Self.expectation(name)
        guard let rule = expected["rule"], expected["verdict"] == "refused" else { return }
        let report = try Self.validator(.lenientContainer).examine(
            Vectors.octets("asic-e/attacks/\(name)"), at: Self.time)
        let isLenient = ["C1a", "C2", "C2a", "C7", "T11", "T12"].contains(rule)
        #expect((report.containerAlone == .accepted) == isLenient, "\(report.text)")
    }
}
