internal import Glibc
import VectorSupport

/// Programs of other people that look at certificates.
enum Judges {
    /// Whether there is a program called `name`.
    static func has(_ name: String) -> Bool { Command(named: name) != nil }

    /// Runs a line of shell and returns its exit status. File names in it hold no special character.
    @discardableResult static func run(_ command: String) -> Int32 {
        let status = unsafe system(command)
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }

    /// What `command` writes, with the certificates as `0.pdf`, `1.pdf` … in the folder that stands
    /// for `%` in it.
    static func output(
        of command: String, for certificates: [[UInt8]]
    ) async throws -> String {
        try await withTemporaryFolder { folder in
            for (index, bytes) in certificates.enumerated() {
                try write(bytes, to: "\(folder)/\(index).pdf")
            }
            let list = certificates.indices.map { "\(folder)/\($0).pdf\n" }.joined()
            try write(Array(list.utf8), to: "\(folder)/list")
            let parts = command.split(separator: "%", omittingEmptySubsequences: false)
            let status = run("\(parts.joined(separator: folder)) >\(folder)/out 2>\(folder)/err")
            let errors = String(decoding: try Vectors.octets(at: "\(folder)/err"), as: UTF8.self)
            guard status == 0, errors.isEmpty else {
                throw PDFFault("\(command) ended with \(status): \(errors)")
            }
            return String(decoding: try Vectors.octets(at: "\(folder)/out"), as: UTF8.self)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw PDFFault("cannot write \(path)") }
        let count = unsafe fwrite(bytes, 1, bytes.count, file)
        guard unsafe fclose(file) == 0, count == bytes.count else {
            throw PDFFault("cannot write \(path)")
        }
    }
}
