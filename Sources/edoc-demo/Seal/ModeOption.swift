/// Who may read and write what is published.
enum ModeOption {
    static let mode = Option(
        "mode", "mode",
        "Who may read and write the containers, as chmod has it in octal digits; 600, their owner "
            + "alone, if not given. Folders that are made stay their owner's.")

    /// The mode that `arguments` say.
    /// - Throws: ``UsageError`` when it is none, or its owner could not read the file.
    static func mode(_ arguments: Arguments) throws(UsageError) -> UInt32 {
        guard let text = arguments[mode] else { return 0o600 }
        guard text.utf8.count <= 4, text.utf8.allSatisfy({ 0x30...0x37 ~= $0 }),
            let mode = UInt32(text, radix: 8), mode & 0o7000 == 0, mode & 0o400 != 0
        else {
            throw UsageError(
                "--mode: found \(quoted(text)); expected octal digits such as 640, with which its "
                    + "owner can read the file")
        }
        return mode
    }
}
