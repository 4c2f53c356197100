internal import EDocCrypto
internal import EDocPKI

/// A signer whose values are verified with its certificate before they are used.
struct VerifiedSigner: Sendable {
    private let signer: any Signer
    private let certificate: X509Certificate
    /// The algorithm of all signatures; a signer that changes it is refused.
    private let algorithm: SignatureAlgorithm

    /// Wraps `signer`, whose algorithm was `algorithm` when signing was prepared.
    init(_ signer: any Signer, certificate: X509Certificate, algorithm: SignatureAlgorithm) {
        self.signer = signer
        self.certificate = certificate
        self.algorithm = algorithm
    }

    /// The second step, *value*: the signature value of `data`.
    func value(of data: [UInt8]) async throws -> SignatureValue {
        let present = signer.signatureAlgorithm
        guard present == algorithm else {
            throw EDocError(
                .signerChanged,
                "the signer signs with \(present.name) now, and was prepared to sign with "
                    + "\(algorithm.name), which stands in the signature: make a new "
                    + "ContainerSigner for another algorithm")
        }
        let value: SignatureValue
        do {
            value = try await signer.sign(data)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw EDocError(
                .signingFailed, "the signer could not sign: \(error)", underlying: error)
        }
        guard try certificate.verify(value, algorithm: algorithm, data: data.span) else {
            throw EDocError(
                .wrongSignatureValue,
                """
                the signer gave a value that its certificate does not verify (\(algorithm.name), \
                certificate of \(certificate.subject)): key and certificate must belong together, \
                and an ECDSA value is r and s in fixed width, not DER
                """)
        }
        return value
    }
}
