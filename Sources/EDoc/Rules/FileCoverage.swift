internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocZip

/// Which signatures of a container cover which files.
struct FileCoverage {
    /// The place of a signature that covers a file, and of the file among those that it covers.
    private typealias Covering = (signature: Int, place: Int)

    /// The signatures that cover a file, by the octets of its name, in their order.
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
    /// Nobody knows what an unreadable signature covers; `isMissing` says that a signature file has
    /// none that could be found. As long as no signature passed, an unreadable one explains files
    /// that no other covers, and T10 is not reported. Once one passed it is: to put something
    /// unreadable beside a good signature must not hide files that it does not cover.
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

    /// Those of `files` that a TOTAL-PASSED signature covers; their octets are read with `reader`.
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
