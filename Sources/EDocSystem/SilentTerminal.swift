internal import Glibc

/// The terminal of this process, which shows nothing of what is typed while this value lives.
package struct SilentTerminal: ~Copyable {
    /// The terminal, open for reading and writing.
    package let descriptor: FileDescriptor
    private let before: termios

    /// Opens `/dev/tty` and turns the echo off. What was typed before is dropped.
    package init() throws(SystemCallError) {
        let terminal = try FileDescriptor("/dev/tty", O_RDWR)
        var before = termios()
        guard unsafe tcgetattr(terminal.number, &before) == 0 else {
            throw SystemCallError("tcgetattr")
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        silent.c_lflag |= tcflag_t(ECHONL | ICANON)
        // TCSAFLUSH drops what was typed before the prompt, echoed or not.
        guard unsafe tcsetattr(terminal.number, TCSAFLUSH, &silent) == 0 else {
            throw SystemCallError("tcsetattr")
        }
        self.before = before
        descriptor = terminal
    }

    deinit {
        var before = before
        _ = unsafe tcsetattr(descriptor.number, TCSAFLUSH, &before)
    }
}
