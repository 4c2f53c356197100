import EDocCrypto
import FuzzDriver

// seeds: TestVectors/crypto/keys

/// A signer that comes out of a text signs what its certificate verifies; certificates come back.
@main enum FuzzPEM: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let text = input.copied()
        if let certificates = try? X509Certificate.certificates(inPEM: text) {
            let again = certificates.map(\.pemEncoded).joined()
            precondition(try X509Certificate.certificates(inPEM: Array(again.utf8)) == certificates)
        }
        let passphrase = try Passphrase(Array("parole-ā".utf8))
        guard
            let signer = try? PEMSigner(key: text, certificates: text, passphrase: passphrase)
        else { return }
        let value = try signer.signatureValue(of: text.span)
        precondition(
            try signer.certificateChain[0].verify(
                value, algorithm: signer.signatureAlgorithm, data: text.span))
    }
}
