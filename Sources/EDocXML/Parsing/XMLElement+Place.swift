internal import CEDocLibXML2
internal import EDocSystem

// Where an element stands, for messages.
extension XMLElement {
    /// The line of the end of the start tag, counted from 1; nil when libxml2 does not know it.
    package var line: Int? { unsafe Self.line(of: node) }

    static func line(of node: xmlNodePtr) -> Int? {
        let line = unsafe xmlGetLineNo(node)
        return line > 0 ? line : nil
    }

    /// Where the element stands, for messages: `/asic:XAdESSignatures/ds:Signature[2]`.
    ///
    /// Names are as written; a number counts elements of the same name inside the same element,
    /// from 1, and is given where there are several. Counting them is paid for by the budget of the
    /// document, and left out when that stops.
    package var path: String {
        var steps: [String] = []
        var current: XMLElement? = self
        while let element = current {
            steps.append(element.step)
            current = element.parent
        }
        return "/" + steps.reversed().joined(separator: "/")
    }

    private var step: String {
        let shown = qualifiedName.shortened()
        guard let parent, (try? document.budget.spend()) != nil else { return shown }
        var seen = 0
        var same = 0
        var number = 0
        var sibling = unsafe parent.node.pointee.children
        while let current = unsafe sibling {
            seen += 1
            if seen % WorkBudget.stepsAtOnce == 0 {
                // To look at a name takes a small part of a step.
                guard (try? document.budget.spend(WorkBudget.stepsAtOnce / 25)) != nil else {
                    return shown
                }
            }
            if unsafe hasName(of: current) {
                same += 1
                if unsafe current == node { number = same }
            }
            unsafe sibling = current.pointee.next
        }
        return same > 1 ? "\(shown)[\(number)]" : shown
    }

    /// Whether `other` is an element of the same name. libxml2 keeps each name once in a document, so
    /// that equal names are mostly the same address, which `xmlStrEqual` looks at first.
    private func hasName(of other: xmlNodePtr) -> Bool {
        guard unsafe other.pointee.type == XML_ELEMENT_NODE,
            unsafe xmlStrEqual(other.pointee.name, node.pointee.name) == 1
        else { return false }
        let (namespace, own) = unsafe (other.pointee.ns, node.pointee.ns)
        return unsafe namespace == own
            || xmlStrEqual(namespace?.pointee.href, own?.pointee.href) == 1
    }
}
