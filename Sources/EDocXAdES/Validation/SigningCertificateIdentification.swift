internal import EDocCrypto
internal import EDocPKI
internal import EDocValidation
internal import EDocXML

/// Identification of the signing certificate, EN 319 102-1 §5.2.3.
///
/// The certificate is the one whose digest the first `xades:Cert` of the signed property holds,
/// wherever in the signature it stands. `KeyInfo` alone is no evidence: it is not signed.
struct SigningCertificateIdentification {
    let signature: SignatureElement

    /// The certificate, or why there is none.
    enum Result {
        case found(X509Certificate)
        case notFound
    }

    func identify(_ cache: CertificateCache, _ findings: inout FindingList) -> Result {
        let properties = signature.signedProperties.signingCertificates
        guard let first = properties.first else {
            findings.add(
                .signingCertificateNamed,
                at: signature.signedProperties.element.place(in: signature.entry),
                expected: "SigningCertificateV2",
                "the signature does not sign its certificate: another one of the same key "
                    + "could be put in its place")
            return .notFound
        }
        guard let octets = candidate(for: first) else {
            addMismatch(first, &findings)
            return .notFound
        }
        let certificate: X509Certificate
        do {
            certificate = try cache.certificate(derEncoded: octets)
        } catch {
            findings.add(
                .signingCertificateInDER, at: first.element.place(in: signature.entry),
                "the signing certificate is not a certificate in DER: \(error)")
            return .notFound
        }
        for property in properties {
            guard let identifier = property.certificates.first, matches(identifier, octets),
                namesIssuerAndSerial(identifier, of: certificate)
            else {
                addMismatch(property, &findings)
                return .notFound
            }
        }
        return .found(certificate)
    }

    /// Every certificate that the signature carries may be the one; the first of `KeyInfo` is.
    private func candidate(for property: SigningCertificateElement) -> [UInt8]? {
        guard let identifier = property.certificates.first else { return nil }
        if let found = signature.keyInfo?.certificates.first(where: { matches(identifier, $0) }) {
            return found
        }
        for property in signature.unsignedProperties {
            guard case .certificateValues(let values) = property.kind else { continue }
            if let found = values.certificates.first(where: { matches(identifier, $0) }) {
                return found
            }
        }
        return nil
    }

    private func matches(_ identifier: SigningCertificateElement.CertID, _ octets: [UInt8]) -> Bool
    {
        guard let digest = identifier.digest else { return false }
        return (try? MessageDigest.digest(of: octets.span, digest.algorithm)) == digest
    }

    /// Issuer and serial number, where they are given, must be those of the certificate
    /// (EN 319 132-1 §5.2.2; `IssuerSerial` of RFC 5035 §4 is compared in DER).
    ///
    /// The issuer's name in the first version is text that producers write in many ways, so only
    /// the serial number is compared there.
    private func namesIssuerAndSerial(
        _ identifier: SigningCertificateElement.CertID, of certificate: X509Certificate
    ) -> Bool {
        if let octets = identifier.issuerSerialV2 {
            guard let serial = try? IssuerSerial(octets) else { return false }
            if serial.issuer != certificate.tbs.issuer
                || !serial.serialNumber.elementsEqual(certificate.tbs.serialNumber)
            {
                return false
            }
        }
        guard let text = identifier.serialNumber else { return true }
        return DecimalInteger.octets(of: text).map {
            $0.elementsEqual(certificate.tbs.serialNumber)
        } ?? false
    }

    private func addMismatch(
        _ property: SigningCertificateElement, _ findings: inout FindingList
    ) {
        let certificates = signature.keyInfo?.certificates ?? []
        let algorithm = property.certificates.first?.digest?.algorithm
        let found = certificates.first.flatMap { octets in
            algorithm.flatMap { try? MessageDigest.digest(of: octets.span, $0) }
        }
        findings.add(
            certificates.isEmpty ? .signingCertificateCarried : .signingCertificateMatches,
            at: property.element.place(in: signature.entry),
            expected: property.certificates.first?.digest?.hexadecimal
                ?? "a digest algorithm that this library knows",
            found: found?.hexadecimal ?? (certificates.isEmpty ? "no certificate" : nil),
            "no certificate of the signature is the one whose digest, issuer and serial number "
                + "were signed")
    }
}

extension DigestValue {
    /// The digest for people: the name of the algorithm and lower-case hexadecimal digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return algorithm.name + " " + String(decoding: text, as: UTF8.self)
    }
}
