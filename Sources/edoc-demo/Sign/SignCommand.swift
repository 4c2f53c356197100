internal import EDoc
internal import Glibc

extension Command {
    private static let output = Option(
        "output", "container",
        "The container to make; .edoc at its end makes a Latvian eDoc, .asice a European one; - is "
            + "standard output.", letter: "o", isRequired: true)
    private static let mediaType = Option(
        "media-type", "type",
        "The media type of all files, such as application/pdf, or of one: name=type. By their "
            + "extensions if not given.", isRepeating: true)
    private static let name = Option(
        "name", "name", "The name that standard input has in the container, when it is signed (-).")
    private static let profile = Option(
        "profile", "profile",
        "The form of the signature; by the container's name if not given, edoc for standard output.",
        choices: ["edoc", "asice"])
    private static let store = Option(
        flag: "store",
        "Put all files into the container as they are. Otherwise those are deflated whose type is "
            + "not compressed already; a large file that shrinks more than 250 times must be stored."
    )
    private static let overwrite = Option(
        flag: "overwrite", "Replace a container that is there; otherwise it is an error.")

    /// `sign`: a container of any files.
    static let sign = Command(
        name: "sign",
        summary: "Sign files into one container.",
        discussion: """
            Each file stands in the container under the last part of its path. It is read while it \
            is signed and may be of any size.

            A demonstration seal leaves what verifiers need beside the container, in a folder of \
            the container's name and '.trust' at the end.

            The exit status is 0 when the container was made, 1 when it was not, 2 when the \
            arguments are wrong.
            """,
        operands: Operands(
            name: "file", help: "What to sign; - is standard input, of at most 256 MiB.",
            isRepeating: true),
        options: [output] + SealOptions.all + ClaimOptions.all
            + [mediaType, name, profile, store, ModeOption.mode, overwrite],
        examples: [
            Example(
                purpose: "Sign two files with a demonstration seal:",
                line: "edoc-demo sign report.pdf data.csv --output report.edoc"),
            Example(
                purpose: "Sign with a seal of your own, as somebody and somewhere:",
                line: "edoc-demo sign report.pdf -o own.edoc --seal seal.p12 --passphrase-file "
                    + "passphrase --level B --role principal --place city=Rīga"),
        ],
        run: signFiles)

    private static func signFiles(_ arguments: Arguments) async throws -> Int32 {
        guard let path = arguments[output] else { return 2 }
        let isStandardOutput = path == "-"
        let profile: SignatureProfile? = arguments[profile].map { $0 == "asice" ? .asice : .edoc }
        guard
            isStandardOutput
                || [".edoc", ".asice", ".sce"].contains(where: path.lowercased().hasSuffix)
        else {
            throw UsageError(
                "--output: found \(quoted(path)); expected a name that ends in .edoc or .asice")
        }
        guard !isStandardOutput || arguments.has(SealOptions.seal) else {
            throw UsageError(
                "with --output - there is no place for what verifiers of a demonstration seal need; "
                    + "expected --seal, or a file")
        }
        let mode = try ModeOption.mode(arguments)
        let files = try SignedFiles(
            arguments.operands, mediaTypes: arguments.all(mediaType), input: arguments[name],
            compression: arguments.has(store) ? .stored : nil
        ).files
        let overwrite = arguments.has(overwrite)
        if isStandardOutput {
            guard isatty(STDOUT_FILENO) == 0 else {
                throw CommandError(
                    "standard output is a terminal, and a container is not text; expected a file or "
                        + "a pipe")
            }
        } else {
            guard unsafe overwrite || access(path, F_OK) != 0 else {
                throw CommandError("\(path) exists; choose another --output, or use --overwrite")
            }
            try checkNoInput(arguments.operands, isAt: path)
            if !arguments.has(SealOptions.seal) { try OutputFolder.checkNotALink(path + ".trust") }
        }
        let seal = try Seal(arguments)
        let signer = try seal.containerSigner(profile) { try ClaimOptions.add(arguments, to: &$0) }
        DataFile.warnings(about: files).forEach { Console.warning($0.message) }
        for file in files where file.name.hasPrefix(".") {
            Console.warning(
                "\(quoted(file.name)) begins with a dot: 'extract' writes it only with --allow-hidden"
            )
        }
        do {
            if isStandardOutput {
                try await signer.sign(files, to: FileDescriptorSink(STDOUT_FILENO))
            } else {
                try await signer.sign(files, to: path, overwrite: overwrite, mode: mode)
            }
        } catch let error as EDocError where error.code == .outputExists {
            throw CommandError("\(path) exists; choose another --output, or use --overwrite")
        } catch let error as SystemCallError {
            throw CommandError("standard output cannot be written: \(systemReason(error.number))")
        } catch let error as EDocError where error.code == .tooLarge && !arguments.has(store) {
            throw CommandError("\(error); with --store files are put in as they are")
        }
        seal.tellWhatVerifiersNeed(isDone: true)
        if let demonstration = seal.demonstration {
            let trust = try OutputFolder(creating: path + ".trust")
            try demonstration.writeTrust(to: trust)
            Console.note("What verifiers need is in \(trust.path)")
        }
        let sum = "Signed \(files.count) file\(files.count == 1 ? "" : "s") into \(path)"
        if isStandardOutput { Console.note(sum) } else { Console.result(sum) }
        return 0
    }

    /// Throws when one of the files is where the container is to be, which would be lost.
    private static func checkNoInput(
        _ paths: [String], isAt output: String
    ) throws(CommandError) {
        var (target, status) = (stat(), stat())
        guard unsafe stat(output, &target) == 0 else { return }
        for path in paths where unsafe stat(path, &status) == 0 {
            guard status.st_dev == target.st_dev, status.st_ino == target.st_ino else { continue }
            throw CommandError(
                "\(path) is to be signed and to be replaced by the container; expected another "
                    + "--output")
        }
    }
}
