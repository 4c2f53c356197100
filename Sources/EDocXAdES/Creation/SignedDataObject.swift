package import EDocCrypto

/// A file as a signature sees it: where it is, what it is, and its digest.
package struct SignedDataObject: Sendable, Hashable {
    /// The file in the container.
    package var reference: RelativeReference
    /// The media type.
    package var mediaType: String
    /// The digest of the file's octets.
    package var digest: DigestValue

    /// A file of the container.
    package init(reference: RelativeReference, mediaType: String, digest: DigestValue) {
        self.reference = reference
        self.mediaType = mediaType
        self.digest = digest
    }
}
