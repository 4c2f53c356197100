internal import CEDocLibXML2
internal import EDocSystem

/// Which element each identifier of a document names.
///
/// Identifiers are the attributes `Id`, `ID` and `id` without a namespace and `xml:id`. A document
/// without a document type declaration gives no other way to know them, and all four are used:
/// XMLDSig and XAdES write `Id`. They are keyed by octets.
@safe struct IdentifierIndex {
    /// The first element that has the identifier.
    private var first: [OctetString: xmlNodePtr] = unsafe Dictionary(minimumCapacity: 12)
    /// The other elements that have it, in document order: none in a good document.
    private var others: [OctetString: [xmlNodePtr]] = unsafe [:]
    /// An identifier that stands in more than one attribute: the one whose second place comes first.
    private(set) var duplicate: OctetString?

    /// Collects the identifiers of the tree under `root`, or of a part of it when `budget` stops.
    init(root: xmlNodePtr, _ budget: WorkBudget) {
        var next: xmlNodePtr? = unsafe root
        var elements = 0
        while let node = unsafe next {
            elements += 1
            if elements == WorkBudget.stepsAtOnce {
                guard (try? budget.spend(elements)) != nil else { return }
                elements = 0
            }
            unsafe collect(from: node)
            unsafe next = XMLElement.Subtree.element(after: node, under: root)
        }
    }

    private mutating func collect(from node: xmlNodePtr) {
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            if unsafe Self.isIdentifier(current) {
                let value = unsafe OctetString(XMLElement.value(of: current))
                if let earlier = unsafe first.updateValue(node, forKey: value) {
                    unsafe first[value] = earlier
                    unsafe others[value, default: []].append(node)
                    duplicate = duplicate ?? value
                }
            }
            unsafe attribute = current.pointee.next
        }
    }

    private static func isIdentifier(_ attribute: xmlAttrPtr) -> Bool {
        guard let name = unsafe attribute.pointee.name else { return false }
        // Two letters, and nothing behind them.
        guard unsafe name[0] | 0x20 == UInt8(ascii: "i") else { return false }
        guard unsafe name[1] | 0x20 == UInt8(ascii: "d"), unsafe name[2] == 0 else { return false }
        guard let namespace = unsafe attribute.pointee.ns else {
            return unsafe !(name[0] == UInt8(ascii: "i") && name[1] == UInt8(ascii: "D"))
        }
        return unsafe equals(name, "id")
            && equals(namespace.pointee.href, "http://www.w3.org/XML/1998/namespace")
    }

    /// The elements that `identifier` names.
    subscript(identifier: OctetString) -> [xmlNodePtr] {
        guard let first = unsafe first[identifier] else { return unsafe [] }
        return unsafe [first] + (others[identifier] ?? [])
    }
}

extension XMLDocument {
    /// The one element that `identifier` names, as `#identifier` does in a `ds:Reference`.
    ///
    /// - Throws: `XMLError.Code.unknownIdentifier` when no element has it,
    ///   `XMLError.Code.duplicateIdentifier` when more than one attribute has it: what a signature
    ///   covers must not depend on which of them a reader happens to find.
    package func element(withIdentifier identifier: String) throws(XMLError) -> XMLElement {
        let found = unsafe elements(identifiers[OctetString(identifier)])
        guard let element = found.first else {
            throw XMLError(
                .unknownIdentifier,
                "no element has the identifier \"\(identifier.shortened())\" (Id, ID, id or xml:id)"
            )
        }
        guard found.count == 1 else { throw Self.duplicate(identifier, found) }
        return element
    }

    /// Checks that no identifier of the document stands in more than one attribute.
    ///
    /// - Throws: `XMLError.Code.duplicateIdentifier`, which names the first that does.
    package func checkIdentifiersAreUnique() throws(XMLError) {
        guard let identifier = identifiers.duplicate else { return }
        let elements = unsafe elements(identifiers[identifier])
        throw Self.duplicate(String(decoding: identifier.octets, as: UTF8.self), elements)
    }

    private func elements(_ nodes: [xmlNodePtr]) -> [XMLElement] {
        unsafe nodes.map { unsafe XMLElement(document: self, node: $0) }
    }

    private static func duplicate(_ identifier: String, _ elements: [XMLElement]) -> XMLError {
        let places = elements.prefix(3).map { "\($0.path) (line \($0.line ?? 0))" }
        return XMLError(
            .duplicateIdentifier,
            "the identifier \"\(identifier.shortened())\" stands in \(elements.count) attributes, of "
                + places.joined(separator: " and ") + (elements.count > 3 ? " and others" : "")
                + "; expected one",
            line: elements.dropFirst().first?.line)
    }
}
