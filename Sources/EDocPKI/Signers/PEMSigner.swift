public import EDocCrypto
public import FoundationEssentials

/// A signer whose key and certificates are PEM text (RFC 7468), as `openssl` writes it.
///
/// The key is PKCS#8, encrypted or not, or one of the older forms of RSA and EC keys: RSA from 2048
/// to 16384 bits, EC on a curve of `KeyType.Curve`. Nothing is signed with SHA-1.
///
/// ```swift
/// let signer = try PEMSigner(
///     contentsOf: "key.pem", certificates: "chain.pem",
///     passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
/// ```
///
/// One signer may be used from any number of tasks. ``sign(_:)`` does not suspend; it computes for
/// 20 µs (P-256) to 5 ms (RSA-4096).
public struct PEMSigner: IdentitySigner {
    package let identity: SigningIdentity

    /// A signer of a key and certificates in files.
    ///
    /// - Parameters:
    ///   - keyPath: The file with the private key. Blocks while it is read.
    ///   - certificatesPath: The file with the certificate of the key and those of its issuers, in
    ///     any order; nil when they are in the file of the key.
    ///   - passphrase: For an encrypted key; nil for one that is not. One in a variable is passed
    ///     with `consume`.
    ///   - signatureAlgorithm: For RSASSA-PSS or another digest; nil for what goes with the key
    ///     (`KeyType.defaultSignatureAlgorithm`).
    ///   - includesRoot: Whether a self-signed root, if given, is written into signatures. By
    ///     default it is left out: a verifier must hold it already.
    ///   - time: When it is to sign. Of several certificates of the key, one that is valid then and
    ///     meant for signing documents is taken.
    /// - Throws: `EDocError` that names the file: `unreadableFile`, `tooLarge`, `malformedPEM`; for
    ///   the key `noPrivateKey`, `severalPrivateKeys`, `malformedPrivateKey`, `passphraseNeeded`,
    ///   `wrongPassphrase`, `unsupportedEncryption`, `unsupportedKey`, `weakKey`; for the algorithm
    ///   `algorithmDoesNotFitKey`, `weakAlgorithm`; for the certificates `malformedCertificate`,
    ///   `noCertificate`, `certificateOfAnotherKey`, `certificateNotForSigning`. Validity is not
    ///   checked here but when signing: ``X509Certificate/checkValidity(at:)``.
    public init(
        contentsOf keyPath: String, certificates certificatesPath: String? = nil,
        passphrase: borrowing Passphrase? = nil, signatureAlgorithm: SignatureAlgorithm? = nil,
        includesRoot: Bool = false, at time: Date = Date()
    ) throws(EDocError) {
        let file = try KeyFile(keyPath)
        let key = try file.contents.withOctets { octets throws(EDocError) in
            try PrivateKey.inPEM(octets, from: keyPath, passphrase: passphrase)
        }
        let certificates =
            if let certificatesPath {
                try KeyFile(certificatesPath).certificates(from: certificatesPath)
            } else {
                try file.certificates(from: keyPath)
            }
        identity = try SigningIdentity(
            key: key, certificates: certificates, signatureAlgorithm: signatureAlgorithm,
            includesRoot: includesRoot, source: certificatesPath ?? keyPath, keySource: keyPath,
            warnings: file.warnings(for: keyPath), at: time)
    }

    /// A signer of a key and certificates in memory.
    ///
    /// - Parameters:
    ///   - key: PEM text with the private key. Overwriting it afterwards stays with the caller.
    ///   - certificates: PEM text with the certificate of the key and those of its issuers, in any
    ///     order.
    ///   - passphrase: For an encrypted key.
    ///   - signatureAlgorithm: Nil for what goes with the key.
    ///   - includesRoot: Whether a self-signed root, if given, is written into signatures.
    ///   - time: When it is to sign.
    /// - Throws: `EDocError` as for files, but for `unreadableFile`.
    public init(
        key: [UInt8], certificates: [UInt8], passphrase: borrowing Passphrase? = nil,
        signatureAlgorithm: SignatureAlgorithm? = nil, includesRoot: Bool = false,
        at time: Date = Date()
    ) throws(EDocError) {
        identity = try SigningIdentity(
            key: try PrivateKey.inPEM(key.span, from: "the key's PEM text", passphrase: passphrase),
            certificates: try X509Certificate.certificates(
                in: certificates.span, from: "the certificates' PEM text"),
            signatureAlgorithm: signatureAlgorithm, includesRoot: includesRoot,
            source: "the certificates' PEM text", keySource: "the key's PEM text", warnings: [],
            at: time)
    }

    /// What whoever runs the signer should know. Nothing is printed.
    public var warnings: [SigningWarning] { identity.warnings }

    /// The signing certificate first, then its issuers.
    public var certificateChain: [X509Certificate] { identity.certificateChain }

    /// The algorithm of all signatures.
    public var signatureAlgorithm: SignatureAlgorithm { identity.signatureAlgorithm }

    /// Signs without suspending.
    public func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
        try identity.sign(dataToBeSigned.span)
    }
}
