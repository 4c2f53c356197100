internal import EDocCrypto
internal import EDocXML

/// The digest of a part of the signature, after the transform of its reference; without one the
/// node-set is canonicalized by C14N 1.0 without comments (XMLDSig 1.1 §4.4.3.2). Many references
/// may ask for the same.
struct DigestOfPart: Hashable {
    private let element: XMLElement
    private let method: CanonicalizationMethod
    private let inclusivePrefixes: [String]
    private let algorithm: DigestAlgorithm

    /// What `reference` asks for of `element`.
    init(_ element: XMLElement, _ reference: Reference, by algorithm: DigestAlgorithm) {
        self.element = element
        self.algorithm = algorithm
        method = reference.transform?.method ?? .c14n10
        inclusivePrefixes = reference.transform?.inclusivePrefixes ?? []
    }

    /// Computes it.
    func compute() throws -> DigestValue {
        var digest = try MessageDigest(algorithm)
        // A node-set without comments, as `Canonicalization` says.
        try Canonicalizer(method.omittingComments, inclusivePrefixes: inclusivePrefixes)
            .canonicalize(element) { octets in digest.update(octets) }
        return try digest.finish()
    }
}
