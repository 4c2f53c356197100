internal import EDocEncoding
internal import EDocSystem
internal import EDocValidation
internal import EDocXML

/// Format checking, EN 319 102-1 §5.2.2: what of EN 319 132-1 can be seen without verifying
/// anything.
///
/// What decides what is signed was checked while the signature was read. Here are the references,
/// and the rows of the baseline profile, which lower the conformance that is reported.
struct FormatChecking {
    let signature: Signature
    /// Who knows the files that references are to.
    let resolver: any ReferenceResolver

    /// Resolves the references; throws when one of them names nothing that may be signed.
    func check(_ findings: inout FindingList) throws(FormatFailure) -> ResolvedReferences {
        let references = try ResolvedReferences(of: signature, by: resolver, &findings)
        checkCertificates(&findings)
        checkProperties(&findings)
        checkDataObjectFormats(references, &findings)
        return references
    }

    private func checkCertificates(_ findings: inout FindingList) {
        let properties = signature.signedProperties
        if signature.signedInfo.canonicalization.method.keepsComments {
            findings.add(
                .canonicalizationWithoutComments,
                at: signature.signedInfo.element.place(in: signature.entry),
                expected: "a canonicalization without comments",
                found: signature.signedInfo.canonicalization.method.rawValue,
                "the canonicalization keeps comments")
        }
        for property in properties.signingCertificates {
            var place: Finding.Place { property.element.place(in: signature.entry) }
            if !property.isVersion2 {
                findings.add(
                    .signingCertificateV2, at: place, expected: "SigningCertificateV2",
                    found: "SigningCertificate",
                    "the signature holds the first version of the property")
            }
            if property.certificates.contains(where: \.hasURI) {
                findings.add(
                    .signingCertificateV2, at: place, "xades:Cert has a URI, which it should not")
            }
            if property.certificates.contains(where: \.repeatsIssuerSerialV2) {
                findings.add(
                    .signingCertificateV2, at: place, expected: "no IssuerSerialV2",
                    found: "IssuerSerialV2", "the property repeats issuer and serial number")
            }
        }
        if properties.signingCertificates.count > 1 {
            findings.add(
                .signingCertificateV2, at: properties.element.place(in: signature.entry),
                expected: "SigningCertificateV2 alone",
                "the property stands there in both versions")
        }
    }

    private func checkProperties(_ findings: inout FindingList) {
        let properties = signature.signedProperties
        var place: Finding.Place { properties.element.place(in: signature.entry) }
        for (failure, rule) in properties.malformed {
            findings.add(failure.finding(of: rule, consequence: ": it counts as absent"))
        }
        if let time = properties.signingTime {
            if !time.isUTC {
                findings.add(
                    .signingTime, at: place, expected: "a time in UTC, with Z",
                    "the signing time is not in UTC")
            }
        } else if !properties.malformed.contains(where: { $0.rule == .signingTime }) {
            findings.add(
                .signingTime, at: place, expected: "SigningTime", "no signing time")
        }
        for element in properties.outdatedOrEmpty {
            findings.add(
                .propertiesOfSecondVersion, at: element.place(in: signature.entry),
                expected: "SignerRoleV2 and SignatureProductionPlaceV2, never empty",
                found: element.localName, "the property is empty, or of the first version")
        }
    }

    private func checkDataObjectFormats(
        _ references: ResolvedReferences, _ findings: inout FindingList
    ) {
        // Identifiers are compared by octets (P1).
        var left = Set(references.files.compactMap { $0.reference.id.map { OctetString($0) } })
        var seen: Set<OctetString> = []
        for format in signature.signedProperties.dataObjectFormats {
            var place: Finding.Place { format.element.place(in: signature.entry) }
            let id = format.referenceID.map { OctetString($0) }
            guard let id, left.remove(id) != nil else {
                let isSecond = id.map(seen.contains) ?? false
                findings.add(
                    .dataObjectFormats, at: place, expected: "the Id of a file's reference, once",
                    found: format.referenceID,
                    isSecond
                        ? "a second format of the same file: the first one counts"
                        : "the format is of no file that is signed")
                continue
            }
            seen.insert(id)
            if format.mimeType == nil {
                findings.add(
                    .dataObjectFormats, at: place, expected: "a MimeType",
                    "the media type of the file is not signed")
            }
        }
        let without = references.files.filter { file in
            file.reference.id.map { left.contains(OctetString($0)) } ?? true
        }
        if let first = without.first {
            findings.add(
                .dataObjectFormats, at: first.reference.element.place(in: signature.entry),
                expected: "a DataObjectFormat",
                found: "none for \(without.count) of \(references.files.count) files",
                "the media type of the file is not signed")
        }
    }
}
