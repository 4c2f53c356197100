package import EDocCrypto
package import EDocEncoding
package import EDocSystem

/// A time-stamp token: CMS signed data whose content is a ``TSTInfo``.
///
/// [RFC 3161 §2.4.2](https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2). Immutable; safe to use
/// on any thread.
package struct TimeStampToken: Sendable {
    /// The token as it was given; CMS may be BER.
    package let encoded: [UInt8]
    /// What the authority signed.
    package let tstInfo: TSTInfo
    /// Certificates in the token, encoded: in the signed data, and in CAdES certificate values.
    package let certificates: [[UInt8]]
    /// Revocation lists in the token, encoded.
    package let revocationLists: [[UInt8]]
    /// OCSP responses in the token, encoded as OCSPResponse.
    package let ocspResponses: [[UInt8]]
    /// OCSP responses in CAdES revocation values, encoded as BasicOCSPResponse.
    package let basicOCSPResponses: [[UInt8]]

    private let signedData: SignedData

    /// Decodes a token.
    ///
    /// - Throws: `ASN1Error` when `encoded` is not one token, or `budget` stops.
    package init(
        encoded: [UInt8], limits: EvidenceLimits = EvidenceLimits(),
        budget: WorkBudget = WorkBudget()
    ) throws(ASN1Error) {
        guard encoded.count <= limits.timeStampTokenSize else {
            throw ASN1Error(
                .limitExceeded, "TimeStampToken", "more than \(limits.timeStampTokenSize) bytes")
        }
        self.encoded = encoded
        let octets = try BERTranscoding.definiteLengths(encoded, "TimeStampToken") {
            () throws(ASN1Error) in
            do { try budget.spend(BERTranscoding.valuesAtOnce / 2) } catch {
                throw ASN1Error(.limitExceeded, "TimeStampToken", "not decoded: \(error)")
            }
        }
        let signedData = try SignedData(
            try DERValue(octets[...], .sequence, "TimeStampToken"), limits: limits)
        guard signedData.eContentType == .tSTInfo else {
            throw ASN1Error(
                .unsupported, "eContentType",
                "expected \(ASN1ObjectIdentifier.tSTInfo), found \(signedData.eContentType)")
        }
        tstInfo = try TSTInfo(signedData.eContent, limits: limits)
        let values = CAdESValues(signedData.signerInfos, limits: limits)
        certificates = signedData.certificates + values.certificates
        revocationLists = signedData.revocationLists + values.revocationLists
        ocspResponses = signedData.ocspResponses
        basicOCSPResponses = values.basicOCSPResponses
        self.signedData = signedData
    }

    /// The one signer; nil when there are none or several.
    private var signer: SignerInfo? {
        signedData.signerInfos.count == 1 ? signedData.signerInfos.first : nil
    }

    /// The algorithm of the token's signature, whose digest is also that of its content; nil when
    /// the token does not have exactly one signer.
    package var signatureAlgorithm: AlgorithmIdentifier? { signer?.signatureAlgorithm }

    /// Verifies the signature of the token against the certificate of its signer.
    ///
    /// Checked are: exactly one signer, the signed attributes content-type and message-digest, that
    /// content and attributes are hashed with one algorithm, the signing-certificate attributes
    /// against the certificate, the signature, and that the certificate is for time-stamping. Trust
    /// in the certificate, its validity at genTime and the imprint are for the caller to check.
    ///
    /// - Parameter certificates: certificates among which the signer's may be, besides those in
    ///   the token.
    package func verify(
        certificates others: [X509Certificate] = [], cache: CertificateCache
    ) -> Result<TimeStampVerdict, TimeStampFault> {
        Result { () throws(TimeStampFault) in
            guard let signer else { throw .signerCount(signedData.signerInfos.count) }
            if let unknown = tstInfo.unknownCriticalExtension {
                throw .unknownCriticalExtension(unknown)
            }
            let attributes = try signedAttributes(of: signer)
            let inside = certificates.compactMap { try? cache.certificate(derEncoded: $0) }
            let candidates = (inside + others).filter { signer.sid.names($0) }
            var fault = TimeStampFault.signerCertificateNotFound
            for candidate in candidates.prefix(16) where cache.pays(for: candidate) {
                do throws(TimeStampFault) {
                    return try verdict(of: candidate, signer, attributes)
                } catch {
                    fault = error
                }
            }
            throw fault
        }
    }

    /// What the signed attributes of a token must hold (RFC 3161 §2.4.2, RFC 5652 §5.3, RFC 8933
    /// §3).
    private func signedAttributes(
        of signer: SignerInfo
    ) throws(TimeStampFault) -> [ESSCertID] {
        guard signer.signedAttributeOctets != nil else { throw .noSignedAttributes }
        let type = try signer.value(of: .contentType)
        guard (try? ASN1ObjectIdentifier(type, "content-type")) == signedData.eContentType else {
            throw .wrongContentType
        }
        let stated = try signer.value(of: .messageDigest)
        guard let algorithm = signer.digestAlgorithm.digestAlgorithm else {
            throw .digestUnsupported(signer.digestAlgorithm)
        }
        // A weak digest must not stand between a strong signature and the content.
        if let other = signer.signatureAlgorithm.signatureDigestAlgorithm, other != algorithm {
            throw .twoDigestAlgorithms(content: algorithm, signature: other)
        }
        let computed: [UInt8]
        do throws(OpenSSLError) {
            computed = try algorithm.digest(of: signedData.eContent)
        } catch {
            throw .library(error)
        }
        guard stated.tag == .octetString, stated.content.elementsEqual(computed) else {
            throw .messageDigestMismatch(
                expected: [UInt8](stated.content), found: computed)
        }
        return try signingCertificates(of: signer)
    }

    private func signingCertificates(
        of signer: SignerInfo
    ) throws(TimeStampFault) -> [ESSCertID] {
        var identifiers: [ESSCertID] = []
        for (type, isV2) in [
            (ASN1ObjectIdentifier.signingCertificate, false),
            (ASN1ObjectIdentifier.signingCertificateV2, true),
        ] where !signer.signedAttribute(type).isEmpty {
            let value = try signer.value(of: type)
            do throws(ASN1Error) {
                identifiers.append(try ESSCertID(firstIn: value, isV2: isV2))
            } catch {
                throw .signingCertificateUnreadable(error)
            }
        }
        guard !identifiers.isEmpty else { throw .signingCertificateMissing }
        return identifiers
    }

    private func verdict(
        of certificate: X509Certificate, _ signer: SignerInfo, _ identifiers: [ESSCertID]
    ) throws(TimeStampFault) -> TimeStampVerdict {
        for identifier in identifiers {
            let identifies: Bool?
            do throws(OpenSSLError) {
                identifies = try identifier.identifies(certificate)
            } catch {
                throw .library(error)
            }
            guard let identifies else { throw .digestUnsupported(identifier.hashAlgorithm) }
            guard identifies else { throw .signingCertificateMismatch }
        }
        guard let octets = signer.signedAttributeOctets else { throw .noSignedAttributes }
        // Unsorted attributes are signed as they are stored or, as RFC 5652 §5.4 demands, in the
        // order of DER: both say the same.
        var found = certificate.verify(signer.signature, over: octets, signer.signatureAlgorithm)
        if found == .invalid, let sorted = signer.sortedAttributeOctets {
            found = certificate.verify(signer.signature, over: sorted, signer.signatureAlgorithm)
        }
        switch found {
        case .valid: break
        case .invalid: throw .signatureInvalid
        case .unsupported: throw .signatureUnsupported(signer.signatureAlgorithm)
        }
        if let reason = CertificatePurpose.timeStamping.failure(of: certificate) {
            throw .notForTimeStamping(reason)
        }
        let names =
            certificate.extensions.subjectAltName + [.directoryName(certificate.tbs.subject)]
        return TimeStampVerdict(
            signer: certificate, tsaMatches: tstInfo.tsa.map { names.contains($0) },
            hasSortedAttributes: signer.sortedAttributeOctets == nil)
    }
}

extension SignerInfo {
    /// The one value of a signed attribute that has to be there once with one value.
    fileprivate func value(of type: ASN1ObjectIdentifier) throws(TimeStampFault) -> DERValue {
        let found = signedAttribute(type)
        guard found.count == 1, var reader = found.first?.reader,
            let value = try? reader.next("signedAttrs"), reader.isAtEnd
        else { throw .attribute(type, count: found.count) }
        return value
    }
}
