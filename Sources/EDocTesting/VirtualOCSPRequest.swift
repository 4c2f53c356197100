internal import EDocCrypto
internal import EDocEncoding

/// The parts of an `OCSPRequest` (RFC 6960 §4.1.1) that a virtual responder needs. Read without the
/// types of EDocPKI, which are tested with it.
struct VirtualOCSPRequest {
    /// A `CertID` and its parts.
    struct Question {
        let certID: [UInt8]
        let algorithmIdentifier: [UInt8]
        let issuerNameHash: [UInt8]
        let issuerKeyHash: [UInt8]
        let serialNumber: [UInt8]

        /// Reads a `Request`.
        init(_ value: DERValue) throws(ASN1Error) {
            var request = value.reader
            let certID = try request.next(.sequence, "reqCert")
            self.certID = certID.octets
            var fields = certID.reader
            algorithmIdentifier = try fields.next(.sequence, "hashAlgorithm").octets
            issuerNameHash = Array(try fields.next(.octetString, "issuerNameHash").content)
            issuerKeyHash = Array(try fields.next(.octetString, "issuerKeyHash").content)
            serialNumber = Array(try fields.next(.integer, "serialNumber").content)
        }

        /// The digest algorithm of the hashes; nil when it is unknown.
        var algorithm: DigestAlgorithm? {
            DigestAlgorithm.allCases.first {
                let name = DER.objectIdentifier($0.identifier)
                return algorithmIdentifier.dropFirst(2).starts(with: name)
            }
        }

        /// The `CertID` of another certificate, as `fault` says; as it came without such a fault.
        func certID(_ fault: VirtualOCSPResponder.Fault?) -> [UInt8] {
            func other(_ octets: [UInt8]) -> [UInt8] {
                octets.dropLast() + [(octets.last ?? 0) ^ 1]
            }
            return switch fault {
            case .otherCertificate: encoded(issuerNameHash, issuerKeyHash, other(serialNumber))
            case .otherIssuerName: encoded(other(issuerNameHash), issuerKeyHash, serialNumber)
            case .otherIssuerKey: encoded(issuerNameHash, other(issuerKeyHash), serialNumber)
            default: certID
            }
        }

        private func encoded(_ name: [UInt8], _ key: [UInt8], _ number: [UInt8]) -> [UInt8] {
            DER.sequence(
                algorithmIdentifier, DER.octetString(name), DER.octetString(key),
                DER.element(0x02, number))
        }
    }

    private(set) var questions: [Question] = []
    /// The value of the nonce extension.
    private(set) var nonce: [UInt8]?

    /// Reads a request.
    init(_ octets: [UInt8]) throws(ASN1Error) {
        var outer = try DERValue(octets[...], .sequence, "OCSPRequest").reader
        var request = try outer.next(.sequence, "tbsRequest").reader
        _ = try request.optional(.constructed(0), "version")
        _ = try request.optional(.constructed(1), "requestorName")
        var list = try request.next(.sequence, "requestList").reader
        repeat {
            questions.append(try Question(try list.next(.sequence, "Request")))
        } while !list.isAtEnd
        guard var extensions = try request.explicit(2, "requestExtensions")?.reader else { return }
        while nonce == nil, !extensions.isAtEnd {
            nonce = try Self.nonce(try extensions.next(.sequence, "Extension"))
        }
    }

    /// The value of an extension, if it is the nonce.
    private static func nonce(_ value: DERValue) throws(ASN1Error) -> [UInt8]? {
        var fields = value.reader
        let identifier = try fields.next(.objectIdentifier, "extnID").octets
        _ = try fields.optional(.boolean, "critical")
        let value = try fields.next(.octetString, "extnValue")
        return identifier == DER.objectIdentifier("1.3.6.1.5.5.7.48.1.2")
            ? Array(value.content) : nil
    }
}
