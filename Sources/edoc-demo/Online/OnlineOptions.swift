internal import EDoc
internal import EDocOnline

/// The options that say whom to ask over HTTP, the same for every command that asks.
enum OnlineOptions {
    static let tsa = Option(
        "tsa", "URL",
        "The time-stamping authority for levels T and LT; where several are named, the next one is "
            + "asked when one fails. The demonstration seal has one of its own.",
        isRepeating: true)
    static let allowPrivate = Option(
        flag: "allow-private-addresses",
        "Ask services at addresses of this machine or of a private network, too, where a certificate "
            + "names them. Anybody can make a certificate, so this is for networks with services of "
            + "their own.")

    /// The services: the time-stamping authorities that `arguments` name, and whom certificates name.
    ///
    /// - Throws: ``UsageError`` when something else than a URL is named.
    static func services(_ arguments: Arguments) throws(UsageError) -> TrustServices {
        let urls = arguments.all(tsa)
        for url in urls where !["http://", "https://"].contains(where: url.lowercased().hasPrefix) {
            throw UsageError("--tsa: found \(quoted(url)); expected a URL of http or https")
        }
        let exchange = OpenSSLHTTPExchange(allowsPrivateAddresses: arguments.has(allowPrivate))
        let authorities = urls.map {
            TimestampClientPool.Member(HTTPTimestampClient($0, over: exchange))
        }
        return TrustServices(
            timestamp: authorities.isEmpty ? nil : TimestampClientPool(authorities),
            ocsp: HTTPOCSPClient(over: exchange), crl: HTTPCRLClient(over: exchange),
            issuers: HTTPIssuerClient(over: exchange))
    }
}
