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
    /// Whether it is a manifest at all; one that is not is not compared.
    private var isReadable = false

    private static let namespace = XMLNamespace(
        prefix: "manifest", uri: "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0")
    private static let place = Finding.Place(ContainerFormat.manifestName)

    /// Reads a manifest, or a part of it when `budget` stops; what is wrong with it by itself goes into
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

    /// Whether one of `files`, which are sorted, is in the folder `path`. A name may be in thousands of
    /// folders: they are not listed, but searched.
    private static func isFolder(_ path: [UInt8], of files: [[UInt8]]) -> Bool {
        guard path.last == UInt8(ascii: "/") else { return false }
        var places = 0..<files.count
        while !places.isEmpty {
            let middle = places.lowerBound + places.count / 2
            if files[middle].lexicographicallyPrecedes(path) {
                places = middle + 1..<places.upperBound
            } else {
                places = places.lowerBound..<middle
            }
        }
        return places.lowerBound < files.count && files[places.lowerBound].starts(with: path)
    }

    /// Compares the manifest with the files of the container, in both directions.
    ///
    /// - Parameters:
    ///   - files: The names of the data files.
    ///   - others: The names of all other entries: they need not be listed, but may.
    func compare(
        files: [[UInt8]], others: Set<[UInt8]>, _ findings: inout FindingList
    ) {
        guard isReadable else { return }
        let root = Array("/".utf8)
        if let mediaType = mediaTypes[root] {
            if !mediaType.hasOctets(of: ContainerFormat.mediaType) {
                findings.add(
                    .manifest, at: Self.place, expected: ContainerFormat.mediaType,
                    found: mediaType, "the manifest gives the container another media type")
            }
        } else {
            findings.add(
                .manifest, at: Self.place, expected: "an entry with full-path \"/\"",
                "the manifest does not name the container")
        }
        let known = Set(files)
        let sorted = files.sorted { $0.lexicographicallyPrecedes($1) }
        for path in paths where path != root && !known.contains(path) {
            guard !others.contains(path), !Self.isFolder(path, of: sorted) else { continue }
            findings.add(
                .manifest, at: Self.place, expected: "a file in the container",
                found: String(decoding: path, as: UTF8.self),
                "the manifest lists a file that is not there")
        }
        for file in files where mediaTypes[file] == nil {
            findings.add(
                .manifest, at: Self.place, expected: "an entry for each file",
                found: "none for \"\(String(decoding: file, as: UTF8.self))\"",
                "a file of the container is not in the manifest")
        }
    }

    /// Whether a manifest is, octet by octet, the one that this library writes about the signed
    /// files: then nothing is wrong with it, and it need not be parsed.
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
