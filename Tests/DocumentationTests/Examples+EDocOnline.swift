// The examples of EDocOnline.docc, word for word; that they compile is the test.

// begin: EDocOnline
import EDoc
import EDocOnline

func services(_ anchors: TrustAnchors) -> TrustServices {
    let exchange = OpenSSLHTTPExchange()
    let authorities = TimestampClientPool([
        .init(
            HTTPTimestampClient("https://tsa.example.org/tsr", over: exchange),
            quota: .init(requests: 20, per: .seconds(60))),
        .init(HTTPTimestampClient("http://other.example.org/tsa", over: exchange)),
    ])
    return TrustServices(
        timestamp: authorities, ocsp: HTTPOCSPClient(over: exchange),
        crl: HTTPCRLClient(over: exchange), issuers: HTTPIssuerClient(over: exchange),
        trustAnchors: anchors)
}
// end

func oneAuthority() -> HTTPTimestampClient {
    // begin: EDocOnline
    let authority = HTTPTimestampClient("https://tsa.example.org/tsr")
    // end
    return authority
}
