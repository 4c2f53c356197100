import EDocPKI
import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.8.4.2.5, §5.3.4 steps 4 and 6, §5.5.4 step 4 e.
struct ContentTimeStampsValidationTests {
    private static let all = "v4-content-all"
    private static let individual = "v4-content-individual"

    private static func validate(
        _ name: String, _ edits: [(pattern: String, text: String)] = [],
        anchors: [X509Certificate]? = nil, at time: Date = ReadSignature.time,
        read: TimeStampImprint.FileReader = Self.read
    ) throws -> (result: ContentTimeStampsValidation.Result, rules: [ValidationRule]) {
        let signature = try ReadSignature(name, edits)
        var findings = FindingList(policy: .baseline)
        let result = try ContentTimeStampsValidation(
            signature: signature.signature, references: signature.references(),
            context: ReadSignature.context(at: time, anchors: anchors)
        ).validate(read: read, &findings)
        return (result, findings.findings.map(\.rule))
    }

    private static func read(_ name: [UInt8], _ receive: (Span<UInt8>) throws -> Void) throws {
        let isFirst = name.elementsEqual("a.txt".utf8)
        try receive((isFirst ? ReadSignature.contents : Array("and another\n".utf8)).span)
    }

    @Test("Without content time-stamps nothing is known, and nothing is said")
    func none() throws {
        let found = try Self.validate("good-lta")
        #expect(found.result.reports.isEmpty && found.result.latest == nil && found.rules.isEmpty)
    }

    @Test("Of all data, and of some in an order of their own")
    func passed() throws {
        for (name, kinds) in [
            (Self.all, [SignatureReport.TimeStamp.Kind.allDataObjects]),
            (Self.individual, [.individualDataObjects, .individualDataObjects]),
        ] {
            let found = try Self.validate(name)
            #expect(found.result.reports.map(\.kind) == kinds)
            #expect(found.result.reports.allSatisfy { $0.indication == .passed })
            // 2026-11-21T10:00:00Z, less the second that tokens are off.
            #expect(try found.result.latest == date("2026-11-21T09:59:59Z"))
            #expect(found.rules.isEmpty)
        }
    }

    @Test("Of other data, of others, from the future, and of what is not signed")
    func notPassed() throws {
        let other = try Self.validate(Self.all) { _, receive in try receive([1].span) }
        #expect(other.result.reports.map(\.subIndication) == [.hashFailure])
        #expect(other.rules == [.contentTimeStamp, .contentTimeStamp])
        let stranger = try Self.validate(
            Self.all, anchors: [ReadSignature.certificate("stranger")])
        #expect(stranger.result.reports.map(\.subIndication) == [.noCertificateChainFound])
        #expect(stranger.rules.contains(.contentTimeStamp))
        let early = try Self.validate(Self.all, at: date("2026-11-21T09:58:59Z"))
        #expect(early.result.reports.map(\.subIndication) == [.noPOE])
        for edit in [
            ("URI=\"#r-2\" referencedData", "URI=\"#r-3\" referencedData"),
            ("URI=\"#r-2\" referencedData", "URI=\"r-2\" referencedData"),
            ("referencedData=\"true\"", "referencedData=\"false\""),
            ("URI=\"#r-2\" referencedData", "URI=\"#xades-id-1\" referencedData"),
        ] {
            let found = try Self.validate(Self.individual, [edit])
            #expect(found.result.reports.first?.subIndication == .formatFailure)
            #expect(found.rules.contains(.contentTimeStamp))
        }
        for found in [other, stranger, early] { #expect(found.result.latest == nil) }
        // What includes is said by the one property, and by none of the other.
        let included = try Self.validate(
            Self.all,
            [
                (
                    "<xades:AllDataObjectsTimeStamp>",
                    "<xades:AllDataObjectsTimeStamp>"
                        + "<xades:Include URI=\"#r-1\" referencedData=\"true\"></xades:Include>"
                )
            ])
        #expect(included.result.reports.first?.subIndication == .formatFailure)
    }

    @Test("A time-stamp of the signature is not older, as far as accuracies tell")
    func order() throws {
        let signature = try ReadSignature(Self.all).signature
        let latest = try date("2026-11-21T10:00:00Z")
        let content = ContentTimeStampsValidation.Result(latest: latest)
        for (seconds, indication, isBefore) in [
            (0.0, SignatureReport.TimeStamp.Indication.passed, true), (-1, .passed, true),
            (-1.5, .passed, false),
            (-2, .indeterminate, true), (1, .passed, true),
        ] {
            var report = SignatureReport.TimeStamp(
                kind: .signature, id: "t", indication: indication)
            report.time = latest + seconds
            var findings = FindingList(policy: .baseline)
            #expect(content.isBefore([report], of: signature, &findings) == isBefore)
            #expect(findings.findings.map(\.rule) == (isBefore ? [] : [.timesInOrder]))
            #expect(
                ContentTimeStampsValidation.Result().isBefore([report], of: signature, &findings))
        }
    }

    @Test("A signature that is younger than revocation or end fails for good")
    func conclusions() throws {
        let seal = try ReadSignature.certificate("seal")
        let time = try date("2026-11-21T10:00:00Z")
        let end = seal.notAfter
        for (latest, conclusion, revocation, expected) in [
            (time, .indeterminate(.revokedNoPOE), time - 1, .failed(.revoked)),
            (time, .indeterminate(.revokedNoPOE), time, .indeterminate(.revokedNoPOE)),
            (time, .indeterminate(.revokedCANoPOE), time - 1, .indeterminate(.revokedCANoPOE)),
            (end + 1, .indeterminate(.outOfBoundsNoPOE), nil, .failed(.expired)),
            (end + 1, .indeterminate(.outOfBoundsNotRevoked), nil, .failed(.expired)),
            (end, .indeterminate(.outOfBoundsNoPOE), nil, .indeterminate(.outOfBoundsNoPOE)),
            (end + 1, .indeterminate(.tryLater), nil, .indeterminate(.tryLater)),
            (nil, .indeterminate(.outOfBoundsNoPOE), nil, .indeterminate(.outOfBoundsNoPOE)),
        ] as [(Date?, Conclusion, Date?, Conclusion)] {
            var findings = FindingList(policy: .baseline)
            let found = ContentTimeStampsValidation.Result(latest: latest).conclusion(
                after: conclusion, of: seal, revokedAt: revocation, at: .container, &findings)
            #expect(found == expected)
            #expect(findings.findings.isEmpty == (expected == conclusion))
        }
    }
}
