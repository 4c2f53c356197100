internal import Glibc

/// The number of a system error, with its text.
package struct Errno: Error, Sendable {
    /// The value of `errno`.
    package let code: CInt

    init(_ code: CInt) { self.code = code }

    /// The system's text, for example `No such file or directory`.
    package var text: String { unsafe String(cString: strerror(code)) }
}

/// A small file with keys or certificates, read whole into memory that is overwritten afterwards.
struct KeyFile: ~Copyable {
    /// The largest file that is read, in bytes: a key and a chain have a few thousand.
    static let largestSize = 1 << 20

    /// The contents.
    let contents: SecretOctets
    /// Whether users other than the owner may read or write the file.
    private let isOpenToOthers: Bool
    private let path: String

    /// For a file that holds a key: that others can get at it.
    var warnings: [SigningWarning] {
        guard isOpenToOthers else { return [] }
        return [
            SigningWarning(
                .keyFileOpenToOthers,
                "\(path): users other than its owner can read or change this key file: chmod 600")
        ]
    }

    /// The certificates in PEM; may be none.
    func certificates() throws(CryptoError) -> [X509Certificate] {
        try contents.withOctets { octets throws(CryptoError) in
            try X509Certificate.certificates(in: octets, from: path)
        }
    }

    /// Reads `path`.
    static func read(_ path: String) throws(CryptoError) -> KeyFile {
        guard !path.utf8.contains(0) else {
            throw CryptoError(.unreadableFile, "a file name holds a zero byte")
        }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw CryptoError(.unreadableFile, "\(path): \(Errno(errno).text)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw CryptoError(.unreadableFile, "\(path): \(Errno(errno).text)")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw CryptoError(.unreadableFile, "\(path): is a folder; name a file")
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        // Only as much locked memory as the file needs: RLIMIT_MEMLOCK is often small.
        let expected = isRegular ? min(Int(status.st_size), largestSize) : largestSize
        return KeyFile(
            contents: try read(descriptor, named: path, limit: largestSize, expected: expected),
            isOpenToOthers: isRegular && status.st_mode & (S_IRWXG | S_IRWXO) != 0, path: path)
    }

    /// Reads `descriptor` to its end; more than `limit` bytes are an error.
    static func read(
        _ descriptor: CInt, named name: String, limit: Int, expected: Int
    ) throws(CryptoError) -> SecretOctets {
        var contents = try SecretOctets(capacity: expected + 1)
        do {
            while try contents.read(from: descriptor) > 0 {}
        } catch {
            throw CryptoError(.unreadableFile, "\(name): \(error.text)")
        }
        guard contents.count <= limit else {
            throw CryptoError(.tooLarge, "\(name): larger than \(limit) bytes")
        }
        guard contents.count < contents.capacity else {
            throw CryptoError(.unreadableFile, "\(name): grew while it was read")
        }
        return contents
    }
}
