internal import EDoc
internal import ExamCertificates

/// The records of a file, handed to any number of tasks one by one and in their order.
final class RecordQueue: Sendable {
    /// Where reading is.
    private struct State: ~Copyable {
        var reader: ExamResultReader
        var ending: Ending?
        var lastRow = 1
        var count = 0
    }

    /// Why no more records come.
    enum Ending: Sendable {
        /// The file is at its end.
        case complete
        /// The user stopped the program.
        case interrupted
        /// The file could not be read on.
        case failed(ExamResultError)
    }

    private let state: Lock<State>

    /// The records that `reader` gives.
    init(_ reader: consuming sending ExamResultReader) {
        state = Lock(State(reader: reader))
    }

    /// The next record; nil when there is none, or none is wanted any more.
    func next() -> ExamResultReader.Record? {
        state.withLock { state in
            guard state.ending == nil else { return nil }
            guard !Interruption.isRequested else {
                state.ending = .interrupted
                return nil
            }
            do throws(ExamResultError) {
                guard let record = try state.reader.next() else {
                    state.ending = .complete
                    return nil
                }
                state.lastRow = record.row
                state.count += 1
                return record
            } catch {
                state.ending = .failed(error)
                return nil
            }
        }
    }

    /// How many records were handed out, the row of the last one, and why no more came.
    var outcome: (count: Int, lastRow: Int, ending: Ending) {
        state.withLock { ($0.count, $0.lastRow, $0.ending ?? .complete) }
    }
}
