internal import EDocCrypto
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import FoundationEssentials

/// Revocation data and certificates of issuers that were fetched, kept as long as they may serve.
///
/// Of any thread.
final class EvidenceStore: Sendable {
    private struct Item {
        let about: X509Certificate
        let fetched: FetchedRevocation
    }

    private struct Contents {
        var items: [Item] = []
        var issuers: [X509Certificate] = []
    }

    private let contents = Lock(Contents())
    /// How many of each kind are kept: an issuer with its time-stamping authorities has some ten.
    private static let limit = 256

    /// Keeps `fetched`; what was known about the certificate before goes.
    func insert(_ fetched: FetchedRevocation, about certificate: X509Certificate) {
        contents.withLock { contents in
            contents.items.removeAll { $0.about == certificate }
            if contents.items.count == Self.limit { contents.items.removeFirst() }
            contents.items.append(Item(about: certificate, fetched: fetched))
        }
    }

    /// Keeps the certificate of an issuer.
    func insert(issuer: X509Certificate) {
        contents.withLock { contents in
            guard !contents.issuers.contains(issuer) else { return }
            if contents.issuers.count == Self.limit { contents.issuers.removeFirst() }
            contents.issuers.append(issuer)
        }
    }

    /// Adds to `evidence` the issuers, and what is good at `time`, but nothing that was fetched about
    /// `certificate`.
    func add(
        to evidence: inout EvidenceSet, at time: Date, except certificate: X509Certificate? = nil,
        _ cache: CertificateCache
    ) {
        let contents = contents.withLock { $0 }
        evidence.source = .fetched
        for issuer in contents.issuers { evidence.insertCertificate(issuer.derEncoded, cache) }
        for item in contents.items where item.about != certificate {
            switch item.fetched {
            case .response(let response):
                let isGood = response.basic?.responses.allSatisfy {
                    ($0.nextUpdate ?? $0.thisUpdate) >= time
                }
                if isGood == true { evidence.insert(response, cache) }
            case .list(let list):
                if (list.nextUpdate ?? list.thisUpdate) >= time { evidence.insert(list) }
            }
        }
    }
}
