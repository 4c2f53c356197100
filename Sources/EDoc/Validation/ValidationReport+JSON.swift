public import EDocEncoding
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

extension ValidationReport {
    /// The report as JSON.
    ///
    /// The names are stable: `file`, `verdict`, `format`, `policy`, `validationTime`, `findings`,
    /// `signatures`; in a signature `id`, `signatureFile`, `indication`, `subIndication`, `level`
    /// (what was proved), `carriedLevel`, `conformance` (the form), `signedBy`,
    /// `claimedSigningTime`, `bestSignatureTime`, `files`, `timeStamps`, `findings`; in a finding
    /// `rule`, `severity`, `clause`, `place` (with `entry`, `path`, `line`, `offset`), `expected`,
    /// `found`, `message`. Names are exact, escaped as JSON has it and no further. Times are in UTC; what
    /// is not known is null.
    public var json: JSONValue {
        .members([
            "file": .text(file),
            "verdict": .string(verdict.rawValue),
            "format": .string(format.description),
            "policy": .string(policy),
            "validationTime": .text(CivilTime.text(of: validationTime)),
            "findings": .array(findings.map(Self.json(of:))),
            "signatures": .array(signatures.map(Self.json(of:))),
        ])
    }

    private static func json(of signature: SignatureReport) -> JSONValue {
        .members([
            "id": .text(signature.id),
            "signatureFile": .string(signature.entry),
            "indication": .string(signature.indication.rawValue),
            "subIndication": .text(signature.subIndication?.rawValue),
            "level": .text(signature.level?.proved.letters),
            "carriedLevel": .text(signature.level?.carried.letters),
            "conformance": .text(signature.level?.description),
            "signedBy": .text(signature.signedBy),
            "claimedSigningTime": .text(signature.claimedSigningTime.map(CivilTime.text(of:))),
            "bestSignatureTime": .text(signature.bestSignatureTime.map(CivilTime.text(of:))),
            "files": .array(
                signature.files.map { file in
                    .members([
                        "name": .string(file.name), "mediaType": .text(file.mediaType),
                        "digestAlgorithm": .text(file.digest?.algorithm.rawValue),
                    ])
                }),
            "timeStamps": .array(signature.timeStamps.map(json(of:))),
            "findings": .array(signature.findings.map(json(of:))),
        ])
    }

    private static func json(of timeStamp: TimeStampReport) -> JSONValue {
        .members([
            "kind": .string(timeStamp.kind.rawValue),
            "id": .text(timeStamp.id),
            "indication": .string(timeStamp.indication.rawValue),
            "subIndication": .text(timeStamp.subIndication?.rawValue),
            "time": .text(timeStamp.time.map(CivilTime.text(of:))),
            "authority": .text(timeStamp.authority),
        ])
    }

    private static func json(of finding: Finding) -> JSONValue {
        .members([
            "rule": .string(finding.rule.code),
            "severity": .string(finding.severity.rawValue),
            "clause": .string(finding.clause),
            "place": json(of: finding.place),
            "expected": .text(finding.expected),
            "found": .text(finding.found),
            "message": .string(finding.message),
        ])
    }

    private static func json(of place: Finding.Place) -> JSONValue {
        .members([
            "entry": .text(place.entry),
            "path": .text(place.path),
            "line": place.line.map { .integer(Int64($0)) } ?? .null,
            "offset": place.offset.map { .integer(Int64(clamping: $0)) } ?? .null,
        ])
    }
}

extension SigningTime {
    /// A date in UTC with whole seconds.
    static func text(of date: Date) -> String {
        let seconds = min(max(date.timeIntervalSince1970, -62_135_596_800), 253_402_300_799)
        return SigningTime(secondsSince1970: Int64(seconds.rounded(.down))).text
    }
}
