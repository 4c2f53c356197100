internal import CEDocDemo
internal import Glibc
internal import Synchronization

/// Where the program writes to its user: results to standard output, everything else to standard
/// error.
///
/// Names of files and people come from outside. A line is one line, and nothing in it moves the
/// terminal; only ``write(_:to:)`` takes text as it is.
enum Console {
    /// The system's number of the first error of standard output; 0: none.
    private static let outputError = Atomic<Int32>(0)

    /// Writes a line to standard output.
    static func result(_ text: String) { write(VisibleText.line(text) + "\n", to: STDOUT_FILENO) }

    /// Writes a line about the progress of the work to standard error.
    static func note(_ text: String) { write(VisibleText.line(text) + "\n", to: STDERR_FILENO) }

    /// Writes a line about something to look at to standard error.
    static func warning(_ text: String) { write("warning: ", .yellow, text) }

    /// Writes the reason why something was not done to standard error.
    static func error(_ text: String) { write("error: ", .red, text) }

    private static func write(_ word: String, _ colour: Colour, _ text: String) {
        let word = colour.isUsed(on: STDERR_FILENO) ? colour.painting(word) : word
        write(word + VisibleText.line(text) + "\n", to: STDERR_FILENO)
    }

    /// How many columns lines have on a terminal; 80 where `descriptor` is none.
    static func columns(of descriptor: Int32) -> Int {
        let columns = Int(CEDocDemo_columns(descriptor))
        return columns > 0 ? columns : 80
    }

    /// Whether standard error is a terminal, on which a line can be written over.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether something that was written to standard output is lost, so that more of it is of no use.
    static var isOutputLost: Bool { outputError.load(ordering: .relaxed) != 0 }

    /// Writes all of `text` as it is. What cannot be written to standard output is told by
    /// ``status(_:)``.
    static func write(_ text: String, to descriptor: Int32) {
        guard descriptor != STDOUT_FILENO || !isOutputLost else { return }
        let octets = Array(text.utf8)
        let code = unsafe octets.withUnsafeBytes { unsafe write($0, to: descriptor) }
        if code != 0, descriptor == STDOUT_FILENO { outputError.store(code, ordering: .relaxed) }
    }

    /// Writes all of `octets`, waiting where the descriptor is one that does not block.
    /// - Returns: The number of the system's error; 0 for none.
    static func write(_ octets: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var start = 0
        while start < octets.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: octets[start...])
            let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN:
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    unsafe poll(&wait, 1, -1)
                default: return errno
                }
            }
            start += max(0, count)
        }
        return 0
    }

    /// The exit status of the program whose command ended with `status`: 1 when it was well but for
    /// what standard output did not take, which is told, unless the reader has gone away.
    static func status(_ status: Int32) -> Int32 {
        let code = outputError.load(ordering: .relaxed)
        guard code != 0 else { return status }
        if code != EPIPE {
            error("standard output cannot be written: \(systemReason(code)); results are lost")
        }
        return status == 0 ? 1 : status
    }

    /// Puts something in the place of standard streams that are closed, so that no file that is
    /// opened later becomes one of them. Writing there fails as it does on a closed one.
    static func occupyClosedStreams() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is given: this one.
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
