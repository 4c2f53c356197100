/// A digest algorithm; the raw value is its `DigestMethod` URI.
///
/// [XML Signature 1.1 §6.2](https://www.w3.org/TR/xmldsig-core1/#sec-MessageDigests),
/// [RFC 9231 §2.1](https://www.rfc-editor.org/rfc/rfc9231#section-2.1).
public enum DigestAlgorithm: String, CaseIterable, Sendable {
    /// SHA-1: only old signatures are verified with it, nothing is signed with it.
    case sha1 = "http://www.w3.org/2000/09/xmldsig#sha1"
    /// SHA-256.
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    /// SHA-384.
    case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    /// SHA-512.
    case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"

    /// The digest of `octets`: for a `Signer` whose device takes the digest and not the data.
    ///
    /// - Throws: ``EDocError`` with `library` when OpenSSL cannot compute it, as where the machine
    ///   forbids SHA-1.
    public func digest(of octets: [UInt8]) throws(EDocError) -> DigestValue {
        try orLibraryError { () throws(OpenSSLError) in
            try MessageDigest.digest(of: octets.span, self)
        }
    }

    /// The size of a digest in bytes: 20, 32, 48 or 64.
    public var digestSize: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The name as people write it, for example `SHA-256`.
    public var name: String {
        switch self {
        case .sha1: "SHA-1"
        case .sha256: "SHA-256"
        case .sha384: "SHA-384"
        case .sha512: "SHA-512"
        }
    }

    /// The name that OpenSSL's default provider knows.
    package var openSSLName: String {
        switch self {
        case .sha1: "SHA1"
        case .sha256: "SHA2-256"
        case .sha384: "SHA2-384"
        case .sha512: "SHA2-512"
        }
    }

    /// The place in `allCases`.
    var index: Int {
        switch self {
        case .sha1: 0
        case .sha256: 1
        case .sha384: 2
        case .sha512: 3
        }
    }
}
