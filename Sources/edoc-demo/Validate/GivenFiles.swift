internal import EDoc

/// The certificates and revocation data of the files and folders that the user named.
struct GivenFiles {
    /// The certificates, each once, in the order of the files.
    private(set) var certificates: [X509Certificate] = []
    /// The revocation lists.
    private(set) var revocationLists: [CertificateRevocationList] = []
    /// The OCSP responses.
    private(set) var ocspResponses: [OCSPResponse] = []

    /// How many files of a folder that are not used are named.
    private static let namedFiles = 5

    /// Reads what is at `paths`; a warning names the files of a folder that are not used.
    ///
    /// - Throws: ``UsageError``, naming `option`, when a file cannot be read, is damaged or, named
    ///   by the user, holds something else.
    init(_ paths: [String], of option: Option) throws(UsageError) {
        for path in paths {
            do throws(EDocError) {
                let files = try TrustFiles(contentsOf: path)
                certificates += files.certificates
                revocationLists += files.revocationLists
                ocspResponses += files.ocspResponses
                Self.warn(of: files.unusedFiles, in: path)
            } catch {
                throw UsageError("--\(option.name): \(error.message)")
            }
        }
        var seen: Set<X509Certificate> = []
        certificates = certificates.filter { seen.insert($0).inserted }
    }

    private static func warn(of unused: [String], in path: String) {
        guard !unused.isEmpty else { return }
        let named = unused.prefix(namedFiles).map(quoted).joined(separator: ", ")
        let more = unused.count - min(unused.count, namedFiles)
        Console.warning(
            "\(path): neither certificates nor revocation data, and not used: \(named)"
                + (more > 0 ? " and \(more) more" : ""))
    }
}
