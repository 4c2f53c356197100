internal import EDocCrypto
internal import EDocXML

/// What every archive time-stamp of one signature begins with: the octets that the references cover.
///
/// The files among them may be large, and the time-stamps many, so the running digest is kept: the
/// files are read once for each algorithm and method that the time-stamps name. To be used by one
/// task at a time.
final class ReferencedOctets {
    private struct Key: Hashable {
        let algorithm: DigestAlgorithm
        let method: CanonicalizationMethod
        let inclusivePrefixes: [String]
    }

    /// An owner, since a dictionary holds no digest.
    private final class Running {
        let digest: MessageDigest
        init(_ digest: consuming MessageDigest) { self.digest = digest }
    }

    private let references: FormatChecking.Result
    private var known: [Key: Running] = [:]

    init(_ references: FormatChecking.Result) { self.references = references }

    /// The digest of the octets, to which more can be added.
    func digest(
        of signature: SignatureElement, _ canonicalization: CanonicalizationElement,
        _ algorithm: DigestAlgorithm, read: TimeStampImprint.FileReader
    ) throws -> MessageDigest {
        let key = Key(
            algorithm: algorithm, method: canonicalization.method,
            inclusivePrefixes: canonicalization.inclusivePrefixes)
        if let running = known[key] { return try running.digest.copy() }
        let running = Running(
            try compute(signature, canonicalization, algorithm, read: read))
        known[key] = running
        return try running.digest.copy()
    }

    private func compute(
        _ signature: SignatureElement, _ canonicalization: CanonicalizationElement,
        _ algorithm: DigestAlgorithm, read: TimeStampImprint.FileReader
    ) throws -> MessageDigest {
        var digest = try MessageDigest(algorithm)
        let files = Dictionary(
            references.files.map { ($0.reference.number, $0.target) }, uniquingKeysWith: { $1 })
        let parts = Dictionary(
            references.parts.map { ($0.reference.number, $0.element) }, uniquingKeysWith: { $1 })
        for reference in signature.signedInfo.references {
            if let file = files[reference.number] {
                try read(file.name) { octets in digest.update(octets) }
                continue
            }
            // A node-set that no transform made octets is canonicalized by the time-stamp's method.
            let element = parts[reference.number] ?? signature.signedProperties.element
            let transform = reference.transform ?? canonicalization
            try transform.canonicalizerOfSameDocumentReference().canonicalize(element) { octets in
                digest.update(octets)
            }
        }
        return digest
    }
}
