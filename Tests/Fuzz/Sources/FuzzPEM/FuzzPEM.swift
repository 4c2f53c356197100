import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/keys

/// A signer that comes out of a text signs what its certificate verifies; certificates come back.
@main enum FuzzPEM: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let text = input.copied()
        if let certificates = try? X509Certificate.certificates(inPEM: text) {
            let again = certificates.map(\.pemEncoded).joined()
            let decoded = try X509Certificate.certificates(inPEM: Array(again.utf8))
            precondition(decoded == certificates)
        }
        let passphrase: Passphrase? = try Passphrase(Array("parole-ā".utf8))
        guard
            let signer = try? PEMSigner(key: text, certificates: text, passphrase: passphrase)
        else { return }
        let value = try signer.signatureValue(of: text.span)
        let isValid = try signer.certificateChain[0].verify(
            value, algorithm: signer.signatureAlgorithm, data: text.span)
        precondition(isValid)
    }
}
