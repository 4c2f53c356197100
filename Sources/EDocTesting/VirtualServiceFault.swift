internal import EDoc
internal import EDocCrypto

/// What can be wrong with one of the ``VirtualTrustServices``, on purpose: on the way to it, or
/// with what it answers.
public enum VirtualServiceFault<Answer: Sendable & Hashable>: Sendable, Hashable {
    /// No answer comes: `EDocError` with the code `serviceUnreachable`.
    case unreachable
    /// The service cannot answer now: `EDocError` with the code `serviceUnavailable`.
    case unavailable
    /// The service was asked too often: `EDocError` with the code `serviceQuota`.
    case overQuota
    /// The service refuses: `EDocError` with the code `serviceRefused`.
    case refused
    /// The right answer, after this much more time.
    case late(Duration)
    /// The answer is empty.
    case nothing
    /// The answer is 64 octets that are no DER.
    case garbage
    /// The answer is a page of HTML, as from a proxy that wants a password.
    case page
    /// The answer is wrong in one point.
    case answer(Answer)

    /// What is answered in the place of an answer; nil: the service itself answers.
    ///
    /// - Throws: `EDocError` when nothing comes.
    func octets(of name: String) throws(EDocError) -> [UInt8]? {
        switch self {
        case .unreachable:
            throw EDocError(.serviceUnreachable, "\(name): cannot be reached, on purpose")
        case .unavailable:
            throw EDocError(.serviceUnavailable, "\(name): cannot answer now, on purpose")
        case .overQuota:
            throw EDocError(.serviceQuota, "\(name): was asked too often, on purpose")
        case .refused: throw EDocError(.serviceRefused, "\(name): refuses, on purpose")
        case .nothing: return []
        // 0xFF is the first octet of no DER: a tag of more octets than there are.
        case .garbage: return [UInt8](repeating: 0xFF, count: 64)
        case .page:
            return Array("<!DOCTYPE html>\n<title>407 Proxy Authentication Required</title>\n".utf8)
        case .late, .answer: return nil
        }
    }

    /// What is wrong with the answer itself.
    var ofAnswer: Answer? {
        if case .answer(let fault) = self { fault } else { nil }
    }
}
