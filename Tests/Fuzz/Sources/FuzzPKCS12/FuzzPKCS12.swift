import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/keys

/// A file that opens gives a signer that signs what its certificate verifies.
@main enum FuzzPKCS12: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let octets = input.copied()
        for text in ["parole-ā", ""] {
            let passphrase = try Passphrase(Array(text.utf8))
            guard let signer = try? PKCS12Signer(octets, passphrase: passphrase) else { continue }
            let value = try signer.signatureValue(of: octets.span)
            let isValid = try signer.certificateChain[0].verify(
                value, algorithm: signer.signatureAlgorithm, data: octets.span)
            precondition(isValid)
        }
    }
}
