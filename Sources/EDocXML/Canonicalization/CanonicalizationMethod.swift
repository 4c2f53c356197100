/// A canonicalization method; its raw value is the URI that stands in `ds:CanonicalizationMethod`
/// and `ds:Transform`.
///
/// EN 319 132-1 §6.3 Table 2 note d allows these six in a baseline signature; note e says that a
/// producer should not write one that keeps comments. See
/// [XMLDSig §6.5](https://www.w3.org/TR/xmldsig-core1/#sec-c14nAlg).
package enum CanonicalizationMethod: String, CaseIterable, Hashable, Sendable {
    /// [Canonical XML 1.0](https://www.w3.org/TR/2001/REC-xml-c14n-20010315), comments omitted.
    case c14n10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    /// Canonical XML 1.0, comments kept.
    case c14n10WithComments = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
    /// [Canonical XML 1.1](https://www.w3.org/TR/xml-c14n11/), comments omitted.
    case c14n11 = "http://www.w3.org/2006/12/xml-c14n11"
    /// Canonical XML 1.1, comments kept.
    case c14n11WithComments = "http://www.w3.org/2006/12/xml-c14n11#WithComments"
    /// [Exclusive Canonical XML 1.0](https://www.w3.org/TR/xml-exc-c14n/), comments omitted.
    case exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    /// Exclusive Canonical XML 1.0, comments kept.
    case exclusiveWithComments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"

    /// Whether comments are part of the canonical form.
    package var keepsComments: Bool {
        switch self {
        case .c14n10WithComments, .c14n11WithComments, .exclusiveWithComments: true
        case .c14n10, .c14n11, .exclusive: false
        }
    }

    /// Whether only the namespaces that an element uses are rendered at it.
    package var isExclusive: Bool {
        self == .exclusive || self == .exclusiveWithComments
    }

    /// The method that differs only in omitting comments.
    ///
    /// A reference to `#Id` names a node-set without comments
    /// ([XMLDSig §4.4.3.3](https://www.w3.org/TR/xmldsig-core1/#sec-Same-Document)): what its
    /// transform says of comments has no effect, so a validator canonicalizes with this method.
    package var omittingComments: CanonicalizationMethod {
        switch self {
        case .c14n10, .c14n10WithComments: .c14n10
        case .c14n11, .c14n11WithComments: .c14n11
        case .exclusive, .exclusiveWithComments: .exclusive
        }
    }
}
