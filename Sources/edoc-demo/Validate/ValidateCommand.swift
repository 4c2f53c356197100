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
            lists that you give; nothing is fetched, unless you say --online. A report says in its first line whether the \
            container is valid: accepted by the rules of containers, signed, and every signature \
            TOTAL-PASSED. Then it says who signed which files and when, and what was found, with \
            the clause of the standard that was broken.

            In JSON each container is one object on a line of its own. Its member valid, true or \
            false, is the answer. container (accepted, refused) is about the container without \
            its signatures, and says nothing of them. signers are the certificates that signed, \
            each once, and are what to count; a copied signature has repetition true. In a \
            signature the members signer, trustAnchor and level are set only when they are proved; \
            otherwise claimedSigner and carriedLevel say what the file claims. For a file that \
            cannot be read valid is false, and the member error says why.

            The exit status is 0 when every container is valid, 1 when some is not or cannot be \
            read, 2 when the arguments are wrong.
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
