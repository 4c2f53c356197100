internal import EDoc
internal import ExamCertificates
internal import Glibc

extension Command {
    private static let output = Option(
        "output", "folder", "Where the certificates go; it is made if need be.", letter: "o",
        isRequired: true)
    private static let jobs = Option(
        "jobs", "number",
        "How many certificates are worked on at once; as many as there are cores "
            + "if not given.", letter: "j")
    private static let overwrite = Option(
        flag: "overwrite", "Replace certificates that are there; otherwise they are refused.")
    private static let allowUnknown = Option(
        flag: "allow-unknown", "Ignore columns that nobody knows; otherwise they are an error.")
    private static let thresholds = Option(
        "thresholds", "file",
        "CSV file with pass thresholds in place of the built-in ones: the columns schoolYear, "
            + "basic and secondary, such as 2026/2027,15,20.", isRead: true)
    private static let issuer = Option(
        "issuer", "name",
        "The issuer that certificates name; by their date if not given: Valsts izglītības satura "
            + "centrs to the end of 2024, then Valsts izglītības attīstības aģentūra.")
    private static let issuerNumber = Option(
        "issuer-number", "number", "The issuer's registration number, to be shown as well.")
    private static let profile = Option(
        "profile", "profile", "The form of the signatures; edoc if not given.",
        choices: ["edoc", "asice"])

    /// `issue`: certificates from exam results.
    static let issue = Command(
        name: "issue",
        summary: "Make a signed certificate for every passed exam of a CSV file.",
        discussion: """
            Each certificate is a PDF (PDF/A-2a, PDF/UA-1) in a container of its own, named after \
            its number: 2024/999999000001-FRA09 is in 2024_999999000001-FRA09.edoc. Failed and \
            annulled results are counted and not certified. A row that breaks a rule is refused \
            with its reason, and the next one is read; nothing is written for it.

            What is made is for its owner alone (folders 700, files 600), unless --mode says more.

            The file is CSV (RFC 4180) in UTF-8, with a header row, and "," or ";" between the \
            columns. TestVectors/exam-results/sample.csv is an example.

            Each page says that it is a specimen without legal force, whichever seal signs it.

            A demonstration seal leaves what verifiers need in the folder 'trust' of the output \
            folder: its root certificate and the revocation lists, beside those of earlier ones.

            The exit status is 0 when nothing was refused, 1 when something was or could not be \
            done, 2 when the arguments are wrong, 130 when it was interrupted.
            """,
        operands: Operands(
            name: "results.csv", help: "The file with the exam results; - is standard input.",
            isRead: true),
        options: [output] + SealOptions.all
            + [
                jobs, overwrite, RunFiles.result, RunFiles.refused, ModeOption.mode, allowUnknown,
                thresholds, issuer, issuerNumber, profile,
            ],
        examples: [
            Example(
                purpose: "Make certificates with a demonstration seal, to try everything out:",
                line: "edoc-demo issue TestVectors/exam-results/sample.csv --output certificates"),
            Example(
                purpose: "With a seal of your own, and what was refused in a file to be mended:",
                line:
                    "edoc-demo issue TestVectors/exam-results/sample.csv -o sealed --seal seal.p12 "
                    + "--passphrase-file passphrase --level B --refused refused.csv"),
        ],
        run: { arguments in
            do { return try await issueCertificates(arguments) } catch {
                guard let error = error as? ExamResultError, error.code == .unknownColumn
                else { throw error }
                throw CommandError(
                    "\(error); with --allow-unknown such columns are passed over")
            }
        })

    private static func issueCertificates(_ arguments: Arguments) async throws -> Int32 {
        let input = arguments.operands[0]
        let jobs = try arguments.integer(jobs, in: 1...1024) ?? coreCount()
        let overwrite = arguments.has(overwrite)
        let mode = try ModeOption.mode(arguments)
        try SealOptions.check(arguments)
        if arguments.has(issuerNumber), !arguments.has(issuer) {
            throw UsageError("--issuer-number is given without --issuer; expected both")
        }
        let renderer = try CertificateRenderer(
            issuer: arguments[issuer].map {
                Issuer(name: $0, registrationNumber: arguments[issuerNumber])
            })
        let reader = try ExamResultReader(
            contentsOf: input,
            options: ExamResultReader.Options(
                rules: ExamResultRules(thresholds: try readThresholds(arguments[thresholds])),
                allowsUnknownColumns: arguments.has(allowUnknown)))
        let header = reader.refusedHeader
        let records = RecordQueue(reader)
        guard let path = arguments[output] else { return 2 }
        if !arguments.has(SealOptions.seal) { try OutputFolder.checkNotALink(path + "/trust") }

        let seal = try Seal(arguments)
        let isASiCE = arguments[profile] == "asice"
        let signer = try seal.containerSigner(isASiCE ? .asice : .edoc)
        let folder = try OutputFolder(creating: path)
        let files: RunFiles
        do {
            files = try RunFiles(arguments, header: header, overwrites: overwrite)
        } catch {
            folder.removeMade()
            throw error
        }
        seal.tellWhatVerifiersNeed(isDone: false)
        if let demonstration = seal.demonstration {
            let trust = try OutputFolder(creating: folder.path + "/trust")
            try demonstration.writeTrust(to: trust)
            Console.note("What verifiers need is in \(trust.path)")
        }
        let batch = Batch(
            renderer: renderer, prefix: try DataFile.Prefix(renderer.staticPrefix), signer: signer,
            folder: folder, fileExtension: isASiCE ? "asice" : "edoc", overwrite: overwrite,
            mode: mode, input: input)
        Interruption.install()
        let progress = Progress(of: "records", isTerminal: Console.isTerminal)
        let summary = await batch.run(records, jobs: jobs, files, progress)
        await progress.finish()
        return summary.report(toErrors: RunFiles.usesStandardOutput(arguments))
    }

    private static func readThresholds(_ path: String?) throws -> PassThresholds {
        guard let path else { return .announced }
        return try PassThresholds(contentsOf: path)
    }

    /// How many cores this process may run on.
    static func coreCount() -> Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
