internal import CEDocLibXML2
internal import EDocSystem

// What canonicalization costs, told before libxml2 begins it. While it works only the octets that
// come out are seen; what it does for each element does not show in them.
extension Canonicalizer {
    /// What libxml2 does in the time of one step: comparisons of a prefix or a declaration.
    private static let comparisonsInStep = 64

    /// Spends what the elements under `apex` cost.
    ///
    /// libxml2 compares the namespace declarations in scope in each element with each other, and
    /// looks for each of the inclusive prefixes in each element and, until it finds it, in all
    /// elements around that.
    func spend(on apex: XMLElement) throws(XMLError) {
        let budget = apex.document.budget
        var lookups = 0
        var steps = 0
        var (depth, scope) = unsafe Self.surroundings(of: apex.node)
        var next: xmlNodePtr? = unsafe apex.node
        while let node = unsafe next {
            depth += 1
            scope += unsafe Self.declarations(of: node)
            lookups += inclusivePrefixes.count * depth
            guard lookups <= XMLLimits().inclusivePrefixLookups else {
                throw XMLError(
                    .limitExceeded,
                    "PrefixList of InclusiveNamespaces has \(inclusivePrefixes.count) prefixes, too "
                        + "many for so many elements")
            }
            let comparisons = scope * scope + inclusivePrefixes.count * (depth + scope)
            steps += 2 + comparisons / Self.comparisonsInStep
            while steps >= WorkBudget.stepsAtOnce {
                do { try budget.spend(WorkBudget.stepsAtOnce) } catch { throw XMLError(error) }
                steps -= WorkBudget.stepsAtOnce
            }
            unsafe next = Self.element(after: node, under: apex.node, &depth, &scope)
        }
        do { try budget.spend(steps) } catch { throw XMLError(error) }
    }

    /// How many elements there are around `node`, and how many declarations in them.
    private static func surroundings(of node: xmlNodePtr) -> (depth: Int, scope: Int) {
        var (depth, scope) = (0, 0)
        var ancestor = unsafe node.pointee.parent
        while let current = unsafe ancestor, unsafe current.pointee.type == XML_ELEMENT_NODE {
            depth += 1
            scope += unsafe declarations(of: current)
            unsafe ancestor = current.pointee.parent
        }
        return (depth, scope)
    }

    private static func declarations(of element: xmlNodePtr) -> Int {
        var count = 0
        var declaration = unsafe element.pointee.nsDef
        while let current = unsafe declaration {
            count += 1
            unsafe declaration = current.pointee.next
        }
        return count
    }

    /// The next element in document order; leaves depth and scope as they are around it.
    private static func element(
        after node: xmlNodePtr, under apex: xmlNodePtr, _ depth: inout Int, _ scope: inout Int
    ) -> xmlNodePtr? {
        if let child = unsafe XMLElement.Subtree.element(from: node.pointee.children) {
            return unsafe child
        }
        var current = unsafe node
        while true {
            depth -= 1
            scope -= unsafe declarations(of: current)
            guard unsafe current != apex, let parent = unsafe current.pointee.parent else {
                return nil
            }
            if let sibling = unsafe XMLElement.Subtree.element(from: current.pointee.next) {
                return unsafe sibling
            }
            unsafe current = parent
        }
    }
}
