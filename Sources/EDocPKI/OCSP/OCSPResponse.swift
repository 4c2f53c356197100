public import EDocCrypto
package import EDocEncoding
package import EDocSystem

/// An answer of an OCSP responder,
/// [RFC 6960 §4.2.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1).
///
/// Decoded, not judged: a validation asks who signed it, what it is about and how old it is.
/// Immutable; safe to use on any thread.
public struct OCSPResponse: Sendable {
    /// OCSPResponseStatus: whether the responder could answer.
    package enum Status: Int, Hashable, Sendable {
        case successful = 0
        case malformedRequest = 1
        case internalError = 2
        case tryLater = 3
        case sigRequired = 5
        case unauthorized = 6
    }

    /// The DER, exactly as it was given.
    public let derEncoded: [UInt8]
    /// Whether the responder could answer.
    package let responseStatus: Status
    /// The answer; nil unless the status is `successful`.
    package let basic: BasicOCSPResponse?

    /// Decodes a response.
    ///
    /// - Parameter octets: The DER of one response and nothing after it, at most 1 MiB. A response
    ///   whose status is an error is read too, but says nothing about a certificate.
    /// - Throws: `EDocError` with `malformedRevocationData`, also when the response is of another
    ///   type than id-pkix-ocsp-basic.
    public init(derEncoded octets: [UInt8]) throws(EDocError) {
        do { try self.init(decoding: octets) } catch {
            throw EDocError(
                .malformedRevocationData,
                "\(octets.count) bytes that are not an OCSP response in DER (RFC 6960 §4.2.1): "
                    + error.message, underlying: error)
        }
    }

    /// Decodes a response.
    ///
    /// - Throws: `ASN1Error` when `derEncoded` is not one OCSP response in DER, or when it is of
    ///   another type than id-pkix-ocsp-basic, or when `budget` stops.
    package init(
        decoding derEncoded: [UInt8], limits: EvidenceLimits = EvidenceLimits(),
        budget: WorkBudget = WorkBudget()
    ) throws(ASN1Error) {
        guard derEncoded.count <= limits.ocspResponseSize else {
            throw ASN1Error(
                .limitExceeded, "OCSPResponse", "more than \(limits.ocspResponseSize) bytes")
        }
        self.derEncoded = derEncoded
        var reader = try DERValue(derEncoded[...], .sequence, "OCSPResponse").reader
        let number = try reader.next(.enumerated, "responseStatus").smallInteger("responseStatus")
        guard let status = Status(rawValue: number) else {
            throw ASN1Error(.invalidValue, "responseStatus", "there is no status \(number)")
        }
        responseStatus = status
        let bytes = try reader.explicit(0, "responseBytes")
        try reader.end("OCSPResponse")
        guard status == .successful else {
            basic = nil
            return
        }
        guard let bytes, bytes.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, "responseBytes", "a successful response has none")
        }
        var inner = bytes.reader
        let type = try ASN1ObjectIdentifier(try inner.next("responseType"), "responseType")
        guard type == .ocspBasic else {
            throw ASN1Error(
                .unsupported, "responseType",
                "expected \(ASN1ObjectIdentifier.ocspBasic), found \(type)")
        }
        let response = try inner.next(.octetString, "response").content
        try inner.end("responseBytes")
        basic = try BasicOCSPResponse(response, limits: limits, budget: budget)
    }

    /// What the response says about `certificate`; see
    /// ``BasicOCSPResponse/status(of:issuedBy:locallyTrusted:certificates:cache:)``.
    package func status(
        of certificate: X509Certificate, issuedBy issuer: X509Certificate,
        locallyTrusted: [X509Certificate] = [], certificates: [X509Certificate] = [],
        cache: CertificateCache
    ) -> Result<OCSPVerdict, OCSPFault> {
        guard let basic else { return .failure(.notSuccessful(responseStatus)) }
        return basic.status(
            of: certificate, issuedBy: issuer, locallyTrusted: locallyTrusted,
            certificates: certificates, cache: cache)
    }
}
