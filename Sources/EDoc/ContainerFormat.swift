package import EDocXAdES
package import EDocZip

/// The ASiC-E container of EN 319 162-1 §4.4: what is where in it.
package enum ContainerFormat {
    /// The media type of the container (§4.4.3.1), the content of `mimetype`.
    package static let mediaType = "application/vnd.etsi.asic-e+zip"
    /// The name of the first entry (A.1).
    package static let mimetypeName = "mimetype"
    /// The name of the manifest (§4.4.3.2 5b).
    package static let manifestName = "META-INF/manifest.xml"
    /// The folder of signatures and manifest, where no data file may be (§4.4.2).
    package static let metaFolder = "META-INF"

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
            throw EDocError(
                .invalidName, "a data file cannot be called \"\(name)\": \(error)",
                underlying: error)
        }
        let octets = entryName.octets
        if octets.elementsEqual(mimetypeName.utf8) {
            throw EDocError(
                .invalidName,
                """
                a data file cannot be called "mimetype": the entry of that name holds the media \
                type of the container
                """)
        }
        let folder = octets.prefix(while: { $0 != UInt8(ascii: "/") })
        if folder.elementsEqual(metaFolder.utf8, by: { $0 & 0xDF == $1 & 0xDF }),
            String(decoding: folder, as: UTF8.self).uppercased() == metaFolder
        {
            throw EDocError(
                .invalidName,
                """
                a data file cannot be called "\(name)": the folder META-INF holds signatures and \
                manifest
                """)
        }
        return entryName
    }
}
