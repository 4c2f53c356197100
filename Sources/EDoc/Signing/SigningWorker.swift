internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// The contexts and buffers with which one container after the other is made.
///
/// `@unchecked Sendable`: one task at a time has it, taken from ``SigningWorkers``.
final class SigningWorker: @unchecked Sendable {
    /// A digest by the algorithm of the signer.
    var digest: MessageDigest
    /// A compressor, once one was needed.
    var deflater: Deflater?
    /// The signature in work.
    var prepared = PreparedSignature()
    /// The signature file, then the manifest.
    var text: [UInt8] = []
    /// What is read from a file.
    var readBuffer: [UInt8] = []

    /// A worker whose digests are by `algorithm`.
    init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
        digest = try MessageDigest(algorithm)
    }

    /// Lets go of the files.
    func reset() {
        prepared.reset()
        if text.capacity > 1 << 20 { text = [] }
    }
}

/// The idle workers of one signer.
final class SigningWorkers: Sendable {
    private let idle = Lock<[SigningWorker]>([])
    private let algorithm: DigestAlgorithm

    /// Workers whose digests are by `algorithm`; none is made yet.
    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
    }

    /// An idle worker, or a new one.
    func take() throws(OpenSSLError) -> SigningWorker {
        if let worker = idle.withLock({ $0.popLast() }) { return worker }
        return try SigningWorker(algorithm)
    }

    /// Keeps `worker` for the next container.
    func put(_ worker: SigningWorker) {
        worker.reset()
        idle.withLock { idle in
            if idle.count < 64 { idle.append(worker) }
        }
    }
}
