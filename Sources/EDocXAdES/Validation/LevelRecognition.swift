internal import EDocCrypto
internal import EDocPKI
internal import EDocValidation
internal import EDocXML

/// Which level a signature has, and the rows of the baseline profile about levels T, LT and LTA
/// (EN 319 132-1 §6.3 Table 2).
enum LevelRecognition {
    /// The level that was proved of a signature that is TOTAL-PASSED: see ``ReportedLevel``.
    static func provedLevel(
        of signature: Signature, _ timeStamps: [SignatureReport.TimeStamp],
        _ outcome: X509CertificateValidation.Outcome
    ) -> SignatureLevel {
        let carried = level(of: signature)
        let passed = Set(timeStamps.filter { $0.indication == .passed }.map(\.kind))
        guard carried != .baselineB, passed.contains(.signature) else { return .baselineB }
        // Of an anchor nothing has to be known.
        guard carried != .baselineT, outcome.carriedRevocation.first?.carried ?? .proof == .proof
        else { return .baselineT }
        return carried == .baselineLTA && !passed.isDisjoint(with: [.archive, .archiveV132])
            ? .baselineLTA : .baselineLT
    }

    /// The level that the unsigned properties make, whatever their worth.
    static func level(of signature: Signature) -> SignatureLevel {
        var hasTimeStamp = false
        var hasRevocation = false
        var hasArchive = false
        for property in signature.unsignedProperties {
            switch property.kind {
            case .signatureTimeStamp: hasTimeStamp = true
            case .revocationValues(let values), .anyValidationData(let values):
                hasRevocation = hasRevocation || values.hasRevocationData
            case .archiveTimeStamp, .archiveTimeStampV132: hasArchive = true
            default: continue
            }
        }
        guard hasTimeStamp else { return .baselineB }
        guard hasRevocation else { return .baselineT }
        return hasArchive ? .baselineLTA : .baselineLT
    }

    /// S10, S12, S13, S14: what stands among the unsigned properties.
    static func check(_ signature: Signature, _ findings: inout FindingList) {
        checkPlaceOfValidationData(signature, &findings)
        for property in signature.unsignedProperties {
            var place: Finding.Place { property.element.place(in: signature.entry) }
            switch property.kind {
            case .signatureTimeStamp(let timeStamp), .archiveTimeStamp(let timeStamp):
                if timeStamp.tokens.count > 1 {
                    findings.add(
                        .timeStampForm, at: place, expected: "one token",
                        found: "\(timeStamp.tokens.count)",
                        "the time-stamp holds several tokens")
                }
                if !timeStamp.namesCanonicalization {
                    findings.add(
                        .timeStampForm, at: place, expected: "CanonicalizationMethod",
                        "the time-stamp does not name its canonicalization: C14N 1.0 is used")
                }
            case .archiveTimeStampV132:
                findings.add(
                    .archiveTimeStampForm, at: place, expected: "ArchiveTimeStamp of XAdES 1.4.1",
                    found: "that of 1.3.2", "the archive time-stamp is of an outdated form")
            case .evidenceReferences:
                findings.add(
                    .noEvidenceReferences, at: place, found: property.element.localName,
                    "references to evidence have no place in the baseline profile")
            case .counterSignature:
                findings.add(
                    .noCounterSignature, at: place,
                    "a counter-signature is not validated yet: it says nothing here")
            case .certificateValues, .revocationValues, .timeStampValidationData,
                .anyValidationData:
                continue
            case .other:
                findings.add(
                    .unknownUnsignedProperty, at: place, found: property.element.qualifiedName,
                    "an unsigned property that this library does not know")
            }
        }
    }

    /// S12: the validation data of a time-stamp stands directly after it, unless an archive
    /// time-stamp follows, before which nothing may be inserted any more (EN 319 132-1 §5.5.1.2).
    private static func checkPlaceOfValidationData(
        _ signature: Signature, _ findings: inout FindingList
    ) {
        var followsTimeStamp = false
        var hasArchive = false
        for property in signature.unsignedProperties {
            switch property.kind {
            case .archiveTimeStamp, .archiveTimeStampV132:
                followsTimeStamp = true
                hasArchive = true
            case .signatureTimeStamp: followsTimeStamp = true
            case .timeStampValidationData:
                guard !followsTimeStamp, !hasArchive else {
                    followsTimeStamp = false
                    continue
                }
                findings.add(
                    .placeOfValidationData, at: property.element.place(in: signature.entry),
                    expected: "directly after the time-stamp",
                    "the validation data of a time-stamp does not follow it")
            default: followsTimeStamp = false
            }
        }
    }

    /// S11: at level LT the signature itself carries the certificates of its path and the
    /// revocation data about them; those of the anchor may be absent.
    static func checkEvidence(
        _ signature: Signature, _ path: CertificatePath,
        _ outcome: X509CertificateValidation.Outcome, _ findings: inout FindingList
    ) {
        guard [.baselineLT, .baselineLTA].contains(level(of: signature)) else { return }
        if outcome.conclusion.isPassed,
            let first = outcome.carriedRevocation.first(where: { $0.carried == .nothing })
        {
            findings.add(
                .validationValues, at: signature.element.place(in: signature.entry),
                expected: "an OCSP response or a CRL in RevocationValues",
                found: "none about the certificate of \(first.certificate.displayName)",
                "the signature does not carry the revocation data of all certificates of its "
                    + "path")
        }
        var carried = Set(signature.keyInfo?.certificates ?? [])
        var hasValues = false
        for property in signature.unsignedProperties {
            switch property.kind {
            case .certificateValues(let values), .anyValidationData(let values):
                hasValues = true
                carried.formUnion(values.certificates)
            default: continue
            }
        }
        let missing = path.certificates.dropLast().filter { !carried.contains($0.derEncoded) }
        guard !missing.isEmpty else { return }
        findings.add(
            .validationValues, at: signature.element.place(in: signature.entry),
            expected: "the certificates of the path in KeyInfo or CertificateValues",
            found: hasValues ? "\(missing.count) of them missing" : "no CertificateValues",
            "the signature does not carry all certificates of its own path")
    }
}
