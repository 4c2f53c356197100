public import EDocCrypto
internal import EDocEncoding
public import EDocPKI
internal import EDocSystem

/// The certificates, revocation lists and OCSP responses in a file or in the files of a folder, in
/// PEM (RFC 7468), in DER, or in PKCS #7 (`.p7b`).
///
/// A folder such as the one that `edoc-demo issue` leaves has both roots and lists:
///
/// ```swift
/// let files = try TrustFiles(contentsOf: "trust")
/// let validator = ContainerValidator(
///     trustAnchors: TrustAnchors(allRoles: files.certificates),
///     revocationLists: files.revocationLists, ocspResponses: files.ocspResponses)
/// ```
///
/// Nothing is trusted for being here: whoever makes ``TrustAnchors`` of the certificates says so.
public struct TrustFiles: Sendable {
    /// The certificates, each once, in the order of the files.
    public private(set) var certificates: [X509Certificate] = []
    /// The revocation lists.
    public private(set) var revocationLists: [CertificateRevocationList] = []
    /// The OCSP responses.
    public private(set) var ocspResponses: [OCSPResponse] = []
    /// The names of the files of the folder that hold none of these.
    public private(set) var unusedFiles: [String] = []

    /// The largest file that is read: the largest revocation list (64 MiB) in PEM.
    package static let largestFile = 96 << 20

    /// Reads the file at `path`, which may be a pipe; of a folder the files in it, without
    /// subfolders and without names that begin with a point.
    ///
    /// Blocks while it reads. A file of a folder that holds something else is left out and named in
    /// ``unusedFiles``.
    ///
    /// - Throws: `EDocError` that names the file: with `unreadableFile` when it cannot be read or
    ///   has more than 96 MiB; with `malformedPEM`, `malformedCertificate` or
    ///   `malformedRevocationData` when it is damaged; with `noCertificate` when `path` itself is a
    ///   file that holds something else.
    public init(contentsOf path: String) throws(EDocError) {
        if FolderContents.isFolder(path) {
            try addFolder(path)
        } else if try !add(path) {
            throw EDocError(
                .noCertificate,
                "\(PlainText.quoted(path)) is neither a certificate nor revocation data; expected "
                    + "one in PEM or DER")
        }
        var seen: Set<X509Certificate> = []
        certificates = certificates.filter { seen.insert($0).inserted }
    }

    private mutating func addFolder(_ path: String) throws(EDocError) {
        let names = try orEDocError { () throws(FileError) in try FolderContents.names(in: path) }
        for name in names {
            let file = path + (path.hasSuffix("/") ? "" : "/") + name
            if FolderContents.isFolder(file) { continue }
            if try !add(file) { unusedFiles.append(name) }
        }
    }

    /// Adds what the file at `path` holds.
    /// - Returns: Whether it holds anything that is read here.
    private mutating func add(_ path: String) throws(EDocError) -> Bool {
        let octets = try orEDocError { () throws(FileError) in
            try InputFile.octets(of: path, limit: Self.largestFile)
        }
        // DER begins with the tag of a SEQUENCE (RFC 5280 §4.1, §5.1), 0x30, which is a digit in
        // text.
        guard octets.first == 0x30 || Self.holdsBlocks(octets) else { return false }
        let source = PlainText.quoted(path)
        let found = try X509Certificate.certificates(in: octets.span, from: source)
        let lists = try CertificateRevocationList.lists(in: octets, from: source)
        let responses = try OCSPResponse.responses(in: octets, from: source)
        certificates += found
        revocationLists += lists
        ocspResponses += responses
        return !(found.isEmpty && lists.isEmpty && responses.isEmpty)
    }

    /// Whether a line begins a PEM block (RFC 7468 §2) with a label that is read here, possibly
    /// after a byte-order mark.
    private static func holdsBlocks(_ octets: [UInt8]) -> Bool {
        let begin = Array("-----BEGIN ".utf8)
        let kinds = [
            "CERTIFICATE-----", "X509 CRL-----", "PKCS7-----", "CMS-----", "DATA-----",
            "OCSP RESPONSE-----",
        ]
        return octets.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { line in
            let line = line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
            guard line.starts(with: begin) else { return false }
            let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? line.startIndex
            let text = String(decoding: line.prefix(through: end).prefix(100), as: UTF8.self)
            return kinds.contains { text.hasSuffix($0) }
        }
    }
}
