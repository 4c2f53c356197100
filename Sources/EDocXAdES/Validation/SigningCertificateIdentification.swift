internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import EDocXML

/// Identification of the signing certificate, EN 319 102-1 §5.2.3.
///
/// The certificate is one whose digest a `xades:Cert` of the signed property holds, wherever in the
/// signature it stands. `KeyInfo` alone is no evidence: it is not signed.
struct SigningCertificateIdentification {
    let signature: Signature

    /// The certificate; none when it cannot be identified.
    ///
    /// The property may list those above it too, in any order. Where the signature carries several
    /// of those that it lists, the one whose key verifies the value is meant: they are returned as
    /// they are to be tried, authorities last, at most ``SignatureLimits/signingCertificates``.
    func identify(
        _ cache: CertificateCache, _ findings: inout FindingList
    ) -> [X509Certificate] {
        let properties = signature.signedProperties.signingCertificates
        guard let first = properties.first else {
            findings.add(
                .signingCertificateNamed,
                at: signature.signedProperties.element.place(in: signature.entry),
                expected: "SigningCertificateV2",
                "the signature does not sign its certificate: another one of the same key "
                    + "could be put in its place")
            return []
        }
        let candidates = candidates(for: properties)
        if candidates.isEmpty { addMismatch(first, &findings) }
        var certificates: [X509Certificate] = []
        var failure: ASN1Error?
        for octets in candidates {
            do throws(ASN1Error) {
                certificates.append(try cache.certificate(derEncoded: octets))
            } catch { failure = error }
        }
        if let failure, certificates.isEmpty {
            findings.add(
                .signingCertificateInDER, at: first.element.place(in: signature.entry),
                "the signing certificate is not a certificate in DER: \(failure)")
        }
        let isAuthority = { (certificate: X509Certificate) in
            certificate.extensions.basicConstraints?.cA == true
        }
        let ordered = certificates.filter { !isAuthority($0) } + certificates.filter(isAuthority)
        return Array(ordered.prefix(SignatureLimits().signingCertificates))
    }

    /// Issuer and serial number beside the digest should be those of the certificate (§5.2.3.4 (3);
    /// EN 319 132-1 §5.2.2). The digest decides: one that differs, or cannot be read, is reported.
    ///
    /// `IssuerSerial` of RFC 5035 §4 is compared in DER. The issuer's name in the first version is
    /// text that producers write in many ways, so only the serial number is compared there.
    func checkIssuerSerial(of certificate: X509Certificate, _ findings: inout FindingList) {
        let properties = signature.signedProperties.signingCertificates
        for identifier in properties.flatMap(\.certificates)
        where !identifier.issuerSerials.isEmpty
            && identifier.digest?.isDigest(of: certificate.derEncoded) == true
        {
            for serial in identifier.issuerSerials {
                let difference: String? =
                    switch serial {
                    case .version2(let octets): Self.difference(octets, certificate.tbs)
                    case .version1(let text): Self.difference(text, certificate.tbs)
                    }
                guard let difference else { continue }
                findings.add(
                    .signingCertificateIssuerSerial,
                    at: identifier.element.place(in: signature.entry),
                    expected: "issuer and serial number of the certificate, or none",
                    found: difference,
                    "the certificate has the digest that was signed, but not the issuer and "
                        + "serial number that stand beside it")
            }
        }
    }

    /// Every certificate that the signature carries may be the one, if each of the properties has a
    /// digest of it. `KeyInfo` comes first.
    private func candidates(for properties: [SigningCertificateV2]) -> [[UInt8]] {
        var carried = signature.keyInfo?.certificates ?? []
        for property in signature.unsignedProperties {
            guard case .certificateValues(let values) = property.kind else { continue }
            carried += values.certificates
        }
        let listed = properties.map { Set($0.certificates.compactMap(\.digest)) }
        let algorithms = Set(listed.flatMap { $0.map(\.algorithm) })
        var candidates: [[UInt8]] = []
        for octets in carried {
            let digests = algorithms.compactMap { try? MessageDigest.digest(of: octets.span, $0) }
            guard listed.allSatisfy({ !$0.isDisjoint(with: digests) }),
                !candidates.contains(octets)
            else { continue }
            candidates.append(octets)
            // With one digest all that have it are the same.
            if listed.contains(where: { $0.count == 1 }) { break }
        }
        return candidates
    }

    /// What is not as in `tbs`; nil when all is.
    private static func difference(_ octets: [UInt8]?, _ tbs: TBSCertificate) -> String? {
        guard let octets else { return "no base64" }
        do throws(ASN1Error) {
            let serial = try IssuerSerialV2(octets)
            guard serial.issuer == tbs.issuer else { return "the issuer \(serial.issuer.text)" }
            return serial.serialNumber.elementsEqual(tbs.serialNumber)
                ? nil : "the serial number \(Hexadecimal.text(Array(serial.serialNumber)))"
        } catch {
            return "no IssuerSerial: \(error.message)"
        }
    }

    /// What is not as in `tbs`; nil when all is.
    private static func difference(_ text: String?, _ tbs: TBSCertificate) -> String? {
        guard let text else { return "no serial number" }
        let octets = DecimalInteger.octets(of: text)
        return octets?.elementsEqual(tbs.serialNumber) == true ? nil : "the serial number \(text)"
    }

    private func addMismatch(
        _ property: SigningCertificateV2, _ findings: inout FindingList
    ) {
        let certificates = signature.keyInfo?.certificates ?? []
        let stated = property.certificates.compactMap(\.digest)
        let algorithm = stated.first?.algorithm
        let found = certificates.first.flatMap { octets in
            algorithm.flatMap { try? MessageDigest.digest(of: octets.span, $0) }
        }
        findings.add(
            certificates.isEmpty ? .signingCertificateCarried : .signingCertificateMatches,
            at: property.element.place(in: signature.entry),
            expected: stated.isEmpty
                ? "a digest algorithm that this library knows"
                : stated.prefix(4).map(\.hexadecimal).joined(separator: " or "),
            found: found?.hexadecimal ?? (certificates.isEmpty ? "no certificate" : nil),
            "no certificate of the signature is one whose digest was signed")
    }
}

extension DigestValue {
    /// Whether this is the digest of `octets`.
    func isDigest(of octets: [UInt8]) -> Bool {
        (try? MessageDigest.digest(of: octets.span, algorithm)) == self
    }

    /// The digest for people: the name of the algorithm and lower-case hexadecimal digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return algorithm.name + " " + String(decoding: text, as: UTF8.self)
    }
}
