internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocZip
internal import FoundationEssentials

/// A container that was read and examined, whose signatures are to be raised.
struct AugmentableContainer: Sendable {
    /// A signature file, and what was found of the signatures in it.
    struct File: Sendable {
        /// The place of the entry in the archive's list.
        let place: Int
        /// The name of the entry.
        let entry: String
        /// The contents, as they are to be.
        var octets: [UInt8]
        /// A report for each signature, in its order.
        let reports: [SignatureReport]
    }

    private let container: Container
    /// The signature files.
    var files: [File]

    /// Reads a container that `validator` accepts.
    ///
    /// - Parameter name: What messages call it.
    /// - Throws: `EDocError` with `notAugmentable` when it is refused, or has a signature that is
    ///   broken.
    init(
        _ source: some ByteSource, name: String, _ validator: ContainerValidator,
        at time: Date, _ cancellation: Cancellation
    ) throws {
        let budget = validator.budget(for: source.size, cancellation)
        container = try Container(source, limits: validator.archiveLimits, budget: budget)
        let report = try validator.examine(container, file: name, at: time, budget)
        if case .refused = report.containerAlone {
            let finding = report.findings.first { $0.severity == .fail }
            throw EDocError(
                .notAugmentable,
                "the container \(name) is refused, so nothing is added to it: "
                    + (finding?.message ?? "it is not in order"))
        }
        guard container.meta.timeAssertions.isEmpty else {
            throw EDocError(
                .notAugmentable,
                "the container \(name) has an evidence record or a time-stamp of its own, which would "
                    + "not be about its signature files any more (EN 319 162-1 §4.4.3.2 item 4)")
        }
        var contents = ContainerContents(of: container)
        files = try container.meta.signatures.map { [container] place in
            let entry = container.reader.entries[place]
            let name = String(decoding: entry.nameOctets, as: UTF8.self)
            guard
                case .bytes(let octets) = try contents.octets(
                    ofEntryAt: place, limit: SignatureLimits().fileOctets)
            else { throw EDocError(.notAugmentable, "\(name) cannot be read") }
            return File(
                place: place, entry: name, octets: octets,
                reports: report.signatures.filter { $0.entry == name })
        }
        for report in report.signatures { try Self.check(report, name) }
    }

    /// Throws when the signature itself is broken: more evidence would only hide that.
    private static func check(_ report: SignatureReport, _ name: String) throws(EDocError) {
        let curable: Set<SubIndication> = [
            .tryLater, .noCertificateChainFound, .certificateChainGeneralFailure,
            .outOfBoundsNoPOE, .outOfBoundsNotRevoked, .revocationOutOfBoundsNoPOE, .noPOE,
            .noCertificateChainFoundNoPOE,
        ]
        let isWhole =
            report.indication == .totalPassed
            || report.indication == .indeterminate
                && report.subIndication.map(curable.contains) ?? false
        guard !isWhole else { return }
        let finding = report.findings.first { $0.severity == .fail }
        throw EDocError(
            .notAugmentable,
            "\(name), \(report.entry): the signature \(report.id ?? "") is "
                + "\(report.indication.rawValue) (\(report.subIndication?.rawValue ?? "")), so "
                + "nothing is added to it: \(finding?.message ?? "")")
    }

    /// The self-signed certificates that the signatures carry, for who names no anchors.
    var ownAnchors: TrustAnchors {
        let cache = CertificateCache()
        var evidence = EvidenceSet()
        for file in files {
            guard let parsed = try? SignatureFile(parsing: file.octets, entry: file.entry) else {
                continue
            }
            for reading in parsed.signatures {
                guard case .success(let signature) = reading.content else { continue }
                evidence.insert(carriedBy: signature, cache)
            }
        }
        return TrustAnchors(allRoles: evidence.certificates.filter(\.isSelfSigned))
    }

    /// The contents of the signature files, by place.
    private var replacements: [Int: [UInt8]] {
        Dictionary(files.map { ($0.place, $0.octets) }) { first, _ in first }
    }

    /// What `validator` says of the container as it is to be.
    func report(
        by validator: ContainerValidator, name: String, at time: Date, _ cancellation: Cancellation
    ) throws -> ValidationReport {
        try validator.examine(
            container, replacing: replacements, file: name, at: time,
            validator.budget(for: container.size, cancellation))
    }

    /// Writes the container: what is no signature file is copied as it is kept in the archive.
    func write<Sink: ContainerSink>(
        to sink: consuming Sink, modified: MSDOSDateTime, _ cancellation: Cancellation
    ) throws -> Sink.Published {
        let reader = container.reader.spending(WorkBudget(cancellation: cancellation))
        let replacements = replacements
        var zip = ZipWriter(to: sink)
        for (place, entry) in reader.entries.enumerated() {
            try cancellation.check()
            if let octets = replacements[place], let name = entry.name {
                try zip.writeStored(name, contents: octets.span, modified: modified)
            } else {
                try zip.copy(entry, from: reader)
            }
        }
        return try zip.finish().publish(unless: cancellation)
    }
}
