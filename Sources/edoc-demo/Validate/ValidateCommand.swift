internal import EDoc

extension Command {
    private static let format = Option(
        "format", "format",
        "How to report: text for people, which is taken if not given, or one JSON object a line.",
        choices: ["text", "json"])
    private static let quiet = Option(
        flag: "quiet", letter: "q", "Report only on what is not valid, and the sum.")
    private static let jobs = Option(
        "jobs", "number",
        "How many containers are validated at once; as many as there are cores, but at most 8, if "
            + "not given.", letter: "j")

    /// `validate`: whether containers can be trusted.
    static let validate = Command(
        name: "validate",
        summary: "Tell whether containers can be trusted, for which time, and why not.",
        discussion: """
            Everything is decided from the containers, from who you trust and from the revocation \
            lists that you give; nothing is fetched, unless you say --online. A report says in its first line whether the \
            container is valid: accepted by the rules of containers, signed, and every signature \
            TOTAL-PASSED. Then it says who signed which files and when, and what was found, with \
            the clause of the standard that was broken.

            Without --trust nobody is trusted, and nothing is valid: the report says what is in a \
            container, who claims to have signed what and when, whether that was changed, and \
            whose certificate would have to be trusted.

            In JSON each container is one object on a line of its own. Its member valid, true or \
            false, is the answer. container (accepted, refused) is about the container without \
            its signatures, and says nothing of them. signers are the certificates that signed, \
            each once, and are what to count; a copied signature has repetition true. In a \
            signature the members signer, trustAnchor and level are set only when they are proved; \
            otherwise claimedSigner and carriedLevel say what the file claims. For a file that \
            cannot be read valid is false, and the member error says why.

            The exit status is 0 when every container is valid, 1 when some is not or cannot be \
            read, 2 when the arguments are wrong, 130 when it was interrupted.
            """,
        operands: InputFiles.operands("What to validate."),
        options: [InputFiles.list, InputFiles.null] + ValidationOptions.optional
            + [format, quiet, jobs],
        examples: [
            Command.Example(
                purpose: "Which of these certificates are not valid:",
                line: "edoc-demo validate certificates --trust certificates/trust --quiet"),
            Command.Example(
                purpose: "What a file holds and who claims to have signed it:",
                line: "edoc-demo validate certificates/2024_999999000001-FRA09.edoc"),
        ],
        run: validateContainers)

    private static func validateContainers(_ arguments: Arguments) async throws -> Int32 {
        let jobs = try arguments.integer(jobs, in: 1...1024) ?? min(8, coreCount())
        let batch = ValidationBatch(
            validator: try ValidationOptions.validator(arguments, jobs: jobs),
            time: try ValidationOptions.time(in: arguments),
            isJSON: arguments[format] == "json", isQuiet: arguments.has(quiet))
        let inputs = try InputFiles(arguments)
        Interruption.install()
        let tally = await batch.run(inputs, jobs: jobs)
        if !batch.isJSON, batch.isQuiet || !InputFiles.isSingle(arguments) {
            if !batch.isQuiet || tally.invalid > 0 { Console.result("") }
            Console.result("Valid:       \(tally.valid)")
            Console.result("Not valid:   \(tally.invalid)")
            Console.result("Not read:    \(tally.unreadable)")
        }
        if !arguments.has(ValidationOptions.trust), !batch.isJSON {
            Console.note(
                "Nobody is trusted. Name whom you trust with --trust: a file or folder with "
                    + "certificates that you have from somebody you rely on, and not from the container."
            )
        }
        guard !Interruption.isRequested else {
            Console.error("interrupted; what comes after the last report was not validated")
            return 130
        }
        guard tally.count > 0 else {
            throw CommandError("nothing was validated: the list names no file")
        }
        return tally.valid == tally.count ? 0 : 1
    }
}
