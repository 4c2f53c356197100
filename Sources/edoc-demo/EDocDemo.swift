internal import EDoc
internal import Glibc

/// The program: certificates from exam results, containers from any files, and whether a container
/// can be trusted.
@main
struct EDocDemo {
    /// The table of commands.
    static let root: Command = Command(
        name: "edoc-demo",
        summary: """
            Make signed containers (.edoc, ASiC-E with XAdES) from exam results or files, and tell \
            whether a container can be trusted.
            """,
        discussion: """
            Begin with 'edoc-demo issue results.csv --output certificates': without a seal of your \
            own it signs with one made on the spot, so that everything can be tried out. What was \
            made is checked by 'edoc-demo validate certificates/*.edoc --trust certificates/trust'.
            """,
        subcommands: [
            .issue, .sign, .augment, .validate, .extract, .completion, .manual,
        ])

    /// Runs the program and ends the process.
    static func main() async {
        // A reader that goes away (`edoc-demo --help | head -1`) must not end the program by
        // SIGPIPE.
        signal(SIGPIPE, SIG_IGN)
        Console.occupyClosedStreams()
        // No configuration file that a variable names may change what is signed or found valid.
        unsafe setenv("OPENSSL_CONF", "/dev/null", 1)
        let words = Array(CommandLine.arguments.dropFirst())
        // Octets of an argument that are not UTF-8 become U+FFFD in its string.
        for word in words where word.unicodeScalars.contains("\u{FFFD}") {
            Console.warning(
                "\(quoted(word)) is not in UTF-8: a file of such a name is not found; rename it")
        }
        exit(Console.status(await run(words)))
    }

    /// Does what `words` ask for.
    /// - Returns: The exit status: 0 when all was done, 1 when something was refused or failed, 2
    ///   when the arguments are wrong, 130 when it was interrupted.
    static func run(_ words: [String]) async -> Int32 {
        switch ArgumentParser.parse(words, root) {
        case .help(let command, let path):
            Console.write(
                HelpText.text(
                    command, path: path, columns: Console.columns(of: STDOUT_FILENO)),
                to: STDOUT_FILENO)
            return 0
        case .version:
            let libraries = LibraryVersions.current
            Console.result("\(root.name) \(sourceVersion)")
            Console.result(
                "with OpenSSL \(libraries.openSSL), libxml2 \(libraries.libxml2), "
                    + "zlib \(libraries.zlib)")
            return 0
        case .refused(let error, let command, let path):
            return refuse(error, command, path)
        case .run(let command, let arguments):
            do {
                return try await command.run(arguments)
            } catch let error as UsageError {
                return refuse(error, command, [root.name, command.name])
            } catch {
                Console.error("\(error)")
                return 1
            }
        }
    }

    private static func refuse(_ error: UsageError, _ command: Command, _ path: [String]) -> Int32 {
        Console.error(error.message)
        Console.note("usage: " + HelpText.usage(command, path: path))
        Console.note("See '\(path.joined(separator: " ")) --help' for all it can do.")
        return 2
    }
}

/// Why a command stops, for its user.
struct CommandError: Error, CustomStringConvertible {
    /// What happened and what to do next.
    let description: String

    init(_ description: String) { self.description = description }
}
