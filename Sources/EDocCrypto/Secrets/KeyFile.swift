internal import EDocEncoding
package import EDocSystem

/// A small file with keys or certificates, read whole into memory that is overwritten afterwards.
package struct KeyFile: ~Copyable {
    /// The contents.
    package let contents: SecretOctets
    /// Whether users other than the owner may read or write the file.
    package let isOpenToOthers: Bool

    /// Reads the file at `path`, which may be a pipe that somebody writes to.
    ///
    /// - Throws: ``EDocError`` with `unreadableFile` or `tooLarge`.
    package init(_ path: String) throws(EDocError) {
        var file: InputFile
        do throws(FileError) { file = try InputFile(path, for: .once) } catch {
            throw EDocError(unreadable: error)
        }
        let isOpenToOthers = file.isOpenToOthers
        // Only as much locked memory as the file needs: RLIMIT_MEMLOCK is often small.
        let limit = KeyLimits().fileSize
        let expected = file.isPipe ? limit : min(Int(clamping: file.size), limit)
        contents = unsafe try Self.octets(
            named: PlainText.quoted(path), limit: limit, expected: expected
        ) { room throws(EDocError) in
            do throws(FileError) { return unsafe try file.read(into: room) } catch {
                throw EDocError(unreadable: error)
            }
        }
        self.isOpenToOthers = isOpenToOthers
    }

    /// What `read` gives up to its end; more than `limit` octets are an error.
    static func octets(
        named name: String, limit: Int, expected: Int,
        _ read: (UnsafeMutableRawBufferPointer) throws(EDocError) -> Int
    ) throws(EDocError) -> SecretOctets {
        var octets = try SecretOctets(capacity: expected + 1)
        try unsafe octets.readToEnd(read)
        guard octets.count <= limit else {
            throw EDocError(.tooLarge, "\(name) has more than \(limit) bytes")
        }
        guard octets.count < octets.capacity else {
            throw EDocError(.unreadableFile, "\(name) grew while it was read")
        }
        return octets
    }
}

extension EDocError {
    /// A file that cannot be read.
    package init(unreadable error: FileError) {
        self.init(.unreadableFile, PlainText.line(error.description))
    }
}
