internal import EDocEncoding
internal import EDocSystem
internal import EDocValidation
internal import EDocXML

/// The references of a signature, each with what it is to.
///
/// A reference that names nothing that may be signed, or more than one thing, makes a signature
/// that nobody should read (EN 319 102-1 §5.2.2, T1).
struct ResolvedReferences {
    /// References to files, each with the name of the file.
    private(set) var files: [(reference: Reference, name: [UInt8])] = []
    /// The reference to the signed properties.
    let signedProperties: Reference
    /// References to other parts of the signature, each with the part.
    private(set) var parts: [(reference: Reference, element: XMLElement)] = []

    /// Resolves the references of `signature`, those to files by `resolver`.
    init(
        of signature: Signature, by resolver: any ReferenceResolver,
        _ findings: inout FindingList
    ) throws(FormatFailure) {
        // KeyInfo and further Objects of the same signature may be signed too; nothing else.
        var signable = Set(signature.objects)
        signable.remove(signature.objects[signature.propertiesObject])
        if let keyInfo = signature.keyInfo { signable.insert(keyInfo.element) }
        var toProperties: Reference?
        var names: Set<OctetString> = []
        for reference in signature.signedInfo.references {
            guard (try? signature.budget.spend(2)) != nil else { break }
            if reference.isToSignedProperties {
                guard toProperties == nil else {
                    throw reference.failure(
                        .unambiguousElements, in: signature,
                        expected: "one reference to the signed properties",
                        "several references claim to be to the signed properties")
                }
                try reference.checkIsToSignedProperties(of: signature)
                toProperties = reference
            } else if reference.isSameDocument {
                parts.append((reference, try reference.part(of: signature, among: signable)))
            } else {
                let name = try resolver.name(of: reference, in: signature.entry)
                if !names.insert(OctetString(name)).inserted {
                    findings.add(
                        .signsEachFileOnce, at: reference.element.place(in: signature.entry),
                        expected: "one reference per file",
                        found: "a second one", "the file is referred to twice")
                }
                files.append((reference, name))
            }
        }
        guard let toProperties else {
            throw FormatFailure(
                .signedPropertiesReference, at: signature.signedInfo.element, in: signature.entry,
                expected: "a Reference with Type \"\(Reference.signedPropertiesType)\"",
                "the signed properties are not signed: signing time and certificate could have "
                    + "been exchanged")
        }
        signedProperties = toProperties
        guard !files.isEmpty else {
            throw FormatFailure(
                .signsFile, at: signature.signedInfo.element, in: signature.entry,
                expected: "at least one reference to a file", "the signature covers no file")
        }
        try checkObjects(of: signature)
    }

    /// A further Object that no reference covers is not signed, but looks as if it were.
    private func checkObjects(of signature: Signature) throws(FormatFailure) {
        let signed = Set(parts.map(\.element))
        for (index, object) in signature.objects.enumerated()
        where index != signature.propertiesObject && !signed.contains(object) {
            throw FormatFailure(
                .unambiguousElements, at: object, in: signature.entry,
                expected: "a reference to the Object",
                "the signature holds an Object that it does not sign")
        }
    }
}

extension Reference {
    /// The reference must lead to the properties at their own position, and to nothing else (T1).
    fileprivate func checkIsToSignedProperties(of signature: Signature) throws(FormatFailure) {
        let properties = signature.signedProperties
        guard let id = properties.id, uri.hasOctets(of: "#" + id) else {
            throw failure(
                .unambiguousElements, in: signature,
                expected: properties.id.map { "#\($0)" } ?? "an Id at SignedProperties",
                found: uri,
                "the reference does not name the SignedProperties of this signature")
        }
        let found = try? properties.element.document.element(withIdentifier: id)
        guard found == properties.element else {
            throw failure(
                .unambiguousElements, in: signature, found: uri,
                "the identifier leads to another element than the SignedProperties at their place")
        }
    }

    /// The part of the signature that the reference names.
    fileprivate func part(
        of signature: Signature, among signable: Set<XMLElement>
    ) throws(FormatFailure) -> XMLElement {
        let id = String(uri.dropFirst())
        guard !id.isEmpty, id.utf8.allSatisfy({ $0 != UInt8(ascii: "(") }) else {
            throw failure(
                .allowedTransforms, in: signature, found: uri,
                "enveloped signatures and XPointers are refused: a reference names a file or an Id")
        }
        let found = try? signature.element.document.element(withIdentifier: id)
        guard let found, signable.contains(found) else {
            throw failure(
                .unambiguousElements, in: signature, found: uri,
                "the reference names neither the KeyInfo nor a further Object of this signature")
        }
        return found
    }

    fileprivate func failure(
        _ rule: ValidationRule, in signature: Signature, expected: String? = nil,
        found: String? = nil, _ message: String
    ) -> FormatFailure {
        FormatFailure(
            rule, at: element, in: signature.entry, expected: expected, found: found, message)
    }
}
