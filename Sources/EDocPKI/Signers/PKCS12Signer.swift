public import EDocCrypto
internal import EDocSystem
public import FoundationEssentials

/// A signer whose key and certificates are in a PKCS#12 file (`.p12`, `.pfx`),
/// [RFC 7292](https://www.rfc-editor.org/rfc/rfc7292).
///
/// Files of OpenSSL, Java's `keytool` and Windows are read, the old ones with RC2 and triple DES
/// too (RC2 needs OpenSSL's module `legacy.so` on the machine).
///
/// ```swift
/// let signer = try PKCS12Signer(
///     contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
/// ```
///
/// One signer may be used from any number of tasks. ``sign(_:)`` does not suspend; it computes for
/// 20 µs (P-256) to 5 ms (RSA-4096).
public struct PKCS12Signer: IdentitySigner {
    package let identity: SigningIdentity

    /// A signer of the key in a file.
    ///
    /// - Parameters:
    ///   - path: The file. Blocks while it is read.
    ///   - passphrase: The passphrase; an empty one for a file without.
    ///   - signatureAlgorithm: For RSASSA-PSS or another digest; nil for what goes with the key
    ///     (`KeyType.defaultSignatureAlgorithm`).
    ///   - includesRoot: Whether a self-signed root, if it is in the file, is written into
    ///     signatures. By default it is left out: a verifier must hold it already.
    ///   - time: When it is to sign. Of several certificates of the key, one that is valid then and
    ///     meant for signing documents is taken.
    /// - Throws: `EDocError` that names the file: `unreadableFile`, `tooLarge`, `malformedPKCS12`,
    ///   `wrongPassphrase`, `unsupportedEncryption`; for the key `noPrivateKey`,
    ///   `severalPrivateKeys`, `malformedPrivateKey`, `unsupportedKey`, `weakKey`; for the
    ///   algorithm `algorithmDoesNotFitKey`, `weakAlgorithm`; for the certificates
    ///   `malformedCertificate`, `noCertificate`, `certificateOfAnotherKey`,
    ///   `certificateNotForSigning`. Validity is not checked here but when signing:
    ///   ``X509Certificate/checkValidity(at:)``.
    public init(
        contentsOf path: String, passphrase: borrowing Passphrase,
        signatureAlgorithm: SignatureAlgorithm? = nil, includesRoot: Bool = false,
        at time: Date = Date()
    ) throws(EDocError) {
        let file = try KeyFile(path)
        identity = try file.contents.withOctets { octets throws(EDocError) in
            try Self.identity(
                octets, path, passphrase, signatureAlgorithm, includesRoot,
                file.warnings(for: path), time)
        }
    }

    /// A signer of the key in a PKCS#12 file that is in memory; for the other parameters see
    /// ``init(contentsOf:passphrase:signatureAlgorithm:includesRoot:at:)``.
    ///
    /// - Throws: `EDocError` as for a file, but for `unreadableFile`.
    public init(
        _ octets: [UInt8], passphrase: borrowing Passphrase,
        signatureAlgorithm: SignatureAlgorithm? = nil, includesRoot: Bool = false,
        at time: Date = Date()
    ) throws(EDocError) {
        identity = try Self.identity(
            octets.span, "the PKCS#12 file", passphrase, signatureAlgorithm, includesRoot, [],
            time)
    }

    /// Whether the file at `path` is for this signer and not for ``PEMSigner``: whether it begins
    /// as a PFX does (with a SEQUENCE and the version 3, RFC 7292 §4). The file is opened, and has to
    /// be there again for the signer.
    ///
    /// - Throws: `EDocError` with `unreadableFile`.
    public static func isPKCS12(contentsOf path: String) throws(EDocError) -> Bool {
        do throws(FileError) {
            var file = try InputFile(path, for: .anywhere)
            // No more: a key in another form has secrets behind.
            var first = [UInt8](repeating: 0, count: 7)
            let count = try file.read(into: &first)
            return PKCS12.isBegun(by: first.span.extracting(0..<count))
        } catch {
            throw EDocError(unreadable: error)
        }
    }

    private static func identity(
        _ octets: Span<UInt8>, _ source: String, _ passphrase: borrowing Passphrase,
        _ signatureAlgorithm: SignatureAlgorithm?, _ includesRoot: Bool,
        _ warnings: [SigningWarning], _ time: Date
    ) throws(EDocError) -> SigningIdentity {
        let file = try PKCS12(octets, from: source, passphrase: passphrase)
        let certificates = try file.certificates.map { der throws(EDocError) in
            try X509Certificate(derEncoded: der, from: source)
        }
        return try SigningIdentity(
            key: try file.signingKey(certificates), certificates: certificates,
            signatureAlgorithm: signatureAlgorithm, includesRoot: includesRoot, source: source,
            warnings: warnings, at: time)
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

extension PKCS12 {
    /// The only key, or the only one that has a certificate.
    fileprivate func signingKey(
        _ certificates: [X509Certificate]
    ) throws(EDocError) -> PrivateKey {
        guard let first = keys.first else {
            throw EDocError(
                .noPrivateKey,
                "\(source): \(certificates.count) certificates and no private key in it; "
                    + "export the key together with its certificate")
        }
        let usable = keys.filter { key in certificates.contains { $0.isOf(key) } }
        guard usable.count <= 1 else {
            throw EDocError(
                .severalPrivateKeys,
                "\(source): \(usable.count) private keys with certificates in it; "
                    + "export the one to sign with into a file of its own")
        }
        return usable.first ?? first
    }
}
