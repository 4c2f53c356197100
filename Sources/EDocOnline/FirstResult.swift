internal import EDocSystem

/// One result, of whichever comes first.
final class FirstResult<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case nothing
        case awaited(CheckedContinuation<Value, any Error>)
        case settled(Result<Value, any Error>)
        case over
    }

    private let state = Lock<State>(.nothing)

    /// Does `work`, but waits no longer than until `end`, and no longer than the task goes on.
    ///
    /// `work` is cancelled then, and may go on for as long as it does not notice.
    ///
    /// - Throws: What `work` throws; `late` when the time is over; `CancellationError`.
    static func of(
        until end: ContinuousClock.Instant, late: some Error,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let first = FirstResult()
        let task = Task {
            do { first.settle(.success(try await work())) } catch { first.settle(.failure(error)) }
        }
        let timer = Task {
            guard (try? await Task.sleep(until: end, clock: .continuous)) != nil else { return }
            first.settle(.failure(late))
            task.cancel()
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { first.settle($0) }
        } onCancel: {
            task.cancel()
            first.settle(.failure(CancellationError()))
        }
    }

    private func settle(_ continuation: CheckedContinuation<Value, any Error>) {
        let result = state.withLock { state -> Result<Value, any Error>? in
            if case .settled(let result) = state {
                state = .over
                return result
            }
            state = .awaited(continuation)
            return nil
        }
        if let result { continuation.resume(with: result) }
    }

    private func settle(_ result: Result<Value, any Error>) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .nothing:
                state = .settled(result)
                return nil
            case .awaited(let continuation):
                state = .over
                return continuation
            case .settled, .over: return nil
            }
        }
        continuation?.resume(with: result)
    }
}
