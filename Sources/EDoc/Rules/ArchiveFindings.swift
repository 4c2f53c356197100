internal import EDocValidation
internal import EDocZip

// The contradictions of an archive, and the oddities of its entries, as findings.
extension FindingList {
    /// Adds the finding about a contradiction or a broken limit of the archive (C1, C2, T6 to T9).
    mutating func add(_ disagreement: ZipDisagreement) {
        add(
            ValidationRule(disagreement),
            at: Finding.Place(disagreement.entry, offset: disagreement.offset),
            expected: disagreement.expected, found: disagreement.found,
            disagreement.refuses
                ? "the archive is not in order: \(disagreement.field)"
                : "the name may be another to other programs, or seem another to people")
    }

    /// Adds the finding about an oddity of `entry` (C4, T10).
    mutating func add(_ oddity: Container.Oddity, of entry: ZipEntry) {
        let place = Finding.Place(entry.exactName)
        switch oddity {
        case .otherMetaInf:
            add(
                .dataFileOutsideMetaInf, at: place, expected: "META-INF/ in capitals",
                "the name is the same as META-INF to many file systems")
        case .emptyFolder:
            add(.notSigned, at: place, "an empty folder, which is not signed")
        }
    }
}

extension ValidationRule {
    /// The rule that an archive breaks.
    init(_ disagreement: ZipDisagreement) {
        self =
            switch disagreement.rule {
            case .c1: .archiveProfile
            case .c1a: .markedNames
            case .c2: .mimetypeEntry
            case .c2a: .neededRecords
            case .t6: .entryName
            case .t6Kind: .entryKind
            case .t6Case: .namesInOneCase
            case .t6Portability: .portableNames
            case .t7: .distinctNames
            case .t8: .consistentArchive
            case .t9: .archiveLimits
            }
    }
}
