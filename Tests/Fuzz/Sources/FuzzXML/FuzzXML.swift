// seeds: TestVectors/xml TestVectors/c14n
import EDocXML
import FuzzDriver

/// A document that is accepted holds to all of this:
///
/// - all six canonical forms can be made, unless a namespace URI is relative;
/// - a canonical form, parsed again, has itself as its canonical form;
/// - the canonical form of the document element is in that of the document;
/// - the scanner finds the elements that the tree has, in the same order;
/// - every element is found again by the place of its tags, and by its identifier if it is unique.
@main enum FuzzXML: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        let octets = input.indices.map { input[$0] }
        guard let document = try? XMLDocument(parsing: octets.span) else { return }
        checkTags(of: document, octets)
        checkIdentifiers(of: document)
        for method in CanonicalizationMethod.allCases { checkCanonicalForm(of: document, method) }
    }
}

private func checkCanonicalForm(of document: XMLDocument, _ method: CanonicalizationMethod) {
    let canonicalizer = Canonicalizer(method)
    do {
        let once = try canonicalizer.canonicalize(document)
        let root = try canonicalizer.canonicalize(document.root)
        precondition(contains(once, root), "the root's octets are not the document's: \(method)")
        let again = try XMLDocument(parsing: once.span)
        let twice = try canonicalizer.canonicalize(again)
        precondition(once == twice, "another canonical form the second time: \(method)")
    } catch {
        // A canonical form may pass limits that the document keeps: declarations are repeated.
        precondition(
            error.code == .canonicalizationFailed || error.code == .limitExceeded,
            "no canonical form: \(method): \(error)")
    }
}

private func checkTags(of document: XMLDocument, _ octets: [UInt8]) {
    var names: [String] = []
    var scanner = XMLTagScanner()
    do {
        while let tag = try scanner.next(in: octets.span) {
            guard tag.kind != .end else { continue }
            names.append(String(decoding: octets[tag.name], as: UTF8.self))
        }
        let elements = Array(document.root.subtree)
        precondition(names.elementsEqual(elements.map(\.qualifiedName)), "other elements")
        // Every tenth: finding one is linear in the document.
        for element in elements.enumerated() where element.offset % 10 == 0 {
            let extent = try XMLTagScanner.extent(of: element.element, in: octets.span)
            precondition(octets[extent.startTag.lowerBound] == UInt8(ascii: "<"))
            precondition(octets[extent.startTag.upperBound - 1] == UInt8(ascii: ">"))
        }
    } catch {
        preconditionFailure("accepted once, refused later: \(error)")
    }
}

private func checkIdentifiers(of document: XMLDocument) {
    let unique = (try? document.checkIdentifiersAreUnique()) != nil
    for element in document.root.subtree {
        for (name, value) in element.attributes
        where name.namespaceURI.isEmpty && ["Id", "ID", "id"].contains(name.localName) {
            let found = try? document.element(withIdentifier: value)
            precondition(!unique || found == element, "an identifier that does not resolve")
        }
    }
}

private func contains(_ octets: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= octets.count else { return false }
    return (0...octets.count - part.count).contains { octets[$0...].starts(with: part) }
}
