internal import EDoc
internal import Glibc

extension Command {
    private static let level = Option(
        "level", "level",
        "T: add a time-stamp; LT, which is taken if not given: and all that says that the signer's "
            + "certificate was good.",
        choices: [SignatureLevel.baselineT, .baselineLT].map(\.letters))
    private static let output = Option(
        "output", "folder",
        "Where the raised containers are to be, under their names. Without it each takes the place "
            + "of the old one, in one step.", letter: "o")
    private static let trust: Option = {
        var option = ValidationOptions.trust
        option.isRequired = false
        return option
    }()

    /// `augment`: raises the signatures of containers to a higher level.
    static let augment = Command(
        name: "augment",
        summary: "Add time-stamps and revocation data to signed containers, so that they last.",
        discussion: """
            A signature of level B can be validated as long as the certificate of its signer lasts. \
            With a time-stamp and with what says that the certificate was good it can be validated \
            for as long as those of the authorities last.

            What is added is asked for at the time-stamping authority that you name, and at the \
            addresses that certificates name. No octet that is signed or was there before is \
            changed. A container that is refused, or whose signature is broken, is left alone, and \
            so is one that reaches the level already. What comes out has been validated before it \
            appears.

            With --trust only what leads to these certificates is added, as a validation will \
            demand it. Without, what leads to the self-signed certificates in the container is.

            A container from standard input (-) goes to standard output.

            The exit status is 0 when every container has the level, 1 when some has not, 2 when \
            the arguments are wrong, 130 when it was interrupted.
            """,
        operands: InputFiles.operands("What to raise."),
        options: [InputFiles.list, InputFiles.null, level, output]
            + ([trust] + ValidationOptions.given + [ValidationOptions.policy])
            .grouped("Trust and policy")
            + [OnlineOptions.tsa, OnlineOptions.allowPrivate].grouped("Network"),
        examples: [
            Example(
                purpose: "Add a time-stamp to a container of level B:",
                line: "edoc-demo augment own.edoc --level T --tsa http://tsa.example "
                    + "--trust root.pem"),
            Example(
                purpose: "Put containers that last into a folder of their own:",
                line: "edoc-demo augment certificates --output raised --tsa http://tsa.example"),
        ],
        run: augmentContainers)

    /// What became of a container.
    private enum Raised {
        case written
        /// The container, and whether anything was added, for standard output.
        case given([UInt8], isNew: Bool)
        case asItWas
        case failed(String)
    }

    /// Containers in work at a time; most of it is waiting for answers.
    private static let jobs = 16

    private static func augmentContainers(_ arguments: Arguments) async throws -> Int32 {
        let level =
            arguments[level] == SignatureLevel.baselineT.letters
            ? SignatureLevel.baselineT : .baselineLT
        let given = try GivenTrust(arguments)
        var services = try OnlineOptions.services(arguments)
        services.trustAnchors = arguments.has(trust) ? given.anchors : nil
        let augmenter = ContainerAugmenter(
            services: services, policy: try ValidationOptions.policy(in: arguments),
            revocationLists: given.revocationLists, ocspResponses: given.ocspResponses)
        let isPiped = arguments.operands == ["-"] && !arguments.has(InputFiles.list)
        guard isPiped || (!arguments.operands.contains("-") && arguments[output] != "-") else {
            throw UsageError(
                "standard input (-) is raised alone, to standard output; expected it without --output "
                    + "or other containers")
        }
        let folder = try (isPiped ? nil : arguments[output]).map { path throws(CommandError) in
            try OutputFolder(creating: path)
        }
        let inputs = try InputFiles(arguments)
        Interruption.install()
        var (count, failures) = (0, 0)
        await inOrder(inputs, jobs: jobs) { input in
            await raise(input, to: level, in: folder, augmenter)
        } tell: { input, outcome in
            count += 1
            switch outcome {
            case .given(let octets, let isNew):
                let code = unsafe octets.withUnsafeBytes {
                    unsafe Console.write($0, to: STDOUT_FILENO)
                }
                guard code == 0 else {
                    Console.error("standard output cannot be written: \(systemReason(code))")
                    failures += 1
                    break
                }
                Console.note(
                    isNew ? "Raised to \(level.letters)" : "It has level \(level.letters) already")
            case .written: Console.result("Raised \(input.path) to \(level.letters)")
            case .asItWas: Console.result("\(input.path) has level \(level.letters) already")
            case .failed(let reason):
                Console.error(reason)
                failures += 1
            }
            return !Console.isOutputLost && !Interruption.isRequested
        }
        guard !Interruption.isRequested else {
            Console.error("interrupted; what is not named above is as it was")
            return 130
        }
        guard count > 0 else { throw CommandError("nothing was raised: the list names no file") }
        return failures == 0 ? 0 : 1
    }

    /// The message, with the file before it where it does not name it.
    private static func naming(_ path: String, _ message: String) -> String {
        message.contains(path) ? message : "\(path): \(message)"
    }

    private static func raise(
        _ input: InputFiles.Input, to level: SignatureLevel, in folder: OutputFolder?,
        _ augmenter: ContainerAugmenter
    ) async -> Raised {
        let path: String
        switch input {
        case .file(let file): path = file
        case .standardInput: path = "-"
        case .failure(_, let reason): return .failed(reason)
        }
        let output = folder.map { $0.path + "/" + MediaTypes.baseName(of: path) }
        do {
            if case .standardInput = input {
                let octets = try StandardFile.standardInput()
                let raised = try await augmenter.augment(octets, to: level)
                return .given(raised, isNew: raised != octets)
            }
            return try await augmenter.augment(path, to: level, output: output)
                ? .written : .asItWas
        } catch let error as EDocError where error.code == .outputExists {
            return .failed("\(output ?? path) exists; choose another --output")
        } catch let error as EDocError where error.code == .missingService {
            return .failed(naming(path, "\(error); name one with --tsa"))
        } catch {
            return .failed(naming(path, "\(error)"))
        }
    }
}
