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

    /// How many containers had which outcome.
    struct Tally {
        var valid = 0
        var invalid = 0
        var unreadable = 0
    }

    /// The outcome for one container.
    private enum Outcome: Sendable {
        /// The report as it is written.
        case report(String, isValid: Bool)
        /// Why there is no report.
        case unreadable(String)
    }

    /// Validates the containers at `paths`, `jobs` at a time.
    func run(_ paths: [String], jobs: Int) async -> Tally {
        var tally = Tally()
        await inOrder(paths, jobs: jobs, outcome(of:)) { index, outcome in
            tell(outcome, of: paths[index], isFirst: index == 0, &tally)
        }
        return tally
    }

    @Sendable
    private func outcome(of path: String) async -> Outcome {
        do {
            let report = try await validator.validate(path, at: time ?? Date())
            return .report(
                isJSON ? report.json + "\n" : report.text,
                isValid: report.isValid)
        } catch {
            return .unreadable("\(error)")
        }
    }

    private func tell(_ outcome: Outcome, of path: String, isFirst: Bool, _ tally: inout Tally) {
        switch outcome {
        case .report(let text, let isValid):
            Console.write((isJSON || isFirst ? "" : "\n") + text, to: STDOUT_FILENO)
            if isValid { tally.valid += 1 } else { tally.invalid += 1 }
        case .unreadable(let reason):
            if isJSON {
                let line = ValidationReport.json(ofUnreadable: path, error: reason) + "\n"
                Console.write(line, to: STDOUT_FILENO)
            } else {
                Console.error(reason)
            }
            tally.unreadable += 1
        }
    }
}
