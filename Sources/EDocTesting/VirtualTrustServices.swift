public import EDoc
public import EDocCrypto
internal import EDocPKI
internal import EDocSystem
public import FoundationEssentials

/// Every trust service that levels T and LT need, in memory: a time-stamping authority, an OCSP
/// responder for each issuer, revocation lists and the certificates of issuers, for one
/// ``VirtualCA``.
///
/// It opens no socket: a certificate names URLs (``VirtualCA/Addresses``), and what is asked at one
/// of them is answered here. It has no clock but the one that it is given. What is asked is
/// counted, and each service can be slow or wrong, also while others are asking.
///
/// ```swift
/// let virtual = try VirtualTrustServices(validFrom: begin, validTo: end, clock: { time })
/// let seal = try virtual.authority.issueSeal(
///     commonName: "School", notBefore: begin, notAfter: end)
/// let services: TrustServices = virtual.services
/// virtual.faults.ocsp = .unreachable
/// ```
///
/// It may be used by any number of tasks at the same time; what of it can be set is set by one.
public final class VirtualTrustServices: Sendable {
    /// The authority: issues seals, whose status the services know.
    public let authority: VirtualCA
    /// The time-stamping authority.
    public let tsa: VirtualTSA
    private let responders: [VirtualOCSPResponder]
    private let clock: @Sendable () -> Date
    private let state = Lock(State())

    struct State {
        var requests = Requests()
        var faults = Faults()
        var revoked: [VirtualCA.Revocation] = []
        var latency = Duration.zero
        var validity: TimeInterval = 3_600
        var clockOffset: TimeInterval = 0
    }

    /// Services of an authority.
    ///
    /// - Parameters:
    ///   - authority: The authority. Its certificates should name URLs (``VirtualCA/addresses``),
    ///     or nothing but a time-stamp will be asked for.
    ///   - key: The kind of key of time-stamping authority and responders.
    ///   - validFrom: When their certificates begin, in whole seconds.
    ///   - validTo: When they end, in whole seconds.
    ///   - clock: The time of each answer; its fraction of a second is left out. Called on any
    ///     thread.
    /// - Throws: `EDocError` with `library`.
    public init(
        _ authority: VirtualCA, key: VirtualKeyType = .p256, validFrom: Date, validTo: Date,
        clock: @escaping @Sendable () -> Date
    ) throws(EDocError) {
        self.authority = authority
        self.clock = clock
        tsa = try VirtualTSA(authority, key: key, validFrom: validFrom, validTo: validTo)
        var responders: [VirtualOCSPResponder] = []
        for issuer in VirtualCA.Issuer.allCases {
            responders.append(
                try VirtualOCSPResponder(
                    authority, for: issuer, key: key, validFrom: validFrom, validTo: validTo))
        }
        self.responders = responders
    }

    /// Services of an authority of their own.
    ///
    /// - Parameters:
    ///   - name: What tells the authority from others.
    ///   - key: The kind of key of the authority, the time-stamping authority and the responders.
    ///   - addresses: The URLs that certificates name.
    ///   - validFrom: When all certificates begin, in whole seconds.
    ///   - validTo: When they end, in whole seconds.
    ///   - clock: As of ``init(_:key:validFrom:validTo:clock:)``.
    /// - Throws: `EDocError` with `library`.
    public convenience init(
        name: String = "swift-edoc", key: VirtualKeyType = .p256,
        addresses: VirtualCA.Addresses = VirtualCA.Addresses(), validFrom: Date, validTo: Date,
        clock: @escaping @Sendable () -> Date
    ) throws(EDocError) {
        try self.init(
            VirtualCA(
                name: name, key: key, validFrom: validFrom, validTo: validTo, addresses: addresses),
            key: key, validFrom: validFrom, validTo: validTo, clock: clock)
    }

    /// All services, to sign with; the root is trusted for seals and for time-stamps.
    public var services: TrustServices {
        TrustServices(
            timestamp: self, ocsp: self, crl: self, issuers: self,
            trustAnchors: TrustAnchors(allRoles: [authority.root]))
    }

    /// How often each service was asked until now, also where the answer was a fault.
    public var requests: Requests { state.withLock { $0.requests } }

    /// What is wrong from now on, by service; nothing at first.
    public var faults: Faults {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    /// What responders and lists say is revoked, or suspended, each from its date on. They say so of
    /// ``VirtualTSA/revokedCertificate`` without it.
    public var revoked: [VirtualCA.Revocation] {
        get { state.withLock { $0.revoked } }
        set { state.withLock { $0.revoked = newValue } }
    }

    /// How long each answer takes; nothing at first.
    public var latency: Duration {
        get { state.withLock { $0.latency } }
        set { state.withLock { $0.latency = newValue } }
    }

    /// How long answers of responders, and lists, are right, in seconds: an hour at first.
    public var validity: TimeInterval {
        get { state.withLock { $0.validity } }
        set { state.withLock { $0.validity = newValue } }
    }

    /// How many seconds the clock of the time-stamping authority is ahead of the others'; negative:
    /// behind.
    public var timestampClockOffset: TimeInterval {
        get { state.withLock { $0.clockOffset } }
        set { state.withLock { $0.clockOffset = newValue } }
    }

    /// The responder of the issuer that a request names; that of seals when it names neither.
    func responder(for request: [UInt8], _ state: State) throws(EDocError) -> VirtualOCSPResponder {
        var found = responders[responders.count - 1]
        for responder in responders where try responder.answers(for: request) {
            found = responder
        }
        found.revoked = revocations(of: found.role, state)
        return found
    }

    /// What is revoked of what `issuer` issued.
    func revocations(of issuer: VirtualCA.Issuer, _ state: State) -> [VirtualCA.Revocation] {
        let name = (issuer == .root ? authority.root : authority.intermediate).subjectDER
        return (state.revoked + [tsa.revocation]).filter { $0.issuer == name }
    }

    /// Counts a request, waits as long as it has to, and answers it.
    ///
    /// - Throws: `EDocError` as the fault says; `CancellationError` while it waits.
    func answer<Answer>(
        _ count: WritableKeyPath<Requests, Int>,
        _ fault: KeyPath<Faults, VirtualServiceFault<Answer>?>, _ name: String,
        _ body: (State, Date, Answer?) throws -> [UInt8]
    ) async throws -> [UInt8] {
        let state = self.state.withLock {
            $0.requests[keyPath: count] += 1
            return $0
        }
        let fault = state.faults[keyPath: fault]
        var delay = state.latency
        if case .late(let more) = fault { delay += more }
        if delay > .zero { try await Task.sleep(for: delay) }
        if let octets = try fault?.octets(of: name) { return octets }
        let time = Date(timeIntervalSince1970: clock().timeIntervalSince1970.rounded(.down))
        return try body(state, time, fault?.ofAnswer)
    }
}
