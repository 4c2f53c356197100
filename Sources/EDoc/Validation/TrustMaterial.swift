public import EDocCrypto
internal import FoundationEssentials

/// Certificates and revocation lists from files, for ``TrustAnchors`` and ``ContainerValidator``.
///
/// A file holds PEM (RFC 7468; any number of certificates and lists) or one certificate or list in
/// DER. Whoever may write the files decides what is trusted.
public struct TrustMaterial: Sendable, Hashable {
    /// The certificates, in the order of the files' names.
    public private(set) var certificates: [X509Certificate] = []
    /// The DER of the revocation lists (RFC 5280 §5).
    public private(set) var revocationLists: [[UInt8]] = []

    /// The largest file that is read, in octets: national lists reach some tens of megabytes.
    public static let largestFile = 64 << 20

    /// Nothing yet.
    public init() {}

    /// Reads the file at `path`, or, where it is a folder, the files in it that end in `.pem`,
    /// `.crt`, `.cer`, `.der` or `.crl`; folders below are not looked into.
    ///
    /// - Throws: ``EDocError`` with `unreadableFile` when a file cannot be read, is too large, or is
    ///   neither a certificate nor a revocation list.
    public init(contentsOf path: String) throws(EDocError) {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Self.error(path, "there is no such file")
        }
        guard isFolder else { return try read(path) }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw EDocError(
                .unreadableFile, "the folder \"\(path)\" cannot be read", underlying: error)
        }
        let endings = [".pem", ".crt", ".cer", ".der", ".crl"]
        let wanted = names.filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
        for name in wanted.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            try read(path + "/" + name)
        }
        guard !certificates.isEmpty || !revocationLists.isEmpty else {
            throw Self.error(
                path, "the folder has no file that ends in \(endings.joined(separator: ", "))")
        }
    }

    /// Both together.
    public mutating func append(_ other: TrustMaterial) {
        certificates += other.certificates
        revocationLists += other.revocationLists
    }

    private mutating func read(_ path: String) throws(EDocError) {
        let octets: [UInt8]
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            guard (attributes[.size] as? Int ?? 0) <= Self.largestFile else {
                throw Self.error(path, "it has more than \(Self.largestFile) octets")
            }
            octets = [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch let error as EDocError {
            throw error
        } catch {
            throw EDocError(
                .unreadableFile, "the file \"\(path)\" cannot be read", underlying: error)
        }
        let text = String(decoding: octets.prefix(1 << 20), as: UTF8.self)
        if text.contains("-----BEGIN ") {
            try readPEM(String(decoding: octets, as: UTF8.self), path)
        } else {
            try take(octets, path)
        }
    }

    /// The blocks of RFC 7468 with the labels of certificates and lists; others are passed over.
    private mutating func readPEM(_ text: String, _ path: String) throws(EDocError) {
        var lines: [Substring]?
        var found = false
        for line in text.split(whereSeparator: \.isNewline) {
            switch line {
            case "-----BEGIN CERTIFICATE-----", "-----BEGIN X509 CRL-----": lines = []
            case "-----END CERTIFICATE-----", "-----END X509 CRL-----":
                guard let block = lines, let data = Data(base64Encoded: block.joined()) else {
                    throw Self.error(path, "the text before \(line) is not base64")
                }
                try take([UInt8](data), path)
                found = true
                lines = nil
            default: lines?.append(line)
            }
        }
        guard found, lines == nil else {
            throw Self.error(path, "it has no whole CERTIFICATE or X509 CRL block (RFC 7468)")
        }
    }

    private mutating func take(_ octets: [UInt8], _ path: String) throws(EDocError) {
        if let certificate = try? X509Certificate(derEncoded: octets) {
            certificates.append(certificate)
        } else if (try? CertificateRevocationList(derEncoded: octets)) != nil {
            revocationLists.append(octets)
        } else {
            throw Self.error(path, "it is neither a certificate nor a revocation list (RFC 5280)")
        }
    }

    private static func error(_ path: String, _ reason: String) -> EDocError {
        EDocError(.unreadableFile, "the trust material \"\(path)\" cannot be used: \(reason)")
    }
}
