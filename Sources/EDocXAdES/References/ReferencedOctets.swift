internal import EDocCrypto
internal import EDocSystem
internal import EDocXML

/// What every archive time-stamp of one signature begins with, and what content time-stamps are
/// about: the octets that the references cover.
///
/// The files among them may be large, and the time-stamps many, so the running digest is kept. What
/// stands before the first part that a time-stamp canonicalizes by its own method, which is all of
/// it as a rule, is the same for every time-stamp of one digest algorithm: it is read once for
/// each. To be used by one task at a time.
final class ReferencedOctets {
    private struct Key: Hashable {
        let algorithm: DigestAlgorithm
        /// Nil for what depends on no time-stamp.
        let method: CanonicalizationMethod?
        let inclusivePrefixes: [String]
        /// Of which references; nil: of all.
        let numbers: [Int]?
    }

    /// An owner, since a dictionary holds no digest.
    private final class Running {
        let digest: MessageDigest
        init(_ digest: consuming MessageDigest) { self.digest = digest }
    }

    /// What one reference covers.
    private enum Part {
        case file([UInt8])
        /// An element, with the transform of the reference.
        case element(XMLElement, Canonicalization?)

        var dependsOnTimeStamp: Bool { if case .element(_, nil) = self { true } else { false } }
    }

    private let budget: WorkBudget
    /// What each reference covers, in their order.
    private let parts: [Part]
    private var known: [Key: Running] = [:]

    init(of signature: Signature, _ references: ResolvedReferences) {
        let files = Dictionary(
            references.files.map { ($0.reference.number, $0.name) }, uniquingKeysWith: { $1 })
        let elements = Dictionary(
            references.parts.map { ($0.reference.number, $0.element) }, uniquingKeysWith: { $1 })
        parts = signature.signedInfo.references.map { reference -> Part in
            if let file = files[reference.number] { return .file(file) }
            let element = elements[reference.number] ?? signature.signedProperties.element
            return .element(element, reference.transform)
        }
        budget = signature.element.document.budget
    }

    /// The digest of the octets, to which more can be added.
    ///
    /// - Parameter numbers: The numbers of the references that count, in their order; nil: all.
    func digest(
        only numbers: [Int]? = nil,
        _ canonicalization: Canonicalization, _ algorithm: DigestAlgorithm,
        read: TimeStampImprint.FileReader
    ) throws -> MessageDigest {
        try budget.spend(numbers?.count ?? 0)
        let parts = numbers?.map { self.parts[$0 - 1] } ?? self.parts
        let common = parts.prefix { !$0.dependsOnTimeStamp }
        let others = parts[common.endIndex...]
        let beginning = try running(
            Key(algorithm: algorithm, method: nil, inclusivePrefixes: [], numbers: numbers),
            from: { () throws in try MessageDigest(algorithm) }, common, canonicalization, read)
        guard !others.isEmpty else { return try beginning.digest.copy() }
        let key = Key(
            algorithm: algorithm, method: canonicalization.method,
            inclusivePrefixes: canonicalization.inclusivePrefixes, numbers: numbers)
        return try running(
            key, from: { () throws in try beginning.digest.copy() }, others, canonicalization, read
        ).digest.copy()
    }

    private func running(
        _ key: Key, from beginning: () throws -> MessageDigest, _ parts: ArraySlice<Part>,
        _ canonicalization: Canonicalization, _ read: TimeStampImprint.FileReader
    ) throws -> Running {
        if let running = known[key] { return running }
        var digest = try beginning()
        for part in parts {
            try budget.spend(4)
            switch part {
            case .file(let name):
                try read(name) { octets in
                    try budget.spend(octets.count, of: .octets)
                    digest.update(octets)
                }
            case .element(let element, let transform):
                // A node-set that no transform made octets is canonicalized by the time-stamp's
                // method.
                try (transform ?? canonicalization).canonicalizerOfSameDocumentReference()
                    .canonicalize(element) { octets in digest.update(octets) }
            }
        }
        let running = Running(digest)
        known[key] = running
        return running
    }
}
