internal import EDocValidation
internal import EDocZip

/// The entry `mimetype`: the media type of the container, at a fixed place in front (C2, T12;
/// EN 319 162-1 §A.1).
enum Mimetype {
    /// Looks at the entry and its contents.
    ///
    /// - Returns: The text of the entry; nil when there is none, or when it cannot be read.
    static func check(
        _ contents: inout ContainerContents, _ findings: inout FindingList
    ) throws -> String? {
        let container = contents.container
        guard let entry = container.mimetype else {
            if !container.reader.entries.isEmpty {
                findings.add(
                    .mimetypeThere, at: .container, expected: "an entry mimetype",
                    "the container does not say what it is (it need not: EN 319 162-1 §5.3.3 Table 5)"
                )
            }
            return nil
        }
        for disagreement in container.reader.mimetypeDisagreements() { findings.add(disagreement) }
        let place = Finding.Place(ContainerFormat.mimetypeName)
        guard case .bytes(let octets) = try contents.octets(ofEntryAt: entry, limit: 1024) else {
            findings.add(.mediaType, at: place, "the content of the entry cannot be read")
            return nil
        }
        let text = String(decoding: octets, as: UTF8.self)
        let other: ValidationReport.Format =
            .ofArchive(mimetype: text, meta: container.meta) { _ in false }
        if !octets.elementsEqual(ContainerFormat.mediaType.utf8), other != .asicS {
            findings.add(
                .mediaType, at: place, expected: ContainerFormat.mediaType,
                found: String(text.prefix(100)),
                "the media type must stand there exactly, without byte order mark or line end")
        }
        return text
    }
}
