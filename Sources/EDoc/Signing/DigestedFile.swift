internal import EDocCrypto
internal import EDocXAdES
internal import EDocZip

/// A data file that has been checked, written and digested.
struct DigestedFile: Sendable {
    /// Its name, as it was given.
    let name: String
    /// Its name in the container.
    let entryName: EntryName
    /// Its media type.
    let mediaType: String
    /// The digest that is signed.
    let digest: DigestValue

    /// The file as the signature sees it.
    var signedDataObject: SignedDataObject {
        SignedDataObject(
            uri: RelativeReference.uri(ofEntryNamed: entryName.octets.span),
            mediaType: mediaType, digest: digest)
    }

    /// The names of `files` in the container, in their order.
    ///
    /// - Throws: `EDocError` with `noDataFiles`, `tooLarge`, `invalidName`, `duplicateName` or
    ///   `invalidMediaType`.
    static func checkedNames(of files: [DataFile]) throws(EDocError) -> [EntryName] {
        guard !files.isEmpty else {
            throw EDocError(
                .noDataFiles,
                "no file was given to sign: a container holds at least one (EN 319 162-1 §5.3.3)")
        }
        let limits = ZipLimits()
        guard files.count <= limits.entries - ContainerLayout.entryCount else {
            throw EDocError(
                .tooLarge,
                """
                \(files.count) files were given to sign: a container holds at most \
                \(limits.entries - ContainerLayout.entryCount)
                """)
        }
        var names: [EntryName] = []
        names.reserveCapacity(files.count)
        var known = EntryNameSet(minimumCapacity: files.count > 1 ? files.count : 0)
        for file in files {
            let name = try ContainerFormat.entryName(ofDataFileNamed: file.name)
            guard name.octets.count <= limits.nameLength else {
                throw EDocError(
                    .invalidName,
                    """
                    a data file has a name of \(name.octets.count) bytes in UTF-8: at most \
                    \(limits.nameLength) are possible
                    """)
            }
            guard MediaType.isWellFormed(file.mediaType) else {
                throw EDocError(
                    .invalidMediaType,
                    """
                    the data file "\(file.name)" has the media type "\(file.mediaType)", which is \
                    none: give type/subtype, such as application/pdf
                    """)
            }
            if files.count > 1, let clash = known.insert(name) {
                throw refusal(of: file.name, clash)
            }
            names.append(name)
        }
        return names
    }

    private static func refusal(of name: String, _ clash: EntryNameSet.Clash) -> EDocError {
        guard clash == .sameName || clash == .sameLook else {
            return EDocError(
                clash == .tooManyFolders ? .tooLarge : .duplicateName,
                "a data file cannot be called \"\(name)\": \(clash)")
        }
        return EDocError(
            .duplicateName,
            "two data files are called \"\(name)\""
                + (clash == .sameName
                    ? "" : ", in two spellings that look the same (Unicode normalisation)")
                + ": give each a name of its own")
    }
}
