/// ``Quirk/unescapedReference``: DSS leaves `#`, `?` and a colon of a file name unescaped in the URI
/// of a reference (`Re: x.pdf`), where RFC 3986 begins a fragment or a query with the first two and
/// ends a scheme with the third (§3.1, §4.2).
///
/// Accepted is the whole URI as the name of an entry that is there: nothing is fetched, and the
/// octets of the name decide, so that a fragment or a query never names another file than the one
/// with that name. Where no entry has it, the URI is what RFC 3986 makes of it, and the quirk is
/// not named.
package enum UnescapedReference {
    /// What the refusal of a URI adds where a file has the whole URI as its name.
    package static let explanation =
        "; as part of a file name, as it is here, \(Quirk.unescapedReference.admission)"
}
