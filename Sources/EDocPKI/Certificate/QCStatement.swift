internal import EDocEncoding

/// One statement of the extension qcStatements: what the issuer says of a qualified certificate
/// ([RFC 3739 §3.2.6](https://www.rfc-editor.org/rfc/rfc3739#section-3.2.6), EN 319 412-5 §4).
///
/// Shown, not judged: whether a certificate is qualified is for a trust list to say.
public struct QCStatement: Sendable, Hashable {
    /// The object identifier, with dots.
    public var identifier: String { type.description }
    /// The name by which EN 319 412-5 calls it, for example `QcCompliance`; nil for another one.
    public let name: String?
    /// What it says besides, where this library reads it: of `QcType` what the certificate is for,
    /// of `QcCClegislation` the countries.
    public let values: [String]
    /// The object identifier.
    let type: ASN1ObjectIdentifier

    /// The statements of `certificate` in their order; none where there is no such extension or it
    /// cannot be read.
    static func statements(of certificate: X509Certificate) -> [QCStatement] {
        guard let next = certificate.tbs.extensions[.qcStatements] else { return [] }
        return (try? statements(in: next)) ?? []
    }

    /// The statements in the extension `next`, in their order.
    static func statements(in next: Extension) throws(ASN1Error) -> [QCStatement] {
        let field = "qcStatements"
        var statements: [QCStatement] = []
        var reader = try next.decoded(.sequence, field).reader
        while !reader.isAtEnd {
            guard statements.count < EvidenceLimits().qcStatements else {
                throw ASN1Error(
                    .limitExceeded, field, "more than \(EvidenceLimits().qcStatements) statements")
            }
            statements.append(try QCStatement(try reader.next(.sequence, "QCStatement")))
        }
        guard !statements.isEmpty else { throw ASN1Error(.invalidValue, field, "is empty") }
        return statements
    }

    /// Whether its meaning is known, which a critical extension demands of each. None of the known
    /// ones limits what a path or a signature may be: they declare that a certificate is qualified,
    /// up to what value, where the key is and what it is for.
    var isKnown: Bool {
        name != nil || type == .pkixQCSyntaxV1 || type == .pkixQCSyntaxV2
    }

    private init(_ value: DERValue) throws(ASN1Error) {
        var reader = value.reader
        type = try ASN1ObjectIdentifier(try reader.next("statementId"), "statementId")
        name = Self.names[type]
        switch type {
        case .qcType:
            values = try Self.items(&reader) { (item) throws(ASN1Error) in
                let purpose = try ASN1ObjectIdentifier(item, "QcType")
                return Self.purposes[purpose] ?? purpose.description
            }
        case .qcCClegislation:
            values = try Self.items(&reader) { (item) throws(ASN1Error) in
                try item.asciiText("QcCClegislation")
            }
        default:
            values = []
            if !reader.isAtEnd { _ = try reader.next("statementInfo") }
        }
        try reader.end("QCStatement")
    }

    private static func items(
        _ reader: inout DERSequence, _ text: (DERValue) throws(ASN1Error) -> String
    ) throws(ASN1Error) -> [String] {
        var items = try reader.next(.sequence, "statementInfo").reader
        var texts: [String] = []
        while !items.isAtEnd, texts.count < EvidenceLimits().qcStatements {
            texts.append(try text(try items.next("item")))
        }
        return texts
    }

    /// EN 319 412-5 §4.2 and §4.3.
    private static let names: [ASN1ObjectIdentifier: String] = [
        .qcCompliance: "QcCompliance", .qcLimitValue: "QcLimitValue",
        .qcRetentionPeriod: "QcRetentionPeriod", .qcSSCD: "QcSSCD", .qcPDS: "QcPDS",
        .qcType: "QcType", .qcCClegislation: "QcCClegislation",
    ]

    /// EN 319 412-5 §4.2.3.
    private static let purposes: [ASN1ObjectIdentifier: String] = [
        .qctEsign: "esign", .qctEseal: "eseal", .qctWeb: "web",
    ]
}

extension QCStatement: CustomStringConvertible {
    /// The name, or else the identifier, and what it says besides: `QcType eseal`.
    public var description: String { ([name ?? identifier] + values).joined(separator: " ") }
}
