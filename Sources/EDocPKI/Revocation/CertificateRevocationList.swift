public import EDocCrypto
package import EDocEncoding
package import EDocSystem
public import FoundationEssentials

/// A revocation list, [RFC 5280 §5](https://www.rfc-editor.org/rfc/rfc5280#section-5).
///
/// Decoded, not judged: a validation asks who signed it, what it is about and how old it is. Every
/// entry is checked when the list is decoded and read from the encoding when asked for, so a list
/// takes no more memory than its bytes. Immutable; safe to use on any thread.
public final class CertificateRevocationList: Sendable {
    /// The DER, exactly as it was given.
    public let derEncoded: [UInt8]
    /// Who issued the list.
    package let issuer: Name
    /// When it was issued.
    public let thisUpdate: Date
    /// When the next one is due at the latest; RFC 5280 §5.1.2.5 asks for it.
    public let nextUpdate: Date?
    /// The algorithm of the signature.
    package let signatureAlgorithm: AlgorithmIdentifier
    /// How many entries are on the list.
    package let entryCount: Int
    /// What it covers; nil: all certificates of its issuer.
    package let issuingDistributionPoint: IssuingDistributionPoint?
    /// The number of the list, as encoded.
    package let number: [UInt8]?
    /// Certificates that expired since then are still on the list when they were revoked
    /// (ITU-T X.509 §9.5.2.6, EN 319 102-1 §5.2.5); nil: nothing is said.
    package let expiredCertsOnCRL: Date?
    /// Whether a time has a fraction of a second, which RFC 5280 §4.1.2.5.2 does not allow.
    package let hasFraction: Bool
    /// Why the list can be used for no certificate at all; nil when it can.
    package let fault: Fault?
    /// Whether it only lists changes since another list (RFC 5280 §5.2.4), and so cannot show that
    /// a certificate is not revoked.
    package let isDelta: Bool

    private let signedOctets: ArraySlice<UInt8>
    private let signature: ArraySlice<UInt8>
    private let entries: ArraySlice<UInt8>
    private let verdicts = Lock<[X509Certificate: SignatureVerdict]>([:])

    /// Decodes a list.
    ///
    /// - Parameter octets: The DER of one list and nothing after it, at most 64 MiB.
    /// - Throws: `EDocError` with `malformedRevocationData`.
    public convenience init(derEncoded octets: [UInt8]) throws(EDocError) {
        do { try self.init(decoding: octets) } catch {
            throw EDocError(
                .malformedRevocationData,
                "\(octets.count) bytes that are not a revocation list in DER (RFC 5280 §5.1): "
                    + error.message, underlying: error)
        }
    }

    /// Decodes a list.
    ///
    /// - Throws: `ASN1Error` when `derEncoded` is not one revocation list in DER, or `budget` stops.
    package init(
        decoding derEncoded: [UInt8], limits: EvidenceLimits = EvidenceLimits(),
        budget: WorkBudget = WorkBudget()
    ) throws(ASN1Error) {
        guard derEncoded.count <= limits.revocationListSize else {
            throw ASN1Error(
                .limitExceeded, "CertificateList", "more than \(limits.revocationListSize) bytes")
        }
        self.derEncoded = derEncoded
        var outer = try DERValue(derEncoded[...], .sequence, "CertificateList").reader
        let signed = try outer.next(.sequence, "tbsCertList")
        signedOctets = signed.encoded
        signatureAlgorithm = try AlgorithmIdentifier(
            try outer.next("signatureAlgorithm"), "signatureAlgorithm")
        signature = try outer.next(.bitString, "signatureValue").signatureOctets
        try outer.end("CertificateList")

        var reader = signed.reader
        let version = try reader.optional(.integer, "version")?.smallInteger("version")
        guard version ?? 1 == 1 else {
            throw ASN1Error(.unsupported, "version", "expected 1 or none, found \(version ?? 0)")
        }
        let inner = try AlgorithmIdentifier(try reader.next("signature"), "signature")
        issuer = try Name(try reader.next("issuer"), "issuer")
        var hasFraction = false
        thisUpdate = try ASN1Time(
            toleratingFraction: try reader.next("thisUpdate"), "thisUpdate", &hasFraction
        ).date
        if let tag = reader.nextTag, [.utcTime, .generalizedTime].contains(tag) {
            nextUpdate = try ASN1Time(
                toleratingFraction: try reader.next("nextUpdate"), "nextUpdate", &hasFraction
            ).date
        } else {
            nextUpdate = nil
        }
        entries = try reader.optional(.sequence, "revokedCertificates")?.content ?? []
        var extensions: [Extension] = []
        if let sequence = try reader.explicit(0, "crlExtensions") {
            guard version == 1 else {
                throw ASN1Error(.invalidValue, "crlExtensions", "only version 2 has extensions")
            }
            extensions = try Extension.extensions(
                in: sequence, limit: limits.extensions, "crlExtensions")
        }
        try reader.end("tbsCertList")

        issuingDistributionPoint =
            if let point = extensions[.issuingDistributionPoint] {
                try IssuingDistributionPoint(
                    try point.decoded(.sequence, "issuingDistributionPoint"))
            } else { nil }
        number =
            if let number = extensions[.cRLNumber] {
                [UInt8](try number.decoded(.integer, "cRLNumber").integer("cRLNumber"))
            } else { nil }
        expiredCertsOnCRL =
            if let since = extensions[.expiredCertsOnCRL] {
                try ASN1Time(
                    toleratingFraction: try since.decoded(.generalizedTime, "expiredCertsOnCRL"),
                    "expiredCertsOnCRL", &hasFraction
                ).date
            } else { nil }
        let scan = try RevokedCertificate.scan(
            entries, hasExtensions: version == 1, budget)
        entryCount = scan.count
        self.hasFraction = hasFraction || scan.hasFraction
        fault =
            if signatureAlgorithm != inner {
                .signatureAlgorithmMismatch
            } else if issuingDistributionPoint?.indirectCRL == true || scan.namesOtherIssuers {
                .indirect
            } else if let unknown = extensions.first(where: \.isUnknownInRevocationList) {
                .unknownCriticalExtension(unknown.identifier)
            } else if let unknown = scan.unknownCritical {
                .unknownCriticalExtension(unknown)
            } else { nil }
        isDelta = extensions[.deltaCRLIndicator] != nil
    }

    /// What the list says about `certificate`.
    ///
    /// - Parameters:
    ///   - issuer: the certificate that issued `certificate`.
    ///   - signer: the certificate whose key signed the list; nil: `issuer`. When it is another
    ///     one, the caller validates its path, to the same anchor, for
    ///     ``CertificatePurpose/revocationListSigning`` (RFC 5280 §6.3.3 (f)).
    /// - Returns: whether the certificate is on the list, or why the list cannot be used for it.
    ///   Whether the list is recent enough is not looked at.
    package func status(
        of certificate: X509Certificate, issuedBy issuer: X509Certificate,
        signedBy signer: X509Certificate? = nil, budget: WorkBudget = WorkBudget()
    ) -> Result<CertificateStatus, Fault> {
        let signer = signer ?? issuer
        if let fault { return .failure(fault) }
        guard self.issuer == certificate.tbs.issuer, self.issuer == signer.tbs.subject,
            issuer.tbs.subject == certificate.tbs.issuer
        else { return .failure(.otherIssuer) }
        if let reason = CertificatePurpose.revocationListSigning.failure(of: signer) {
            return .failure(.signerNotAllowed(reason))
        }
        switch verify(by: signer, budget: budget) {
        case .valid: break
        case .invalid: return .failure(.signatureInvalid)
        case .unsupported:
            return .failure(budget.stop == nil ? .signatureUnsupported : .notLookedAt)
        }
        if let point = issuingDistributionPoint, !point.covers(certificate) {
            return .failure(.notCovered)
        }
        guard (try? budget.spendInParts(entries.count, of: .octets)) != nil else {
            return .failure(.notLookedAt)
        }
        let entry = entry(of: certificate.tbs.serialNumber)
        if isDelta, entry.map({ $0.revocation.reason == .removeFromCRL }) ?? true {
            return .failure(.delta)
        }
        if let entry {
            guard entry.revocation.reason != .removeFromCRL else {
                return .failure(.removeFromCRLOutsideDelta)
            }
            return .success(.revoked(entry.revocation))
        }
        return coversAllReasons(for: certificate) ? .success(.good) : .failure(.onlySomeReasons)
    }

    /// Whether absence from the list means that the certificate is not revoked for any reason:
    /// neither the list nor one of the certificate's points that it is for leaves out a reason
    /// (RFC 5280 §6.3.3 (d)).
    private func coversAllReasons(for certificate: X509Certificate) -> Bool {
        guard issuingDistributionPoint?.onlySomeReasons != true else { return false }
        let points =
            issuingDistributionPoint?.points(of: certificate)
            ?? certificate.extensions.cRLDistributionPoints ?? []
        return points.isEmpty || points.contains { !$0.hasReasons }
    }

    /// Whether the signature verifies with the key of `signer`, whatever its certificate is for.
    /// Remembered for a few signers, since a list may be large.
    package func verify(
        by signer: X509Certificate, budget: WorkBudget = WorkBudget()
    ) -> SignatureVerdict {
        if let known = verdicts.withLock({ $0[signer] }) { return known }
        do {
            try budget.spend(signer.verificationCost, of: .publicKeyOperations)
            try budget.spendInParts(signedOctets.count, of: .octets)
        } catch { return .unsupported }
        let verdict = signer.verify(signature, over: signedOctets, signatureAlgorithm)
        verdicts.withLock { verdicts in
            if verdicts.count >= 8 { verdicts.removeAll() }
            verdicts[signer] = verdict
        }
        return verdict
    }

    /// The entry with the serial number `serialNumber`; of several the earliest.
    package func entry(of serialNumber: ArraySlice<UInt8>) -> RevokedCertificate? {
        RevokedCertificate.find(serialNumber, in: entries)
    }
}

extension Extension {
    /// Whether this extension of a revocation list is critical and not known (RFC 5280 §5.2).
    fileprivate var isUnknownInRevocationList: Bool {
        let known: [ASN1ObjectIdentifier] = [
            .authorityKeyIdentifier, .issuerAltName, .cRLNumber, .issuingDistributionPoint,
            .freshestCRL, .authorityInfoAccess, .expiredCertsOnCRL, .deltaCRLIndicator,
        ]
        return isCritical && !known.contains(identifier)
    }
}
