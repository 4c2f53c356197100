package import EDocCrypto

/// A file as a signature sees it: where it is, what it is, and its digest.
package struct SignedDataObject: Sendable, Hashable {
    /// The URI of the file, percent-encoded: ASCII.
    package var uri: String
    /// The media type.
    package var mediaType: String
    /// The digest of the file's octets.
    package var digest: DigestValue

    /// A file of the container.
    package init(uri: String, mediaType: String, digest: DigestValue) {
        self.uri = uri
        self.mediaType = mediaType
        self.digest = digest
    }
}
