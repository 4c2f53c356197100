internal import EDocCrypto
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocZip
internal import FoundationEssentials

/// The examination of one container: archive, entries, signatures, files, manifest, in this order.
///
/// Each rule looks at the container and adds its findings; no rule depends on another.
struct ContainerExamination {
    private let policy: ValidationPolicy
    private let validator: SignatureValidator
    private let time: Date
    private let limits: ValidationLimits
    private let budget: WorkBudget
    private var contents: ContainerContents
    private var findings: FindingList
    private var format: ValidationReport.Format
    private var signatures: [SignatureReport] = []
    private var coverage = FileCoverage()

    private var container: Container { contents.container }

    init(
        _ container: Container, replacing replacements: [Int: [UInt8]] = [:],
        limits: ValidationLimits, budget: WorkBudget,
        policy: ValidationPolicy, validator: SignatureValidator, time: Date
    ) {
        self.policy = policy
        self.validator = validator
        self.time = time
        self.limits = limits
        self.budget = budget
        contents = ContainerContents(of: container, replacing: replacements)
        format = container.format(mimetype: nil)
        findings = FindingList(policy: policy)
    }

    /// Examines everything and reports.
    mutating func report(
        file: String?, requiredSigners: [RequiredSigner]
    ) throws -> ValidationReport {
        do { try examine() } catch is WorkBudget.Stop {}
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
            file: file, policy: policy.name, validationTime: time,
            isInspection: validator.trustsNobody, format: format,
            containerAlone: isAccepted ? .accepted : .refused, findings: findings.findings,
            signatures: signatures,
            signedDataFiles: findings.hasFailure
                ? []
                : coverage.signedDataFiles(
                    container.dataEntries, signatures, container.reader.spending(WorkBudget())))
    }

    /// The examination itself; when it stops, the findings so far stay.
    private mutating func examine() throws {
        let reader = container.reader
        for disagreement in reader.disagreements { findings.add(disagreement) }
        for (place, oddity) in container.oddities {
            findings.add(oddity, of: reader.entries[place])
        }
        if let stop = budget.stop { throw stop }
        let mimetype = try Mimetype.check(&contents, &findings)
        format = container.format(mimetype: mimetype)
        guard format == .asicEXAdES else {
            return findings.add(
                .containerFormat, at: .container,
                expected: ValidationReport.Format.asicEXAdES.description,
                found: format.description,
                "the file is not an ASiC-E container with XAdES signatures: \(format.advice)")
        }
        MetaInfNames.check(container, &findings)
        let files = try readSignatureFiles()
        try validateSignatures(in: files)
        let withSignatures = files.count { !$0.signatures.isEmpty }
        try coverage.check(
            container.dataEntries, signatures,
            isMissing: withSignatures < container.meta.signatures.count, budget, &findings)
        try ManifestAgreement.check(
            &contents, signatures,
            limit: limits.manifestOctets.amount(for: container.size, most: 32 << 20), &findings)
        try contents.readTheRest { findings.add($0) }
    }

    // MARK: Signatures

    private mutating func readSignatureFiles() throws -> [SignatureFile] {
        var files: [SignatureFile] = []
        // All signature files together have the limit of one, since they are held in memory.
        var left = limits.signatureFileOctets.amount(
            for: container.size, most: SignatureLimits().fileOctets)
        for place in container.meta.signatures {
            switch try contents.octets(ofEntryAt: place, limit: left) {
            case .refused(let disagreement): findings.add(disagreement)
            case .bytes(let octets):
                left -= octets.count
                let name = container.reader.entries[place].nameOctets
                do throws(FormatFailure) {
                    let file = try SignatureFile(
                        parsing: octets, entry: String(decoding: name, as: UTF8.self),
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

    private mutating func validateSignatures(in files: [SignatureFile]) throws {
        var digests = SignedDataDigests()
        // If the budget stops here, each signature is still reported, as not validated.
        do { digests = try digestDataFiles(files) } catch is WorkBudget.Stop {}
        var repeated = RepeatedSignatures()
        let references = FileReferences(to: digests, policy)
        for file in files {
            for signature in file.signatures {
                var report = validator.validate(
                    signature, quirks: file.quirks, resolver: references, data: digests, at: time
                ) { name, receive in
                    try contents.read(name, receive)
                }
                let number = signatures.count
                coverage.add(report, at: number)
                report.isRepetition = repeated.isRepetition(signature, at: number, &findings)
                signatures.append(report)
            }
        }
        if let stop = budget.stop { throw stop }
    }

    /// Reads each file that a signature refers to once, with all the digests that are needed of it.
    private mutating func digestDataFiles(_ files: [SignatureFile]) throws -> SignedDataDigests {
        var needed: [OctetString: Set<DigestAlgorithm>] = [:]
        for file in files {
            for signature in file.signatures {
                guard case .success(let element) = signature.content else { continue }
                try budget.spendInParts(element.signedInfo.references.count / 4)
                for (name, algorithm) in FileReferences.digestsNeeded(by: element, policy) {
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
            let (values, disagreement) = try contents.digests(ofEntryAt: place, by: algorithms)
            if let disagreement { findings.add(disagreement) }
            digests.insert(name.octets, values)
        }
        return digests
    }
}
