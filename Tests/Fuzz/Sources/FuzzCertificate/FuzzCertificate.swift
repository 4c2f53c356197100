import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/certificates

/// A certificate that decodes keeps its octets, comes back from PEM, and answers every question.
@main enum FuzzCertificate: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let octets = input.copied()
        guard let certificate = try? X509Certificate(derEncoded: octets) else { return }
        precondition(certificate.derEncoded == octets)
        let again = try X509Certificate.certificates(inPEM: Array(certificate.pemEncoded.utf8))
        precondition(again == [certificate])
        precondition(certificate.subject.utf8.allSatisfy { $0 >= 0x20 || $0 == 0 })
        _ = (certificate.issuer, certificate.commonName, certificate.subjectDER)
        _ = (certificate.serialNumber, certificate.keyUsage)
        _ = try? certificate.checkValidity(at: certificate.notBefore)
        _ = (certificate.isSelfSigned, certificate.isIssued(by: certificate))
        // A value of zeros is a signature of nothing, whatever the key.
        for algorithm in SignatureAlgorithm.allCases {
            let value = SignatureValue(octets: [UInt8](repeating: 0, count: 64))
            let isValid = try certificate.verify(value, algorithm: algorithm, data: octets.span)
            precondition(!isValid)
        }
    }
}
