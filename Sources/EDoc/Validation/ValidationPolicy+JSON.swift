public import EDocCrypto
package import EDocEncoding
internal import EDocSystem
public import EDocValidation
internal import FoundationEssentials

extension ValidationPolicy {
    /// As `baseline`, but C1a (names marked as UTF-8), C2 and C2a (form of entries), C7 and T11
    /// (manifest) and T12 (`mimetype`) only warn: for containers of other software.
    public static let lenientContainer = {
        var policy = baseline
        policy.name = "lenient-container"
        let rules: [ValidationRule] = [
            .markedNames, .mimetypeEntry, .neededRecords, .mediaType, .manifestThere, .manifest,
        ]
        for rule in rules {
            policy.dispositions[rule] = .warn
        }
        return policy
    }()

    /// Reads a policy from JSON: changes to one of the built-in ones.
    ///
    /// ```json
    /// {"name": "archive", "basedOn": "lenient-container",
    ///  "rules": {"C10": "ignore", "S6": "fail"},
    ///  "quirks": ["digestInfoWithoutNull", "carriageReturnInBase64"],
    ///  "demandsTimeStampAuthorityRevocation": true, "demandsIssuerRevocation": true,
    ///  "demandsContentCommitment": false,
    ///  "maximumRevocationAgeSeconds": 3600, "maximumRevocationFreshnessSeconds": 86400,
    ///  "demandedCertificatePolicies": ["0.4.0.194112.1.1"], "timeStampDelaySeconds": 86400,
    ///  "clockToleranceSeconds": 60,
    ///  "algorithms": [{"algorithm": "SHA-1", "until": "2017-01-01T00:00:00Z"},
    ///                 {"algorithm": "RSA", "bits": 3000}]}
    /// ```
    /// Every member but `name` may be absent. `quirks`, `quirkScopes`, `algorithms` and
    /// `demandedCertificatePolicies` replace the list of the policy that it is based on; `rules`
    /// changes dispositions by row. An unknown name is refused: a misspelt rule must not silently
    /// demand less. So is a change of a row that weighs the same under every policy.
    ///
    /// - Throws: `EDocError` with `invalidPolicy`, which names the member, what was expected and
    ///   what was found, or the octet at which the text is no JSON.
    public init(json octets: [UInt8]) throws(EDocError) {
        let json: JSONValue
        do { json = try JSONValue(parsing: octets) } catch {
            throw EDocError(.invalidPolicy, error.description, underlying: error)
        }
        guard case .object(let members) = json else {
            throw EDocError(.invalidPolicy, "a policy is a JSON object")
        }
        switch json["basedOn"] {
        case nil, .string("baseline"): self = .baseline
        case .string("lenient-container"): self = .lenientContainer
        case .string("latvian-2014"): self = .latvian2014
        default:
            throw EDocError(
                .invalidPolicy,
                "basedOn: expected \"baseline\", \"lenient-container\" or "
                    + "\"latvian-2014\"")
        }
        guard let name = json["name"]?.string, !name.isEmpty else {
            throw EDocError(.invalidPolicy, "name: expected a text")
        }
        self.name = name
        for member in members { try read(member) }
    }

    /// Reads the policy in the file at `path`, which may be a pipe, as ``init(json:)`` does.
    ///
    /// - Throws: `EDocError` that names the file: with `unreadableFile`, or with `invalidPolicy`.
    public init(contentsOf path: String) throws(EDocError) {
        let octets = try orEDocError { () throws(FileError) in
            try InputFile.octets(of: path, limit: TrustFiles.largestFile)
        }
        do throws(EDocError) { try self.init(json: octets) } catch {
            throw EDocError(
                error.code, "\(PlainText.quoted(path)): \(error.message)",
                underlying: error.underlying)
        }
    }

    private mutating func read(_ member: JSONValue.Member) throws(EDocError) {
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
        case ("quirkScopes", .object(let scopes)):
            quirkScopes = [:]
            for scope in scopes { try readScope(scope) }
        case ("algorithms", .array(let rows)):
            algorithms.rows = []
            for row in rows { algorithms.rows.append(try Self.readRow(row)) }
        case ("demandsTimeStampAuthorityRevocation", .bool(let value)):
            demandsTimeStampAuthorityRevocation = value
        case ("demandsIssuerRevocation", .bool(let value)): demandsIssuerRevocation = value
        case ("demandsContentCommitment", .bool(let value)): demandsContentCommitment = value
        case ("maximumRevocationAgeSeconds", .integer(let seconds)) where seconds >= 0:
            maximumRevocationAge = TimeInterval(seconds)
        case ("maximumRevocationFreshnessSeconds", .integer(let seconds)) where seconds >= 0:
            maximumRevocationFreshness = TimeInterval(seconds)
        case ("maximumRevocationFreshnessSeconds", .null): maximumRevocationFreshness = nil
        case ("demandedCertificatePolicies", .array(let identifiers)):
            demandedCertificatePolicies = []
            for identifier in identifiers {
                demandedCertificatePolicies.insert(try Self.readIdentifier(identifier))
            }
        case ("timeStampDelaySeconds", .integer(let seconds)) where seconds >= 0:
            timeStampDelay = TimeInterval(seconds)
        case ("timeStampDelaySeconds", .null): timeStampDelay = nil
        case ("clockToleranceSeconds", .integer(let seconds)) where (0...86_400).contains(seconds):
            clockTolerance = TimeInterval(seconds)
        default:
            throw EDocError(
                .invalidPolicy, "\(member.name): no such member, or a value of the wrong kind")
        }
    }

    /// Reads an object identifier as numbers with points, the form in which certificates are shown.
    private static func readIdentifier(
        _ value: JSONValue
    ) throws(EDocError) -> String {
        let text = value.string ?? ""
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = { (part: Substring) in
            UInt64(part).map { "\($0)" == part } ?? false
        }
        guard parts.count > 1, parts.allSatisfy(isNumber) else {
            throw EDocError(
                .invalidPolicy,
                "demandedCertificatePolicies: expected an identifier such as "
                    + "\"0.4.0.194112.1.1\", found \(value.encoded)")
        }
        return text
    }

    private mutating func readRule(_ row: JSONValue.Member) throws(EDocError) {
        let rules = ValidationRule.known.filter { $0.code.hasOctets(of: row.name) }
        guard !rules.isEmpty else {
            throw EDocError(
                .invalidPolicy, "rules: there is no rule \(PlainText.quoted(row.name))")
        }
        let place = "rules: \(row.name)"
        guard let disposition = row.value.string.flatMap(ValidationRule.Disposition.init(rawValue:))
        else {
            throw Self.unknown(
                place, row.value, ValidationRule.Disposition.allCases.map(\.rawValue))
        }
        let governed = rules.filter(\.isForPolicy)
        if governed.isEmpty, let fixed = Self.strictest(rules.map(\.baselineDisposition)),
            disposition != fixed
        {
            throw EDocError(
                .invalidPolicy,
                "\(place): expected \(fixed.rawValue), found \(disposition.rawValue): "
                    + "what follows from this rule is not for a policy to say")
        }
        for rule in governed { dispositions[rule] = disposition }
    }

    private mutating func readScope(_ scope: JSONValue.Member) throws(EDocError) {
        guard let quirk = Quirk(rawValue: scope.name) else {
            throw Self.unknown("quirkScopes", .string(scope.name), Quirk.allCases.map(\.rawValue))
        }
        guard case .object(let members) = scope.value, members.count == 2,
            case .array(let names)? = scope.value["issuers"],
            let until = scope.value["until"]?.string.flatMap(DateTimeText.init(rfc3339:))
        else {
            throw EDocError(
                .invalidPolicy,
                "quirkScopes: \(quirk.rawValue): expected issuers and until, found "
                    + scope.value.encoded)
        }
        let issuers = names.compactMap(\.string)
        guard issuers.count == names.count else {
            throw EDocError(
                .invalidPolicy, "quirkScopes: \(quirk.rawValue): issuers: expected names")
        }
        quirkScopes[quirk] = Quirk.Scope(
            issuers: issuers, until: Date(timeIntervalSince1970: Double(until.secondsSince1970)))
    }

    private static func strictest(
        _ dispositions: [ValidationRule.Disposition]
    ) -> ValidationRule.Disposition? {
        ValidationRule.Disposition.allCases.first(where: dispositions.contains)
    }

    private static func readRow(
        _ row: JSONValue
    ) throws(EDocError) -> AlgorithmTable.Row {
        guard case .object(let members) = row else {
            throw EDocError(
                .invalidPolicy, "algorithms: expected an object, found \(row.encoded)")
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
                throw EDocError(
                    .invalidPolicy, "\(place): expected a number of bits, found \(value.encoded)")
            case ("until", .null): until = nil
            case ("until", let value):
                guard let text = value.string, let time = DateTimeText(rfc3339: text) else {
                    throw EDocError(
                        .invalidPolicy,
                        "\(place): expected a time such as "
                            + "\"2029-01-01T00:00:00Z\" or null, found \(value.encoded)")
                }
                until = Date(timeIntervalSince1970: Double(time.secondsSince1970))
            default:
                throw EDocError(.invalidPolicy, "\(place): no such member")
            }
        }
        return AlgorithmTable.Row(algorithm, bits: bits, until: until)
    }

    private static func unknown(
        _ member: String, _ value: JSONValue, _ known: [String]
    ) -> EDocError {
        EDocError(
            .invalidPolicy,
            "\(member): expected one of \(known.joined(separator: ", ")), "
                + "found \(value.encoded)")
    }

    /// The policy as JSON, complete and on one line; `init(json:)` reads the same policy from it,
    /// except that the rules of one row all get the strictest of their dispositions.
    public var json: String { jsonValue.encoded }

    /// The policy as a JSON value, as ``json`` writes it.
    package var jsonValue: JSONValue {
        var rules: [JSONValue.Member] = []
        for rule in ValidationRule.known
        where rule.isForPolicy && rules.last?.name != rule.code {
            let row = ValidationRule.known.filter { $0.isForPolicy && $0.code == rule.code }
            let strictest = Self.strictest(row.map(disposition(of:))) ?? disposition(of: rule)
            rules.append(JSONValue.Member(rule.code, .string(strictest.rawValue)))
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
            "quirkScopes": .object(
                Quirk.allCases.compactMap { quirk in
                    quirkScopes[quirk].map { scope in
                        JSONValue.Member(
                            quirk.rawValue,
                            .members([
                                "issuers": .array(scope.issuers.map(JSONValue.string)),
                                "until": .string(CivilTime.text(of: scope.until)),
                            ]))
                    }
                }),
            "demandsTimeStampAuthorityRevocation": .bool(demandsTimeStampAuthorityRevocation),
            "demandsIssuerRevocation": .bool(demandsIssuerRevocation),
            "demandsContentCommitment": .bool(demandsContentCommitment),
            "maximumRevocationAgeSeconds": .integer(Int64(maximumRevocationAge)),
            "maximumRevocationFreshnessSeconds":
                maximumRevocationFreshness.map { .integer(Int64($0)) } ?? .null,
            "demandedCertificatePolicies": .array(
                demandedCertificatePolicies.sorted().map { .string($0) }),
            "timeStampDelaySeconds": timeStampDelay.map { .integer(Int64($0)) } ?? .null,
            "clockToleranceSeconds": .integer(Int64(clockTolerance)),
            "algorithms": .array(rows),
        ])
    }
}
