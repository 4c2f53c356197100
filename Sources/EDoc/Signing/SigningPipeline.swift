internal import EDocCrypto
internal import EDocPKI
internal import EDocSystem
internal import EDocXAdES
internal import EDocZip
internal import FoundationEssentials

/// The four steps in which every container is signed, whatever its files, its sink and its signer.
///
/// 1. *Prepare*: the data files are written and digested (``UnpublishedContainer``), which gives
///    what is to be signed (``PreparedSignature``).
/// 2. *Value*: a key in this process signs, or another ``Signer``, whose value is verified
///    (``VerifiedSigner``).
/// 3. *Augment*: unsigned properties, which others than the signer make, are added
///    (``SignatureAugmentation``). Level B has none.
/// 4. *Publish*: the signature is written, and the container appears (``ContainerSink``).
struct SigningPipeline: Sendable {
    /// The signer, when its key is in this process; otherwise nil.
    let inProcessSigner: (any InProcessSigner)?
    /// The signer, with verification of its values.
    let signer: VerifiedSigner
    let conditions: SignerConditions
    /// Nil at level B.
    let augmentation: SignatureAugmentation?
    let workers: SigningWorkers
    let threads: BlockingThreads
    let clock: @Sendable () -> Date

    /// Signs on threads that may wait for files, none of them of Swift's pool for tasks.
    func sign<Sink: ContainerSink>(
        _ files: [DataFile], by recipe: Recipe,
        into sink: @escaping @Sendable () throws -> Sink
    ) async throws -> Sink.Published {
        guard let inProcessSigner, augmentation == nil else {
            return try await signInSteps(files, by: recipe, into: sink)
        }
        return try await threads.run { cancellation in
            try sign(files, by: recipe, with: inProcessSigner, cancellation, into: sink)
        }
    }

    /// Signs at once, on the thread of the caller.
    func sign<Sink: ContainerSink>(
        _ files: [DataFile], by recipe: Recipe, with signer: any InProcessSigner,
        _ cancellation: Cancellation?, into sink: () throws -> Sink
    ) throws -> Sink.Published {
        do {
            let worker = try workers.take()
            let container = try UnpublishedContainer(
                of: files, by: recipe, at: signingTime(), with: worker, cancellation, into: sink)
            let data = worker.prepared.draft.dataToBeSigned
            let value = try signer.signatureValue(of: data.span)
            let published = try container.publish(signedWith: value, cancellation)
            // A worker whose signing failed may have hashed half a file, and is not kept.
            workers.put(worker)
            return published
        } catch {
            throw EDocError.signing(error)
        }
    }

    /// Signs where a signer elsewhere or trust services are awaited without holding a thread; the
    /// unpublished container is kept meanwhile.
    private func signInSteps<Sink: ContainerSink>(
        _ files: [DataFile], by recipe: Recipe,
        into sink: @escaping @Sendable () throws -> Sink
    ) async throws -> Sink.Published {
        do {
            let worker = try workers.take()
            let (container, inProcessValue) = try await threads.run { cancellation in
                let container = try UnpublishedContainer(
                    of: files, by: recipe, at: signingTime(), with: worker, cancellation,
                    into: sink)
                let data = worker.prepared.draft.dataToBeSigned
                return (Handover(container), try inProcessSigner?.signatureValue(of: data.span))
            }
            let value =
                if let inProcessValue { inProcessValue } else {
                    try await signer.value(of: worker.prepared.draft.dataToBeSigned)
                }
            let began = Date(
                timeIntervalSince1970: Double(worker.prepared.time.secondsSince1970))
            let evidence = try await augmentation?.evidence(
                for: value, by: recipe.builder, since: began)
            let published = try await threads.run { cancellation in
                try container.take().publish(signedWith: value, adding: evidence, cancellation)
            }
            workers.put(worker)
            return published
        } catch {
            throw EDocError.signing(error)
        }
    }

    /// The time of signing, at which the signer is acceptable.
    private func signingTime() throws(EDocError) -> SigningTime {
        let now = clock()
        do {
            try conditions.check(at: now)
        } catch {
            throw EDocError(preparing: error)
        }
        // A certificate is valid in the years 1950 to 9999 only (RFC 5280 §4.1.2.5).
        return SigningTime(
            secondsSince1970: Int64(exactly: now.timeIntervalSince1970.rounded(.down)) ?? 0)
    }
}

/// Carries a value from the thread of one step to that of the next.
///
/// `@unchecked Sendable`: the steps follow one another.
private final class Handover<Value: ~Copyable>: @unchecked Sendable {
    private var value: Value?

    init(_ value: consuming Value) { self.value = consume value }

    /// Gives the value away, once.
    func take() throws(EDocError) -> Value {
        guard let value = value.take() else {
            throw EDocError(.library, "the container was published before")
        }
        return value
    }
}

extension EDocError {
    /// The error when the signer or the parameters cannot be used for signing.
    init(preparing error: any Error) {
        switch error {
        case let error as EDocError: self = error
        case let error as XAdESError where error.code == .unsupportedLevel:
            self.init(.unsupportedLevel, error.message, underlying: error)
        case let error as XAdESError where error.code == .certificateNotValid:
            self.init(.certificateNotValid, error.message, underlying: error)
        case let error as XAdESError where error.code == .signerNotAcceptable:
            self.init(.signerNotAcceptable, error.message, underlying: error)
        case let error as XAdESError:
            self.init(.invalidParameters, error.message, underlying: error)
        default:
            self.init(.library, "signing cannot be prepared: \(error)", underlying: error)
        }
    }

    /// An error of a lower layer as one of this layer; a cancellation stays one.
    fileprivate static func signing(_ error: any Error) -> any Error {
        switch error {
        case is EDocError, is CancellationError: error
        case let error as ZipError where error.code == .limit:
            EDocError(.tooLarge, error.message, underlying: error)
        default:
            EDocError(.library, "the container cannot be made: \(error)", underlying: error)
        }
    }
}
