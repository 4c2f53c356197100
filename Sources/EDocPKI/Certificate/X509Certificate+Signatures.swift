package import EDocCrypto

// What the key of a certificate verifies.
extension X509Certificate {
    /// Whether the certificate is of the private key `key`.
    package func isOf(_ key: PrivateKey) -> Bool {
        (try? publicKey()).map(key.matches) ?? false
    }

    /// Whether `value` is a signature of `data` by the key in this certificate.
    ///
    /// False too when the value has the wrong form or the algorithm does not go with the key.
    ///
    /// - Throws: `EDocError` with `library`.
    package func verify(
        _ value: SignatureValue, algorithm: SignatureAlgorithm, data: Span<UInt8>
    ) throws(EDocError) -> Bool {
        guard let key = try? publicKey() else { return false }
        return try key.verify(value, algorithm: algorithm, data: data)
    }

    /// Whether `signature` over `data` verifies with the key in this certificate.
    ///
    /// `data` is an encoded SEQUENCE, or SET for the attributes of CMS.
    package func verify(
        _ signature: ArraySlice<UInt8>, over data: ArraySlice<UInt8>,
        _ algorithm: AlgorithmIdentifier
    ) -> SignatureVerdict {
        do throws(OpenSSLError) {
            return try publicKey().verify(signature, over: data, algorithm)
        } catch {
            return .unsupported
        }
    }

    /// Whether the signature verifies with the key of `issuer`; names are not looked at. Computed
    /// at each call; ``CertificateCache`` remembers.
    package func isSigned(by issuer: X509Certificate) -> SignatureVerdict {
        issuer.verify(signature, over: signedOctets, signatureAlgorithm)
    }

    /// Whether subject and issuer are the same name and the key verifies the certificate itself.
    package var isSelfSigned: Bool { isSelfIssued && hasSignature(of: self) }

    /// Whether `issuer` is the issuer by name, key identifier and key usage, and its key verifies
    /// this certificate's signature. Neither time nor trust is looked at.
    package func isIssued(by issuer: X509Certificate) -> Bool {
        guard tbs.issuer == issuer.tbs.subject, issuer.keyUsage?.contains(.keyCertSign) ?? true
        else { return false }
        if let wanted = extensions.authorityKeyIdentifier,
            let own = issuer.extensions.subjectKeyIdentifier, wanted != own
        {
            return false
        }
        return hasSignature(of: issuer)
    }

    /// Whether the key of `issuer` verifies this certificate's signature, by the algorithm that is
    /// signed too (RFC 5280 §4.1.1.2).
    package func hasSignature(of issuer: X509Certificate) -> Bool {
        signatureAlgorithm == tbs.signature && isSigned(by: issuer) == .valid
    }
}
