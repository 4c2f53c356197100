public import EDocEncoding
internal import FoundationEssentials

/// Why a policy file was refused: what stands where, and what may stand there.
public struct ValidationPolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason, with the name of the member.
    public let description: String
}

extension ValidationPolicy {
    /// Reads a policy from JSON: changes to one of the built-in ones.
    ///
    /// ```json
    /// {"name": "archive", "basedOn": "lenient-container",
    ///  "rules": {"C10": "ignore", "S6": "fail"},
    ///  "quirks": ["digestInfoWithoutNull", "carriageReturnInBase64"],
    ///  "demandsTimeStampAuthorityRevocation": true, "demandsIssuerRevocation": true,
    ///  "demandsContentCommitment": false,
    ///  "maximumRevocationAgeSeconds": 3600, "timeStampDelaySeconds": 86400,
    ///  "algorithms": [{"algorithm": "SHA-1", "until": "2017-01-01T00:00:00Z"},
    ///                 {"algorithm": "RSA", "bits": 3000}]}
    /// ```
    /// Every member but `name` may be absent. `quirks` and `algorithms` replace the list of the
    /// policy that it is based on; `rules` adds to its rules. A name that is not known is refused:
    /// a misspelt rule must not silently demand less.
    ///
    /// - Throws: ``ValidationPolicyError``, or `JSONError` when it is no JSON.
    public init(json octets: [UInt8]) throws {
        let json = try JSONValue(parsing: octets)
        guard case .object(let members) = json else {
            throw ValidationPolicyError(description: "a policy is a JSON object")
        }
        switch json["basedOn"] {
        case nil, .string("baseline"): self = .baseline
        case .string("lenient-container"): self = .lenientContainer
        default:
            throw ValidationPolicyError(
                description: "basedOn: expected \"baseline\" or \"lenient-container\"")
        }
        guard let name = json["name"]?.string, !name.isEmpty else {
            throw ValidationPolicyError(description: "name: expected a text")
        }
        self.name = name
        for member in members { try read(member) }
    }

    private mutating func read(_ member: JSONValue.Member) throws(ValidationPolicyError) {
        switch (member.name, member.value) {
        case ("name", _), ("basedOn", _): return
        case ("rules", .object(let rules)):
            for rule in rules { try readRule(rule) }
        case ("quirks", .array(let names)):
            quirks = []
            for name in names {
                guard let quirk = name.string.flatMap(Quirk.init(rawValue:)) else {
                    throw Self.unknown("quirks", name, Quirk.allCases.map(\.rawValue))
                }
                quirks.insert(quirk)
            }
        case ("algorithms", .array(let rows)):
            algorithms.rows = []
            for row in rows { algorithms.rows.append(try Self.readRow(row)) }
        case ("demandsTimeStampAuthorityRevocation", .bool(let value)):
            demandsTimeStampAuthorityRevocation = value
        case ("demandsIssuerRevocation", .bool(let value)): demandsIssuerRevocation = value
        case ("demandsContentCommitment", .bool(let value)): demandsContentCommitment = value
        case ("maximumRevocationAgeSeconds", .integer(let seconds)) where seconds >= 0:
            maximumRevocationAge = TimeInterval(seconds)
        case ("timeStampDelaySeconds", .integer(let seconds)) where seconds >= 0:
            timeStampDelay = TimeInterval(seconds)
        case ("timeStampDelaySeconds", .null): timeStampDelay = nil
        default:
            throw ValidationPolicyError(
                description: "\(member.name): no such member, or a value of the wrong kind")
        }
    }

    private mutating func readRule(_ rule: JSONValue.Member) throws(ValidationPolicyError) {
        let name = ValidationRule(rawValue: rule.name)
        guard ValidationRule.known.contains(name) else {
            throw ValidationPolicyError(description: "rules: there is no rule \(rule.name)")
        }
        guard let disposition = rule.value.string.flatMap(RuleDisposition.init(rawValue:)) else {
            throw Self.unknown(
                "rules: \(rule.name)", rule.value, RuleDisposition.allCases.map(\.rawValue))
        }
        dispositions[name] = disposition
    }

    private static func readRow(
        _ row: JSONValue
    ) throws(ValidationPolicyError) -> AlgorithmTable.Row {
        guard case .object(let members) = row else {
            throw ValidationPolicyError(
                description: "algorithms: expected an object, found \(row.encoded)")
        }
        let known = Set(AlgorithmTable.ts119312.rows.map(\.algorithm))
        guard let algorithm = row["algorithm"]?.string, known.contains(algorithm) else {
            throw unknown("algorithms: algorithm", row["algorithm"] ?? .null, known.sorted())
        }
        var bits = 0
        var until: Date?
        for member in members {
            let place = "algorithms: \(algorithm): \(member.name)"
            switch (member.name, member.value) {
            case ("algorithm", _): continue
            case ("bits", .integer(let number)) where (0...65_536).contains(number):
                bits = Int(number)
            case ("bits", let value):
                throw ValidationPolicyError(
                    description: "\(place): expected a number of bits, found \(value.encoded)")
            case ("until", .null): until = nil
            case ("until", let value):
                guard let text = value.string, let time = DateTimeText(rfc3339: text) else {
                    throw ValidationPolicyError(
                        description: "\(place): expected a time such as "
                            + "\"2029-01-01T00:00:00Z\" or null, found \(value.encoded)")
                }
                until = Date(timeIntervalSince1970: Double(time.secondsSince1970))
            default:
                throw ValidationPolicyError(description: "\(place): no such member")
            }
        }
        return AlgorithmTable.Row(algorithm, bits: bits, until: until)
    }

    private static func unknown(
        _ member: String, _ value: JSONValue, _ known: [String]
    ) -> ValidationPolicyError {
        ValidationPolicyError(
            description: "\(member): expected one of \(known.joined(separator: ", ")), "
                + "found \(value.encoded)")
    }

    /// The policy as JSON, complete: what ``init(json:)`` reads gives the same policy again.
    public var json: JSONValue {
        let rules = ValidationRule.known.map { rule in
            JSONValue.Member(rule.rawValue, .string(disposition(of: rule).rawValue))
        }
        let rows = algorithms.rows.map { row in
            JSONValue.members([
                "algorithm": .string(row.algorithm), "bits": .integer(Int64(row.bits)),
                "until": .text(row.until.map(CivilTime.text(of:))),
            ])
        }
        return .members([
            "name": .string(name),
            "rules": .object(rules),
            "quirks": .array(Quirk.allCases.filter(quirks.contains).map { .string($0.rawValue) }),
            "demandsTimeStampAuthorityRevocation": .bool(demandsTimeStampAuthorityRevocation),
            "demandsIssuerRevocation": .bool(demandsIssuerRevocation),
            "demandsContentCommitment": .bool(demandsContentCommitment),
            "maximumRevocationAgeSeconds": .integer(Int64(maximumRevocationAge)),
            "timeStampDelaySeconds": timeStampDelay.map { .integer(Int64($0)) } ?? .null,
            "algorithms": .array(rows),
        ])
    }
}
