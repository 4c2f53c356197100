internal import EDocPKI
internal import EDocValidation

extension EvidenceSet {
    /// Adds what a property of the signature holds.
    mutating func insert(_ element: ValidationData, _ cache: CertificateCache) {
        for octets in element.certificates { insertCertificate(octets, cache) }
        for octets in element.ocspResponses { insertOCSPResponse(octets, cache) }
        for octets in element.revocationLists { insertRevocationList(octets, cache) }
    }
}
