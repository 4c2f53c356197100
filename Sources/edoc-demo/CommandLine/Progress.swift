internal import Glibc

/// Shows the progress of a batch: on a terminal one line that is written over, otherwise a line now
/// and then. Any number of tasks may report to it.
actor Progress {
    private let things: String
    private let isTerminal: Bool
    private let began = ContinuousClock.now
    private var done = 0
    private var shown = ContinuousClock.now
    private var isLineOpen = false

    /// How many lie between two lines when there is no terminal.
    private static let step = 10_000

    /// - Parameters:
    ///   - things: What is counted, `records`.
    ///   - isTerminal: Whether standard error is a terminal.
    init(of things: String, isTerminal: Bool) {
        self.things = things
        self.isTerminal = isTerminal
    }

    /// One more is done.
    func advance() {
        done += 1
        guard isTerminal else {
            if done.isMultiple(of: Self.step) { Console.note(line(done)) }
            return
        }
        let now = ContinuousClock.now
        guard now - shown >= .milliseconds(100) else { return }
        shown = now
        isLineOpen = true
        // A line that does not fit would stay when it is written over.
        let line = line(done).prefix(max(1, Console.columns(of: STDERR_FILENO) - 1))
        Console.write("\r\(line)\u{1B}[K", to: STDERR_FILENO)
    }

    /// Takes the line off the terminal.
    func finish() {
        if isLineOpen { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
        isLineOpen = false
    }

    private func line(_ done: Int) -> String {
        let elapsed = (ContinuousClock.now - began).components
        let milliseconds = elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
        let rate = milliseconds > 0 ? Int64(done) * 1000 / milliseconds : 0
        return "\(done) \(things) done, \(rate) a second"
    }
}
