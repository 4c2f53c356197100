internal import EDocEncoding
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocXML

/// `META-INF/manifest.xml`: the files of the container and their media types
/// ([OpenDocument 1.2 part 3 §3.2](https://docs.oasis-open.org/office/v1.2/os/OpenDocument-v1.2-os-part3.html),
/// EN 319 162-1 §4.4.3.2 5b).
struct OpenDocumentManifest {
    /// The media type of each `manifest:full-path`, keyed by octets (P1).
    private(set) var mediaTypes: [[UInt8]: String] = [:]
    /// The paths in their order.
    private(set) var paths: [[UInt8]] = []
    /// Whether it could be read as a manifest; otherwise it is not compared with the files.
    private(set) var isReadable = false

    private static let namespace = XMLNamespace(
        prefix: "manifest", uri: "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0")
    private static let place = Finding.Place(ContainerFormat.manifestName)

    /// Reads a manifest, or a part of it when `budget` stops; faults of the manifest itself go into
    /// `findings`.
    init(
        parsing octets: [UInt8], _ findings: inout FindingList, budget: WorkBudget = WorkBudget()
    ) {
        let document: XMLDocument
        do {
            document = try XMLDocument(
                parsing: octets.span, limits: SignatureLimits.xml, budget: budget)
        } catch {
            guard budget.stop == nil else { return }
            let rule: ValidationRule =
                switch error.code {
                case .documentTypeRefused, .entityReferenceRefused: .noDocumentType
                case .baseRefused: .noBase
                default: .manifest
                }
            findings.add(rule, at: Self.place, "the manifest cannot be read: \(error)")
            return
        }
        let root = document.root
        guard root.isNamed(Self.namespace.name("manifest")) else {
            findings.add(
                .manifest, at: Self.place,
                expected: "manifest:manifest of \(Self.namespace.uri)",
                found: "\(root.qualifiedName) of \(root.name.namespaceURI)",
                "the root of the manifest is another element")
            return
        }
        isReadable = true
        for child in root.children where child.isNamed(Self.namespace.name("file-entry")) {
            guard (try? budget.spend()) != nil else { break }
            read(child, &findings)
        }
    }

    private mutating func read(_ element: XMLElement, _ findings: inout FindingList) {
        let place = Finding.Place(ContainerFormat.manifestName, line: element.line)
        guard let path = element.attribute(named: Self.namespace.name("full-path")),
            !path.isEmpty
        else {
            findings.add(
                .manifest, at: place, expected: "a full-path",
                "an entry of the manifest names no file")
            return
        }
        let octets = Array(path.utf8)
        let mediaType = element.attribute(named: Self.namespace.name("media-type")) ?? ""
        guard mediaTypes.updateValue(mediaType, forKey: octets) == nil else {
            findings.add(
                .manifest, at: place, expected: "each file once", found: path,
                "the file stands in the manifest twice")
            return
        }
        paths.append(octets)
    }

    /// Whether the octets are exactly the manifest that this library writes about the signed files:
    /// then nothing is wrong with it, and it need not be parsed.
    static func isOfThisLibrary(
        _ octets: [UInt8], _ signatures: [SignatureReport], _ entries: [ArraySlice<UInt8>]
    ) -> Bool {
        guard signatures.count == 1, let files = signatures.first?.files,
            files.count == entries.count
        else { return false }
        for (file, name) in zip(files, entries) {
            guard file.mediaType != nil, file.name.utf8.elementsEqual(file.nameOctets),
                file.nameOctets.elementsEqual(name)
            else { return false }
        }
        var expected: [UInt8] = []
        expected.reserveCapacity(octets.count)
        append(files.lazy.map { ($0.name, $0.mediaType ?? "") }, to: &expected)
        return octets.span.hasOctets(of: expected.span)
    }
}

// MARK: - Writing

extension OpenDocumentManifest {
    private static let head = Array(
        """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?>
        <manifest:manifest \
        xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
        manifest:version="1.2">
            <manifest:file-entry manifest:full-path="/" \
        manifest:media-type="\(ContainerFormat.mediaType)"/>

        """.utf8)
    private static let beforePath = Array(#"    <manifest:file-entry manifest:full-path=""#.utf8)
    private static let beforeMediaType = Array(#"" manifest:media-type=""#.utf8)
    private static let end = Array("\"/>\n".utf8)
    private static let tail = Array("</manifest:manifest>\n".utf8)

    /// Appends the manifest of `files` to `octets`: the container itself, then each file.
    static func append(
        _ files: some Sequence<(name: String, mediaType: String)>, to octets: inout [UInt8]
    ) {
        octets.append(contentsOf: head)
        for file in files {
            octets.append(contentsOf: beforePath)
            XMLWriter.appendAttributeValue(file.name, to: &octets)
            octets.append(contentsOf: beforeMediaType)
            XMLWriter.appendAttributeValue(file.mediaType, to: &octets)
            octets.append(contentsOf: end)
        }
        octets.append(contentsOf: tail)
    }
}
