package import EDocSystem
package import EDocValidation
package import EDocXAdES
internal import EDocXML

/// A signature file of a container, `META-INF/*signatures*.xml` (C5, EN 319 162-1 §4.4.3.2, §A.5).
package struct SignatureFile: Sendable {
    /// The entry of the container.
    package let entry: String
    /// What was read of each signature, or why it could not be.
    package var signatures: [Signature.Reading] { root.signatures }
    private let root: XAdESSignatures
    /// What is wrong with the file as a whole under any policy.
    private let defects: [FormatFailure]

    /// Reads `octets`.
    ///
    /// - Parameter budget: Pays for reading the file and for validating its signatures.
    /// - Throws: ``FormatFailure`` when the octets are no document that can be read.
    package init(
        parsing octets: [UInt8], entry: String,
        limits: SignatureLimits = SignatureLimits(), budget: WorkBudget = WorkBudget()
    ) throws(FormatFailure) {
        self.entry = entry
        let document: XMLDocument
        do {
            document = try XMLDocument(
                parsing: octets.span, limits: SignatureLimits.xml, budget: budget)
            try document.checkIdentifiersAreUnique()
        } catch {
            throw FormatFailure(error, Self.rule(brokenBy: error), in: entry)
        }
        root = XAdESSignatures(parsing: document, in: entry, limits: limits)
        if let surplus = root.surplus {
            throw FormatFailure(
                .signatureFileLimits, at: surplus, in: entry,
                expected: "at most \(limits.signatures)",
                "more signatures in one file than this library reads")
        }
        defects = Self.defects(of: root, in: entry, limits)
    }

    private static func rule(brokenBy error: XMLError) -> ValidationRule {
        switch error.code {
        case .documentTypeRefused, .entityReferenceRefused: .noDocumentType
        case .baseRefused: .noBase
        case .workStopped: .workBudget
        case .duplicateIdentifier: .uniqueIdentifiers
        case .limitExceeded: .signatureFileLimits
        default: .signatureFileRoot
        }
    }

    /// The quirks that the file has.
    package var quirks: Set<Quirk> {
        root.document.root.isNamed(Self.misspeltRoot) ? [.misspeltSignaturesNamespace] : []
    }

    private static let misspeltRoot = XMLName(
        namespaceURI: MisspeltSignaturesNamespace.uri,
        localName: XMLName.xadesSignatures.localName)
}

extension SignatureFile {
    /// What is wrong with the file as a whole under `policy`, which may accept a quirk.
    package func defects(under policy: ValidationPolicy) -> [FormatFailure] {
        guard !quirks.subtracting(policy.quirks).isEmpty else { return defects }
        let element = root.document.root
        return [
            FormatFailure(
                .signatureFileRoot, at: element, in: entry,
                expected: XMLName.xadesSignatures.namespaceURI, found: element.name.namespaceURI,
                MisspeltSignaturesNamespace.explanation)
        ] + defects
    }

    private static func defects(
        of root: XAdESSignatures, in entry: String, _ limits: SignatureLimits
    ) -> [FormatFailure] {
        var defects: [FormatFailure] = []
        let element = root.document.root
        if !element.isNamed(.xadesSignatures), !element.isNamed(misspeltRoot) {
            defects.append(
                FormatFailure(
                    .signatureFileRoot, at: element, in: entry,
                    expected: "asic:XAdESSignatures of \(XMLName.xadesSignatures.namespaceURI)",
                    found: "\(element.qualifiedName) of \(element.name.namespaceURI)",
                    "the root of a signature file must be asic:XAdESSignatures"))
        }
        for other in root.others.prefix(limits.defects - defects.count) {
            defects.append(
                FormatFailure(
                    .signatureFileRoot, at: other, in: entry, expected: "ds:Signature",
                    found: other.qualifiedName, "only signatures may stand here"))
        }
        if root.signatures.isEmpty, defects.isEmpty {
            defects.append(
                FormatFailure(
                    .signatureFileRoot, at: element, in: entry,
                    expected: "at least one ds:Signature",
                    "the signature file has no signature"))
        }
        for element in root.misplaced {
            defects.append(
                FormatFailure(
                    .elementsAtTheirPlace, at: element, in: entry,
                    "\(element.qualifiedName) stands where it does not belong: "
                        + "a reader could take it for the one that is signed"))
        }
        return defects
    }
}
