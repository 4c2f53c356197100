internal import EDocCrypto
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import EDocXML

/// Cryptographic verification, EN 319 102-1 §5.2.7: the digest of each reference, then the value.
///
/// All references are looked at, so that the report can name each that differs.
struct CryptographicVerification {
    let signature: Signature
    let references: ResolvedReferences
    let data: SignedDataDigests
    let policy: ValidationPolicy

    /// Verifies with the key of the first of `certificates` that fits, and says which that was;
    /// where none does, the first. There is one at least.
    func verify(
        withOneOf certificates: [X509Certificate], _ findings: inout FindingList
    ) -> (conclusion: Conclusion, certificate: X509Certificate?) {
        var missing = false
        var mismatch = false
        var unsupported = false
        for (reference, name) in references.files {
            guard (try? signature.budget.spend()) != nil else { break }
            guard data.contains(name) else {
                missing = true
                findings.add(
                    .signedFileThere, at: place(reference), expected: "a file in the container",
                    found: "no entry named \"\(Self.text(name))\"",
                    "the signed file is not in the container")
                continue
            }
            guard let digest = reference.digest else {
                unsupported = true
                addUnsupported(reference, &findings)
                continue
            }
            guard let found = data.digest(of: name, by: digest.algorithm) else {
                missing = true
                findings.add(
                    .signedFileUnchanged, at: place(reference),
                    "the file \"\(Self.text(name))\" could not be read")
                continue
            }
            if digest != found {
                mismatch = true
                findings.add(
                    .signedFileUnchanged, at: place(reference), expected: digest.hexadecimal,
                    found: found.hexadecimal,
                    "the file \"\(Self.text(name))\" is not the one that was signed")
            }
        }
        let parts =
            [(references.signedProperties, signature.signedProperties.element)]
            + references.parts.map { ($0.reference, $0.element) }
        var digests: [DigestOfPart: DigestValue] = [:]
        for (reference, element) in parts {
            guard (try? signature.budget.spend()) != nil else { break }
            guard let digest = reference.digest else {
                unsupported = true
                addUnsupported(reference, &findings)
                continue
            }
            let asked = DigestOfPart(element, reference, by: digest.algorithm)
            let found = digests[asked] ?? (try? asked.compute())
            digests[asked] = found
            if digest != found {
                mismatch = true
                findings.add(
                    .cryptographicVerification, at: place(reference), expected: digest.hexadecimal,
                    found: found?.hexadecimal ?? "no canonical form",
                    "\(element.qualifiedName) was changed after it was signed")
            }
        }
        let (value, certificate) = verifyValue(withOneOf: certificates, &findings)
        func conclude() -> Conclusion {
            if mismatch { return .failed(.hashFailure) }
            guard value.isPassed else { return value }
            if unsupported { return .indeterminate(.cryptoConstraintsFailure) }
            return missing ? .indeterminate(.signedDataNotFound) : .passed
        }
        return (conclude(), certificate)
    }

    private func verifyValue(
        withOneOf certificates: [X509Certificate], _ findings: inout FindingList
    ) -> (Conclusion, X509Certificate?) {
        let signedInfo = signature.signedInfo
        guard let algorithm = signedInfo.signatureAlgorithm else {
            findings.add(
                .supportedAlgorithm, at: signedInfo.element.place(in: signature.entry),
                expected: "a SignatureMethod that this library verifies",
                found: signedInfo.signatureMethod,
                "the signature algorithm is not supported")
            return (.indeterminate(.cryptoConstraintsFailure), certificates.first)
        }
        let octets: [UInt8]
        do {
            octets = try signedInfo.canonicalization.canonicalizer()
                .canonicalize(signedInfo.element)
        } catch {
            findings.add(
                .signatureFormat, at: signedInfo.element.place(in: signature.entry),
                "SignedInfo has no canonical form: \(error)")
            return (.failed(.formatFailure), certificates.first)
        }
        var first: (Conclusion, X509Certificate, [Finding])?
        for certificate in certificates {
            var found: [Finding] = []
            let conclusion = verifyValue(with: certificate, algorithm, octets, &found)
            if conclusion.isPassed { first = nil }
            first = first ?? (conclusion, certificate, found)
            if conclusion.isPassed { break }
        }
        for finding in first?.2 ?? [] { findings.add(finding) }
        return (first?.0 ?? .indeterminate(.noSigningCertificateFound), first?.1)
    }

    /// Only where a verification with the right key failed was the value changed or forged: a key
    /// that nothing is verified with here says nothing about it (§5.2.7.4 (3), (4)).
    private func verifyValue(
        with certificate: X509Certificate, _ algorithm: SignatureAlgorithm, _ octets: [UInt8],
        _ findings: inout [Finding]
    ) -> Conclusion {
        var place: Finding.Place { signature.signatureValueElement.place(in: signature.entry) }
        let type = certificate.keyType
        guard !type.isUnsupported, let key = try? certificate.publicKey() else {
            findings.append(
                Finding(
                    .supportedAlgorithm, at: place,
                    expected: "RSA, or ECDSA on a curve of "
                        + KeyType.Curve.allCases.map(\.rawValue).joined(separator: ", "),
                    found: "\(type)",
                    "the key of the signing certificate is of a kind that is not supported"))
            return .indeterminate(.cryptoConstraintsFailureNoPOE)
        }
        guard algorithm.fits(type) else {
            findings.append(
                Finding(
                    .cryptographicVerification, at: place, expected: "an algorithm for \(type)",
                    found: algorithm.name,
                    "the signature algorithm does not fit the key of the signing certificate"))
            return .failed(.sigCryptoFailure)
        }
        do {
            try signature.budget.spend(key.verificationCost, of: .publicKeyOperations)
            let value = SignatureValue(octets: signature.signatureValue)
            if try key.verify(value, algorithm: algorithm, data: octets.span) { return .passed }
            if try DigestInfoWithoutNull.verify(
                value, algorithm: algorithm, data: octets, key: key)
            {
                return explained(
                    by: .digestInfoWithoutNull, of: certificate, .acceptedDigestInfoWithoutNull,
                    "the RSA value encloses a DigestInfo without NULL", &findings)
            }
            if try ECDSAValueOfOtherWidth.verify(
                value, algorithm: algorithm, data: octets, key: key)
            {
                return explained(
                    by: .ecdsaValueOfOtherWidth, of: certificate, .acceptedECDSAValueOfOtherWidth,
                    "the ECDSA value of \(value.octets.count) octets has r and s in another width than "
                        + "\(type) asks for", &findings)
            }
        } catch {
            findings.append(
                Finding(
                    .supportedAlgorithm, at: place, "the signature cannot be verified: \(error)"))
            return .indeterminate(.cryptoConstraintsFailureNoPOE)
        }
        findings.append(
            Finding(
                .cryptographicVerification, at: place,
                "the signature value does not verify with the key of the signing certificate"))
        return .failed(.sigCryptoFailure)
    }

    /// What a value comes to that is right but for a deviation, as the policy has it.
    private func explained(
        by quirk: Quirk, of certificate: X509Certificate, _ accepted: ValidationRule,
        _ deviation: String,
        _ findings: inout [Finding]
    ) -> Conclusion {
        let place = signature.signatureValueElement.place(in: signature.entry)
        let isAccepted = policy.restricted(to: certificate).quirks.contains(quirk)
        findings.append(
            Finding(
                isAccepted ? accepted : .deviatingValue, at: place, clause: accepted.clause,
                deviation + (isAccepted ? ", which the policy accepts" : ": " + quirk.admission)))
        return isAccepted ? .passed : .failed(.sigCryptoFailure)
    }

    private func addUnsupported(_ reference: Reference, _ findings: inout FindingList) {
        findings.add(
            .supportedAlgorithm, at: place(reference), expected: "SHA-256, SHA-384 or SHA-512",
            found: reference.digestMethod, "the digest algorithm is not supported")
    }

    private func place(_ reference: Reference) -> Finding.Place {
        reference.element.place(in: signature.entry)
    }

    /// The name for people.
    static func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }
}
