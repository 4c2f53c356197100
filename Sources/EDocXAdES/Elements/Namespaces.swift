package import EDocXML

/// The namespaces of a signature file, with the prefixes that this package writes.
extension XMLNamespace {
    /// The container for signatures
    /// ([EN 319 162-1 A.5](https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/)).
    package static let asic = XMLNamespace(
        prefix: "asic", uri: "http://uri.etsi.org/02918/v1.2.1#")
    /// XML Signature ([XMLDSig 1.1 §1.3](https://www.w3.org/TR/xmldsig-core1/#sec-Namespaces)).
    package static let ds = XMLNamespace(
        prefix: "ds", uri: "http://www.w3.org/2000/09/xmldsig#")
    /// XAdES (EN 319 132-1 §4.2).
    package static let xades = XMLNamespace(
        prefix: "xades", uri: "http://uri.etsi.org/01903/v1.3.2#")
    /// XAdES 1.4.1 (EN 319 132-1 §4.2).
    package static let xades141 = XMLNamespace(
        prefix: "xades141", uri: "http://uri.etsi.org/01903/v1.4.1#")
}
