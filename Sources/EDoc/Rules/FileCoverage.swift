internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocZip

/// Which signatures of a container cover which files.
struct FileCoverage {
    /// A signature that covers a file: its place among the signatures, that of the file among its.
    private typealias Covering = (signature: Int, place: Int)

    /// By the octets of the name of the file, in the order of the signatures.
    private var covering: [OctetString: [Covering]] = [:]

    /// Takes note of the files of `report`, which is at `number` among the signatures.
    mutating func add(_ report: SignatureReport, at number: Int) {
        for (place, signed) in report.files.enumerated() {
            let name = OctetString(signed.nameOctets)
            guard covering[name]?.last?.signature != number else { continue }
            covering[name, default: []].append((signature: number, place))
        }
    }

    /// T10 and C8: every file is covered, and by every signature.
    ///
    /// Of what cannot be read nobody knows what it covers: `isMissing` says that no signature was
    /// found in a signature file. That explains a file that nothing else covers, and T10 is not
    /// said, as long as no signature passed: nobody may come to rely on one because something
    /// unreadable was put beside it.
    func check(
        _ files: [ZipEntry], _ signatures: [SignatureReport], isMissing: Bool,
        _ budget: WorkBudget, _ findings: inout FindingList
    ) throws {
        let readable = signatures.count { $0.subIndication != .formatFailure }
        let isAllRead = readable == signatures.count && !isMissing
        let isSaid = isAllRead || signatures.contains { $0.indication == .totalPassed }
        for entry in files {
            try budget.spend()
            let covering = covering[OctetString(entry.nameOctets)] ?? []
            if covering.isEmpty {
                guard isSaid else { continue }
                findings.add(
                    .fileSigned, at: Finding.Place(entry.exactName),
                    expected: "a signature over the file",
                    isAllRead
                        ? "no signature covers the file"
                        : "no signature that can be read covers the file")
            } else if covering.count < readable {
                findings.add(
                    .signsEachFileOnce, at: Finding.Place(entry.exactName),
                    expected: "all \(readable) signatures", found: "\(covering.count)",
                    "not every signature covers the file: who signed the one has not signed "
                        + "the other")
            }
        }
    }

    /// Those of `files` that a TOTAL-PASSED signature covers, to be read with `reader`.
    func signedDataFiles(
        _ files: [ZipEntry], _ signatures: [SignatureReport], _ reader: ZipReader
    ) -> [SignedDataFile] {
        files.compactMap { entry in
            let passed = (covering[OctetString(entry.nameOctets)] ?? []).filter {
                signatures[$0.signature].indication == .totalPassed
            }
            guard let first = passed.first, entry.name != nil else { return nil }
            let signed = signatures[first.signature].files[first.place]
            guard let digest = signed.digest else { return nil }
            return SignedDataFile(
                name: signed.name, mediaType: signed.mediaType, size: entry.uncompressedSize,
                digest: digest, signatures: passed.map(\.signature), reader: reader, entry: entry)
        }
    }
}
