internal import EDocCrypto
internal import EDocValidation
package import EDocXML

/// `ds:DigestMethod` and `ds:DigestValue`, which stand together in a `ds:Reference`
/// ([XMLDSig 1.1 §4.4.3.5](https://www.w3.org/TR/xmldsig-core1/#sec-DigestMethod)), and in what
/// XAdES calls `DigestAlgAndValueType` (EN 319 132-1 §5.2.2).
struct DigestAlgAndValue {
    /// The `DigestMethod` as written.
    let method: String
    /// The digest; nil when this library does not know its algorithm.
    let digest: DigestValue?

    /// Reads the two in `parent`.
    init(parsing parent: XMLElement, in entry: String) throws(FormatFailure) {
        let method = try parent.required(.digestMethod, in: entry)
        guard let uri = method.attribute("Algorithm") else {
            throw FormatFailure(.signatureFormat, at: method, in: entry, "the Algorithm is missing")
        }
        self.method = uri
        let value = try parent.required(.digestValue, in: entry).base64Value(in: entry, limit: 64)
        guard let algorithm = DigestAlgorithm(rawValue: uri) else {
            digest = nil
            return
        }
        guard value.octets.count == algorithm.digestSize else {
            throw FormatFailure(
                .signatureFormat, at: parent, in: entry,
                expected: "\(algorithm.digestSize) octets for \(algorithm.name)",
                found: "\(value.octets.count)", "the DigestValue has the wrong size")
        }
        digest = DigestValue(algorithm: algorithm, octets: value.octets)
    }

    /// Writes the two elements of `digest`.
    static func write(_ digest: DigestValue, to writer: inout XMLWriter) {
        write(digest.algorithm, to: &writer) { $0.base64(digest.octets) }
    }

    /// Writes the two elements with what `value` writes for the digest.
    static func write(
        _ algorithm: DigestAlgorithm, to writer: inout XMLWriter,
        _ value: (inout XMLWriter) -> Void
    ) {
        writer.start(.digestMethod)
        writer.attribute("Algorithm", algorithm.rawValue)
        writer.end()
        writer.start(.digestValue)
        value(&writer)
        writer.end()
    }
}

extension XMLName {
    /// `ds:DigestMethod`.
    package static let digestMethod = XMLNamespace.ds.name("DigestMethod")
    /// `ds:DigestValue`.
    package static let digestValue = XMLNamespace.ds.name("DigestValue")
}
