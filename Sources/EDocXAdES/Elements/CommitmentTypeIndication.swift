internal import EDocXML

/// What the signer commits to by signing, for all signed files (EN 319 132-1 §5.2.3).
public struct CommitmentTypeIndication: Sendable, Hashable {
    /// The kind of commitment.
    public var commitmentTypeID: ObjectIdentifierType

    /// The commitment `commitmentTypeID`. It is checked when a signer is made with it.
    public init(_ commitmentTypeID: ObjectIdentifierType) {
        self.commitmentTypeID = commitmentTypeID
    }

    /// The signer recognizes to have created, approved and sent the files
    /// (TS 119 172-1 Annex B, as are the others).
    public static let proofOfOrigin = named("Origin")
    /// The signer recognizes to have received the files.
    public static let proofOfReceipt = named("Receipt")
    /// Whoever sent the files delivered them to where the recipient can reach them.
    public static let proofOfDelivery = named("Delivery")
    /// Whoever provides this has sent the files, but need not have created them.
    public static let proofOfSender = named("Sender")
    /// The signer has approved the content of the files.
    public static let proofOfApproval = named("Approval")
    /// The signer has created the files, but need not have approved or sent them.
    public static let proofOfCreation = named("Creation")

    private static func named(_ name: String) -> Self {
        Self(ObjectIdentifierType("http://uri.etsi.org/01903/v1.2.2#ProofOf" + name))
    }

    /// Reads `element`; nil when it is another property, or names no commitment.
    init?(parsing element: XMLElement) {
        guard element.isXAdES("CommitmentTypeIndication"),
            let type = element.children.first(where: { $0.isXAdES("CommitmentTypeId") }),
            let identifier = type.children.first(where: { $0.isXAdES("Identifier") }),
            let text = try? identifier.text()
        else { return nil }
        self.init(ObjectIdentifierType(text))
    }

    func check() throws(XAdESError) {
        try commitmentTypeID.check(as: "CommitmentTypeIndication/CommitmentTypeId")
    }

    func write(to writer: inout XMLWriter) {
        writer.start(XMLNamespace.xades.name("CommitmentTypeIndication"))
        commitmentTypeID.write(as: XMLNamespace.xades.name("CommitmentTypeId"), to: &writer)
        writer.element(XMLNamespace.xades.name("AllSignedDataObjects"))
        writer.end()
    }
}
