internal import CEDocOpenSSL
package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// TBSCertificate, the part of a certificate that its issuer signs:
/// [RFC 5280 §4.1.2](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2).
package struct TBSCertificate {
    package var serialNumber: [UInt8]
    package var issuer: [UInt8]
    package var notBefore: Date
    package var notAfter: Date
    package var subject: [UInt8]
    package var subjectPublicKeyInfo: [UInt8]
    package var extensions: [Extension]

    /// An extension, RFC 5280 §4.2.
    package struct Extension {
        package var identifier: String
        package var isCritical: Bool
        package var value: [UInt8]

        /// An extension with the DER of its value.
        package init(_ identifier: String, isCritical: Bool, _ value: [UInt8]) {
            self.identifier = identifier
            self.isCritical = isCritical
            self.value = value
        }

        package var derEncoded: [UInt8] {
            // The default of `critical` is not written (X.690 §11.5).
            DER.sequence(
                DER.objectIdentifier(identifier), isCritical ? DER.boolean(true) : [],
                DER.octetString(value))
        }
    }

    /// The certificate, signed by `key`.
    package func signed(by key: PrivateKey) throws(EDocError) -> X509Certificate {
        let algorithm = try key.certificateSignatureAlgorithm
        let encoded = DER.sequence(
            DER.explicit(0, DER.integer(2)),  // v3
            DER.integer(magnitude: serialNumber), algorithm.identifier, issuer,
            DER.sequence(DER.time(notBefore), DER.time(notAfter)), subject, subjectPublicKeyInfo,
            DER.explicit(3, DER.sequence(of: extensions.map(\.derEncoded))))
        return try X509Certificate(derEncoded: try key.signed(encoded, algorithm))
    }
}

/// A signature algorithm as certificates, lists and responses name it.
package struct CertificateSignatureAlgorithm {
    package let algorithm: SignatureAlgorithm

    /// `AlgorithmIdentifier`: [RFC 5758 §3.2](https://www.rfc-editor.org/rfc/rfc5758#section-3.2),
    /// [RFC 4055 §5](https://www.rfc-editor.org/rfc/rfc4055#section-5).
    package var identifier: [UInt8] {
        switch algorithm {
        case .ecdsaSHA256: DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.2"))
        case .ecdsaSHA384: DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.3"))
        case .ecdsaSHA512: DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.4"))
        case .rsaSHA384:
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.1.12"), DER.null)
        case .rsaSHA512:
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.1.13"), DER.null)
        default:
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.1.11"), DER.null)
        }
    }
}

extension PrivateKey {
    /// The algorithm that certificates of this issuer are signed with.
    package var certificateSignatureAlgorithm: CertificateSignatureAlgorithm {
        get throws(EDocError) {
            guard let algorithm = type.defaultSignatureAlgorithm else {
                throw EDocError(.unsupportedKey, "an issuer cannot have a key of type \(type)")
            }
            return CertificateSignatureAlgorithm(algorithm: algorithm)
        }
    }

    /// `SIGNED { … }`: what is to be signed, the algorithm, the signature (RFC 5280 §4.1.1).
    package func signed(
        _ encoded: [UInt8], _ algorithm: CertificateSignatureAlgorithm
    ) throws(EDocError) -> [UInt8] {
        DER.sequence(
            encoded, algorithm.identifier,
            DER.bitString(try signatureOctets(of: encoded, algorithm)))
    }

    /// The signature of `encoded` as X.509 and CMS carry it: ECDSA in DER.
    package func signatureOctets(
        of encoded: [UInt8], _ algorithm: CertificateSignatureAlgorithm
    ) throws(EDocError) -> [UInt8] {
        let value = try sign(encoded.span, algorithm: algorithm.algorithm)
        guard case .ellipticCurve(let curve) = type else { return value.octets }
        return value.derEncodedECDSA(curve: curve) ?? []
    }

    /// The DER of `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).
    package var subjectPublicKeyInfo: [UInt8] {
        unsafe withKey { key in unsafe encoding { unsafe i2d_PUBKEY(key, $0) } }
    }

    /// The SHA-1 digest of the key's bits: method 1 of RFC 5280 §4.2.1.2. OpenSSL's `hash` would
    /// compute it in the process's default context.
    package var keyIdentifier: [UInt8] {
        get throws(EDocError) {
            try DigestAlgorithm.sha1.digest(of: keyBits(of: subjectPublicKeyInfo)).octets
        }
    }
}

extension PublicKey {
    /// The bits of the key without its algorithm, which `issuerKeyHash` is computed from (RFC 6960
    /// §4.1.1).
    package var subjectPublicKeyBits: [UInt8] {
        keyBits(of: unsafe withKey { key in unsafe encoding { unsafe i2d_PUBKEY(key, $0) } })
    }
}

/// The content of `subjectPublicKey` in a `SubjectPublicKeyInfo`, without its count of unused bits.
private func keyBits(of info: [UInt8]) -> [UInt8] {
    guard var fields = try? DERValue(info[...], .sequence, "SubjectPublicKeyInfo").reader,
        (try? fields.next(.sequence, "algorithm")) != nil,
        let bits = try? fields.next(.bitString, "subjectPublicKey")
    else { return [] }
    return Array(bits.content.dropFirst())
}
