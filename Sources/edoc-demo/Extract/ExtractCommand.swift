internal import EDoc
internal import FoundationEssentials
internal import Glibc

extension Command {
    private static let output = Option(
        "output", "folder",
        "Where the files go; it is made if need be. - writes the only file to standard output.",
        letter: "o", isRequired: true)
    private static let hidden = Option(
        flag: "allow-hidden",
        "Write also names that begin with a dot at the top of the folder, which hide a file or "
            + "configure a program; otherwise they are an error.")
    private static let overwrite = Option(
        flag: "overwrite", "Replace files that are there; otherwise it is an error.")

    /// `extract`: the signed files of a container.
    static let extract = Command(
        name: "extract",
        summary: "Write out the files that were signed in a container that can be trusted.",
        discussion: """
            The container is validated first. Only files are written that a signature covers which \
            is TOTAL-PASSED, and only when the container is accepted and who was demanded with \
            --signer has signed; each is checked once more while it is written. They appear all \
            together or, when one cannot be written, not at all. Symbolic links in the output \
            folder are not followed. Only their owner may read them.

            The exit status is 0 when the files were written and every signature is TOTAL-PASSED, \
            1 when some signature is not or nothing was written, 2 when the arguments are wrong, \
            130 when it was interrupted.
            """,
        operands: Operands(
            name: "container", help: "What to take the files from; - is standard input."),
        options: [output] + ValidationOptions.all + [overwrite, hidden],
        examples: [
            Example(
                purpose: "The page in a certificate:",
                line: "edoc-demo extract certificates/2024_999999000001-FRA09.edoc "
                    + "--trust certificates/trust --output page"),
            Example(
                purpose: "The same to another program:",
                line: "edoc-demo extract certificates/2024_999999000001-FRA09.edoc "
                    + "--trust certificates/trust -o - | wc -c"),
        ],
        run: extractFiles)

    private static func extractFiles(_ arguments: Arguments) async throws -> Int32 {
        guard let folder = arguments[output] else { return 2 }
        let container = arguments.operands[0]
        let validator = try ValidationOptions.validator(arguments)
        let time = try ValidationOptions.time(in: arguments) ?? Date()
        let report =
            container == "-"
            ? try await validator.validate(
                try StandardFile.standardInput(), file: "-", at: time)
            : try await validator.validate(container, at: time)
        if !report.isValid { Console.write(report.text, to: STDERR_FILENO) }
        let files = report.signedDataFiles
        guard !files.isEmpty else {
            throw CommandError(
                "nothing is extracted from \(container): "
                    + (report.findings.contains { $0.rule == .requiredSigner }
                        ? "who was demanded has not signed it"
                        : report.containerAlone == .refused
                            ? "the container is refused"
                            : "no file in it is proved to be what was signed")
                    + "; see the report above")
        }
        guard folder != "-" else { return try write(files, of: container, report) }
        if !arguments.has(hidden), let file = files.first(where: { $0.name.hasPrefix(".") }) {
            throw CommandError(
                "\(quoted(file.name)) begins with a dot, which hides a file or configures a program; "
                    + "nothing is extracted from \(container) unless --allow-hidden is given")
        }
        Interruption.install()
        do {
            var extraction = try Extraction(into: folder, overwrites: arguments.has(overwrite))
            for file in files { try extraction.stage(file) }
            try extraction.publish()
        } catch is Extraction.Interrupted {
            Console.error("interrupted; nothing is extracted from \(container)")
            return 130
        }
        Console.result(
            "Extracted \(files.count) file\(files.count == 1 ? "" : "s") into \(folder)")
        for file in files {
            var signers: [SignerIdentity] = []
            for signer in file.signatures.compactMap({ report.signatures[$0].signer })
            where !signers.contains(signer) { signers.append(signer) }
            let names = signers.map(name(of:)).joined(separator: ", ")
            Console.result("  \(quoted(file.name)), signed by \(names)")
        }
        return tellWhatIsLeft(of: container, files, report)
    }

    /// Writes the only file to standard output.
    private static func write(
        _ files: [SignedDataFile], of container: String, _ report: ValidationReport
    ) throws -> Int32 {
        guard files.count == 1, let file = files.first else {
            throw CommandError(
                "\(container) has \(files.count) signed files, and one goes to standard output; "
                    + "expected --output with a folder")
        }
        var sink = FileDescriptorSink(STDOUT_FILENO)
        do { try file.write(to: &sink) } catch let error as SystemCallError {
            throw CommandError("standard output cannot be written: \(systemReason(error.number))")
        }
        return tellWhatIsLeft(of: container, files, report)
    }

    /// Says which files no passed signature covers, and gives the exit status.
    private static func tellWhatIsLeft(
        of container: String, _ files: [SignedDataFile], _ report: ValidationReport
    ) -> Int32 {
        guard !report.isValid else { return 0 }
        let extracted = Set(files.map { Array($0.name.utf8) })
        var left: Set<[UInt8]> = []
        for file in report.signatures.flatMap(\.files) {
            let name = Array(file.name.utf8)
            guard !extracted.contains(name), left.insert(name).inserted else { continue }
            Console.warning("\(quoted(file.name)) is left out: no signature over it passed")
        }
        Console.error(
            "not every signature of \(container) passed; the files above are those that one which "
                + "passed covers")
        return 1
    }

    /// Who signed, with the identifier that tells namesakes apart.
    private static func name(of signer: SignerIdentity) -> String {
        let identifier = signer.organizationIdentifier ?? signer.serialNumber
        return quoted(signer.displayName) + (identifier.map { " (\(quoted($0)))" } ?? "")
    }
}
