public import EDocValidation
internal import EDocXAdES

/// The rules of containers: EN 319 162-1, and the archive by APPNOTE.
extension ValidationRule {
    // MARK: The archive

    /// C1: the archive is one file, not encrypted; its entries are stored or deflated and have
    /// names in UTF-8.
    public static let archiveProfile = ValidationRule(
        "C1", .fail, "EN 319 162-1 §4.2, Table 1; ISO/IEC 21320-1")
    /// C1a: a name outside ASCII is marked as UTF-8; otherwise programs show other letters.
    public static let markedNames = ValidationRule("C1a", .fail, "APPNOTE 4.4.4 bit 11, D.1")
    /// C2: `mimetype` is the first entry, stored, without extra field and without data descriptor.
    public static let mimetypeEntry = ValidationRule("C2", .fail, "EN 319 162-1 §A.1")
    /// C2a: a stored entry has no data descriptor; zip64 only where a size needs it. APPNOTE 4.4.4
    /// allows both, but Java and programs built on it cannot read such entries from a stream.
    public static let neededRecords = ValidationRule(
        "C2a", .fail, "java.util.zip.ZipInputStream of Java 17; stricter than APPNOTE 4.4.4")
    /// T6: an entry name does not lead out of the container, and means the same everywhere.
    public static let entryName = ValidationRule("T6", .fail, "APPNOTE 4.4.17")
    /// T6: attributes, extra fields and versions make of an entry what its name says, a file or a
    /// folder, whichever program reads them.
    public static let entryKind = ValidationRule("T6", .fail, "APPNOTE 4.4.2, 4.4.3, 4.4.15, 4.5")
    /// T7: no two entries have names that are the same, or look the same.
    public static let distinctNames = ValidationRule("T7", .fail, "ISO/IEC 21320-1; APPNOTE 4.4.17")
    /// T8: the archive contradicts itself nowhere, and every byte of it belongs to a record.
    public static let consistentArchive = ValidationRule("T8", .fail, "APPNOTE 4.3")
    /// T9: the archive is not larger than `ZipLimits`.
    public static let archiveLimits = ValidationRule("T9", .fail, "limit of this library")
    /// T6: no two entries have names that differ only in upper and lower case, or in what full case
    /// folding makes equal.
    public static let namesInOneCase = ValidationRule(
        "T6", always: .warn, "APPNOTE 4.4.17; Unicode §3.13")
    /// T6: an entry name is the same on every system, and people see it as it is.
    public static let portableNames = ValidationRule(
        "T6", always: .warn, "APPNOTE 4.4.17; Unicode UTR #36 §2")
    // MARK: The entries

    /// C5: the file is an ASiC-E container with XAdES signatures.
    public static let containerFormat = ValidationRule(
        "C5", always: .fail, "EN 319 162-1 §4.4.3.2, §A.5")
    /// T12: `mimetype` holds the media type and nothing else.
    public static let mediaType = ValidationRule("T12", .fail, "EN 319 162-1 §A.1")
    /// T12: there is a `mimetype`. The standard does not demand it.
    public static let mimetypeThere = ValidationRule("T12", always: .warn, "EN 319 162-1 §A.1")
    /// C4: data files stand outside of `META-INF/`, in capitals or small letters.
    public static let dataFileOutsideMetaInf = ValidationRule(
        "C4", .fail, "EN 319 162-1 §4.4.2 (2)")
    /// C10: no other file in `META-INF/` has a name as if it had to be validated.
    public static let unmistakableNames = ValidationRule("C10", .warn, "EN 319 162-1 §4.4.3.2 (5d)")
    /// C11: no evidence records, time assertions and CAdES signatures stand beside XAdES
    /// signatures.
    public static let xadesAlone = ValidationRule("C11", .warn, "EN 319 162-1 §4.4.3.2 (4), §A.7")
    /// T10: every file is covered by a signature.
    public static let fileSigned = ValidationRule("T10", .fail, "EN 319 162-1 §4.4.2 (1)")
    /// T10: empty folders, and other files in `META-INF/`, are not signed.
    public static let notSigned = ValidationRule("T10", always: .note, "EN 319 162-1 §4.4.2 (1)")
    // MARK: Signature files

    /// C5: a signature file is an `asic:XAdESSignatures` with signatures and nothing else.
    public static let signatureFileRoot = ValidationRule("C5", .fail, "EN 319 162-1 §4.4.3.2, §A.5")
    /// T1: signatures and their parts stand nowhere but where they belong.
    public static let elementsAtTheirPlace = ValidationRule(
        "T1", .fail, "XMLDSig 1.1 §4.4.3.2; EN 319 132-1 §4.4.2")
    /// T2: an identifier occurs once in a document.
    public static let uniqueIdentifiers = ValidationRule(
        "T2", .fail, "XML 1.0 §3.3.1 (validity constraint ID)")
    /// T3: there is no document type declaration and no entity.
    public static let noDocumentType = ValidationRule(
        "T3", .fail, "XMLDSig 1.1 §8; EN 319 162-1 §A.5")
    /// T5: a signature file is not larger than the limits.
    public static let signatureFileLimits = ValidationRule("T5", .fail, "limit of this library")
    /// T22: no signature file or manifest has an attribute `xml:base`.
    public static let noBase = ValidationRule("T22", always: .fail, "limit of this library")
    // MARK: What signatures refer to

    /// T6: a reference does not lead out of the container.
    public static let referenceWithinContainer = ValidationRule(
        "T6", always: .fail, "APPNOTE 4.4.17")
    /// T19: a signature does not refer to `mimetype` or `META-INF/`.
    public static let referenceToDataFile = ValidationRule(
        "T19", always: .fail, "EN 319 162-1 §4.4.2 (2), §A.6")
    // MARK: The signatures together

    /// V2: no signature repeats another one, which would be counted twice.
    public static let repeatedSignature = ValidationRule(
        "V2", always: .warn, "rule of this library")
    /// V2: each required signer has signed, and every file.
    public static let requiredSigner = ValidationRule("V2", always: .fail, "demand of the caller")
    /// T17: what a signature lacked, and services were asked for, came.
    public static let fetchedEvidence = ValidationRule(
        "T17", always: .warn, "RFC 5280 §4.2.2.1, §4.2.1.13")
    // MARK: The manifest

    /// C7: there is a `META-INF/manifest.xml`.
    public static let manifestThere = ValidationRule(
        "C7", .fail, "EN 319 162-1 §5.3.3 Table 5, §4.4.3.2 (5b)")
    /// T11: the manifest lists each file once, and nothing else; it gives the container's media
    /// type.
    public static let manifest = ValidationRule(
        "T11", .fail, "EN 319 162-1 §4.4.3.2 (5b); ODF 1.2 part 3 §3.2")
    /// T13: the manifest gives a file the media type that was signed.
    public static let signedMediaType = ValidationRule(
        "T13", .warn, "EN 319 132-1 §5.2.4; ODF 1.2 part 3 §4.8.4")

    /// The rules above.
    package static let ofContainers: [ValidationRule] = [
        .archiveProfile, .markedNames, .mimetypeEntry, .neededRecords, .entryName, .entryKind,
        .distinctNames, .consistentArchive, .archiveLimits, .namesInOneCase, .portableNames,
        .containerFormat, .mediaType, .mimetypeThere, .dataFileOutsideMetaInf,
        .unmistakableNames, .xadesAlone, .fileSigned, .notSigned,
        .signatureFileRoot, .elementsAtTheirPlace, .uniqueIdentifiers, .noDocumentType,
        .signatureFileLimits, .noBase, .referenceWithinContainer,
        .referenceToDataFile,
        .repeatedSignature, .requiredSigner, .fetchedEvidence,
        .manifestThere, .manifest, .signedMediaType,
    ]
}

extension ValidationRule {
    /// All rules that a finding can cite, by row: each layer's own, put together. A policy file is
    /// read against them.
    public static let known = (ofContainers + ofSignatures + ofBlocks).sorted()
}
