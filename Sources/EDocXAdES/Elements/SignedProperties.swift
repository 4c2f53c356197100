package import EDocXML

/// What is signed besides the files (EN 319 132-1 §4.3.2).
extension XMLName {
    /// `xades:QualifyingProperties`.
    package static let qualifyingProperties = XMLNamespace.xades.name("QualifyingProperties")
    /// `xades:SignedProperties`.
    package static let signedProperties = XMLNamespace.xades.name("SignedProperties")
    /// `xades:SignedSignatureProperties`.
    package static let signedSignatureProperties = XMLNamespace.xades.name(
        "SignedSignatureProperties")
    /// `xades:SignedDataObjectProperties`.
    package static let signedDataObjectProperties = XMLNamespace.xades.name(
        "SignedDataObjectProperties")
}
