internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// The destination of a container, and how the container appears there when it is complete.
protocol ContainerSink: ByteSink, Sendable {
    /// What the caller gets when the container is complete.
    associatedtype Published: Sendable

    /// Stores a data file that is not in memory, and digests it.
    static func copy(
        _ file: DataFile, as name: EntryName, into container: inout ContainerWriter<Self>,
        with worker: SigningWorker, _ cancellation: Cancellation?
    ) throws -> DigestValue

    /// Lets the container appear, after all of it has been written.
    consuming func publish(unless cancellation: Cancellation?) throws -> Published
}

extension ContainerSink where Self: RewritableSink {
    static func copy(
        _ file: DataFile, as name: EntryName, into container: inout ContainerWriter<Self>,
        with worker: SigningWorker, _ cancellation: Cancellation?
    ) throws -> DigestValue {
        try container.copyOnce(file, as: name, with: worker, cancellation)
    }
}

extension MemorySink: ContainerSink {
    consuming func publish(unless cancellation: Cancellation?) -> [UInt8] { bytes }
}

/// A file that appears under its name when it is complete.
///
/// `@unchecked Sendable`: only one step of signing at a time uses it.
final class OutputFileSink: ContainerSink, RewritableSink, @unchecked Sendable {
    private let target: OutputTarget
    private var file: OutputFile?
    private var sink: FileDescriptorSink

    /// Makes the file in the folder of `target`, not yet under its name.
    init(_ target: OutputTarget) throws(EDocError) {
        self.target = target
        do throws(FileError) {
            try target.check()
            let opened = try OutputFile(target)
            sink = FileDescriptorSink(opened.descriptor)
            file = consume opened
        } catch {
            throw EDocError(error)
        }
    }

    func write(_ bytes: Span<UInt8>) throws {
        do { try sink.write(bytes) } catch { throw unwritable(error) }
    }

    func rewrite(_ bytes: Span<UInt8>, at offset: UInt64) throws {
        do { try sink.rewrite(bytes, at: offset) } catch { throw unwritable(error) }
    }

    func flush() throws {
        do { try sink.flush() } catch { throw unwritable(error) }
    }

    private func unwritable(_ error: SystemCallError) -> EDocError {
        EDocError(FileError(target.path, .unwritable(error)))
    }

    func publish(unless cancellation: Cancellation?) throws {
        do {
            try file.take()?.publish(unless: cancellation ?? Cancellation())
        } catch let error as FileError {
            throw EDocError(error)
        }
    }
}

/// A sink of the caller's own, which cannot go back.
///
/// `@unchecked Sendable`: only one step of signing at a time uses it.
final class CallersSink<Base: ByteSink & ~Copyable>: ContainerSink, @unchecked Sendable {
    private var base: Base?
    /// The error that the sink threw, which reaches the caller unchanged.
    private(set) var failure: (any Error)?

    /// Becomes the owner of `base`.
    init(_ base: consuming Base) { self.base = consume base }

    /// Gives the sink back, once.
    func take() throws(EDocError) -> Base {
        guard let base = base.take() else {
            throw EDocError(.library, "the sink was given back before")
        }
        return base
    }

    func write(_ bytes: Span<UInt8>) throws {
        do { try base?.write(bytes) } catch {
            failure = error
            throw error
        }
    }

    func flush() throws {
        do { try base?.flush() } catch {
            failure = error
            throw error
        }
    }

    static func copy(
        _ file: DataFile, as name: EntryName, into container: inout ContainerWriter<CallersSink>,
        with worker: SigningWorker, _ cancellation: Cancellation?
    ) throws -> DigestValue {
        try container.copyTwice(file, as: name, with: worker, cancellation)
    }

    func publish(unless cancellation: Cancellation?) throws { try cancellation?.check() }
}
