internal import EDocXML

/// The roles that the signer claims (EN 319 132-1 §5.2.6).
///
/// Roles that an authority certified, and signed assertions, are not offered.
public struct SignerRoleV2: Sendable, Hashable {
    /// The claimed roles, each a text; at least one, none empty.
    public var claimedRoles: [String]

    /// The roles `claimedRoles`. They are checked when a signer is made with them.
    public init(claimedRoles: [String]) {
        self.claimedRoles = claimedRoles
    }

    /// Reads the claimed roles of `element`, of either version of the property; a role that is no
    /// text is `(structured)`, an empty one is left out.
    init(parsing element: XMLElement) {
        claimedRoles = element.children.flatMap { Array($0.children) }
            .filter { $0.isXAdES("ClaimedRole") }
            .map { (try? $0.text()) ?? "(structured)" }
            .filter { !$0.isEmpty }
    }

    /// Whether there are certified roles or signed assertions, which are not read.
    static func hasOtherRoles(_ element: XMLElement) -> Bool {
        element.children.contains { roles in
            !roles.isXAdES("ClaimedRoles") && roles.children.contains { _ in true }
        }
    }

    func check() throws(XAdESError) {
        guard !claimedRoles.isEmpty else {
            throw XAdESError.empty("SignerRoleV2", "give at least one role, or no SignerRoleV2")
        }
        for role in claimedRoles {
            try XAdESError.check(role, is: "SignerRoleV2/ClaimedRoles/ClaimedRole")
        }
    }

    func write(to writer: inout XMLWriter) {
        writer.start(XMLNamespace.xades.name("SignerRoleV2"))
        writer.start(XMLNamespace.xades.name("ClaimedRoles"))
        for role in claimedRoles {
            writer.element(XMLNamespace.xades.name("ClaimedRole"), text: role)
        }
        writer.end()
        writer.end()
    }
}
