/// Remembers decoded certificates with their keys, and which certificate's key verified which
/// other certificate, all by their bytes.
///
/// Decoding a certificate and its key, and verifying its signature, cost some hundred
/// microseconds: the second container of the same seal should not pay for them. Nothing that
/// depends on trust, time or policy is remembered. Bounded: when it is full, the half that was not
/// used for longest goes. Safe to share across threads.
package final class CertificateCache: Sendable {
    /// Bytes of certificates kept, and verified signatures kept, at most.
    private let byteLimit: Int
    private let edgeLimit: Int
    private let limits: EvidenceLimits
    private let state = Lock(State())

    /// The bytes of a certificate, hashed in one piece: an array's own hash takes them one by one.
    private struct Key: Hashable {
        let octets: [UInt8]

        func hash(into hasher: inout Hasher) {
            unsafe octets.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    private struct Entry {
        let certificate: DecodedCertificate
        var lastUse: UInt64
    }

    private struct Edge: Hashable {
        let issuer: DecodedCertificate
        let certificate: DecodedCertificate
    }

    private struct Verified {
        let verdict: SignatureVerdict
        var lastUse: UInt64
    }

    private struct State {
        var certificates: [Key: Entry] = [:]
        var bytes = 0
        var edges: [Edge: Verified] = [:]
        var clock: UInt64 = 0
    }

    /// An empty cache.
    ///
    /// - Parameters:
    ///   - byteLimit: the bytes of encoded certificates that it may hold; what is decoded takes
    ///     about three times that.
    ///   - limits: the limits on what is decoded.
    package init(byteLimit: Int = 4 << 20, limits: EvidenceLimits = EvidenceLimits()) {
        self.byteLimit = byteLimit
        edgeLimit = max(16, byteLimit / 1_024)
        self.limits = limits
    }

    /// The certificate in `derEncoded`, decoded now or before.
    package func certificate(
        derEncoded: [UInt8]
    ) throws(ASN1Error) -> DecodedCertificate {
        let key = Key(octets: derEncoded)
        let known = state.withLock { state -> DecodedCertificate? in
            state.clock += 1
            guard let index = state.certificates.index(forKey: key) else { return nil }
            state.certificates.values[index].lastUse = state.clock
            return state.certificates.values[index].certificate
        }
        if let known { return known }
        let certificate = try DecodedCertificate(derEncoded: derEncoded, limits: limits)
        guard derEncoded.count <= byteLimit / 2 else { return certificate }
        return state.withLock { state in
            // Another thread may have been first: one object a certificate, so its key is shared.
            if let known = state.certificates[key] { return known.certificate }
            state.certificates[key] = Entry(certificate: certificate, lastUse: state.clock)
            state.bytes += derEncoded.count
            if state.bytes > byteLimit { Self.dropOldest(&state, downTo: byteLimit / 2) }
            return certificate
        }
    }

    /// Whether the signature of `certificate` verifies with the key of `issuer`, remembered.
    package func verdict(
        on certificate: DecodedCertificate, signedBy issuer: DecodedCertificate
    ) -> SignatureVerdict {
        let edge = Edge(issuer: issuer, certificate: certificate)
        let known = state.withLock { state -> SignatureVerdict? in
            state.clock += 1
            guard let index = state.edges.index(forKey: edge) else { return nil }
            state.edges.values[index].lastUse = state.clock
            return state.edges.values[index].verdict
        }
        if let known { return known }
        let verdict = certificate.isSigned(by: issuer)
        state.withLock { state in
            state.edges[edge] = Verified(verdict: verdict, lastUse: state.clock)
            guard state.edges.count > edgeLimit else { return }
            let recent = state.edges.values.map(\.lastUse).sorted(by: >)
            let oldest = recent[recent.count / 2]
            state.edges = state.edges.filter { $0.value.lastUse > oldest }
        }
        return verdict
    }

    /// How many certificates and verified signatures are remembered.
    package var counts: (certificates: Int, signatures: Int) {
        state.withLock { ($0.certificates.count, $0.edges.count) }
    }

    private static func dropOldest(_ state: inout State, downTo limit: Int) {
        let byAge = state.certificates.sorted { $0.value.lastUse < $1.value.lastUse }
        for (key, _) in byAge where state.bytes > limit {
            state.certificates[key] = nil
            state.bytes -= key.octets.count
        }
    }
}
