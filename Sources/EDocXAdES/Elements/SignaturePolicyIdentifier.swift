public import EDocCrypto

package import EDocXML

/// The signature policy that the signer follows (EN 319 132-1 §5.2.9).
///
/// An explicit policy only: its identifier, its digest, and where it can be read.
public struct SignaturePolicyIdentifier: Sendable, Hashable {
    /// The policy.
    public var policyID: ObjectIdentifierType
    /// The digest of the policy document.
    public var policyHash: DigestValue
    /// Where the document can be read, a URI (`xades:SPURI`, §5.2.9.2); nil when absent.
    public var documentURI: String?

    /// The policy `policyID`, whose document has the digest `policyHash`. It is checked when a
    /// signer is made with it.
    public init(
        _ policyID: ObjectIdentifierType, policyHash: DigestValue, documentURI: String? = nil
    ) {
        self.policyID = policyID
        self.policyHash = policyHash
        self.documentURI = documentURI
    }

    /// The property as it was read: the signer's claim, of which the identifier alone is used.
    package struct Claim: Sendable {
        /// The element.
        package let element: XMLElement
        /// The identifier; nil when the policy is implied.
        package let identifier: String?

        init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
            self.element = element
            guard let policy = try element.onlyXAdES("SignaturePolicyId", in: entry),
                let identifier = try policy.onlyXAdES("SigPolicyId", in: entry)
            else {
                identifier = nil
                return
            }
            self.identifier = try identifier.onlyXAdES("Identifier", in: entry)?.value(in: entry)
        }
    }

    func check() throws(XAdESError) {
        try policyID.check(as: "SignaturePolicyIdentifier/SigPolicyId")
        guard policyHash.octets.count == policyHash.algorithm.digestSize else {
            throw XAdESError(
                code: .invalidProperty,
                message: """
                    SignaturePolicyIdentifier/SigPolicyHash has \(policyHash.octets.count) octets; \
                    a digest by \(policyHash.algorithm.name) has \(policyHash.algorithm.digestSize)
                    """)
        }
        if let documentURI {
            try ObjectIdentifierType(documentURI).check(as: "SignaturePolicyIdentifier/SPURI")
        }
    }

    func write(to writer: inout XMLWriter) {
        writer.start(XMLNamespace.xades.name("SignaturePolicyIdentifier"))
        writer.start(XMLNamespace.xades.name("SignaturePolicyId"))
        policyID.write(as: XMLNamespace.xades.name("SigPolicyId"), to: &writer)
        writer.start(XMLNamespace.xades.name("SigPolicyHash"))
        DigestAlgAndValue.write(policyHash, to: &writer)
        writer.end()
        if let documentURI {
            writer.start(XMLNamespace.xades.name("SigPolicyQualifiers"))
            writer.start(XMLNamespace.xades.name("SigPolicyQualifier"))
            writer.element(XMLNamespace.xades.name("SPURI"), text: documentURI)
            writer.end()
            writer.end()
        }
        writer.end()
        writer.end()
    }
}
