internal import ExamCertificates

/// The outcomes of all records of a file.
struct Summary: Sendable {
    /// How many refused rows are listed with their reasons; all are counted.
    static let longestList = 100

    var certified = 0
    var failed = 0
    var annulled = 0
    var refused = 0
    var notMade = 0
    /// The refused rows that come first in the file, in their order.
    var refusals = RowList(limit: longestList)
    /// The rows that are in order and of which nothing was made.
    var obstacles = RowList(limit: longestList)
    var warnings = RowList(limit: longestList)
    /// The file that was read.
    var input = ""
    /// How many records were read.
    var read = 0
    var lastRow = 1
    var ending = RecordQueue.Ending.complete

    /// Whether every record that was read is accounted for.
    var isComplete: Bool { accountedFor == read }
    private var accountedFor: Int { certified + failed + annulled + refused + notMade }

    /// Prints the summary, to standard error when standard output has something else, and gives the
    /// exit status.
    func report(toErrors: Bool) -> Int32 {
        let tell = toErrors ? Console.note : Console.result
        for row in warnings.rows { row.lines.forEach(Console.warning) }
        if warnings.hidden > 0 { Console.warning("and \(warnings.hidden) more rows with warnings") }
        tell("Certified:      \(certified)")
        tell("Not certified:  \(failed + annulled) (\(failed) failed, \(annulled) annulled)")
        tell("Refused:        \(refused)")
        for row in refusals.rows { row.lines.forEach { tell("  " + $0) } }
        if refusals.hidden > 0 {
            tell("  and \(refusals.hidden) more rows; correct these first")
        }
        if notMade > 0 {
            tell("Not made:       \(notMade)")
            for row in obstacles.rows { row.lines.forEach { tell("  " + $0) } }
            if obstacles.hidden > 0 { tell("  and \(obstacles.hidden) more rows") }
        }
        guard let complaint else { return 0 }
        Console.error(complaint.message)
        return complaint.status
    }

    /// Why the exit status is not 0, in words; nil when it is.
    var complaint: (status: Int32, message: String)? {
        guard isComplete else {
            return (
                1,
                "\(read) records were read, and \(accountedFor) are "
                    + "accounted for: this is a defect of the program; do not rely on its output"
            )
        }
        switch ending {
        case .complete:
            if refused > 0 {
                return (
                    1,
                    "\(refused) of \(read) records were refused; correct them, and run again with "
                        + "a file of them alone"
                )
            }
            return notMade == 0
                ? nil
                : (
                    1,
                    "of \(notMade) of \(read) records nothing was made, though they are in order; "
                        + "mend what is said above, and run again"
                )
        case .interrupted:
            return (
                130,
                "interrupted: the rows of \(input) after row \(lastRow) were not read; make a file "
                    + "of the header and them, and run again"
            )
        case .failed(let error):
            return (1, "\(error); the rows after row \(lastRow) were not read")
        }
    }
}

/// The first rows, by their number, of those that were added in any order.
struct RowList: Sendable {
    private let limit: Int
    /// How many rows were added besides ``rows``.
    private(set) var hidden = 0
    /// The rows, each with its lines of text.
    private(set) var rows: [(row: Int, lines: [String])] = []

    /// A list that keeps `limit` rows.
    init(limit: Int) { self.limit = limit }

    /// Adds a row.
    mutating func add(_ row: Int, _ lines: [String]) {
        let index = rows.firstIndex { $0.row > row } ?? rows.count
        rows.insert((row, lines), at: index)
        if rows.count > limit {
            rows.removeLast()
            hidden += 1
        }
    }
}

/// Counts what any number of tasks report.
actor Tally {
    private var summary = Summary()
    private let files: RunFiles
    /// What came of records before which another one is still in work.
    private var waiting: [Int: (ExamResultReader.Record, Batch.Outcome)] = [:]
    private var next = 0

    /// Tells `files` what becomes of each record, in their order.
    init(_ files: sending RunFiles) { self.files = files }

    /// What became of `record`, the one with this number.
    /// - Returns: Why it could not be told; nil when it could.
    func add(
        _ number: Int, _ record: ExamResultReader.Record, _ outcome: Batch.Outcome
    ) -> String? {
        count(record, outcome)
        waiting[number] = (record, outcome)
        do throws(CommandError) {
            while let (record, outcome) = waiting.removeValue(forKey: next) {
                next += 1
                try files.add(record, outcome)
            }
            return nil
        } catch {
            return error.description
        }
    }

    private func count(_ record: ExamResultReader.Record, _ outcome: Batch.Outcome) {
        if !record.warnings.isEmpty {
            summary.warnings.add(record.row, record.warnings.map(\.description))
        }
        switch outcome {
        case .certified: summary.certified += 1
        case .notCertified(.annulled): summary.annulled += 1
        case .notCertified: summary.failed += 1
        case .refused(let reasons):
            summary.refused += 1
            summary.refusals.add(record.row, reasons)
        case .notMade(let reason):
            summary.notMade += 1
            summary.obstacles.add(record.row, [reason])
        }
    }

    /// The summary, with what `records` knows of the file.
    func summary(of records: RecordQueue, input: String) async -> Summary {
        var summary = summary
        var failure: String?
        do throws(CommandError) { try files.finish() } catch { failure = error.description }
        (summary.read, summary.lastRow, summary.ending) = await records.outcome
        summary.input = input
        if let failure, case .complete = summary.ending { summary.ending = .failed(failure) }
        return summary
    }
}
