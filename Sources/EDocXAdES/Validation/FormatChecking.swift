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
    let signature: SignatureElement
    let policy: ValidationPolicy
    /// The files that the container holds, which decide what `Quirk.unescapedReference` is about.
    let data: SignedDataDigests

    /// The files that the signature refers to, with their references.
    struct Result {
        /// References to files, each with the file.
        var files: [(reference: ReferenceElement, target: ReferenceTarget)] = []
        /// The reference to the signed properties.
        var signedProperties: ReferenceElement
        /// References to other parts of the signature, each with the part.
        var parts: [(reference: ReferenceElement, element: XMLElement)] = []
    }

    /// Sorts the references; throws when one of them names nothing that may be signed.
    func check(_ findings: inout FindingList) throws(FormatFailure) -> Result {
        let result = try sortReferences(&findings)
        checkCertificates(&findings)
        checkProperties(&findings)
        checkDataObjectFormats(result, &findings)
        return result
    }

    private func sortReferences(_ findings: inout FindingList) throws(FormatFailure) -> Result {
        // KeyInfo and further Objects of the same signature may be signed too; nothing else.
        var signable = Set(signature.objects)
        signable.remove(signature.objects[signature.propertiesObject])
        if let keyInfo = signature.keyInfo { signable.insert(keyInfo.element) }
        var result: Result?
        var files: [(reference: ReferenceElement, target: ReferenceTarget)] = []
        var parts: [(reference: ReferenceElement, element: XMLElement)] = []
        var names: Set<OctetString> = []
        for reference in signature.signedInfo.references {
            guard (try? signature.budget.spend(2)) != nil else { break }
            if reference.isToSignedProperties {
                guard result == nil else {
                    throw failure(
                        .unambiguousElements, reference,
                        expected: "one reference to the signed properties",
                        "several references claim to be to the signed properties")
                }
                try checkSignedProperties(reference)
                result = Result(signedProperties: reference)
            } else if reference.isSameDocument {
                parts.append((reference, try part(reference, among: signable)))
            } else {
                let target = try target(reference)
                guard reference.transform == nil else {
                    throw failure(
                        .allowedTransforms, reference, expected: "no Transforms",
                        "a file is signed as it is: transforms of files are refused")
                }
                if !names.insert(OctetString(target.name)).inserted {
                    findings.add(
                        .signsEachFileOnce, at: place(reference),
                        expected: "one reference per file",
                        found: "a second one", "the file is referred to twice")
                }
                files.append((reference, target))
            }
        }
        guard var result else {
            throw FormatFailure(
                .signedPropertiesReference, at: signature.signedInfo.element, in: signature.entry,
                expected: "a Reference with Type \"\(Reference.signedPropertiesType)\"",
                "the signed properties are not signed: signing time and certificate could have "
                    + "been exchanged")
        }
        guard !files.isEmpty else {
            throw FormatFailure(
                .signsFile, at: signature.signedInfo.element, in: signature.entry,
                expected: "at least one reference to a file", "the signature covers no file")
        }
        result.files = files
        result.parts = parts
        try checkObjects(Set(parts.map(\.element)))
        return result
    }

    /// The reference must lead to the properties at their own position, and to nothing else (T1).
    private func checkSignedProperties(_ reference: ReferenceElement) throws(FormatFailure) {
        let properties = signature.signedProperties
        guard let id = properties.id, reference.uri.hasOctets(of: "#" + id) else {
            throw failure(
                .unambiguousElements, reference,
                expected: properties.id.map { "#\($0)" } ?? "an Id at SignedProperties",
                found: reference.uri,
                "the reference does not name the SignedProperties of this signature")
        }
        let found = try? properties.element.document.element(withIdentifier: id)
        guard found == properties.element else {
            throw failure(
                .unambiguousElements, reference, found: reference.uri,
                "the identifier leads to another element than the SignedProperties at their place")
        }
    }

    private func part(
        _ reference: ReferenceElement, among signable: Set<XMLElement>
    ) throws(FormatFailure) -> XMLElement {
        let id = String(reference.uri.dropFirst())
        guard !id.isEmpty, id.utf8.allSatisfy({ $0 != UInt8(ascii: "(") }) else {
            throw failure(
                .allowedTransforms, reference, found: reference.uri,
                "enveloped signatures and XPointers are refused: a reference names a file or an Id")
        }
        let found = try? signature.element.document.element(withIdentifier: id)
        guard let found, signable.contains(found) else {
            throw failure(
                .unambiguousElements, reference, found: reference.uri,
                "the reference names neither the KeyInfo nor a further Object of this signature")
        }
        return found
    }

    /// A further Object that no reference covers is not signed, but looks as if it were.
    private func checkObjects(_ signed: Set<XMLElement>) throws(FormatFailure) {
        for (index, object) in signature.objects.enumerated()
        where index != signature.propertiesObject && !signed.contains(object) {
            throw FormatFailure(
                .unambiguousElements, at: object, in: signature.entry,
                expected: "a reference to the Object",
                "the signature holds an Object that it does not sign")
        }
    }

    private func target(_ reference: ReferenceElement) throws(FormatFailure) -> ReferenceTarget {
        do {
            return try ReferenceTarget(reference.uri, allowsUnescaped: isNamedUnescaped(reference))
        } catch {
            throw failure(
                error.rule, reference, found: reference.uri,
                error.message + UnescapedReference.explanation(of: reference.uri, in: data))
        }
    }

    private func isNamedUnescaped(_ reference: ReferenceElement) -> Bool {
        guard policy.quirks.contains(.unescapedReference) else { return false }
        return UnescapedReference.name(in: reference.uri).map(data.contains) ?? false
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
            if !time.hasTimeZone || !time.isUTC {
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

    private func checkDataObjectFormats(_ result: Result, _ findings: inout FindingList) {
        var left = Set(result.files.compactMap { $0.reference.id.map { OctetString($0) } })  // P1
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
        let without = result.files.filter { file in
            file.reference.id.map { left.contains(OctetString($0)) } ?? true
        }
        if let first = without.first {
            findings.add(
                .dataObjectFormats, at: place(first.reference), expected: "a DataObjectFormat",
                found: "none for \(without.count) of \(result.files.count) files",
                "the media type of the file is not signed")
        }
    }

    private func place(_ reference: ReferenceElement) -> Finding.Place {
        reference.element.place(in: signature.entry)
    }

    private func failure(
        _ rule: ValidationRule, _ reference: ReferenceElement, expected: String? = nil,
        found: String? = nil, _ message: String
    ) -> FormatFailure {
        FormatFailure(
            rule, at: reference.element, in: signature.entry, expected: expected, found: found,
            message)
    }
}
