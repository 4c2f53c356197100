internal import EDocCrypto
internal import EDocSystem
package import EDocValidation
package import EDocXAdES

/// References of signatures to files of a container (EN 319 162-1 §A.6): each names a data file by
/// a relative path (C9, T6, T19), and the file is signed as it is, without a transform (T4).
package struct FileReferences: ReferenceResolver {
    /// Whether the policy has `Quirk.unescapedReference`.
    private let acceptsUnescaped: Bool
    /// The files that the container holds: the quirk applies only where one has the whole URI as
    /// its name.
    private let files: SignedDataDigests

    /// References to `files`, as `policy` reads them.
    package init(to files: SignedDataDigests, _ policy: ValidationPolicy) {
        acceptsUnescaped = policy.quirks.contains(.unescapedReference)
        self.files = files
    }

    package func name(of reference: Reference, in entry: String) throws(FormatFailure) -> [UInt8] {
        let name: [UInt8]
        do {
            name = try RelativeReference.entryName(
                of: reference.uri,
                allowsUnescaped: acceptsUnescaped && isNamedUnescaped(reference.uri))
        } catch {
            throw FormatFailure(
                error.rule, at: reference.element, in: entry, found: reference.uri,
                error.message
                    + (isNamedUnescaped(reference.uri) ? UnescapedReference.explanation : ""))
        }
        guard reference.transform == nil else {
            throw FormatFailure(
                .allowedTransforms, at: reference.element, in: entry, expected: "no Transforms",
                "a file is signed as it is: transforms of files are refused")
        }
        return name
    }

    /// Whether a file has the whole of `uri` as its name.
    private func isNamedUnescaped(_ uri: String) -> Bool {
        Self.unescapedName(in: uri).map(files.contains) ?? false
    }

    /// The name that `uri` gives when `#`, `?` and a colon are parts of it; nil when it is refused
    /// for another reason.
    private static func unescapedName(in uri: String) -> [UInt8]? {
        try? RelativeReference.entryName(of: uri, allowsUnescaped: true)
    }

    /// The files that `signature` refers to, each with the digest algorithm that is needed of it.
    /// Nil for an algorithm that this library does not know, and where only a quirk that the policy
    /// does not accept would name the file.
    static func digestsNeeded(
        by signature: Signature, _ policy: ValidationPolicy
    ) -> [(name: [UInt8], algorithm: DigestAlgorithm?)] {
        signature.signedInfo.references.compactMap { reference in
            guard !reference.isSameDocument else { return nil }
            let plain = try? RelativeReference.entryName(of: reference.uri, allowsUnescaped: false)
            if let plain { return (plain, reference.digest?.algorithm) }
            return unescapedName(in: reference.uri).map { name in
                let isAccepted = policy.quirks.contains(.unescapedReference)
                return (name, isAccepted ? reference.digest?.algorithm : nil)
            }
        }
    }
}
