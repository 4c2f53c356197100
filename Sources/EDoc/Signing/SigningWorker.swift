internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// The contexts and buffers that are reused from one container to the next.
///
/// `@unchecked Sendable`: one task at a time has the worker, taken from ``SigningWorkers``.
final class SigningWorker: @unchecked Sendable {
    /// A digest by the algorithm of the signer.
    var digest: MessageDigest
    /// A compressor, made when first needed.
    var deflater: Deflater?
    /// The signature in work.
    var prepared = PreparedSignature()
    /// The signature file, then the manifest.
    var text: [UInt8] = []
    /// The buffer for octets of files.
    var readBuffer: [UInt8] = []

    /// A worker whose digests are by `algorithm`.
    init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
        digest = try MessageDigest(algorithm)
    }

    /// Drops the files, and a buffer of more than 1 MiB.
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

    /// Keeps `worker` for the next container; at most 64 are kept.
    func put(_ worker: SigningWorker) {
        worker.reset()
        idle.withLock { idle in
            if idle.count < 64 { idle.append(worker) }
        }
    }
}
