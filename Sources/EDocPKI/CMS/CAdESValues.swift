internal import EDocEncoding

/// Certificates and revocation data that were added to a token in unsigned attributes.
///
/// certificate-values and revocation-values of
/// [RFC 5126 §6.3.3 and §6.3.4](https://www.rfc-editor.org/rfc/rfc5126#section-6.3.3). Nothing in
/// them is trusted, so an attribute that cannot be read is taken as absent.
struct CAdESValues {
    private(set) var certificates: [[UInt8]] = []
    private(set) var revocationLists: [[UInt8]] = []
    private(set) var basicOCSPResponses: [[UInt8]] = []

    init(_ signers: [SignerInfo], limits: EvidenceLimits) {
        for signer in signers {
            for attribute in signer.unsignedAttribute(.certificateValues) {
                certificates += Self.sequences(in: attribute.reader, limits)
            }
            for attribute in signer.unsignedAttribute(.revocationValues) {
                var values = attribute.reader
                guard var parts = try? values.next(.sequence, "revocationValues").reader else {
                    continue
                }
                while let part = try? parts.next("revocationValues") {
                    let found = Self.sequences(in: part.reader, limits)
                    switch part.tag {
                    case .constructed(0): revocationLists += found
                    case .constructed(1): basicOCSPResponses += found
                    default: break
                    }
                }
            }
        }
    }

    /// The SEQUENCEs in the one SEQUENCE that `outer` holds.
    private static func sequences(
        in outer: DERSequence, _ limits: EvidenceLimits
    ) -> [[UInt8]] {
        var outer = outer
        guard var inner = try? outer.next(.sequence, "values").reader else { return [] }
        var found: [[UInt8]] = []
        while found.count < limits.embeddedCertificates,
            let next = try? inner.next(.sequence, "values")
        {
            found.append(next.octets)
        }
        return found
    }
}
