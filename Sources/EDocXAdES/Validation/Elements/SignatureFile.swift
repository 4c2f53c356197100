package import EDocValidation
package import EDocSystem
package import EDocXML

/// A signature file of a container: `META-INF/*signatures*.xml` (EN 319 162-1 §4.4.3.2, §A.5).
package struct SignatureFile: Sendable {
    /// The entry of the container.
    package let entry: String
    /// The document; signatures are canonicalized in it, as children of its root (C6).
    package let document: XMLDocument
    /// What was read of each `ds:Signature`, or why it could not be.
    package let signatures: [Signature]
    /// What is wrong with the file as a whole under any policy.
    private let defects: [FormatFailure]

    /// One `ds:Signature`.
    package struct Signature: Sendable {
        /// The element.
        package let element: XMLElement
        /// Its parts, or what is wrong with its format.
        package let content: Result<SignatureElement, FormatFailure>

        /// The `Id`, for reports.
        package var id: String? { element.attribute("Id") }
    }

    /// What is wrong with the file as a whole under `policy`, which may accept a quirk.
    package func defects(under policy: ValidationPolicy) -> [FormatFailure] {
        guard MisspeltSignaturesNamespace.isRoot(of: document),
            !policy.quirks.contains(.misspeltSignaturesNamespace)
        else { return defects }
        return [MisspeltSignaturesNamespace.failure(document.root, in: entry)] + defects
    }

    /// Reads `octets`.
    ///
    /// - Parameter budget: What this, and the validation of the signatures in it, may cost.
    /// - Throws: ``FormatFailure`` when they are no document that can be read.
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
            throw Self.failure(error, entry: entry)
        }
        self.document = document
        let root = document.root
        var defects: [FormatFailure] = []
        if !root.isNamed(.xadesSignatures), !MisspeltSignaturesNamespace.isRoot(of: document) {
            defects.append(
                FormatFailure(
                    .signatureFileRoot, at: root, in: entry,
                    expected: "asic:XAdESSignatures of \(XMLName.xadesSignatures.namespaceURI)",
                    found: "\(root.qualifiedName) of \(root.name.namespaceURI)",
                    "the root of a signature file must be asic:XAdESSignatures"))
        }
        var signatures: [Signature] = []
        for child in root.children {
            guard child.isNamed(.signature) else {
                guard defects.count < limits.defects else { continue }
                defects.append(
                    FormatFailure(
                        .signatureFileRoot, at: child, in: entry, expected: "ds:Signature",
                        found: child.qualifiedName, "only signatures may stand here"))
                continue
            }
            guard signatures.count < limits.signatures else {
                throw FormatFailure(
                    .signatureFileLimits, at: child, in: entry,
                    expected: "at most \(limits.signatures)",
                    "more signatures in one file than this library reads")
            }
            let content = Result { () throws(FormatFailure) in
                try SignatureElement(parsing: child, in: entry, limits: limits)
            }
            signatures.append(Signature(element: child, content: content))
        }
        if signatures.isEmpty, defects.isEmpty {
            defects.append(
                FormatFailure(
                    .signatureFileRoot, at: root, in: entry, expected: "at least one ds:Signature",
                    "the signature file has no signature"))
        }
        self.signatures = signatures
        self.defects = defects + Self.misplaced(in: root, entry: entry, limits)
    }

    private static func failure(_ error: XMLError, entry: String) -> FormatFailure {
        let rule: ValidationRule =
            switch error.code {
            case .documentTypeRefused, .entityReferenceRefused: .noDocumentType
            case .baseRefused: .noBase
            case .workStopped: .workBudget
            case .duplicateIdentifier: .uniqueIdentifiers
            case .limitExceeded: .signatureFileLimits
            default: .signatureFileRoot
            }
        return FormatFailure(error, rule, in: entry)
    }

    /// How deep below the root an element stands that decides what is signed; nil for others.
    private static func depth(of element: XMLElement) -> Int? {
        if element.isNamed(.signature) { return 1 }
        if element.isNamed(.signedInfo) || element.isNamed(.signatureValue) { return 2 }
        if element.isNamed(.qualifyingProperties) { return 3 }
        return element.isNamed(.signedProperties) ? 4 : nil
    }

    /// Signatures and properties that stand anywhere but where they belong (T1): a reader that
    /// looks elements up by name or identifier could take them for the signed ones.
    ///
    /// What is inside a `CounterSignature` at its place is a signature of its own, and is not read.
    private static func misplaced(
        in root: XMLElement, entry: String, _ limits: SignatureLimits
    ) -> [FormatFailure] {
        var defects: [FormatFailure] = []
        var seen = 0
        for element in root.subtree {
            seen += 1
            if seen % WorkBudget.stepsAtOnce == 0 {
                guard (try? root.document.budget.spend(WorkBudget.stepsAtOnce)) != nil else {
                    break
                }
            }
            guard defects.count < limits.defects else { break }
            guard let depth = depth(of: element) else { continue }
            guard (try? root.document.budget.spend()) != nil else { break }
            let around = Array(sequence(first: element, next: \.parent).dropFirst())
            guard around.count != depth, !isCounterSigned(around) else { continue }
            defects.append(
                FormatFailure(
                    .elementsAtTheirPlace, at: element, in: entry,
                    "\(element.qualifiedName) stands where it does not belong: "
                        + "a reader could take it for the one that is signed"))
        }
        return defects
    }

    /// Whether one of the elements around, from the inside, is a `CounterSignature` at its place.
    private static func isCounterSigned(_ around: [XMLElement]) -> Bool {
        guard around.count > 6 else { return false }
        let counterSignature = around[around.count - 7]
        return counterSignature.isXAdES("CounterSignature")
            && counterSignature.parent?.isXAdES("UnsignedSignatureProperties") == true
    }
}
