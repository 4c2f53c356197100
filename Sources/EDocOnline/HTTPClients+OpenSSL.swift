public import EDoc

extension HTTPTimestampClient {
    /// The time-stamping authority at `url`, asked over HTTP with threads and connections of its
    /// own.
    public init(_ url: String) { self.init(url, over: OpenSSLHTTPExchange()) }
}

extension HTTPOCSPClient {
    /// A client with threads and connections of its own.
    public init() { self.init(over: OpenSSLHTTPExchange()) }
}

extension HTTPCRLClient {
    /// A client with threads and connections of its own.
    public init() { self.init(over: OpenSSLHTTPExchange()) }
}

extension HTTPIssuerClient {
    /// A client with threads and connections of its own.
    public init() { self.init(over: OpenSSLHTTPExchange()) }
}
