internal import EDocEncoding

/// A critical qcStatements extension: every statement in it is critical then, so each must be one
/// whose meaning is known ([RFC 3739 §3.2.6](https://www.rfc-editor.org/rfc/rfc3739#section-3.2.6)).
///
/// None of the known ones limits what a path or a signature may be: they declare that a certificate
/// is qualified, up to what value, where the key is and what it is for. They are shown, not judged.
enum CriticalQCStatements {
    /// The extension.
    static let identifier = ASN1ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 1, 3)

    /// id-qcs-pkixQCSyntax-v1 and -v2 of RFC 3739, and the statements of EN 319 412-5 §4: QcCompliance,
    /// QcLimitValue, QcRetentionPeriod, QcSSCD, QcPDS, QcType and QcCClegislation.
    private static let known: Set<ASN1ObjectIdentifier> = [
        ASN1ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 11, 1),
        ASN1ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 11, 2),
        ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 1), ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 2),
        ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 3), ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 4),
        ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 5), ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 6),
        ASN1ObjectIdentifier(0, 4, 0, 1862, 1, 7),
    ]

    /// The statements of `next` that are not known.
    static func unknown(in next: Extension) throws(ASN1Error) -> [ASN1ObjectIdentifier] {
        let field = "qcStatements"
        var statements: [ASN1ObjectIdentifier] = []
        var reader = try next.decoded(.sequence, field).reader
        while !reader.isAtEnd {
            guard statements.count < 64 else {
                throw ASN1Error(.limitExceeded, field, "more than 64 statements")
            }
            var statement = try reader.next(.sequence, field).reader
            statements.append(try ASN1ObjectIdentifier(try statement.next(field), field))
            if !statement.isAtEnd { _ = try statement.next(field) }
            try statement.end(field)
        }
        guard !statements.isEmpty else { throw ASN1Error(.invalidValue, field, "is empty") }
        return statements.filter { !known.contains($0) }
    }
}
