package import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

extension ValidationReport {
    /// The report as JSON (RFC 8259), on one line.
    ///
    /// The names are stable: `valid` (whether the container can be relied on), `file`, `container`
    /// (`accepted` or `refused`: the container without its signatures), `format`, `policy`,
    /// `validationTime`, `signers` (each once), `findings`, `signatures`, `error` (null); in a
    /// signature `id`, `signatureFile`, `indication`, `subIndication`, `repetition`, `signer`,
    /// `trustAnchor`, `level` (these three only where `container` is accepted and the signature
    /// TOTAL-PASSED), `claimedSigner` (null where there is a `signer`), `carriedLevel`,
    /// `conformance` (the form), what the signer says (`claimedRoles`, `claimedPlace`,
    /// `claimedCommitments`, `claimedPolicy`, `claimedSigningTime`), `bestSignatureTime`,
    /// `certificatesEnd`, `lackingIssuers`, `files`, `timeStamps`, `findings`; in a signer
    /// `commonName`, `organization`, `organizationIdentifier`, `serialNumber` (the subject's attribute), `country`, `subject`,
    /// `issuer`, `certificateSerialNumber`, `fingerprint`, `notBefore`, `notAfter`, `qcStatements`;
    /// in a time-stamp `kind`, `id`, `indication`, `subIndication`, `time`, `authority`, or
    /// `claimedTime` and `claimedAuthority` where it did not pass; in a finding `rule`, `severity`,
    /// `clause`, `place` (with `entry`, `path`, `line`, `offset`), `expected`, `found`, `message`.
    /// Names are exact, escaped only as JSON demands. Times are in UTC; unknown values are null.
    public var json: String { jsonValue.encoded }

    /// The report as a JSON value, as ``json`` writes it.
    package var jsonValue: JSONValue {
        .members([
            "valid": .bool(isValid),
            "file": .text(file),
            "container": .string(containerAlone.rawValue),
            "format": .string(format.description),
            "policy": .string(policy),
            "validationTime": .text(CivilTime.text(of: validationTime)),
            "signers": .array(signers.map(Self.json(of:))),
            "findings": .array(findings.map(Self.json(of:))),
            "signatures": .array(signatures.map(Self.json(of:))),
            "error": .null,
        ])
    }

    /// The JSON about a file that could not be read, in the place of a report: with the members
    /// that every report has, on one line.
    ///
    /// - Parameters:
    ///   - file: The path of the file.
    ///   - error: Why it could not be read.
    public static func json(ofUnreadable file: String, error: String) -> String {
        JSONValue.members([
            "valid": .bool(false),
            "file": .string(file),
            "container": .null,
            "format": .null,
            "policy": .null,
            "validationTime": .null,
            "signers": .array([]),
            "findings": .array([]),
            "signatures": .array([]),
            "error": .string(error),
        ]).encoded
    }

    private static func json(of signature: SignatureReport) -> JSONValue {
        .members([
            "id": .text(signature.id),
            "signatureFile": .string(signature.entry),
            "indication": .string(signature.indication.rawValue),
            "subIndication": .text(signature.subIndication?.rawValue),
            "repetition": .bool(signature.isRepetition),
            "signer": signature.signer.map(json(of:)) ?? .null,
            "trustAnchor": signature.trustAnchor.map(json(of:)) ?? .null,
            "claimedSigner": signature.claimedSigner.map(json(of:)) ?? .null,
            "level": .text(signature.level?.letters),
            "carriedLevel": .text(signature.carriedLevel?.letters),
            "conformance": .text(signature.conformance),
            "claimedRoles": .array(signature.claimedRoles.map(JSONValue.string)),
            "claimedPlace": .array(signature.claimedPlace.map(JSONValue.string)),
            "claimedCommitments": .array(signature.claimedCommitments.map(JSONValue.string)),
            "claimedPolicy": .text(signature.claimedPolicy),
            "claimedSigningTime": .text(signature.claimedSigningTime.map(CivilTime.text(of:))),
            "bestSignatureTime": .text(signature.bestSignatureTime.map(CivilTime.text(of:))),
            "certificatesEnd": .text(signature.certificatesEnd.map(CivilTime.text(of:))),
            "lackingIssuers": .array(signature.lackingIssuers.map(JSONValue.string)),
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

    private static func json(of identity: SignerIdentity) -> JSONValue {
        .members([
            "commonName": .text(identity.commonName),
            "organization": .text(identity.organization),
            "organizationIdentifier": .text(identity.organizationIdentifier),
            "serialNumber": .text(identity.serialNumber),
            "country": .text(identity.country),
            "subject": .string(identity.subject),
            "issuer": .string(identity.issuer),
            "certificateSerialNumber": .string(identity.certificateSerialNumber),
            "fingerprint": .text(identity.fingerprint),
            "notBefore": .string(CivilTime.text(of: identity.notBefore)),
            "notAfter": .string(CivilTime.text(of: identity.notAfter)),
            "qcStatements": .array(identity.qcStatements.map { .string($0.description) }),
        ])
    }

    /// The time and the authority of a time-stamp that did not pass are only claimed.
    private static func json(of timeStamp: SignatureReport.TimeStamp) -> JSONValue {
        let isProved = timeStamp.indication == .passed
        let time = JSONValue.text(timeStamp.time.map(CivilTime.text(of:)))
        let authority = JSONValue.text(timeStamp.authority)
        return .members([
            "kind": .string(timeStamp.kind.rawValue),
            "id": .text(timeStamp.id),
            "indication": .string(timeStamp.indication.rawValue),
            "subIndication": .text(timeStamp.subIndication?.rawValue),
            "time": isProved ? time : .null,
            "authority": isProved ? authority : .null,
            "claimedTime": isProved ? .null : time,
            "claimedAuthority": isProved ? .null : authority,
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
