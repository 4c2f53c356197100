package import EDocCrypto
internal import FoundationEssentials

/// A private key with the chain of its certificate, checked to go together and ready to sign.
package final class SigningIdentity: Sendable {
    let certificateChain: [X509Certificate]
    package let warnings: [SigningWarning]
    private let key: SigningKey

    var signatureAlgorithm: SignatureAlgorithm { key.algorithm }

    /// Checks what is given and prepares the key.
    ///
    /// - Parameters:
    ///   - key: The private key.
    ///   - certificates: The certificate of the key and those of its issuers, in any order.
    ///   - signatureAlgorithm: Nil: what goes with the key.
    ///   - includesRoot: Whether a self-signed certificate ends the chain.
    ///   - source: Where the certificates are from, for messages.
    ///   - keySource: Where the key is from, for messages; nil: the same place.
    ///   - time: When the certificate should be valid, where there are several of the key.
    init(
        key: PrivateKey, certificates: [X509Certificate],
        signatureAlgorithm: SignatureAlgorithm?, includesRoot: Bool, source: String,
        keySource: String? = nil, warnings: [SigningWarning], at time: Date
    ) throws(EDocError) {
        let keySource = keySource ?? source
        try Self.checkStrength(key.type, keySource)
        if certificates.isEmpty, keySource != source {
            throw EDocError(
                .noCertificate,
                "\(source): no certificate in it; give the certificate that was issued for the key "
                    + "in \(keySource)")
        }
        let certificate = try Self.certificate(of: key, in: certificates, source, at: time)
        if let usage = certificate.keyUsage,
            usage.isDisjoint(with: [.digitalSignature, .nonRepudiation])
        {
            throw EDocError(
                .certificateNotForSigning,
                "\(source): the key usage of the certificate of \(certificate.subject) has neither "
                    + "digitalSignature nor nonRepudiation (RFC 5280 §4.2.1.3); "
                    + "use a certificate for signatures or seals")
        }
        self.key = SigningKey(key, try Self.algorithm(signatureAlgorithm, for: key.type))
        let path = Self.path(from: certificate, in: certificates, at: time)
        certificateChain =
            if let root = path.last, path.count > 1, !includesRoot, root.isSelfSigned {
                path.dropLast()
            } else { path }
        let unused = Set(certificates).subtracting(path)
        self.warnings =
            warnings + SigningWarning.warnings(about: path)
            + unused.map(\.subject).sorted().map { subject in
                SigningWarning(
                    .unusedCertificates,
                    "\(source): the certificate of \(subject) is not in the path of "
                        + "\(certificate.subject) and is left out")
            }
        try checkThatItSigns(keySource)
    }

    private static func checkStrength(_ type: KeyType, _ source: String) throws(EDocError) {
        switch type {
        case .rsa(let bits) where bits < KeyType.smallestSigningModulus,
            .rsaPSS(let bits) where bits < KeyType.smallestSigningModulus:
            throw EDocError(
                .weakKey,
                "\(source): an RSA key of \(bits) bits; nothing is signed with fewer than "
                    + "\(KeyType.smallestSigningModulus) (NIST SP 800-131A Rev. 2 §3): "
                    + "use RSA-3072 or EC P-256")
        case .unsupported(let name):
            throw EDocError(
                .unsupportedKey,
                "\(source): a private key of the kind \(name); RSA, and EC on P-256, P-384 or "
                    + "P-521, can sign")
        case .rsa, .rsaPSS, .ellipticCurve:
            return
        }
    }

    private static func algorithm(
        _ wanted: SignatureAlgorithm?, for type: KeyType
    ) throws(EDocError) -> SignatureAlgorithm {
        guard let algorithm = wanted ?? type.defaultSignatureAlgorithm, algorithm.fits(type)
        else {
            throw EDocError(
                .algorithmDoesNotFitKey,
                "\(wanted?.name ?? "no algorithm") cannot be made with an \(type) key"
                    + (type.defaultSignatureAlgorithm.map { "; \($0.name) can" } ?? ""))
        }
        guard algorithm.digestAlgorithm != .sha1 else {
            throw EDocError(
                .weakAlgorithm,
                "\(algorithm.name) is only verified, never made (EN 319 162-1 §5.2.1, "
                    + "TS 119 312 §5.2); use SHA-256 or longer")
        }
        return algorithm
    }

    /// The certificate of the key; of several the one that is valid at `time`, then the one that is
    /// meant for signing documents, then the one that ends last.
    private static func certificate(
        of key: PrivateKey, in certificates: [X509Certificate], _ source: String, at time: Date
    ) throws(EDocError) -> X509Certificate {
        guard let first = certificates.first else {
            throw EDocError(
                .noCertificate,
                "\(source): a private key without a certificate; give the certificate that was "
                    + "issued for it")
        }
        let own = certificates.filter { $0.isOf(key) }
        guard let certificate = own.max(by: { $0.rank(at: time) < $1.rank(at: time) }) else {
            throw EDocError(
                .certificateOfAnotherKey,
                "\(source): the private key (\(key.type)) belongs to none of the certificates "
                    + "given, of which the first is of \(first.subject) (\(first.keyType)); "
                    + "give the certificate that was issued for this key")
        }
        return certificate
    }

    /// The certificate, its issuer, the issuer of that, as far as they are given; of several
    /// certificates of an issuer one that is valid at `time`.
    private static func path(
        from certificate: X509Certificate, in certificates: [X509Certificate], at time: Date
    ) -> [X509Certificate] {
        var path = [certificate]
        var last = certificate
        while !last.isSelfSigned {
            let issuers = certificates.filter { !path.contains($0) && last.isIssued(by: $0) }
            guard let issuer = issuers.first(where: { $0.isValid(at: time) }) ?? issuers.first
            else { break }
            path.append(issuer)
            last = issuer
        }
        return path
    }

    /// Makes one signature and verifies it with the certificate, so that a damaged private key is
    /// found here and not in documents.
    private func checkThatItSigns(_ source: String) throws(EDocError) {
        let data = Array("swift-edoc".utf8)
        let isRight: Bool
        do {
            isRight = try certificateChain[0].verify(
                try sign(data.span), algorithm: signatureAlgorithm, data: data.span)
        } catch {
            throw EDocError(
                .malformedPrivateKey, "\(source): the private key does not sign: \(error.message)",
                underlying: error.underlying)
        }
        guard isRight else {
            throw EDocError(
                .malformedPrivateKey,
                "\(source): what the private key signs, its certificate does not verify; "
                    + "the key is damaged")
        }
    }

    /// Signs, on any thread.
    func sign(_ data: Span<UInt8>) throws(EDocError) -> SignatureValue { try key.sign(data) }
}

extension X509Certificate {
    /// Orders the certificates of one key by how well each does to sign documents at `time`.
    fileprivate func rank(at time: Date) -> (Int, Int, Date) {
        let isMeant = keyUsage?.contains(.nonRepudiation) ?? true && !isForTrustServicesAlone
        return (isValid(at: time) ? 1 : 0, isMeant ? 1 : 0, notAfter)
    }
}

/// A signer that is one identity.
package protocol IdentitySigner: InProcessSigner {
    /// The key and its chain.
    var identity: SigningIdentity { get }
}

extension IdentitySigner {
    /// Signs without suspending.
    package func signatureValue(
        of dataToBeSigned: Span<UInt8>
    ) throws(EDocError) -> SignatureValue {
        try identity.sign(dataToBeSigned)
    }
}
