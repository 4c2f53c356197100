/// The logical structure of a page (ISO 32000-1 §14.7): elements in reading order below one
/// `Document`, each leaf with the marked content of one identifier.
///
/// Identifiers are given in the order of the leaves, so the parent tree is the list of the leaves.
struct PDFStructureTree {
    /// The standard structure types that a certificate uses (§14.8.4).
    enum StructureType: String {
        case h1 = "H1"
        case h2 = "H2"
        case paragraph = "P"
        case table = "Table"
        case tableRow = "TR"
        case tableHeader = "TH"
        case tableData = "TD"
    }

    private struct Element {
        let type: StructureType
        /// 1 for a child of the document.
        let depth: Int
        /// The identifier of a leaf's content.
        let content: Int?
    }

    /// In pre-order.
    private var elements: [Element] = []
    private var leaves = 0

    init() { elements.reserveCapacity(64) }

    /// Adds a leaf as the last one at `depth` and returns the identifier of its marked content.
    mutating func addLeaf(_ type: StructureType, depth: Int = 1) -> Int {
        elements.append(Element(type: type, depth: depth, content: leaves))
        leaves += 1
        return leaves - 1
    }

    /// Adds an element that holds the elements added next at greater depths.
    mutating func addGroup(_ type: StructureType, depth: Int = 1) {
        elements.append(Element(type: type, depth: depth, content: nil))
    }

    /// Writes the root, the document element and all others, one object each.
    ///
    /// The page is the only one; it has `/StructParents 0`.
    func write(to objects: inout PDFObjects, page: Int) {
        let root = objects.nextNumber
        let document = root + 1
        let first = root + 2
        objects.object { bytes in
            bytes.append("<</Type/StructTreeRoot/K ")
            bytes.append(reference: document)
            bytes.append("/ParentTree<</Nums[0[")
            for (index, element) in elements.enumerated() where element.content != nil {
                bytes.append(reference: first + index)
                bytes.append(UInt8(ascii: "\n"))
            }
            bytes.append("]]>>/ParentTreeNextKey 1>>")
        }
        objects.object { bytes in
            bytes.append("<</Type/StructElem/S/Document/P ")
            bytes.append(reference: root)
            appendChildren(from: 0, depth: 1, first: first, to: &bytes)
            bytes.append(">>")
        }
        var ancestors = [document]
        for (index, element) in elements.enumerated() {
            ancestors.removeSubrange(element.depth...)
            objects.object { bytes in
                bytes.append("<</Type/StructElem/S/")
                bytes.append(element.type.rawValue)
                bytes.append("/P ")
                bytes.append(reference: ancestors[element.depth - 1])
                if let content = element.content {
                    bytes.append("/Pg ")
                    bytes.append(reference: page)
                    if element.type == .tableHeader {
                        bytes.append("/A<</O/Table/Scope/Column>>")
                    }
                    bytes.append("/K ")
                    bytes.append(decimal: content)
                } else {
                    appendChildren(
                        from: index + 1, depth: element.depth + 1, first: first, to: &bytes)
                }
                bytes.append(">>")
            }
            ancestors.append(first + index)
        }
    }

    private func appendChildren(
        from start: Int, depth: Int, first: Int, to bytes: inout [UInt8]
    ) {
        bytes.append("/K[")
        for (index, element) in elements[start...].enumerated() {
            guard element.depth >= depth else { break }
            if element.depth == depth {
                bytes.append(reference: first + start + index)
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        bytes.append("]")
    }
}
