internal import CEDocOpenSSL
internal import EDocSystem

/// The passphrase of a key file. It is never a `String`: its bytes are kept out of swap and core
/// dumps as far as the system allows, and overwritten when the value ends.
///
/// ```swift
/// let signer = try PKCS12Signer(
///     contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
/// ```
public struct Passphrase: ~Copyable, Sendable {
    private let octets: SecretOctets

    /// A passphrase of these bytes: UTF-8, without a line end.
    ///
    /// The bytes are copied; overwriting `octets` stays with the caller, who should prefer a file
    /// or a descriptor, which are read into protected memory only.
    ///
    /// - Throws: ``EDocError`` with `tooLarge` when there are more than 1,024 octets.
    public init(_ octets: [UInt8]) throws(EDocError) {
        self.octets = try Self.checked(octets.span)
    }

    /// The first line of the file at `path`, without its line end and a byte-order mark.
    ///
    /// - Throws: ``EDocError`` with `unreadableFile`, or `tooLarge` when the file is larger than
    ///   a passphrase and a line end can be.
    public init(contentsOf path: String) throws(EDocError) {
        let file = try KeyFile(path)
        octets = try Self.firstLine(of: file.contents, from: path)
    }

    /// The first line of what `descriptor` gives up to its end, without its line end and a
    /// byte-order mark.
    ///
    /// Blocks until the other side closes. The descriptor is not closed.
    ///
    /// - Throws: ``EDocError`` with `unreadableFile` or `tooLarge`.
    public init(fileDescriptor descriptor: CInt) throws(EDocError) {
        // A byte-order mark, CR and LF.
        let limit = KeyLimits().passphraseSize + 5
        let contents = unsafe try KeyFile.octets(
            named: "descriptor \(descriptor)", limit: limit, expected: limit
        ) { room throws(EDocError) in
            do throws(SystemCallError) {
                return unsafe try FileDescriptor.read(from: descriptor, into: room)
            } catch {
                throw EDocError(
                    .unreadableFile, "descriptor \(descriptor) cannot be read: \(error)")
            }
        }
        octets = try Self.firstLine(of: contents, from: "descriptor \(descriptor)")
    }

    /// The value of an environment variable.
    ///
    /// The environment of a process can be read by its user; prefer a file or a descriptor.
    ///
    /// - Throws: ``EDocError`` with `noPassphrase` when the variable is not set, `tooLarge` when
    ///   it is too long.
    public init(environmentVariable name: String) throws(EDocError) {
        let value = try EnvironmentVariable.withOctets(of: name) { value throws(EDocError) in
            try Self.checked(value)
        }
        guard let value else {
            throw EDocError(.noPassphrase, "the environment variable \(name) is not set")
        }
        octets = value
    }

    /// What a person types on the terminal of this process, without echo.
    ///
    /// Blocks; call it before other tasks write to the terminal. Nothing is read from standard
    /// input, so a pipe into the program is no passphrase.
    ///
    /// - Parameter prompt: What is shown, for example `Passphrase of seal.p12: `.
    /// - Throws: ``EDocError`` with `noPassphrase` when the process has no terminal or the input
    ///   ends, `tooLarge` when the line is too long.
    public init(promptingOnTerminal prompt: String) throws(EDocError) {
        octets = try Terminal.readLine(prompt: prompt, limit: KeyLimits().passphraseSize)
    }

    private static func checked(_ octets: Span<UInt8>) throws(EDocError) -> SecretOctets {
        let limit = KeyLimits().passphraseSize
        guard octets.count <= limit else {
            throw EDocError(.tooLarge, "a passphrase is longer than \(limit) bytes")
        }
        return try SecretOctets(copying: octets)
    }

    private static func firstLine(
        of contents: borrowing SecretOctets, from source: String
    ) throws(EDocError) -> SecretOctets {
        try contents.withOctets { octets throws(EDocError) in
            // A byte-order mark is the editor's, and no part of what was typed.
            let begin = octets.begins(with: "\u{FEFF}") ? 3 : 0
            var end = begin
            while end < octets.count, octets[end] != 0x0A { end += 1 }
            if end < octets.count, end > begin, octets[end - 1] == 0x0D { end -= 1 }
            let limit = KeyLimits().passphraseSize
            guard end - begin <= limit else {
                throw EDocError(
                    .tooLarge,
                    "\(source): the passphrase is longer than \(limit) bytes")
            }
            return try SecretOctets(copying: octets.extracting(begin..<end))
        }
    }

    /// Calls `body` with the bytes.
    package func withOctets<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try octets.withOctets(body)
    }
}
