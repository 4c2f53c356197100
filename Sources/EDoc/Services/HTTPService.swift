internal import EDocCrypto
internal import EDocEncoding

/// A trust service over HTTP: asks it, and judges whether what came is an answer at all.
struct HTTPService: Sendable {
    /// What carries the requests.
    let exchange: any HTTPExchange
    /// How often it is asked again.
    let retry: RetryPolicy
    /// What messages call it, such as `OCSP responder`.
    let kind: String
    /// Whether the answer has to be one value in DER, a SEQUENCE, and nothing after it. Tokens may be
    /// BER.
    let isDER: Bool

    /// The content of the answer to `request`.
    ///
    /// - Throws: `EDocError` with `addressNotAllowed`, `serviceUnreachable`, `serviceUnavailable`,
    ///   `serviceQuota`, `serviceRefused` or `unusableAnswer`; `CancellationError`.
    func content(of request: HTTPRequest) async throws -> [UInt8] {
        guard let url = HTTPURL(request.url) else {
            throw EDocError(
                .addressNotAllowed,
                "\(kind): “\(request.url.prefix(200))” is no absolute URL of http or https")
        }
        let name = "\(kind) \(url.plainText)"
        return try await retry.run {
            try Task.checkCancellation()
            return try judge(try await response(to: request, name), request, name)
        }
    }

    private func response(
        to request: HTTPRequest, _ name: String
    ) async throws -> HTTPResponse {
        do {
            return try await exchange.exchange(request)
        } catch let error as EDocError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw EDocError(.serviceUnreachable, "\(name): \(error)", underlying: error)
        }
    }

    private func judge(
        _ response: HTTPResponse, _ request: HTTPRequest, _ name: String
    ) throws(EDocError) -> [UInt8] {
        switch response.status {
        case 200: break
        case 429:
            let delay = ServiceDelay(retryAfter: response.retryAfter)
            let wish = delay.map { ", which asks for a wait of \($0.duration)" } ?? ""
            throw EDocError(
                .serviceQuota, "\(name): status 429, asked too often\(wish)", underlying: delay)
        case 408, 500...599:
            throw EDocError(
                .serviceUnavailable, "\(name): status \(response.status), expected 200")
        case 300...399:
            throw EDocError(
                .serviceRefused,
                "\(name): status \(response.status), a redirection, which is not followed")
        case 400...499:
            throw EDocError(.serviceRefused, "\(name): status \(response.status), expected 200")
        default:
            throw EDocError(.unusableAnswer, "\(name): status \(response.status), expected 200")
        }
        if let expected = request.expectedMediaType, !response.hasMediaType(expected) {
            let found = response.mediaType.map { "“\($0.prefix(200))”" } ?? "none"
            throw EDocError(.unusableAnswer, "\(name): media type \(found), expected \(expected)")
        }
        let size = response.body.count
        guard size > 0 else { throw EDocError(.unusableAnswer, "\(name): an empty answer") }
        guard size <= request.sizeLimit else {
            throw EDocError(
                .unusableAnswer,
                "\(name): an answer of \(size) bytes, at most \(request.sizeLimit) are read")
        }
        if isDER { try checkDER(response.body, name) }
        return response.body
    }

    private func checkDER(_ body: [UInt8], _ name: String) throws(EDocError) {
        var reader = DERSequence(body[...])
        do {
            let value = try reader.next("answer")
            guard value.tag == .sequence, reader.isAtEnd else {
                throw EDocError(
                    .unusableAnswer,
                    "\(name): \(body.count) bytes that are not one SEQUENCE in DER and nothing else"
                )
            }
        } catch let error as EDocError {
            throw error
        } catch {
            throw EDocError(
                .unusableAnswer, "\(name): \(body.count) bytes that are no DER: \(error)",
                underlying: error)
        }
    }
}

extension HTTPResponse {
    /// Whether ``mediaType`` is `expected`, whatever its letters' case and its parameters
    /// ([RFC 9110 §8.3.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1)).
    package func hasMediaType(_ expected: String) -> Bool {
        guard let mediaType else { return false }
        let essence = mediaType.prefix { $0 != ";" }
            .drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        return essence.lowercased().utf8.elementsEqual(expected.lowercased().utf8)
    }
}
