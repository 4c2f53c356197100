internal import EDocValidation

/// `Quirk.unescapedReference`: DSS leaves `#`, `?` and a colon of a file name unescaped in the URI of a
/// reference (`Re: x.pdf`), where RFC 3986 begins a fragment or a query with the first two and ends a
/// scheme with the third (§3.1, §4.2).
///
/// Accepted is the whole URI as the name of an entry that is there: nothing is fetched, and the
/// octets of the name decide, so that a fragment or a query never names another file than the one
/// with that name. Where no entry has it, the URI is what RFC 3986 makes of it, and the quirk is
/// not named.
enum UnescapedReference {
    /// The name that `uri` would be with these characters as a part of it; nil when it is refused
    /// for others.
    static func name(in uri: String) -> [UInt8]? {
        (try? ReferenceTarget(uri, allowsUnescaped: true))?.name
    }

    /// What a refusal of `uri` for these characters alone adds; nothing where no file of `data` has
    /// that name.
    static func explanation(of uri: String, in data: SignedDataDigests) -> String {
        guard let name = name(in: uri), data.contains(name) else { return "" }
        return "; as part of a file name, as it is here, \(Quirk.unescapedReference.admission)"
    }
}
