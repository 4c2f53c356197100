internal import ExamCertificates

/// The records of a file, handed to any number of tasks one by one and in their order.
actor RecordQueue {
    /// Why no more records come.
    enum Ending: Sendable {
        /// The file is at its end.
        case complete
        /// The user stopped the program.
        case interrupted
        /// The rest of the file could not be read, or what was made could not be written.
        case failed(String)
    }

    private var reader: ExamResultReader
    private var ending: Ending?
    private var lastRow = 1
    private var count = 0

    /// The records that `reader` gives.
    init(_ reader: consuming sending ExamResultReader) { self.reader = reader }

    /// The next record and its number, from 0; nil when there is none, or when the program is to stop.
    func next() -> (Int, ExamResultReader.Record)? {
        guard ending == nil else { return nil }
        guard !Interruption.isRequested else {
            ending = .interrupted
            return nil
        }
        do throws(ExamResultError) {
            guard let record = try reader.next() else {
                ending = .complete
                return nil
            }
            lastRow = record.row
            count += 1
            return (count - 1, record)
        } catch {
            ending = .failed("\(error)")
            return nil
        }
    }

    /// Hands out no more, since what is said in `reason` will be in the way of all others too.
    func stop(_ reason: String) { if ending == nil { ending = .failed(reason) } }

    /// How many records were handed out, the row of the last one, and why no more came.
    var outcome: (count: Int, lastRow: Int, ending: Ending) {
        (count, lastRow, ending ?? .complete)
    }
}
