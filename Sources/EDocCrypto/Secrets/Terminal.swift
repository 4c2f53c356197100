internal import EDocSystem

/// The terminal of this process, read without echo.
enum Terminal {
    /// Shows `prompt` and reads a line without echo.
    static func readLine(prompt: String, limit: Int) throws(EDocError) -> SecretOctets {
        let terminal: SilentTerminal
        do { terminal = try SilentTerminal() } catch {
            throw EDocError(
                .noPassphrase,
                "this process has no terminal to ask for a passphrase on (\(error)); "
                    + "give it in a file")
        }
        // Without a visible prompt the person can still type.
        try? terminal.descriptor.write(prompt.utf8.span)
        return try line(from: terminal, limit: limit)
    }

    private static func line(
        from terminal: borrowing SilentTerminal, limit: Int
    ) throws(EDocError) -> SecretOctets {
        var line = try SecretOctets(capacity: limit + 2)
        var lastRead: UInt8 = 0
        do {
            try unsafe line.readToEnd { room throws(SystemCallError) in
                guard lastRead != 0x0A else { return 0 }
                let count = unsafe try terminal.descriptor.read(into: room)
                if count > 0 { lastRead = unsafe room[count - 1] }
                return count
            }
        } catch {
            throw EDocError(.noPassphrase, "/dev/tty: \(error)")
        }
        guard lastRead == 0x0A else {
            throw line.count > limit
                ? EDocError(.tooLarge, "the passphrase is longer than \(limit) bytes")
                : EDocError(.noPassphrase, "the input on the terminal ended before a line end")
        }
        line.truncate(to: line.count - 1)
        guard line.count <= limit else {
            throw EDocError(.tooLarge, "the passphrase is longer than \(limit) bytes")
        }
        return line
    }
}
