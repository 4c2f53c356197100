internal import EDocCrypto
package import EDocPKI
internal import EDocSystem
internal import FoundationEssentials

/// All certificates and revocation data that may be used for one signature: from the signature,
/// from its time-stamps and from the caller. Nothing is trusted because it is in the set.
package struct EvidenceSet: Sendable {
    /// Certificates that may stand between signer and anchor.
    package private(set) var certificates: [X509Certificate] = []
    /// The source of each of ``certificates``.
    private var certificateSources: [EvidenceSource] = []
    /// Certificates that the caller gave as such, not inside of something else, and not fetched.
    private var given: Set<X509Certificate> = []
    /// OCSP responses: the signed part of each.
    package private(set) var ocspResponses: [Item<BasicOCSPResponse>] = []
    /// Revocation lists.
    package private(set) var revocationLists: [Item<CertificateRevocationList>] = []
    /// Items that could not be decoded: what and why.
    package private(set) var defects: [String] = []
    /// Items that are used although they are not as their standard has them: what and how.
    package private(set) var deviations: [String] = []

    /// Nothing yet.
    package init() {}

    /// The source of what is added next.
    package var source: EvidenceSource = .caller

    /// Revocation data and its source. Data that both the caller and the container give has the
    /// container as its source.
    package struct Item<Value: Sendable>: Sendable {
        /// The data.
        package let value: Value
        /// The octets that it was read from.
        package let encoded: [UInt8]
        /// Where it comes from.
        package fileprivate(set) var source: EvidenceSource
    }

    /// Where `certificate` comes from; nil when it is not here.
    package func source(of certificate: X509Certificate) -> EvidenceSource? {
        certificates.firstIndex { $0 === certificate }.map { certificateSources[$0] }
    }

    /// Whether the caller gave `certificate`, as such and not inside of a response.
    package func isGiven(_ certificate: X509Certificate) -> Bool {
        !given.isEmpty && given.contains(certificate)
    }

    /// The place of each piece of revocation data in its list, so that it is added only once.
    private var places: [OctetString: Place] = [:]

    private enum Place {
        case response(Int)
        case list(Int)
        case nowhere
    }

    private static let fraction = "with a fraction of a second, where whole seconds belong"

    /// Adds a certificate.
    package mutating func insertCertificate(_ octets: [UInt8], _ cache: CertificateCache) {
        guard let certificate = readCertificate(octets, cache) else { return }
        insert(certificate)
        if source == .caller { given.insert(certificate) }
    }

    private mutating func readCertificate(
        _ octets: [UInt8], _ cache: CertificateCache
    ) -> X509Certificate? {
        do { return try cache.certificate(derEncoded: octets) } catch {
            defects.append("a certificate cannot be read: \(error)")
            return nil
        }
    }

    private mutating func insert(_ certificate: X509Certificate) {
        // The cache gives one object a certificate, as long as it remembers it.
        if let index = certificates.firstIndex(where: { $0 === certificate }) {
            if source == .container { certificateSources[index] = source }
            return
        }
        certificates.append(certificate)
        certificateSources.append(source)
    }

    /// Adds an OCSP response and the certificates in it.
    package mutating func insertOCSPResponse(_ octets: [UInt8], _ cache: CertificateCache) {
        let key = OctetString(octets)
        guard isNew(key) else { return }
        do {
            insert(try OCSPResponse(decoding: octets, budget: cache.budget), key, cache)
        } catch {
            defects.append("an OCSP response cannot be read: \(error)")
        }
    }

    /// Adds an OCSP response that was read, and the certificates in it.
    package mutating func insert(_ response: OCSPResponse, _ cache: CertificateCache) {
        let key = OctetString(response.derEncoded)
        if isNew(key) { insert(response, key, cache) }
    }

    private mutating func insert(
        _ response: OCSPResponse, _ key: OctetString, _ cache: CertificateCache
    ) {
        guard let basic = response.basic else {
            defects.append("an OCSP response says only \(response.responseStatus)")
            return
        }
        insert(basic, from: response.derEncoded, key, cache)
    }

    /// Adds the signed part of an OCSP response.
    package mutating func insertBasicOCSPResponse(_ octets: [UInt8], _ cache: CertificateCache) {
        let key = OctetString(octets)
        guard isNew(key) else { return }
        do {
            let response = try BasicOCSPResponse(octets[...], budget: cache.budget)
            insert(response, from: octets, key, cache)
        } catch {
            defects.append("an OCSP response cannot be read: \(error)")
        }
    }

    /// Whether the octets are new; if not, notes when the container carries them too.
    private mutating func isNew(_ key: OctetString) -> Bool {
        switch places[key] {
        case nil:
            places[key] = .nowhere
            return true
        case .response(let index) where source == .container: ocspResponses[index].source = source
        case .list(let index) where source == .container: revocationLists[index].source = source
        default: break
        }
        return false
    }

    private mutating func insert(
        _ response: BasicOCSPResponse, from octets: [UInt8], _ key: OctetString,
        _ cache: CertificateCache
    ) {
        places[key] = .response(ocspResponses.count)
        if response.hasFraction { deviations.append("an OCSP response has times \(Self.fraction)") }
        ocspResponses.append(Item(value: response, encoded: octets, source: source))
        for octets in response.certificates {
            if let certificate = readCertificate(octets, cache) { insert(certificate) }
        }
    }

    /// Adds what a time-stamp token carries.
    package mutating func insert(_ token: TimeStampToken, _ cache: CertificateCache) {
        for octets in token.certificates { insertCertificate(octets, cache) }
        for octets in token.ocspResponses { insertOCSPResponse(octets, cache) }
        for octets in token.basicOCSPResponses { insertBasicOCSPResponse(octets, cache) }
        for octets in token.revocationLists { insertRevocationList(octets, cache) }
    }

    /// Adds a revocation list.
    package mutating func insertRevocationList(_ octets: [UInt8], _ cache: CertificateCache) {
        let key = OctetString(octets)
        guard isNew(key) else { return }
        do {
            insert(try CertificateRevocationList(decoding: octets, budget: cache.budget), key)
        } catch {
            defects.append("a revocation list cannot be read: \(error)")
        }
    }

    /// Adds a revocation list that was read.
    package mutating func insert(_ list: CertificateRevocationList) {
        let key = OctetString(list.derEncoded)
        if isNew(key) { insert(list, key) }
    }

    private mutating func insert(_ list: CertificateRevocationList, _ key: OctetString) {
        places[key] = .list(revocationLists.count)
        if list.hasFraction { deviations.append("a revocation list has times \(Self.fraction)") }
        revocationLists.append(Item(value: list, encoded: list.derEncoded, source: source))
    }
}
