package import EDocXML

internal import EDocCrypto

/// What the signature value is about
/// ([XMLDSig 1.1 §4.4](https://www.w3.org/TR/xmldsig-core1/#sec-SignedInfo)).
enum SignedInfo {
    /// Writes the start tag and what stands before the references.
    static func begin(
        in writer: inout XMLWriter, declaring namespaces: [XMLNamespace], id: String?,
        canonicalization: CanonicalizationMethod, signature: SignatureAlgorithm
    ) {
        writer.start(.signedInfo, declaring: namespaces)
        if let id { writer.attribute("Id", id) }
        writer.start(.canonicalizationMethod)
        writer.attribute("Algorithm", canonicalization.rawValue)
        writer.end()
        writer.start(.signatureMethod)
        writer.attribute("Algorithm", signature.rawValue)
        writer.end()
    }
}

extension XMLName {
    /// `ds:SignedInfo`.
    package static let signedInfo = XMLNamespace.ds.name("SignedInfo")
    /// `ds:CanonicalizationMethod`.
    package static let canonicalizationMethod = XMLNamespace.ds.name("CanonicalizationMethod")
    /// `ds:SignatureMethod`.
    package static let signatureMethod = XMLNamespace.ds.name("SignatureMethod")
    /// `ds:Signature`.
    package static let signature = XMLNamespace.ds.name("Signature")
    /// `ds:SignatureValue`.
    package static let signatureValue = XMLNamespace.ds.name("SignatureValue")
    /// `ds:Object`.
    package static let object = XMLNamespace.ds.name("Object")
    /// `asic:XAdESSignatures`.
    package static let xadesSignatures = XMLNamespace.asic.name("XAdESSignatures")
}
