internal import EDocEncoding

/// A namespace and the prefix that stands for it
/// ([Namespaces in XML 1.0 §3](https://www.w3.org/TR/xml-names/#ns-decl)).
package struct XMLNamespace: Sendable, Hashable {
    /// The prefix, without the colon; empty for the default namespace.
    package let prefix: String
    /// The namespace name, a URI.
    package let uri: String

    /// The namespace `uri`, written with `prefix`.
    package init(prefix: String, uri: String) {
        self.prefix = prefix
        self.uri = uri
    }

    /// The name `localName` in this namespace.
    package func name(_ localName: String) -> XMLName {
        XMLName(namespaceURI: uri, localName: localName, prefix: prefix)
    }
}

/// The name of an element or of an attribute
/// ([Namespaces in XML 1.0 §4](https://www.w3.org/TR/xml-names/#ns-qualnames)).
///
/// Two names are equal when their namespace names and local names are the same octets; the prefix
/// is a matter of spelling and does not count.
package struct XMLName: Sendable, Hashable, CustomStringConvertible {
    /// The namespace name; empty when the name is in no namespace.
    package let namespaceURI: String
    /// The local part.
    package let localName: String
    /// The prefix as written, without the colon; empty when there is none.
    package let prefix: String

    /// The name `localName` in the namespace `namespaceURI`, written with `prefix`.
    package init(namespaceURI: String = "", localName: String, prefix: String = "") {
        self.namespaceURI = namespaceURI
        self.localName = localName
        self.prefix = prefix
    }

    /// The name as it is written: `prefix:localName`.
    package var description: String { prefix.isEmpty ? localName : "\(prefix):\(localName)" }

    /// Whether both have the same namespace name and local name, octet by octet.
    package static func == (left: Self, right: Self) -> Bool {
        left.localName.hasOctets(of: right.localName)
            && left.namespaceURI.hasOctets(of: right.namespaceURI)
    }

    /// Feeds what ``==(_:_:)`` compares.
    package func hash(into hasher: inout Hasher) {
        for octet in localName.utf8 { hasher.combine(octet) }
        hasher.combine(namespaceURI.utf8.count)
    }
}
