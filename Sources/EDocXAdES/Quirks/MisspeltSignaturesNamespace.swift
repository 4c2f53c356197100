internal import EDocValidation
internal import EDocXML

/// `Quirk.misspeltSignaturesNamespace`: Latvian software wrote the root of a signature file in the
/// namespace `…/2918/v1.2.1#` until 2017, in the place of `…/02918/v1.2.1#` (EN 319 162-1 §4.4.3.2).
enum MisspeltSignaturesNamespace {
    private static let root = XMLName(
        namespaceURI: "http://uri.etsi.org/2918/v1.2.1#", localName: "XAdESSignatures")

    /// Whether the root of `document` is in that namespace.
    static func isRoot(of document: XMLDocument) -> Bool { document.root.isNamed(root) }

    /// What is wrong with such a root where the quirk is not accepted.
    static func failure(_ root: XMLElement, in entry: String) -> FormatFailure {
        FormatFailure(
            .signatureFileRoot, at: root, in: entry,
            expected: XMLName.xadesSignatures.namespaceURI, found: root.name.namespaceURI,
            "the namespace of the root is not the one of ASiC: Latvian software wrote it so until "
                + "2017, and \(Quirk.misspeltSignaturesNamespace.admission)")
    }
}
