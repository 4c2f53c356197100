import EDoc
import FoundationEssentials
import Testing
import VectorSupport

/// The containers of `TestVectors/asic-e/attacks`: each breaks one rule, and says what is expected.
struct ValidationAttackTests {
    /// 2026-12-01T00:00:00Z: after the time-stamps of the vectors.
    static let time = Date(timeIntervalSince1970: 1_796_083_200)

    static func validator(_ policy: ValidationPolicy = .baseline) throws -> ContainerValidator {
        let root = try X509Certificate.certificates(
            inPEM: Vectors.octets("asic-e/attacks/pki/root.pem"))
        let list = try pemContent(Vectors.octets("asic-e/attacks/pki/root.crl.pem"))
        return ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: root), policy: policy, revocationLists: [list])
    }

    /// The octets between the lines of dashes.
    static func pemContent(_ pem: [UInt8]) throws -> [UInt8] {
        let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("-----") }
        return [UInt8](try #require(Data(base64Encoded: lines.joined())))
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
        for rule in ValidationRule.known.map(\.rawValue) {
            let elsewhere = [
                // What a validation does, not what a file breaks.
                "V1", "V3", "V4", "V5", "V6", "T5", "T18", "C3", "C6", "C12", "C13", "P1", "S4",
                // Its vector has the finding S15: what was inserted changes the imprint.
                "S16",
            ]
            #expect(rules.contains(rule) != elsewhere.contains(rule), "\(rule)")
        }
        #expect(Self.names.count > 100)
    }

    @Test("Each vector has the verdict and the finding that it is made for", arguments: names)
    func vector(_ name: String) throws {
        let expected = try Self.expectation(name)
        let report = try Self.validator().validate(
            Vectors.octets("asic-e/attacks/\(name)"), file: name, at: Self.time)
        #expect(report.verdict.rawValue == expected["verdict"], "\(report.text)")
        #expect(
            report.signatures.first?.indication.rawValue == expected["indication"], "\(report.text)"
        )
        #expect(
            report.signatures.first?.subIndication?.rawValue == expected["reason"], "\(report.text)"
        )
        if let conformance = expected["conformance"] {
            #expect(report.signatures.first?.level?.description == conformance, "\(report.text)")
        }
        let all = report.findings + report.signatures.flatMap(\.findings)
        if let rule = expected["rule"] {
            let found = all.first {
                $0.rule.rawValue == rule && $0.severity.rawValue == expected["severity"] ?? "fail"
            }
            #expect(found != nil, "\(report.text)")
            #expect(found?.message.isEmpty == false && found?.clause.isEmpty == false)
        } else {
            #expect(!all.contains { $0.severity != .note }, "\(report.text)")
        }
        for finding in all {
            #expect(ValidationRule.known.contains(finding.rule), "\(finding)")
        }
        let isValid =
            expected["verdict"] == "accepted" && expected["indication"] == "TOTAL-PASSED"
        #expect(report.isValid == isValid || name.hasPrefix("c8-partial"), "\(report.text)")
        #expect(report.signedDataFiles.isEmpty || isValid)
    }

    @Test("V4: a time-stamp that came later than the policy allows")
    func v4() throws {
        var policy = ValidationPolicy.baseline
        let octets = try Vectors.octets("asic-e/attacks/good-lt.asice")
        // The vector claims 2026-11-22T10:00:00Z; its time-stamp is some days later.
        policy.timeStampDelay = 3600
        let late = try Self.validator(policy).validate(octets, at: Self.time)
        #expect(late.signatures.first?.subIndication == .sigConstraintsFailure, "\(late.text)")
        #expect(late.signatures.first?.findings.contains { $0.rule == "V4" } == true)
        policy.timeStampDelay = 3600 * 24 * 365
        let inTime = try Self.validator(policy).validate(octets, at: Self.time)
        #expect(inTime.isValid, "\(inTime.text)")
    }

    @Test("V3: the best signature time is that of the time-stamp; before it, it is not known")
    func v3() throws {
        let octets = try Vectors.octets("asic-e/attacks/good-lta.asice")
        let report = try Self.validator().validate(octets, at: Self.time)
        let signature = try #require(report.signatures.first)
        let time = try #require(signature.bestSignatureTime)
        #expect(signature.timeStamps.map(\.kind) == [.signature, .archive])
        #expect(signature.timeStamps.allSatisfy { $0.indication == .passed })
        #expect(signature.timeStamps.compactMap(\.time).min() == time)
        let early = try Self.validator().validate(octets, at: time.addingTimeInterval(-3600))
        #expect(early.signatures.first?.bestSignatureTime == nil)
        #expect(
            early.signatures.first?.findings.contains { $0.rule == "V3" && $0.severity == .note }
                == true)
    }

    @Test("lenient-container accepts what breaks only C2, C7, T11 or T12", arguments: names)
    func lenient(_ name: String) throws {
        let expected = try Self.expectation(name)
        guard let rule = expected["rule"], expected["verdict"] == "refused" else { return }
        let report = try Self.validator(.lenientContainer).validate(
            Vectors.octets("asic-e/attacks/\(name)"), at: Self.time)
        let isLenient = ["C2", "C7", "T11", "T12"].contains(rule)
        #expect((report.verdict == .accepted) == isLenient, "\(report.text)")
    }
}
