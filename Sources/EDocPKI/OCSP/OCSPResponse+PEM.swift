public import EDocCrypto
internal import EDocEncoding

extension OCSPResponse {
    /// The responses in a text of PEM blocks labelled `OCSP RESPONSE`, as GnuTLS writes them, in its
    /// order; other blocks are passed over.
    ///
    /// - Parameters:
    ///   - text: Blocks with text around them. DER of one response is read as well.
    ///   - source: What the text came from, for messages: a file's name.
    /// - Throws: `EDocError` with `malformedPEM`, `malformedRevocationData`, `tooLarge`, or
    ///   `noRevocationData` when there is none.
    public static func responses(
        inPEM text: [UInt8], from source: String = "PEM text"
    ) throws(EDocError) -> [OCSPResponse] {
        if text.first == ASN1Tag.sequence.rawValue { return [try OCSPResponse(derEncoded: text)] }
        let responses = try responses(in: text, from: source)
        guard !responses.isEmpty else {
            throw EDocError(.noRevocationData, "\(source): no -----BEGIN OCSP RESPONSE----- in it")
        }
        return responses
    }

    /// The responses in a file, which may hold something else.
    package static func responses(
        in octets: [UInt8], from source: String
    ) throws(EDocError) -> [OCSPResponse] {
        // DER begins with the tag of a SEQUENCE, which is a digit in a text.
        if octets.first == ASN1Tag.sequence.rawValue {
            return (try? OCSPResponse(decoding: octets)).map { [$0] } ?? []
        }
        var responses: [OCSPResponse] = []
        try PEM.forEachBlock(
            of: octets.span, in: source, limit: EvidenceLimits().ocspResponseSize,
            where: { $0 == "OCSP RESPONSE" }
        ) { block throws(EDocError) in
            let octets = block.octets.withOctets { $0.copied() }
            do throws(ASN1Error) {
                responses.append(try OCSPResponse(decoding: octets))
            } catch {
                throw EDocError(
                    .malformedRevocationData,
                    "\(source), line \(block.line): not an OCSP response (RFC 6960 §4.2.1): "
                        + error.message, underlying: error)
            }
        }
        return responses
    }
}
