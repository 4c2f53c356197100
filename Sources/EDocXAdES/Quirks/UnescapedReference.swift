internal import EDocValidation

/// `Quirk.unescapedReference`: DSS leaves `#`, `?` and a colon of a file name unescaped in the URI of a
/// reference (`Re: x.pdf`), where RFC 3986 begins a fragment or a query with the first two and ends a
/// scheme with the third (§3.1, §4.2).
///
/// Accepted is the whole URI as the name of an entry: nothing is fetched, and the octets of the name
/// decide, so that a fragment or a query never names another file than the one with that name. A
/// reference to a file that is not there stays one.
enum UnescapedReference {
    /// What a refusal says of `uri` when that is only refused for these characters; nothing otherwise.
    static func explanation(of uri: String) -> String {
        guard (try? ReferenceTarget(uri, allowsUnescaped: true)) != nil else { return "" }
        return "; where it is part of a file name, \(Quirk.unescapedReference.admission)"
    }
}
