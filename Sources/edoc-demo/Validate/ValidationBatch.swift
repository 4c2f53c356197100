internal import EDoc
internal import FoundationEssentials
internal import Glibc

/// Validates containers, several at a time, and reports on them in their order.
struct ValidationBatch: Sendable {
    let validator: ContainerValidator
    /// The time as of which to validate; nil: that at which each is.
    let time: Date?
    /// Whether to report in JSON, and not for people.
    let isJSON: Bool
    /// Whether to report only on what is not valid.
    let isQuiet: Bool

    /// How many containers had which outcome.
    struct Tally {
        var valid = 0
        var invalid = 0
        var unreadable = 0

        /// How many there were.
        var count: Int { valid + invalid + unreadable }
    }

    /// The outcome for one container.
    private enum Outcome: Sendable {
        /// The report as it is written; nil when it is not.
        case report(String?, isValid: Bool)
        /// Why there is no report.
        case unreadable(String)
    }

    /// Validates the containers, `jobs` at a time, until all are done, nobody can be told any more or
    /// the program is to stop.
    func run(_ inputs: InputFiles, jobs: Int) async -> Tally {
        var tally = Tally()
        // Beside reports on the same terminal it would only be in the way.
        let progress = Progress(
            of: "containers", isTerminal: Console.isTerminal && isatty(STDOUT_FILENO) == 0)
        await inOrder(inputs, jobs: jobs, outcome(of:)) { input, outcome in
            await tell(outcome, of: input.path, &tally, progress)
            await progress.advance()
            return !Console.isOutputLost && !Interruption.isRequested
        }
        await progress.finish()
        return tally
    }

    @Sendable
    private func outcome(of input: InputFiles.Input) async -> Outcome {
        let time = time ?? Date()
        do {
            let report =
                switch input {
                case .file(let path): try await validator.validate(path, at: time)
                case .standardInput:
                    try await validator.validate(
                        try StandardFile.standardInput(), file: "-", at: time)
                case .failure(_, let reason): throw CommandError(reason)
                }
            let isTold = !isQuiet || !report.isValid
            return .report(
                isTold
                    ? isJSON
                        ? report.json + "\n" : Colour.report(report.text, on: STDOUT_FILENO)
                    : nil,
                isValid: report.isValid)
        } catch {
            return .unreadable("\(error)")
        }
    }

    private func tell(
        _ outcome: Outcome, of path: String, _ tally: inout Tally, _ progress: Progress
    ) async {
        switch outcome {
        case .report(let text, let isValid):
            if let text {
                let isFirst = isQuiet ? tally.invalid == 0 : tally.count == tally.unreadable
                Console.write((isJSON || isFirst ? "" : "\n") + text, to: STDOUT_FILENO)
            }
            if isValid { tally.valid += 1 } else { tally.invalid += 1 }
        case .unreadable(let reason):
            if isJSON {
                let line = ValidationReport.json(ofUnreadable: path, error: reason) + "\n"
                Console.write(line, to: STDOUT_FILENO)
            } else {
                await progress.finish()
                Console.error(reason)
            }
            tally.unreadable += 1
        }
    }
}
