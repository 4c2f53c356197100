internal import Glibc

/// Where the program talks to its user: results on standard output, all else on standard error.
///
/// Names of files and people come from outside. A line is one line, and nothing in it moves the
/// terminal; only ``write(_:to:)`` takes text as it is.
enum Console {
    /// Writes a line to standard output.
    static func result(_ text: String) { write(VisibleText.line(text) + "\n", to: STDOUT_FILENO) }

    /// Writes a line about the progress of the work to standard error.
    static func note(_ text: String) { write(VisibleText.line(text) + "\n", to: STDERR_FILENO) }

    /// Writes a line about something to look at to standard error.
    static func warning(_ text: String) { note("warning: " + text) }

    /// Writes the reason why something was not done to standard error.
    static func error(_ text: String) { note("error: " + text) }

    /// Whether standard error is a terminal, on which a line can be written over.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes all of `text` as it is. That nobody reads (any more) does not stop the work.
    static func write(_ text: String, to descriptor: Int32) {
        let octets = Array(text.utf8)
        var start = 0
        while start < octets.count {
            let count = unsafe octets[start...].withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno != EINTR { return }
            start += max(0, count)
        }
    }
}
