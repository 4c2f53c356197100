internal import EDocCrypto
internal import EDocXAdES

/// What is to be signed: name, media type and digest of each file, the time, and the data to be
/// signed that follow from these.
///
/// It holds no octets of the files and nothing of the container, so the signature value may come at
/// any later time. Its memory is reused for the next signature.
struct PreparedSignature: Sendable {
    /// The files, in the order of the container.
    private(set) var files: [DigestedFile] = []
    /// The signing time, which is also that of all entries.
    private(set) var time = SigningTime(secondsSince1970: 0)
    /// The data to be signed, and the signed properties that they name.
    private(set) var draft = SignatureDraft()
    /// The files as the signature sees them.
    private var objects: [SignedDataObject] = []

    /// Begins anew, for `count` files.
    mutating func begin(fileCount count: Int, at time: SigningTime) {
        self.time = time
        files.removeAll(keepingCapacity: true)
        objects.removeAll(keepingCapacity: true)
        files.reserveCapacity(count)
    }

    /// Adds the next file.
    mutating func append(_ file: DigestedFile) {
        files.append(file)
        objects.append(file.signedDataObject)
    }

    /// Makes the data to be signed, when all files are there.
    mutating func complete(
        by builder: SignatureBuilder, with digest: inout MessageDigest
    ) throws(OpenSSLError) {
        try builder.begin(objects, signingTime: time, in: &draft, with: &digest)
    }

    /// Drops the files, and memory that only a large signature needs.
    mutating func reset() {
        files.removeAll(keepingCapacity: files.capacity <= 16)
        objects.removeAll(keepingCapacity: objects.capacity <= 16)
        if draft.size > 1 << 20 { draft = SignatureDraft() }
    }
}
