internal import EDocSystem
package import EDocXML

/// The root of a signature file, with signatures in it (EN 319 162-1 §A.5).
///
/// Whether what is there may be there is not asked here: a file is read as it is.
package struct XAdESSignatures: Sendable {
    /// The document; signatures are canonicalized in it, as children of its root (C6).
    package let document: XMLDocument
    /// What was read of each `ds:Signature`, or why it could not be.
    package private(set) var signatures: [Signature.Reading] = []
    /// The first signature over the limit, with which reading ended; nil when there is none.
    package private(set) var surplus: XMLElement?
    /// Elements among the signatures that are none.
    package private(set) var others: [XMLElement] = []
    /// Signatures and parts of signatures that stand anywhere but where they belong: a reader that
    /// looks elements up by name or identifier could take them for the signed ones.
    package private(set) var misplaced: [XMLElement] = []

    /// Reads the document of `entry`, whatever its root is called.
    package init(parsing document: XMLDocument, in entry: String, limits: SignatureLimits) {
        self.document = document
        for child in document.root.children {
            guard child.isNamed(.signature) else {
                if others.count < limits.defects { others.append(child) }
                continue
            }
            guard signatures.count < limits.signatures else {
                surplus = child
                return
            }
            signatures.append(Signature.Reading(parsing: child, in: entry, limits: limits))
        }
        misplaced = Self.misplaced(in: document.root, limits)
    }

    /// How deep below the root an element stands that decides what is signed; nil for others.
    private static func depth(of element: XMLElement) -> Int? {
        if element.isNamed(.signature) { return 1 }
        if element.isNamed(.signedInfo) || element.isNamed(.signatureValue) { return 2 }
        if element.isNamed(.qualifyingProperties) { return 3 }
        return element.isNamed(.signedProperties) ? 4 : nil
    }

    /// What is inside a `CounterSignature` at its place is a signature of its own, and is not read.
    private static func misplaced(
        in root: XMLElement, _ limits: SignatureLimits
    ) -> [XMLElement] {
        var found: [XMLElement] = []
        var seen = 0
        for element in root.subtree {
            seen += 1
            if seen % WorkBudget.stepsAtOnce == 0 {
                guard (try? root.document.budget.spend(WorkBudget.stepsAtOnce)) != nil else {
                    break
                }
            }
            guard found.count < limits.defects else { break }
            guard let depth = depth(of: element) else { continue }
            guard (try? root.document.budget.spend()) != nil else { break }
            let around = Array(sequence(first: element, next: \.parent).dropFirst())
            guard around.count != depth, !isCounterSigned(around) else { continue }
            found.append(element)
        }
        return found
    }

    /// Whether one of the elements around, from the inside, is a `CounterSignature` at its place.
    private static func isCounterSigned(_ around: [XMLElement]) -> Bool {
        guard around.count > 6 else { return false }
        let counterSignature = around[around.count - 7]
        return counterSignature.isXAdES("CounterSignature")
            && counterSignature.parent?.isXAdES("UnsignedSignatureProperties") == true
    }

    /// Writes a signature file with the signatures that `content` writes.
    static func write(to writer: inout XMLWriter, _ content: (inout XMLWriter) -> Void) {
        writer.prepared(Array(#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#.utf8))
        writer.start(.xadesSignatures)
        content(&writer)
        writer.end()
    }
}

extension XMLName {
    /// `asic:XAdESSignatures`.
    package static let xadesSignatures = XMLNamespace.asic.name("XAdESSignatures")
}
