internal import EDocEncoding
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocZip

/// The manifest, the archive and the signatures say the same (C7, T11, T13; EN 319 162-1 §4.4.3.2
/// (5b)).
enum ManifestAgreement {
    /// Looks at the manifest, which may have `limit` octets.
    static func check(
        _ contents: inout ContainerContents, _ signatures: [SignatureReport], limit: Int,
        _ findings: inout FindingList
    ) throws {
        let container = contents.container
        guard let place = container.meta.manifest else {
            findings.add(
                .manifestThere, at: .container, expected: ContainerFormat.manifestName,
                "the container has no manifest")
            return
        }
        let octets: [UInt8]
        switch try contents.octets(ofEntryAt: place, limit: limit) {
        case .refused(let disagreement): return findings.add(disagreement)
        case .bytes(let bytes): octets = bytes
        }
        let names = container.dataEntries.map(\.nameOctets)
        if OpenDocumentManifest.isOfThisLibrary(octets, signatures, names) { return }
        let budget = container.reader.budget
        let manifest = OpenDocumentManifest(parsing: octets, &findings, budget: budget)
        if let stop = budget.stop { throw stop }
        compare(
            manifest, files: names.map { Array($0) }, others: Set(container.otherNames), &findings)
        compare(manifest, signatures, &findings)
    }

    /// T13: each file has the media type that was signed.
    private static func compare(
        _ manifest: OpenDocumentManifest, _ signatures: [SignatureReport],
        _ findings: inout FindingList
    ) {
        var reported: Set<[UInt8]> = []
        for file in signatures.flatMap(\.files) {
            guard let signed = file.mediaType, let listed = manifest.mediaTypes[file.nameOctets],
                !signed.hasOctets(of: listed), reported.insert(file.nameOctets).inserted
            else { continue }
            findings.add(
                .signedMediaType, at: Finding.Place(file.name),
                expected: signed, found: listed,
                "the manifest gives the file another media type than was signed")
        }
    }

    /// T11: compares the manifest with the files of the container, in both directions.
    ///
    /// - Parameters:
    ///   - files: The names of the data files.
    ///   - others: The names of all other entries: they need not be listed, but may.
    static func compare(
        _ manifest: OpenDocumentManifest, files: [[UInt8]], others: Set<[UInt8]>,
        _ findings: inout FindingList
    ) {
        guard manifest.isReadable else { return }
        let place = Finding.Place(ContainerFormat.manifestName)
        let root = Array("/".utf8)
        if let mediaType = manifest.mediaTypes[root] {
            if !mediaType.hasOctets(of: ContainerFormat.mediaType) {
                findings.add(
                    .manifest, at: place, expected: ContainerFormat.mediaType,
                    found: mediaType, "the manifest gives the container another media type")
            }
        } else {
            findings.add(
                .manifest, at: place, expected: "an entry with full-path \"/\"",
                "the manifest does not name the container")
        }
        let known = Set(files)
        let sorted = files.sorted { $0.lexicographicallyPrecedes($1) }
        for path in manifest.paths where path != root && !known.contains(path) {
            guard !others.contains(path), !isFolder(path, of: sorted) else { continue }
            findings.add(
                .manifest, at: place, expected: "a file in the container",
                found: String(decoding: path, as: UTF8.self),
                "the manifest lists a file that is not there")
        }
        for file in files where manifest.mediaTypes[file] == nil {
            findings.add(
                .manifest, at: place, expected: "an entry for each file",
                found: "none for \"\(String(decoding: file, as: UTF8.self))\"",
                "a file of the container is not in the manifest")
        }
    }

    /// Whether one of `files`, which are sorted, is in the folder `path`. A name may be in thousands
    /// of folders: they are not listed, but searched.
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
}
