public import EDoc
internal import EDocCrypto
internal import EDocPKI
internal import FoundationEssentials

extension VirtualTrustServices: TimestampClient {
    /// What messages call the time-stamping authority.
    public var name: String { "virtual time-stamping authority" }

    /// Answers a request for a time-stamp; see ``VirtualTSA/respond(to:at:fault:)``.
    public func response(to request: [UInt8]) async throws -> [UInt8] {
        try await answer(\.timestamp, \.timestamp, name) { state, time, fault in
            try tsa.respond(
                to: request, at: time + state.clockOffset.rounded(.down), fault: fault)
        }
    }
}

extension VirtualTrustServices: OCSPClient {
    /// Answers a request to a responder: that of the issuer which the request names; see
    /// ``VirtualOCSPResponder/respond(to:at:validity:fault:)``.
    ///
    /// - Throws: `EDocError` with the code `serviceRefused` when `url` is not that of
    ///   ``VirtualCA/Addresses/ocsp``.
    public func response(to request: [UInt8], at url: String) async throws -> [UInt8] {
        try await answer(\.ocsp, \.ocsp, url) { state, time, fault in
            guard url == authority.addresses?.ocsp else { throw nobody(at: url) }
            return try responder(for: request, state).respond(
                to: request, at: time, validity: state.validity, fault: fault)
        }
    }
}

extension VirtualTrustServices: CRLClient {
    /// The list at one of ``VirtualCA/Addresses/crl(of:)``.
    ///
    /// - Throws: `EDocError` with the code `serviceRefused` when there is none.
    public func revocationList(at url: String) async throws -> [UInt8] {
        try await answer(\.crl, \.crl, url) { state, time, fault in
            guard let issuer = issuer(at: url, { $0.crl(of: $1) }) else { throw nobody(at: url) }
            return try list(of: issuer, at: time, state, fault)
        }
    }

    private func list(
        of issuer: VirtualCA.Issuer, at time: Date, _ state: State, _ fault: ListFault?
    ) throws(EDocError) -> [UInt8] {
        let owner = fault == .otherIssuer ? try authority.stranger() : authority
        var (begin, validity) = (time, state.validity)
        if fault == .futureUpdate { begin += 3_600 }
        if fault == .stale { (begin, validity) = (time - 2 * 86_400, 3_600) }
        let make = issuer == .root ? owner.rootCRL : owner.intermediateCRL
        let revoked = revocations(of: issuer, state).filter { $0.date <= begin }
        let end = fault == .noNextUpdate ? nil : begin + validity
        // A later list has a greater number (RFC 5280 §5.2.3).
        let octets = try make(begin, end, revoked, Int(begin.timeIntervalSince1970)).derEncoded
        return switch fault {
        case .damagedSignature: octets.dropLast() + [(octets.last ?? 0) ^ 1]
        case .truncated: Array(octets.prefix(octets.count / 2))
        case .trailingBytes: octets + [UInt8](repeating: 0, count: 7)
        default: octets
        }
    }
}

extension VirtualTrustServices: IssuerClient {
    /// The certificate at one of ``VirtualCA/Addresses/certificate(of:)``.
    ///
    /// - Throws: `EDocError` with the code `serviceRefused` when there is none.
    public func certificates(at url: String) async throws -> [UInt8] {
        try await answer(\.issuers, \.issuers, url) { _, _, fault in
            guard let issuer = issuer(at: url, { $0.certificate(of: $1) }) else {
                throw nobody(at: url)
            }
            let owner = fault == .otherIssuer ? try authority.stranger() : authority
            let octets = (issuer == .root ? owner.root : owner.intermediate).derEncoded
            return switch fault {
            case .bundle: Self.bundle(of: octets)
            case .truncated: Array(octets.prefix(octets.count / 2))
            case .trailingBytes: octets + [UInt8](repeating: 0, count: 7)
            default: octets
            }
        }
    }

    /// A certs-only message: `SignedData` without signers (RFC 5652 §5.1, RFC 8551 §3.8).
    private static func bundle(of certificate: [UInt8]) -> [UInt8] {
        let data = DER.sequence(
            DER.integer(1), DER.set(of: []),
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.7.1")),
            DER.implicit(0, DER.set(of: [certificate])), DER.set(of: []))
        return DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.7.2"), DER.explicit(0, data))
    }

    /// The issuer of which `kind` has this URL.
    private func issuer(
        at url: String, _ kind: (VirtualCA.Addresses, VirtualCA.Issuer) -> String?
    ) -> VirtualCA.Issuer? {
        guard let addresses = authority.addresses else { return nil }
        return VirtualCA.Issuer.allCases.first { kind(addresses, $0) == url }
    }

    private func nobody(at url: String) -> EDocError {
        EDocError(.serviceRefused, "\(url): no virtual service has this URL")
    }
}
