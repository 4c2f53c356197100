package import EDocXAdES
internal import EDocXML
package import EDocZip

/// The ASiC-E container of EN 319 162-1 §4.4: what is where in it.
package enum ContainerFormat {
    /// The media type of the container (§4.4.3.1), the content of `mimetype`.
    package static let mediaType = "application/vnd.etsi.asic-e+zip"
    /// The name of the first entry (A.1).
    package static let mimetypeName = "mimetype"
    /// The name of the manifest (§4.4.3.2 5b).
    package static let manifestName = "META-INF/manifest.xml"

    /// The profile that goes with the extension of a container's file name: `.edoc`, which is the
    /// Latvian name, `.asice` or `.sce` (§4.4.3.1).
    package static func profile(ofFileNamed path: String) throws(EDocError) -> SignatureProfile {
        let lowercased = path.lowercased()
        if lowercased.hasSuffix(".edoc") { return .edoc }
        if lowercased.hasSuffix(".asice") || lowercased.hasSuffix(".sce") { return .asice }
        throw EDocError(
            .unknownFileNameExtension,
            """
            the container's file name "\(path)" ends neither in .edoc nor in .asice or .sce: name \
            it so, or choose a profile in the signature parameters
            """)
    }

    /// The entry name of a data file called `name`.
    ///
    /// Besides what no entry may be called, a data file is neither `mimetype` nor in `META-INF`
    /// (§4.4.2, A.1), in capitals or not: on many file systems these are the same.
    package static func entryName(ofDataFileNamed name: String) throws(EDocError) -> EntryName {
        let entryName: EntryName
        do {
            entryName = try EntryName(name)
        } catch {
            throw EDocError(.invalidName, error.message, underlying: error)
        }
        let top = entryName.octets.prefix { $0 != UInt8(ascii: "/") }
        guard !top.elementsEqual(mimetypeName.utf8) else {
            throw EDocError(
                .invalidName,
                """
                a data file cannot be called "\(name)": the entry mimetype holds the media type of \
                the container
                """)
        }
        guard !entryName.isInMetaInf else {
            throw EDocError(
                .invalidName,
                """
                a data file cannot be called "\(name)": the folder META-INF is that of signatures \
                and manifest
                """)
        }
        if let character = XMLWriter.firstForbiddenCharacter(in: name) {
            let code = String(character.value, radix: 16, uppercase: true)
            throw EDocError(
                .invalidName,
                """
                a data file cannot be called "\(name)": it holds U+\(code), which the manifest, \
                like any XML document, cannot hold
                """)
        }
        return entryName
    }
}

/// The entries of a container that are no data files.
struct ContainerLayout: Sendable {
    /// The first entry.
    let mimetype: EntryName
    /// The signature file.
    let signatureFile: EntryName
    /// The manifest.
    let manifest: EntryName

    /// How many they are.
    static let entryCount = 3

    /// What stands in `mimetype`: the media type without a line end (A.1).
    static let mimetypeContents = Array(ContainerFormat.mediaType.utf8)

    /// The entries of containers with signatures by `profile`.
    init(profile: SignatureProfile) throws(ZipError) {
        mimetype = try EntryName(ContainerFormat.mimetypeName)
        signatureFile = try EntryName(SignatureFileName.first(of: profile))
        manifest = try EntryName(ContainerFormat.manifestName)
    }
}
