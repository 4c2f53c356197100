internal import Glibc

/// The terminal of this process, read without echo.
enum Terminal {
    /// Shows `prompt` and reads a line without echo.
    static func readLine(prompt: String, limit: Int) throws(CryptoError) -> SecretOctets {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw CryptoError(
                .noPassphrase,
                "this process has no terminal to ask for a passphrase on (\(Errno(errno).text)); "
                    + "give it in a file")
        }
        defer { close(terminal) }
        var before = termios()
        guard unsafe tcgetattr(terminal, &before) == 0 else {
            throw CryptoError(.noPassphrase, "/dev/tty: \(Errno(errno).text)")
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        silent.c_lflag |= tcflag_t(ECHONL | ICANON)
        // TCSAFLUSH drops what was typed before the prompt, echoed or not.
        guard unsafe tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else {
            throw CryptoError(.noPassphrase, "/dev/tty: \(Errno(errno).text)")
        }
        defer { _ = unsafe tcsetattr(terminal, TCSAFLUSH, &before) }
        show(prompt, on: terminal)
        return try line(from: terminal, limit: limit)
    }

    private static func show(_ prompt: String, on terminal: CInt) {
        var rest = Array(prompt.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe write(terminal, bytes.baseAddress, bytes.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                return
            }
        }
    }

    private static func line(from terminal: CInt, limit: Int) throws(CryptoError) -> SecretOctets {
        var line = try SecretOctets(capacity: limit + 2)
        var lastRead: UInt8 = 0
        while lastRead != 0x0A {
            let count: Int
            do { count = try line.read(from: terminal) } catch {
                throw CryptoError(.noPassphrase, "/dev/tty: \(error.text)")
            }
            guard count > 0 else { break }
            lastRead = line.withOctets { $0[$0.count - 1] }
        }
        guard lastRead == 0x0A else {
            throw line.count > limit
                ? CryptoError(.tooLarge, "the passphrase is longer than \(limit) bytes")
                : CryptoError(.noPassphrase, "the input on the terminal ended before a line end")
        }
        line.truncate(to: line.count - 1)
        guard line.count <= limit else {
            throw CryptoError(.tooLarge, "the passphrase is longer than \(limit) bytes")
        }
        return line
    }
}
