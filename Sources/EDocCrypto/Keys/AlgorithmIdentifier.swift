package import EDocEncoding

/// An algorithm and its parameters.
///
/// [RFC 5280 §4.1.1.2](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.2). Which algorithms
/// are good enough at which time is not decided here.
package struct AlgorithmIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The algorithm.
    package let algorithm: ASN1ObjectIdentifier
    /// The parameters as they stand in the encoding; nil when there are none.
    package let parameters: DERValue?
    /// The whole encoded value.
    package let encoded: ArraySlice<UInt8>

    /// The algorithm identifier that `value` holds.
    package init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        guard value.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, field, "expected SEQUENCE, found \(value.tag)")
        }
        var reader = value.reader
        algorithm = try ASN1ObjectIdentifier(try reader.next(field), field)
        parameters = reader.isAtEnd ? nil : try reader.next(field)
        try reader.end(field)
        encoded = value.encoded
    }

    /// An algorithm with NULL parameters, or with none.
    package init(_ algorithm: ASN1ObjectIdentifier, withNull: Bool) {
        let octets =
            withNull
            ? DEREncoding.value(.sequence, DEREncoding.value(algorithm), DEREncoding.null)
            : DEREncoding.value(.sequence, DEREncoding.value(algorithm))
        self.algorithm = algorithm
        let null = octets.suffix(2)
        parameters =
            withNull ? DERValue(tag: .null, encoded: null, content: null.dropFirst(2)) : nil
        encoded = octets[...]
    }

    /// Equal when algorithm and parameters are, byte for byte.
    package static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

    /// Hashes the bytes that equality compares.
    package func hash(into hasher: inout Hasher) { hasher.combine(encoded) }

    /// The identifier with dots.
    package var description: String { algorithm.description }

    /// The digest algorithm, if this is one that the library computes.
    package var digestAlgorithm: DigestAlgorithm? {
        DigestAlgorithm.allCases.first { $0.objectIdentifier == algorithm }
    }

    /// The digest that a signature algorithm of this identifier uses, where the identifier or its
    /// RSASSA-PSS parameters (RFC 4055 §3.1) name one that the library computes.
    package var signatureDigestAlgorithm: DigestAlgorithm? {
        if let row = Self.signatureDigests.first(where: { $0.0 == algorithm }) { return row.1 }
        guard algorithm == .rsassaPSS else { return nil }
        guard var reader = parameters?.reader else { return .sha1 }
        guard let hash = try? reader.explicit(0, "hashAlgorithm") else { return .sha1 }
        return (try? AlgorithmIdentifier(hash, "hashAlgorithm"))?.digestAlgorithm
    }

    private static let signatureDigests: [(ASN1ObjectIdentifier, DigestAlgorithm)] = [
        (.sha1WithRSAEncryption, .sha1), (.sha256WithRSAEncryption, .sha256),
        (.sha384WithRSAEncryption, .sha384), (.sha512WithRSAEncryption, .sha512),
        (.ecdsaWithSHA1, .sha1), (.ecdsaWithSHA256, .sha256), (.ecdsaWithSHA384, .sha384),
        (.ecdsaWithSHA512, .sha512),
    ]

    /// This identifier where a signature algorithm is wanted: a CMS signer may give only the kind
    /// of its key, and the digest beside it (RFC 5652 §10.1.2, RFC 3370 §3.2, RFC 5753 §2.1.1).
    package func signatureAlgorithm(with digest: DigestAlgorithm) -> AlgorithmIdentifier {
        switch (algorithm, digest) {
        case (.rsaEncryption, .sha1): .init(.sha1WithRSAEncryption, withNull: true)
        case (.rsaEncryption, .sha256): .init(.sha256WithRSAEncryption, withNull: true)
        case (.rsaEncryption, .sha384): .init(.sha384WithRSAEncryption, withNull: true)
        case (.rsaEncryption, .sha512): .init(.sha512WithRSAEncryption, withNull: true)
        case (.ecPublicKey, .sha1): .init(.ecdsaWithSHA1, withNull: false)
        case (.ecPublicKey, .sha256): .init(.ecdsaWithSHA256, withNull: false)
        case (.ecPublicKey, .sha384): .init(.ecdsaWithSHA384, withNull: false)
        case (.ecPublicKey, .sha512): .init(.ecdsaWithSHA512, withNull: false)
        default: self
        }
    }
}

extension DigestAlgorithm {
    /// The identifier in ASN.1 structures
    /// ([RFC 5754 §2](https://www.rfc-editor.org/rfc/rfc5754#section-2), RFC 3279 §2.1).
    package var objectIdentifier: ASN1ObjectIdentifier {
        switch self {
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }

    /// The digest of `octets`.
    package func digest(of octets: ArraySlice<UInt8>) throws(OpenSSLError) -> [UInt8] {
        try MessageDigest.digest(of: octets.span, self).octets
    }
}
