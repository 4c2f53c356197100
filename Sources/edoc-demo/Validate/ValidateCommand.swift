internal import EDoc

extension Command {
    private static let format = Option(
        "format", "format",
        "How to report: text for people, which is taken if not given, or one JSON object a line.",
        choices: ["text", "json"])

    /// `validate`: whether containers can be trusted.
    static let validate = Command(
        name: "validate",
        summary: "Tell whether containers can be trusted, for which time, and why not.",
        discussion: """
            Everything is decided from the containers, from who you trust and from the revocation \
            lists that you give; nothing is fetched. A report says whether the container is \
            accepted, who signed which files and when, and what was found, with the clause of the \
            standard that was broken.

            In JSON each container is one object on a line of its own, with the members file, \
            verdict (accepted, refused), format, findings and signatures. For a file that cannot \
            be read, verdict and format are null, and the member error says why.

            The exit status is 0 when every container is accepted and every signature in it is \
            TOTAL-PASSED, 1 when some is not or cannot be read, 2 when the arguments are wrong.
            """,
        operands: Operands(name: "container", help: "What to validate.", isRepeating: true),
        options: ValidationOptions.all + [format],
        run: validateContainers)

    private static func validateContainers(_ arguments: Arguments) async throws -> Int32 {
        let batch = ValidationBatch(
            validator: try ValidationOptions.validator(arguments),
            time: try ValidationOptions.time(in: arguments),
            isJSON: arguments[format] == "json")
        let tally = await batch.run(arguments.operands, jobs: min(8, coreCount()))
        if !batch.isJSON, arguments.operands.count > 1 {
            Console.result("")
            Console.result("Valid:       \(tally.valid)")
            Console.result("Not valid:   \(tally.invalid)")
            Console.result("Not read:    \(tally.unreadable)")
        }
        return tally.valid == arguments.operands.count ? 0 : 1
    }
}
