/// Is told of what is asked of trust services, for the counters and traces of a service.
///
/// ```swift
/// let exchange = ObservedExchange(client, observer)
/// ```
///
/// It is called from any task, several at the same time, and what it does delays the signature.
public protocol SigningObserver: Sendable {
    /// A request has ended, each try by itself.
    ///
    /// - Parameters:
    ///   - request: What was sent. Its URL can have a user and a password, which belong into no log;
    ///     what was posted holds digests and serial numbers, and no document.
    ///   - result: What the other side answered, whatever its status, or why nothing came.
    ///   - duration: How long it took.
    func requestEnded(
        _ request: HTTPRequest, with result: Result<HTTPResponse, any Error>,
        after duration: Duration)
}

/// Carries requests by another exchange, and tells an observer of each.
public struct ObservedExchange: HTTPExchange {
    private let exchange: any HTTPExchange
    private let observer: any SigningObserver

    /// Carries requests by `exchange`, and tells `observer`.
    public init(_ exchange: any HTTPExchange, _ observer: any SigningObserver) {
        self.exchange = exchange
        self.observer = observer
    }

    /// Sends `request` and returns the answer, whatever its status.
    ///
    /// - Throws: What the exchange throws that carries it.
    public func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
        let start = ContinuousClock.now
        do {
            let response = try await exchange.exchange(request)
            observer.requestEnded(
                request, with: .success(response), after: ContinuousClock.now - start)
            return response
        } catch {
            observer.requestEnded(
                request, with: .failure(error), after: ContinuousClock.now - start)
            throw error
        }
    }
}
