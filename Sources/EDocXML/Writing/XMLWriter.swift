internal import EDocEncoding

/// Writes XML whose octets are already canonical.
///
/// Every element comes out as Canonical XML 1.0, 1.1 and Exclusive Canonicalization write it
/// ([C14N §2.3](https://www.w3.org/TR/xml-c14n11/#ProcessingModel)): empty elements as a pair of
/// tags, no space that was not asked for, characters escaped in exactly the canonical way. What is
/// hashed can therefore be what is written; only the start tag of the element at the apex differs
/// under the inclusive methods, where it also shows the namespaces that it inherits.
///
/// An element declares the prefix of its name when no element around it, written by the same
/// writer, has declared it yet. That is the rule of
/// [Exclusive C14N §3](https://www.w3.org/TR/xml-exc-c14n/#sec-Specification); a document written
/// so may declare a prefix again where it is in scope already, which is legal and changes nothing.
///
/// The caller gives the attributes in canonical order: those without a prefix first, sorted by
/// name. Attributes with a prefix stand after them, and their prefix is declared by the caller.
package struct XMLWriter: Sendable {
    /// What has been written so far.
    package private(set) var octets: [UInt8] = []
    /// The elements whose end tag has not been written, the innermost last.
    private var open: [XMLName] = []
    /// The prefixes declared on open elements, the innermost last, with the depth of their element.
    private var declared: [(prefix: String, depth: Int)] = []
    /// Whether the last start tag still takes attributes.
    private var isInStartTag = false

    /// A writer that has written nothing.
    ///
    /// - Parameter namespaces: Those that are declared around the place where what it writes is to
    ///   stand.
    package init(within namespaces: [XMLNamespace] = []) {
        declared = namespaces.map { ($0.prefix, 0) }
    }

    /// Begins an element: its start tag, which takes attributes until something else is written.
    ///
    /// - Parameters:
    ///   - name: The element.
    ///   - namespaces: Namespaces to declare here in any case, sorted by prefix.
    package mutating func start(_ name: XMLName, declaring namespaces: [XMLNamespace] = []) {
        finishStartTag()
        octets.append(UInt8(ascii: "<"))
        appendQualifiedName(name)
        open.append(name)
        isInStartTag = true
        var ownIsDue = !name.namespaceURI.isEmpty && !isDeclared(name.prefix)
        for namespace in namespaces {
            if ownIsDue, name.prefix.utf8.lexicographicallyPrecedes(namespace.prefix.utf8) {
                declare(name.prefix, name.namespaceURI)
                ownIsDue = false
            }
            if namespace.prefix == name.prefix { ownIsDue = false }
            declare(namespace.prefix, namespace.uri)
        }
        if ownIsDue { declare(name.prefix, name.namespaceURI) }
    }

    /// Writes an attribute of the element that was just begun; nothing outside a start tag.
    package mutating func attribute(_ name: StaticString, _ value: String) {
        guard isInStartTag else { return }
        octets.append(UInt8(ascii: " "))
        append(name)
        append("=\"")
        Self.appendAttributeValue(value, to: &octets)
        octets.append(UInt8(ascii: "\""))
    }

    /// Ends the start tag. The next thing that is written does so too.
    package mutating func finishStartTag() {
        guard isInStartTag else { return }
        octets.append(UInt8(ascii: ">"))
        isInStartTag = false
    }

    /// Writes the end tag of the innermost open element; nothing when none is open.
    package mutating func end() {
        finishStartTag()
        guard let name = open.popLast() else { return }
        while let last = declared.last, last.depth > open.count { declared.removeLast() }
        append("</")
        appendQualifiedName(name)
        octets.append(UInt8(ascii: ">"))
    }

    /// Writes character data, escaped.
    package mutating func text(_ text: String) {
        finishStartTag()
        Self.appendText(text, to: &octets)
    }

    /// Writes octets as they are: canonical XML prepared earlier.
    package mutating func prepared(_ canonical: [UInt8]) {
        finishStartTag()
        octets.append(contentsOf: canonical)
    }

    /// Writes octets in base64 (XML Schema `base64Binary`), without line breaks.
    package mutating func base64(_ binary: [UInt8]) {
        finishStartTag()
        Base64.append(binary.span, to: &octets)
    }

    /// Writes an element that holds character data only.
    package mutating func element(_ name: XMLName, text: String = "") {
        start(name)
        if !text.isEmpty { self.text(text) }
        end()
    }

    private func isDeclared(_ prefix: String) -> Bool {
        for entry in declared where entry.prefix == prefix { return true }
        return false
    }

    private mutating func declare(_ prefix: String, _ uri: String) {
        if prefix.isEmpty {
            append(" xmlns=\"")
        } else {
            append(" xmlns:")
            octets.append(contentsOf: prefix.utf8)
            append("=\"")
        }
        Self.appendAttributeValue(uri, to: &octets)
        octets.append(UInt8(ascii: "\""))
        declared.append((prefix, open.count))
    }

    private mutating func appendQualifiedName(_ name: XMLName) {
        if !name.prefix.isEmpty {
            octets.append(contentsOf: name.prefix.utf8)
            octets.append(UInt8(ascii: ":"))
        }
        octets.append(contentsOf: name.localName.utf8)
    }

    private mutating func append(_ text: StaticString) {
        unsafe octets.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// Escaping, character by character as
/// [C14N §2.3](https://www.w3.org/TR/xml-c14n11/#ProcessingModel) says.
extension XMLWriter {
    /// Appends an attribute's value, escaped.
    package static func appendAttributeValue(_ value: String, to octets: inout [UInt8]) {
        append(value, to: &octets) { octet in
            switch octet {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: "\""): "&quot;"
            case 0x09: "&#x9;"
            case 0x0A: "&#xA;"
            case 0x0D: "&#xD;"
            default: nil
            }
        }
    }

    /// Appends character data, escaped.
    package static func appendText(_ text: String, to octets: inout [UInt8]) {
        append(text, to: &octets) { octet in
            switch octet {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case 0x0D: "&#xD;"
            default: nil
            }
        }
    }

    @inline(__always)
    private static func append(
        _ text: String, to octets: inout [UInt8], replacing: (UInt8) -> StaticString?
    ) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices {
                guard let replacement = unsafe replacing(utf8[index]) else { continue }
                unsafe octets.append(contentsOf: utf8[start..<index])
                unsafe octets.append(
                    contentsOf: UnsafeBufferPointer(
                        start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
                start = index + 1
            }
            unsafe octets.append(contentsOf: utf8[start...])
        }
    }

    /// The first character of `text` that no XML document can hold, not even as a reference.
    ///
    /// XML has no way to write most control characters, U+FFFE and U+FFFF
    /// ([XML 1.0 §2.2](https://www.w3.org/TR/xml/#charsets)).
    package static func firstForbiddenCharacter(in text: String) -> Unicode.Scalar? {
        // U+FFFE and U+FFFF begin with 0xEF in UTF-8.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) else { return nil }
        return text.unicodeScalars.first { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case ..<0x20, 0xFFFE, 0xFFFF: true
            default: false
            }
        }
    }
}
