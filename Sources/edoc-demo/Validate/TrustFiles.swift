internal import EDoc
internal import FoundationEssentials
internal import Glibc

/// The certificates and revocation lists of files that the user named, in PEM or DER.
struct TrustFiles {
    /// The certificates, each once, in the order of the files.
    private(set) var certificates: [X509Certificate] = []
    /// The DER of the revocation lists.
    private(set) var revocationLists: [[UInt8]] = []

    /// Which file does not hold what it should, and why.
    private struct Unusable: Error {
        let description: String
    }

    /// The largest file that is read: the largest revocation list (64 MiB) in PEM.
    private static let largestFile = 96 << 20
    /// How many files of a folder that are not used are named.
    private static let namedFiles = 5

    /// Reads the files at `paths`; of a folder the files in it, without those in folders below it
    /// and those whose names begin with a point.
    ///
    /// A file of a folder that is neither certificate nor revocation list is left out, and a
    /// warning says so.
    ///
    /// - Throws: ``UsageError``, naming `option`, when a file cannot be read, is damaged or, named
    ///   by the user, holds something else.
    init(_ paths: [String], of option: Option) throws(UsageError) {
        for path in paths {
            do throws(Unusable) {
                if Self.isFolder(path) {
                    try addFolder(path)
                } else if try !add(path) {
                    throw Unusable(
                        description:
                            "\(quoted(path)) is neither a certificate nor a revocation list; "
                            + "expected one in PEM or DER")
                }
            } catch {
                throw UsageError("--\(option.name): \(error.description)")
            }
        }
        var seen: Set<X509Certificate> = []
        certificates = certificates.filter { seen.insert($0).inserted }
    }

    private mutating func addFolder(_ path: String) throws(Unusable) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Unusable(description: "\(quoted(path)) is a folder that cannot be read")
        }
        var unused: [String] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let file = path + (path.hasSuffix("/") ? "" : "/") + name
            if Self.isFolder(file) { continue }
            if try !add(file) { unused.append(name) }
        }
        guard !unused.isEmpty else { return }
        let named = unused.prefix(Self.namedFiles).map(quoted).joined(separator: ", ")
        let more = unused.count - min(unused.count, Self.namedFiles)
        Console.warning(
            "\(path): neither certificates nor revocation lists, and not used: \(named)"
                + (more > 0 ? " and \(more) more" : ""))
    }

    /// Adds what the file at `path` holds.
    /// - Returns: Whether it holds a certificate or a revocation list.
    private mutating func add(_ path: String) throws(Unusable) -> Bool {
        let octets: [UInt8]
        do {
            octets = try Self.octets(of: path)
        } catch {
            throw Unusable(description: "\(quoted(path)) \(error.predicate)")
        }
        // DER begins with the tag of a SEQUENCE (RFC 5280 §4.1, §5.1), which is a digit in a text.
        guard octets.first == 0x30 || Self.holdsBlocks(octets) else { return false }
        do {
            let found = try X509Certificate.certificates(in: octets.span, from: quoted(path))
            let lists = try CertificateRevocationList.lists(in: octets)
            certificates += found
            revocationLists += lists.map(\.derEncoded)
            return !(found.isEmpty && lists.isEmpty)
        } catch let error as ASN1Error {
            throw Unusable(description: "\(quoted(path)): \(error.message)")
        } catch {
            throw Unusable(description: "\(error)")
        }
    }

    /// Whether a line begins a block in PEM (RFC 7468 §2) of certificates or revocation lists,
    /// maybe behind a byte-order mark.
    private static func holdsBlocks(_ octets: [UInt8]) -> Bool {
        let begin = Array("-----BEGIN ".utf8)
        let kinds = ["CERTIFICATE-----", "X509 CRL-----", "PKCS7-----", "CMS-----", "DATA-----"]
        return octets.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { line in
            let line = line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
            guard line.starts(with: begin) else { return false }
            let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? line.startIndex
            let text = String(decoding: line.prefix(through: end).prefix(100), as: UTF8.self)
            return kinds.contains { text.hasSuffix($0) }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The octets of the file at `path`.
    static func octets(of path: String) throws(FileError) -> [UInt8] {
        try InputFile.octets(of: path, limit: largestFile)
    }
}
