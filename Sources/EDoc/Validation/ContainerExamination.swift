internal import EDocCrypto
internal import EDocEncoding
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocXML
internal import EDocZip
internal import FoundationEssentials

/// The examination of one container: archive, entries, signatures, files, manifest, in this order.
struct ContainerExamination {
    private let container: Container
    private let policy: ValidationPolicy
    private let validator: SignatureValidator
    private let time: Date
    private let requiredSigners: [RequiredSigner]
    private let limits: ValidationLimits
    private let budget: WorkBudget
    private var findings: FindingList
    /// The places of the entries whose contents were read to their end.
    private var contentsRead: Set<Int> = []
    private var coverage = FileCoverage()
    private var format: RecognizedFormat

    init(
        _ container: Container, limits: ValidationLimits, budget: WorkBudget,
        policy: ValidationPolicy, validator: SignatureValidator,
        requiredSigners: [RequiredSigner], time: Date
    ) {
        self.container = container
        self.policy = policy
        self.validator = validator
        self.time = time
        self.requiredSigners = requiredSigners
        self.limits = limits
        self.budget = budget
        format = container.format(mimetype: nil)
        findings = FindingList(policy: policy)
        for disagreement in reader.disagreements { add(disagreement) }
        for (place, oddity) in container.oddities { add(oddity, at: place) }
    }

    private var reader: ZipReader { container.reader }

    /// Examines everything and reports.
    mutating func report(file: String?) throws -> ValidationReport {
        var signatures: [SignatureReport] = []
        do { try examine(&signatures) } catch is WorkBudget.Stop {}
        switch budget.stop {
        case nil: break
        case .cancelled: throw CancellationError()
        case .some(let stop): findings.add(Finding(stop, at: .container))
        }
        let isAccepted = !findings.hasFailure
        for index in signatures.indices { signatures[index].isInAcceptedContainer = isAccepted }
        let names =
            requiredSigners.isEmpty ? [] : container.dataEntries.map { Array($0.nameOctets) }
        for signer in requiredSigners {
            if let finding = signer.finding(signatures, names) { findings.add(finding) }
        }
        return ValidationReport(
            file: file, policy: policy.name, validationTime: time, format: format,
            containerAlone: isAccepted ? .accepted : .refused, findings: findings.findings,
            signatures: signatures,
            signedDataFiles: findings.hasFailure
                ? []
                : coverage.signedDataFiles(
                    container.dataEntries, signatures, reader.spending(WorkBudget())))
    }

    /// The examination itself; what was found until it stops stays.
    private mutating func examine(_ signatures: inout [SignatureReport]) throws {
        if let stop = budget.stop { throw stop }
        let type = try checkMimetype()
        format = container.format(mimetype: type)
        var values: [OctetString: Int] = [:]
        if format == .asicEXAdES {
            checkMetaEntries()
            let files = try readSignatureFiles()
            var digests = SignedDataDigests()
            // Of each signature that was read the report says that it was not validated.
            do { digests = try digestDataFiles(files) } catch is WorkBudget.Stop {}
            for file in files {
                for signature in file.signatures {
                    var report = validator.validate(
                        signature, in: file, data: digests, at: time
                    ) { name, receive in
                        try read(name, receive)
                    }
                    coverage.add(report, at: signatures.count)
                    report.isRepetition = isRepetition(signature, signatures.count, &values)
                    signatures.append(report)
                }
            }
            if let stop = budget.stop { throw stop }
            let withSignatures = files.count { !$0.signatures.isEmpty }
            try coverage.check(
                container.dataEntries, signatures,
                isMissing: withSignatures < container.meta.signatures.count, budget,
                &findings)
            try checkManifest(signatures)
            try checkUnreadEntries()
        } else {
            findings.add(
                .containerFormat, at: .container, expected: RecognizedFormat.asicEXAdES.description,
                found: format.description,
                "the file is not an ASiC-E container with XAdES signatures: \(format.advice)")
        }
    }

    /// Whether the value of `signature` is that of an earlier one, which `values` have.
    private mutating func isRepetition(
        _ signature: SignatureFile.Signature, _ place: Int, _ values: inout [OctetString: Int]
    ) -> Bool {
        guard case .success(let element) = signature.content else { return false }
        let value = OctetString(element.signatureValue)
        guard let first = values[value] else {
            values[value] = place
            return false
        }
        findings.add(
            .repeatedSignature,
            at: Finding.Place(element.entry, path: element.id.map { "#" + $0 }),
            expected: "a value of its own", found: "that of signature \(first + 1)",
            "the signature is a copy of an earlier one, and does not count as another")
        return true
    }

    // MARK: Entries

    private mutating func add(_ oddity: Container.Oddity, at place: Int) {
        let place = Finding.Place(reader.entries[place].exactName)
        switch oddity {
        case .otherMetaInf:
            findings.add(
                .dataFileOutsideMetaInf, at: place, expected: "META-INF/ in capitals",
                "the name is the same as META-INF to many file systems")
        case .emptyFolder:
            findings.add(.notSigned, at: place, "an empty folder, which is not signed")
        }
    }

    /// C2, C3, T12: the media type of the container, in front where anybody can see it.
    private mutating func checkMimetype() throws -> String? {
        guard let mimetype = container.mimetype else {
            if !reader.entries.isEmpty {
                findings.add(
                    .mimetypeThere, at: .container, expected: "an entry mimetype",
                    "the container does not say what it is (it need not: EN 319 162-1 §5.3.3 Table 5)"
                )
            }
            return nil
        }
        for disagreement in reader.mimetypeDisagreements() { add(disagreement) }
        guard
            case .bytes(let octets) = try contents(ofEntryAt: mimetype, limit: 1024)
        else {
            findings.add(
                .mediaType, at: Finding.Place("mimetype"), "the content of the entry cannot be read"
            )
            return nil
        }
        let text = String(decoding: octets, as: UTF8.self)
        let other = RecognizedFormat.ofArchive(mimetype: text, meta: container.meta) { _ in false }
        if !octets.elementsEqual(ContainerFormat.mediaType.utf8), other != .asicS {
            findings.add(
                .mediaType, at: Finding.Place("mimetype"), expected: ContainerFormat.mediaType,
                found: String(text.prefix(100)),
                "the media type must stand there exactly, without byte order mark or line end")
        }
        return text
    }

    /// C10, C11: names that a reader could take for something that must be validated. What else is
    /// in the folder is not signed, and needs not be (EN 319 162-1 §4.4.3.2).
    private mutating func checkMetaEntries() {
        for index in container.meta.cades + container.meta.timeAssertions {
            let entry = reader.entries[index]
            findings.add(
                .xadesAlone, at: Finding.Place(entry.exactName),
                "time assertions, evidence records and CAdES signatures beside XAdES signatures "
                    + "are not validated")
        }
        for index in container.meta.misleading {
            let entry = reader.entries[index]
            findings.add(
                .unmistakableNames, at: Finding.Place(entry.exactName),
                "the file is not read, though its name suggests that it has to be")
        }
        guard case let others = container.meta.others, others > 0 else { return }
        findings.add(
            .notSigned, at: Finding.Place("META-INF/"), found: "\(others) other files",
            "files in this folder that are neither signatures nor the manifest are not signed")
    }

    private mutating func contents(
        ofEntryAt place: Int, limit: Int
    ) throws -> EntryContents {
        contentsRead.insert(place)
        return try reader.contents(of: reader.entries[place], limit: limit)
    }

    /// T8: what no signature needs is in order too, for other programs take it out.
    private mutating func checkUnreadEntries() throws {
        let unread = reader.entries.indices.filter { !contentsRead.contains($0) }
        guard !unread.isEmpty else { return }
        var inflater = try Inflater()
        for place in unread {
            try budget.spend()
            if let disagreement = try reader.read(reader.entries[place], with: &inflater, { _ in })
            {
                add(disagreement)
            }
        }
    }

    // MARK: Signature files

    private mutating func readSignatureFiles() throws -> [SignatureFile] {
        var files: [SignatureFile] = []
        // All of them together may be as large as one, for they are held in memory.
        var left = limits.signatureFileOctets.amount(
            for: container.size, most: SignatureLimits().fileOctets)
        for index in container.meta.signatures {
            let entry = reader.entries[index]
            switch try contents(ofEntryAt: index, limit: left) {
            case .refused(let disagreement): add(disagreement)
            case .bytes(let octets):
                left -= octets.count
                do throws(FormatFailure) {
                    let file = try SignatureFile(
                        parsing: octets, entry: String(decoding: entry.nameOctets, as: UTF8.self),
                        budget: budget)
                    for defect in file.defects(under: policy) { defect.add(to: &findings) }
                    files.append(file)
                } catch {
                    if let stop = budget.stop { throw stop }
                    findings.add(error.finding)
                }
            }
        }
        return files
    }

    // MARK: Data files

    /// Reads each file that a signature refers to once, with all the digests that are needed of it.
    private mutating func digestDataFiles(_ files: [SignatureFile]) throws -> SignedDataDigests {
        var needed: [OctetString: Set<DigestAlgorithm>] = [:]
        for file in files {
            for signature in file.signatures {
                guard case .success(let element) = signature.content else { continue }
                try budget.spendInParts(element.signedInfo.references.count / 4)
                for (name, algorithm) in validator.digestsNeeded(by: element) {
                    needed[OctetString(name), default: []].formUnion(algorithm.map { [$0] } ?? [])
                }
            }
        }
        var digests = SignedDataDigests()
        let isDataFile = Set(container.dataFiles)
        for (name, algorithms) in needed {
            guard let place = container.place(of: name), isDataFile.contains(place) else {
                continue
            }
            try budget.spend()
            contentsRead.insert(place)
            let (values, disagreement) = try FileDigests.compute(
                Array(algorithms), of: reader.entries[place], in: reader)
            if let disagreement {
                add(disagreement)
                digests.insert(name.octets, [])
            } else {
                digests.insert(name.octets, values)
            }
        }
        return digests
    }

    /// Hands the octets of a data file to `receive`; for archive time-stamps.
    private func read(_ name: [UInt8], _ receive: (Span<UInt8>) throws -> Void) throws {
        guard let place = container.place(of: OctetString(name)) else {
            throw EDocError(.unreadableFile, "no such file in the container")
        }
        if let disagreement = try reader.read(reader.entries[place], receive) {
            throw EDocError(.unreadableFile, disagreement.description)
        }
    }

    // MARK: Manifest

    /// C7, T11, T13: the manifest and the archive say the same.
    private mutating func checkManifest(_ signatures: [SignatureReport]) throws {
        guard let place = container.meta.manifest else {
            findings.add(
                .manifestThere, at: .container, expected: ContainerFormat.manifestName,
                "the container has no manifest")
            return
        }
        let octets: [UInt8]
        let most = limits.manifestOctets.amount(for: container.size, most: 32 << 20)
        switch try contents(ofEntryAt: place, limit: most) {
        case .refused(let disagreement): return add(disagreement)
        case .bytes(let contents): octets = contents
        }
        let names = container.dataEntries.map(\.nameOctets)
        if OpenDocumentManifest.isOfThisLibrary(octets, signatures, names) { return }
        let manifest = OpenDocumentManifest(parsing: octets, &findings, budget: budget)
        if let stop = budget.stop { throw stop }
        manifest.compare(
            files: names.map { Array($0) }, others: Set(container.otherNames), &findings)
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

    private mutating func add(_ disagreement: ZipDisagreement) {
        findings.add(
            ValidationRule(disagreement),
            at: Finding.Place(disagreement.entry, offset: disagreement.offset),
            expected: disagreement.expected, found: disagreement.found,
            disagreement.refuses
                ? "the archive is not in order: \(disagreement.field)"
                : "the name may be another to other programs, or seem another to people")
    }
}
