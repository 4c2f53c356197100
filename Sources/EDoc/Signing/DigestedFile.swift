internal import EDocCrypto
internal import EDocXAdES
internal import EDocZip

/// A data file that has been checked and hashed.
struct DigestedFile: Sendable {
    /// What was given to sign.
    let file: DataFile
    /// Its name in the container.
    let name: EntryName
    /// How it stands there.
    let compression: Compression
    /// Its size in octets.
    let size: UInt64
    /// The checksum of its octets; zero where the zip layer takes it.
    let crc32: UInt32
    /// The digest that is signed.
    let digest: DigestValue

    /// The file as the signature sees it.
    var signedDataObject: SignedDataObject {
        SignedDataObject(
            reference: RelativeReference(toEntryNamed: name.octets.span),
            mediaType: file.mediaType, digest: digest)
    }

    /// The file at `path` is not what was hashed.
    func changed(_ path: String) -> EDocError {
        EDocError(
            .fileChanged,
            """
            the file "\(path)" was changed while it was signed: what was copied is not what was \
            hashed; sign it when nobody writes to it
            """)
    }

    /// The names of `files` in the container, in their order.
    ///
    /// - Throws: ``EDocError`` when there is no file, or a name or a media type cannot be.
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
