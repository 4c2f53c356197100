import EDocXML

/// XML signatures whose canonical octets, reference by reference, stand in files beside them.
///
/// They are processed as XMLDSig §4.4.3 says: the reference names a document or an element, an XPath
/// transform filters its nodes, a canonicalization makes octets of them.
enum SignatureVectors {
    static var all: [CanonicalizationVector] {
        let signatures: [(folder: String, file: String)] = [
            ("santuario/interop/c14n/Y1", "exc-signature.xml"),
            ("santuario/interop/c14n/Y2", "signature-joseph-exc.xml"),
            ("santuario/interop/c14n/Y3", "signature.xml"),
            ("santuario/interop/c14n/Y5", "signature.xml"),
            ("santuario/interop/c14n/Y5", "signatureCommented.xml"),
            (
                "santuario/ie/baltimore/merlin-examples/merlin-exc-c14n-one",
                "exc-signature.xml"
            ),
            ("xmlsec/merlin-c14n-three", "signature.xml"),
        ]
        return signatures.flatMap { vectors(in: $0.folder, $0.file) }
            // The same signature once more; its octets stand beside the other copy only.
            + vectors(
                in: "xmlsec/merlin-exc-c14n-one", "exc-signature.xml",
                expected: "santuario/interop/c14n/Y1")
    }

    private static let signature = XMLNamespace(
        prefix: "ds", uri: "http://www.w3.org/2000/09/xmldsig#")
    private static let xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116"

    private static func vectors(
        in folder: String, _ file: String, expected: String? = nil
    ) -> [CanonicalizationVector] {
        let path = "\(folder)/\(file)"
        let expected = expected ?? folder
        let outputs = CanonicalizationVector.names(in: expected).filter {
            $0.hasPrefix("c14n-") && $0.hasSuffix(".txt")
        }
        return outputs.map { output in
            let index = Int(output.dropFirst("c14n-".count).dropLast(".txt".count)) ?? -1
            var inputs = [path]
            if folder.hasSuffix("/Y3"), index < 8 {
                inputs.append("\(folder)/iaikTests.example\(index / 2 + 1).xml")
            }
            return CanonicalizationVector("\(expected)/\(output)", from: inputs, by: path) {
                try octets(index, in: folder, path)
            }
        }
    }

    /// The octets of the reference `index` or, behind the last, of SignedInfo.
    private static func octets(
        _ index: Int, in folder: String, _ path: String
    ) throws -> [UInt8] {
        let holder = try CanonicalizationVector.doctypeDocument(path)
        guard
            let signedInfo = holder.document.root.subtree.first(where: {
                $0.isNamed(signature.name("SignedInfo"))
            })
        else { throw XPathFailed("SignedInfo") }
        let references = signedInfo.children(named: signature.name("Reference"))
        guard references.indices.contains(index) else {
            let method = try signedInfo.child(named: signature.name("CanonicalizationMethod"))
            let canonicalizer = try canonicalizer(method)
            return try canonicalizer.canonicalize(signedInfo)
        }
        return try octets(of: references[index], in: folder, holder)
    }

    private static func octets(
        of reference: XMLElement, in folder: String, _ holder: DoctypeDocument
    ) throws -> [UInt8] {
        var canonicalizer = Canonicalizer(.c14n10)
        var filter: CanonicalizationVector.XPathFile?
        let transforms = reference.firstChild(named: signature.name("Transforms"))
        for transform in transforms?.children(named: signature.name("Transform")) ?? [] {
            if transform.attribute("Algorithm") == xpath {
                let xpath = try transform.child(named: signature.name("XPath"))
                filter = try CanonicalizationVector.XPathFile(xpath)
            } else {
                canonicalizer = try self.canonicalizer(transform)
            }
        }
        let uri = reference.attribute("URI") ?? ""
        if uri == "#xpointer(id('to-be-signed'))" {
            let element = try holder.document.element(withIdentifier: "to-be-signed")
            return try canonicalizer.canonicalize(element)
        }
        let document =
            uri.isEmpty
            ? holder : try CanonicalizationVector.doctypeDocument("\(folder)/\(uri)")
        // A reference to the document has no comments (§4.4.3.3); one to a file has.
        let nodes =
            uri.isEmpty
            ? "(//. | //@* | //namespace::*)[not(self::comment())]"
            : "(//. | //@* | //namespace::*)"
        return try document.canonicalize(
            filter.map { "\(nodes)[\($0.expression)]" } ?? nodes,
            namespaces: filter?.namespaces ?? [], by: canonicalizer)
    }

    private static func canonicalizer(_ element: XMLElement) throws -> Canonicalizer {
        let algorithm = element.attribute("Algorithm") ?? ""
        guard let method = CanonicalizationMethod(rawValue: algorithm) else {
            throw XPathFailed(algorithm)
        }
        let exclusive = XMLNamespace(
            prefix: "ec", uri: CanonicalizationMethod.exclusive.rawValue)
        let prefixes = element.firstChild(named: exclusive.name("InclusiveNamespaces"))?
            .attribute("PrefixList")?.split(separator: " ").map(String.init)
        return try Canonicalizer(method, inclusivePrefixes: prefixes ?? [])
    }
}
