import EDoc
import EDocZip
import FoundationEssentials
import VectorSupport

/// A row of `expectations.tsv`: a container that others made, and the expected result of its
/// validation.
struct ConformanceRow: Sendable {
    let file: String
    /// valid, invalid or indeterminate.
    let expected: String
    /// hard, policy or quirk.
    let strictness: String
    let reason: String
    /// The level of each signature, with `|` between them.
    let levels: [String]
    let time: Date
    var anchors: TrustAnchors
    /// The anchors as the table names them.
    var trust = ""
    /// The deviations of the container from the standards, in the words of the table.
    let quirks: String

    /// The validation time of rows that name none ("now"); fixed, so that the test is.
    static let now = Date(timeIntervalSince1970: 1_795_564_800)  // 2026-11-25T00:00:00Z

    /// All rows of the folder at `root`.
    static func all(in root: String) throws -> [ConformanceRow] {
        let text = String(
            decoding: try Vectors.octets(at: root + "/expectations.tsv"), as: UTF8.self)
        var rows = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let names = rows.removeFirst()
        func column(_ name: String, _ row: [String]) -> String {
            names.firstIndex(of: name).flatMap { row.indices.contains($0) ? row[$0] : nil } ?? ""
        }
        return try rows.map { row in
            let judgeAt = column("judge_at", row)
            return ConformanceRow(
                file: column("file", row), expected: column("expected", row),
                strictness: column("strictness", row), reason: column("reason", row),
                levels: column("level", row).split(separator: "|").map(String.init),
                time: judgeAt.isEmpty ? now : try Date(judgeAt, strategy: .iso8601),
                anchors: try anchors(column("trust_needed", row), in: root),
                trust: column("trust_needed", row),
                quirks: column("quirks", row))
        }
    }

    private static func anchors(_ text: String, in root: String) throws -> TrustAnchors {
        var anchors = TrustAnchors(certificateAuthorities: [], timeStampAuthorities: [])
        for word in text.split(separator: " ") {
            let parts = word.split(separator: ":")
            let octets = try Vectors.octets(at: "\(root)/anchors/\(parts[1]).pem")
            let certificates = try X509Certificate.certificates(inPEM: octets)
            switch parts[0] {
            case "ca": anchors.certificateAuthorities += certificates
            case "tsa-ca", "tsa": anchors.timeStampAuthorities += certificates
            case "ocsp-responder": anchors.ocspResponders += certificates
            default: throw UnknownRole(text: String(word))
            }
        }
        return anchors
    }

    struct UnknownRole: Error { let text: String }

    /// The report of this library's validator on the container under `policy`.
    func report(_ policy: ValidationPolicy, in root: String) throws -> ValidationReport {
        let octets = try Vectors.octets(at: "\(root)/containers/\(file)")
        return try ContainerValidator(trustAnchors: anchors, policy: policy)
            .examine(octets, file: file, at: time)
    }
}

extension ConformanceRow {
    /// The certificates in the OCSP responses that the container carries.
    func carriedResponders(in root: String) throws -> [X509Certificate] {
        let octets = try Vectors.octets(at: "\(root)/containers/\(file)")
        let reader = try ZipReader(MemorySource(octets))
        var certificates: [X509Certificate] = []
        for entry in reader.entries {
            let name = String(decoding: entry.nameOctets, as: UTF8.self)
            guard name.hasPrefix("META-INF/"), name.contains("signatures"),
                case .bytes(let file) = try reader.contents(of: entry, limit: 1 << 24)
            else { continue }
            let values = String(decoding: file, as: UTF8.self)
                .split(separator: "EncapsulatedOCSPValue").map { $0.drop { $0 != ">" }.dropFirst() }
            for value in values {
                let text = value.prefix { $0 != "<" }.filter { !$0.isWhitespace }
                guard let response = Data(base64Encoded: text),
                    let basic = try? OCSPResponse(decoding: [UInt8](response)).basic
                else { continue }
                certificates += try basic.certificates.map { try X509Certificate(derEncoded: $0) }
            }
        }
        return certificates
    }
}

extension ValidationReport {
    /// The rules of the findings that refuse the container.
    var refusingRules: Set<ValidationRule> {
        Set(findings.filter { $0.severity == .fail }.map(\.rule))
    }

    /// The verdict in a few words, without names of people: those files are not ours to quote.
    var summary: String {
        let signatures = signatures.map { signature in
            signature.indication.rawValue
                + (signature.subIndication.map { "/\($0.rawValue)" } ?? "")
                + (signature.conformance.map { " \($0)" } ?? "")
        }
        let rules = refusingRules.sorted().map(\.code).joined(separator: ",")
        let why = signatures.isEmpty ? ["no signature"] : signatures
        return containerAlone.rawValue + (rules.isEmpty ? "" : " (\(rules))") + ": "
            + why.joined(separator: "; ")
    }

    /// Rule and clause of the first finding that keeps the container from being valid.
    var firstReason: String {
        let all = findings + signatures.flatMap(\.findings)
        return all.first { $0.severity == .fail }.map { "\($0.rule.code) \($0.clause)" } ?? "-"
    }
}
