internal import EDocCrypto
internal import EDocSystem
internal import EDocXAdES
internal import EDocZip

/// The parts that all containers of one profile share.
struct Recipe: Sendable {
    let builder: SignatureBuilder
    let layout: ContainerLayout

    /// The approximate size of a container of `files` in octets; not too small when all are in
    /// memory and stored.
    func estimatedSize(of files: [DataFile]) -> Int {
        files.reduce(2_048 + builder.constantSize) { size, file in
            size + file.sizeInMemory + 6 * file.name.utf8.count + 2 * file.mediaType.utf8.count
                + 800
        }
    }
}

/// A container with its data files and without its signature. It is not visible yet; if it is
/// dropped, nothing is left.
struct UnpublishedContainer<Sink: ContainerSink>: ~Copyable {
    private var writer: ContainerWriter<Sink>
    private let recipe: Recipe
    private let worker: SigningWorker

    /// The first step, *prepare*: writes the data files and digests them, and gives `worker` the
    /// data to be signed.
    ///
    /// - Parameter sink: Called when the names of the files have been checked.
    init(
        of files: [DataFile], by recipe: Recipe, at time: SigningTime, with worker: SigningWorker,
        _ cancellation: Cancellation?, into sink: () throws -> Sink
    ) throws {
        let names = try DigestedFile.checkedNames(of: files)
        var writer = try ContainerWriter(
            to: sink(), layout: recipe.layout,
            modified: MSDOSDateTime(secondsSince1970: time.secondsSince1970))
        worker.prepared.begin(fileCount: files.count, at: time)
        for (file, name) in zip(files, names) {
            try cancellation?.check()
            let digest = try writer.write(file, as: name, with: worker, cancellation)
            worker.prepared.append(
                DigestedFile(
                    name: file.name, entryName: name, mediaType: file.mediaType, digest: digest))
        }
        try worker.prepared.complete(by: recipe.builder, with: &worker.digest)
        self.writer = writer
        self.recipe = recipe
        self.worker = worker
    }

    /// The last step, *publish*: writes the signature file and the manifest, and lets the container
    /// appear.
    ///
    /// - Parameter evidence: What is added to the signature; nil: nothing.
    consuming func publish(
        signedWith value: SignatureValue, adding evidence: SignatureEvidence? = nil,
        _ cancellation: Cancellation?
    ) throws -> Sink.Published {
        var text: [UInt8] = []
        swap(&text, &worker.text)
        text.removeAll(keepingCapacity: true)
        recipe.builder.appendSignatureFile(
            of: worker.prepared.draft, value: value,
            unsignedProperties: evidence?.unsignedProperties(recipe.builder.profile) ?? [],
            to: &text)
        try writer.writeMeta(recipe.layout.signatureFile, text)
        text.removeAll(keepingCapacity: true)
        OpenDocumentManifest.append(
            worker.prepared.files.lazy.map { ($0.name, $0.mediaType) }, to: &text)
        try writer.writeMeta(recipe.layout.manifest, text)
        swap(&text, &worker.text)
        return try writer.finish().publish(unless: cancellation)
    }
}
