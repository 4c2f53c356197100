internal import EDocCrypto
package import EDocPKI
internal import FoundationEssentials

/// All certificates and revocation data that may be used for one signature: what it carries, what
/// its time-stamps carry, and what the caller gave. None of it is trusted for where it stands.
package struct EvidenceSet: Sendable {
    /// Certificates that may stand between signer and anchor.
    package private(set) var certificates: [X509Certificate] = []
    /// OCSP responses: the signed part of each.
    package private(set) var ocspResponses: [Item<BasicOCSPResponse>] = []
    /// Revocation lists.
    package private(set) var revocationLists: [Item<CertificateRevocationList>] = []
    /// Items that could not be decoded: what and why.
    package private(set) var defects: [String] = []

    /// Nothing yet.
    package init() {}

    /// Whether what is added now stands in the signature itself, rather than being given.
    package var isCarried = false

    /// Revocation data, and whether the signature carries it.
    package struct Item<Value: Sendable>: Sendable {
        /// The data.
        package let value: Value
        /// Whether the signature carries it.
        package fileprivate(set) var isCarried: Bool
    }

    /// What is not a certificate, to take each only once: its place in its list.
    private var places: [[UInt8]: Place] = [:]

    private enum Place {
        case response(Int)
        case list(Int)
        case nowhere
    }

    /// Adds a certificate.
    package mutating func insertCertificate(_ octets: [UInt8], _ cache: CertificateCache) {
        do { insert(try cache.certificate(derEncoded: octets)) } catch {
            defects.append("a certificate cannot be read: \(error)")
        }
    }

    private mutating func insert(_ certificate: X509Certificate) {
        // The cache gives one object a certificate, as long as it remembers it.
        guard !certificates.contains(where: { $0 === certificate }) else { return }
        certificates.append(certificate)
    }

    /// Adds an OCSP response and the certificates in it.
    package mutating func insertOCSPResponse(_ octets: [UInt8], _ cache: CertificateCache) {
        guard isNew(octets) else { return }
        do {
            let response = try OCSPResponse(derEncoded: octets)
            guard let basic = response.basic else {
                defects.append("an OCSP response says only \(response.responseStatus)")
                return
            }
            insert(basic, from: octets, cache)
        } catch {
            defects.append("an OCSP response cannot be read: \(error)")
        }
    }

    /// Adds the signed part of an OCSP response.
    package mutating func insertBasicOCSPResponse(_ octets: [UInt8], _ cache: CertificateCache) {
        guard isNew(octets) else { return }
        do { insert(try BasicOCSPResponse(octets[...]), from: octets, cache) } catch {
            defects.append("an OCSP response cannot be read: \(error)")
        }
    }

    /// Whether `octets` are not known yet; notes that the signature carries them too.
    private mutating func isNew(_ octets: [UInt8]) -> Bool {
        switch places[octets] {
        case nil:
            places[octets] = .nowhere
            return true
        case .response(let index) where isCarried: ocspResponses[index].isCarried = true
        case .list(let index) where isCarried: revocationLists[index].isCarried = true
        default: break
        }
        return false
    }

    private mutating func insert(
        _ response: BasicOCSPResponse, from octets: [UInt8], _ cache: CertificateCache
    ) {
        places[octets] = .response(ocspResponses.count)
        ocspResponses.append(Item(value: response, isCarried: isCarried))
        for certificate in response.certificates { insertCertificate(certificate, cache) }
    }

    /// Adds what a time-stamp token carries.
    package mutating func insert(_ token: TimeStampToken, _ cache: CertificateCache) {
        for octets in token.certificates { insertCertificate(octets, cache) }
        for octets in token.ocspResponses { insertOCSPResponse(octets, cache) }
        for octets in token.basicOCSPResponses { insertBasicOCSPResponse(octets, cache) }
        for octets in token.revocationLists { insertRevocationList(octets) }
    }

    /// Adds a revocation list.
    package mutating func insertRevocationList(_ octets: [UInt8]) {
        guard isNew(octets) else { return }
        do {
            let list = try CertificateRevocationList(derEncoded: octets)
            places[octets] = .list(revocationLists.count)
            revocationLists.append(Item(value: list, isCarried: isCarried))
        } catch {
            defects.append("a revocation list cannot be read: \(error)")
        }
    }
}
