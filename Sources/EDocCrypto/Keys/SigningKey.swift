/// A private key ready to sign by one algorithm, on any number of threads. Prepared contexts are
/// kept in a ``SignatureContextPool``, not made for each signature.
package final class SigningKey: Sendable {
    /// The algorithm of all signatures.
    package let algorithm: SignatureAlgorithm
    private let key: PrivateKey
    private let contexts = SignatureContextPool()

    /// Prepares `key`, which `algorithm` fits.
    package init(_ key: PrivateKey, _ algorithm: SignatureAlgorithm) {
        self.key = key
        self.algorithm = algorithm
    }

    /// Signs, on any thread.
    ///
    /// - Throws: ``EDocError`` with `library`.
    package func sign(_ data: Span<UInt8>) throws(EDocError) -> SignatureValue {
        let context =
            if let idle = contexts.take(algorithm) { idle } else {
                try orLibraryError { () throws(OpenSSLError) in
                    try key.signatureContext(algorithm)
                }
            }
        let value = try context.sign(data)
        contexts.put(context)
        return value
    }
}
