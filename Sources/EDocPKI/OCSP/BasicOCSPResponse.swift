package import EDocCrypto
package import EDocEncoding
package import EDocSystem
package import FoundationEssentials

/// A signed answer about the status of certificates.
///
/// [RFC 6960 §4.2.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1).
package struct BasicOCSPResponse: Sendable {
    /// The encoded BasicOCSPResponse.
    package let derEncoded: ArraySlice<UInt8>
    /// Who signed.
    package let responderID: ResponderID
    /// When it was signed.
    package let producedAt: Date
    /// What it says about each certificate.
    package let responses: [SingleResponse]
    /// The nonce of the request, as it stands in the extension (RFC 8954 §2.1); some responders
    /// leave out the OCTET STRING around it.
    package let nonce: [UInt8]?
    /// The algorithm of the signature.
    package let signatureAlgorithm: AlgorithmIdentifier
    /// The certificates inside, encoded. They are not trusted.
    package let certificates: [[UInt8]]
    /// Whether a time has a fraction of a second, which RFC 6960 §4.2.2.1 does not allow.
    package let hasFraction: Bool

    private let signedOctets: ArraySlice<UInt8>
    private let signature: ArraySlice<UInt8>
    private let unknownCriticalExtension: ASN1ObjectIdentifier?

    /// Decodes a BasicOCSPResponse.
    ///
    /// - Throws: `ASN1Error` when `octets` are not one in DER, or `budget` stops.
    package init(
        _ octets: ArraySlice<UInt8>, limits: EvidenceLimits = EvidenceLimits(),
        budget: WorkBudget = WorkBudget()
    ) throws(ASN1Error) {
        derEncoded = octets
        var outer = try DERValue(octets, .sequence, "BasicOCSPResponse").reader
        let signed = try outer.next(.sequence, "tbsResponseData")
        signedOctets = signed.encoded
        signatureAlgorithm = try AlgorithmIdentifier(
            try outer.next("signatureAlgorithm"), "signatureAlgorithm")
        signature = try outer.next(.bitString, "signature").signatureOctets
        certificates = try Self.certificates(try outer.explicit(0, "certs"), limits)
        try outer.end("BasicOCSPResponse")

        var reader = signed.reader
        if let version = try reader.explicit(0, "version") {
            guard try version.smallInteger("version") == 0 else {
                throw ASN1Error(.unsupported, "version", "expected 0")
            }
        }
        responderID = try ResponderID(try reader.next("responderID"))
        var hasFraction = false
        producedAt = try ASN1Time(
            toleratingFraction: try reader.next(.generalizedTime, "producedAt"), "producedAt",
            &hasFraction
        ).date
        var list = try reader.next(.sequence, "responses").reader
        var responses: [SingleResponse] = []
        while !list.isAtEnd {
            guard responses.count < limits.singleResponses else {
                throw ASN1Error(
                    .limitExceeded, "responses", "more than \(limits.singleResponses)")
            }
            // Four steps a response: nearly every one has an extension, and none more than 16.
            if responses.count % 48 == 47 { try Self.spend(48 * 4, budget) }
            responses.append(
                try SingleResponse(try list.next(.sequence, "responses"), limits: limits))
        }
        self.responses = responses
        self.hasFraction = hasFraction || responses.contains(where: \.hasFraction)
        var extensions: [Extension] = []
        if let sequence = try reader.explicit(1, "responseExtensions") {
            extensions = try Extension.extensions(
                in: sequence, limit: limits.extensions, "responseExtensions")
        }
        try reader.end("tbsResponseData")
        nonce = extensions[.ocspNonce].map { nonce in
            let wrapped = try? nonce.decoded(.octetString, "nonce")
            return [UInt8](wrapped?.content ?? nonce.value)
        }
        let known: [ASN1ObjectIdentifier] = [.ocspNonce, .ocspExtendedRevoke]
        unknownCriticalExtension =
            extensions.first {
                $0.isCritical && !known.contains($0.identifier)
            }?.identifier
    }

    private static func spend(_ steps: Int, _ budget: WorkBudget) throws(ASN1Error) {
        do { try budget.spend(steps) } catch {
            throw ASN1Error(.limitExceeded, "responses", "not decoded: \(error)")
        }
    }

    private static func certificates(
        _ sequence: DERValue?, _ limits: EvidenceLimits
    ) throws(ASN1Error) -> [[UInt8]] {
        guard let sequence else { return [] }
        guard sequence.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, "certs", "expected SEQUENCE, found \(sequence.tag)")
        }
        var certificates: [[UInt8]] = []
        var reader = sequence.reader
        while !reader.isAtEnd {
            guard certificates.count < limits.embeddedCertificates else {
                throw ASN1Error(
                    .limitExceeded, "certs", "more than \(limits.embeddedCertificates)")
            }
            certificates.append(try reader.next(.sequence, "certs").octets)
        }
        return certificates
    }

    /// Whether the signature verifies with the key of `certificate`, whatever that is for.
    package func verify(by certificate: X509Certificate) -> SignatureVerdict {
        certificate.verify(signature, over: signedOctets, signatureAlgorithm)
    }

    /// What the response says about `certificate`.
    ///
    /// - Parameters:
    ///   - issuer: the certificate that issued `certificate`.
    ///   - locallyTrusted: certificates of responders that the caller trusts for any certificate
    ///     (RFC 6960 §4.2.2.2); only these very certificates are, not what they issued.
    ///   - certificates: certificates among which the responder's may be, besides those inside.
    /// - Returns: the status, or why the response cannot be used. Whether it is recent enough is
    ///   not looked at.
    package func status(
        of certificate: X509Certificate, issuedBy issuer: X509Certificate,
        locallyTrusted: [X509Certificate] = [], certificates: [X509Certificate] = [],
        cache: CertificateCache
    ) -> Result<OCSPVerdict, OCSPFault> {
        Result { () throws(OCSPFault) in
            // Comparing a single response with the certificate computes two digests.
            _ = try? cache.budget.spendInParts(4 * responses.count)
            let single = try single(about: certificate, issuedBy: issuer)
            let responder = try responder(
                about: certificate, for: issuer, locallyTrusted: locallyTrusted, certificates,
                cache)
            return OCSPVerdict(
                status: single.certStatus, single: single, producedAt: producedAt,
                responder: responder.certificate, authority: responder.authority)
        }
    }

    /// The single response about `certificate`; of several the one that
    /// ``SingleResponse/counts(before:)`` prefers.
    private func single(
        about certificate: X509Certificate, issuedBy issuer: X509Certificate
    ) throws(OCSPFault) -> SingleResponse {
        if let unknown = unknownCriticalExtension { throw .unknownCriticalExtension(unknown) }
        var mismatch: CertID.Mismatch?
        var found: SingleResponse?
        for response in responses {
            let difference: CertID.Mismatch?
            do throws(OpenSSLError) {
                difference = try response.certID.mismatch(with: certificate, issuedBy: issuer)
            } catch {
                throw .library(error)
            }
            if let difference {
                // Another serial number is just another certificate; any other difference tells
                // more.
                if mismatch == nil || mismatch == .serialNumber { mismatch = difference }
                continue
            }
            if let unknown = response.unknownCriticalExtension {
                throw .unknownCriticalExtension(unknown)
            }
            if found.map(response.counts(before:)) ?? true { found = response }
        }
        guard let found else { throw .otherCertificate(mismatch) }
        return found
    }

    /// The authorized responder who signed (RFC 6960 §4.2.2.2). A responder with the key of
    /// `certificate` is refused: whoever holds a revoked key would deny the revocation.
    private func responder(
        about certificate: X509Certificate, for issuer: X509Certificate,
        locallyTrusted: [X509Certificate],
        _ others: [X509Certificate], _ cache: CertificateCache
    ) throws(OCSPFault) -> (certificate: X509Certificate, authority: OCSPVerdict.Authority) {
        let inside = certificates.compactMap { try? cache.certificate(derEncoded: $0) }
        var fault = OCSPFault.responderNotFound
        var seen: Set<X509Certificate> = []
        var looked = 0
        for candidate in [[issuer], locallyTrusted, inside, others].joined() {
            // Each candidate's name is compared, or its key hashed.
            looked += 1
            if looked % 64 == 0, (try? cache.budget.spend(responderID.cost * 64 / 4)) == nil {
                break
            }
            do throws(OpenSSLError) {
                guard try responderID.names(candidate) else { continue }
            } catch {
                throw .library(error)
            }
            guard seen.insert(candidate).inserted else { continue }
            guard seen.count <= 16 else { break }
            guard
                candidate.tbs.subjectPublicKeyInfo != certificate.tbs.subjectPublicKeyInfo
            else {
                fault = fault.orWorse(.ownResponder)
                continue
            }
            // Authorization is looked at before the signature: its result is remembered, and the
            // key of an unauthorized candidate, which can be costly on purpose, is never used.
            let authority: OCSPVerdict.Authority
            switch self.authority(of: candidate, for: issuer, locallyTrusted, cache) {
            case .success(let found): authority = found
            case .failure(let failure):
                fault = fault.orWorse(.responderNotAuthorized(failure))
                continue
            }
            guard cache.pays(for: candidate) else { break }
            switch verify(by: candidate) {
            case .valid: return (candidate, authority)
            case .invalid: fault = fault.orWorse(.signatureInvalid)
            case .unsupported: fault = fault.orWorse(.signatureUnsupported)
            }
        }
        throw fault
    }

    private func authority(
        of responder: X509Certificate, for issuer: X509Certificate,
        _ locallyTrusted: [X509Certificate], _ cache: CertificateCache
    ) -> Result<OCSPVerdict.Authority, CertificatePathFailure> {
        if responder.tbs.subject == issuer.tbs.subject,
            responder.tbs.subjectPublicKeyInfo == issuer.tbs.subjectPublicKeyInfo
        {
            return .success(.issuer)
        }
        if locallyTrusted.contains(responder) {
            let inputs = CertificatePath.Inputs(anchors: [responder], time: producedAt)
            return CertificatePath.find(for: responder, inputs, cache: cache)
                .map { _ in .locallyTrusted }
        }
        let inputs = CertificatePath.Inputs(
            anchors: [issuer], time: producedAt, purpose: .ocspSigning)
        return CertificatePath.find(for: responder, inputs, cache: cache).map { _ in
            .delegated(needsRevocationCheck: !responder.extensions.ocspNoCheck)
        }
    }
}
