internal import EDocValidation
package import EDocXML

/// The transforms of a reference
/// ([XMLDSig 1.1 §4.4.3.4](https://www.w3.org/TR/xmldsig-core1/#sec-Transforms)).
///
/// Canonicalization and nothing else may transform what is signed (T4), and that once.
enum Transforms {
    /// What the transforms do; nil when there are none.
    static func parse(
        _ element: XMLElement, in entry: String
    ) throws(FormatFailure) -> Canonicalization? {
        let all = Array(element.children)
        for transform in all where !transform.isNamed(.transform) {
            throw FormatFailure(
                .allowedTransforms, at: transform, in: entry, "only ds:Transform may stand here")
        }
        guard let first = all.first else { return nil }
        guard all.count == 1 else {
            throw FormatFailure(
                .allowedTransforms, at: element, in: entry, expected: "at most one Transform",
                found: "\(all.count)", "several transforms are refused")
        }
        return try Canonicalization(parsing: first, rule: .allowedTransforms, in: entry)
    }

    /// Writes the element with `method` as the only transform.
    static func write(_ method: CanonicalizationMethod, to writer: inout XMLWriter) {
        writer.start(.transforms)
        Canonicalization.write(method, as: .transform, to: &writer)
        writer.end()
    }
}

extension XMLName {
    /// `ds:Transforms`.
    package static let transforms = XMLNamespace.ds.name("Transforms")
    /// `ds:Transform`.
    package static let transform = XMLNamespace.ds.name("Transform")
}
