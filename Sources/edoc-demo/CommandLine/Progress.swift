internal import EDoc
internal import Glibc

/// Shows how far a batch is: one line that is written over on a terminal, and a line now and then
/// otherwise. Any number of tasks may report to it.
final class Progress: Sendable {
    private struct State {
        var done = 0
        var shown = ContinuousClock.now
        var isLineOpen = false
    }

    private let isTerminal: Bool
    private let began = ContinuousClock.now
    private let state = Lock(State())

    /// How many records lie between two lines when there is no terminal.
    private static let step = 10_000

    /// - Parameter isTerminal: Whether standard error is a terminal.
    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    /// One more record is done.
    func advance() {
        state.withLock { state in
            state.done += 1
            guard isTerminal else {
                if state.done.isMultiple(of: Self.step) { Console.note(line(state.done)) }
                return
            }
            let now = ContinuousClock.now
            guard now - state.shown >= .milliseconds(100) else { return }
            state.shown = now
            state.isLineOpen = true
            Console.write("\r" + line(state.done) + "\u{1B}[K", to: STDERR_FILENO)
        }
    }

    /// Takes the line off the terminal.
    func finish() {
        state.withLock { state in
            if state.isLineOpen { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
            state.isLineOpen = false
        }
    }

    private func line(_ done: Int) -> String {
        let elapsed = (ContinuousClock.now - began).components
        let milliseconds = elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
        let rate = milliseconds > 0 ? Int64(done) * 1000 / milliseconds : 0
        return "\(done) records done, \(rate) a second"
    }
}
