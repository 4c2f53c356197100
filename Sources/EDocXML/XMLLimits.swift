/// What a document may at most be: every cap of this layer, with its reason.
///
/// They are checked by one linear pass before libxml2 sees the octets, because some of libxml2's
/// own work grows with the square of what a few hundred kilobytes can hold.
package struct XMLLimits: Sendable {
    /// Octets of the document: 100,000 references with their properties take about 35 MB.
    package var octets = 64 << 20
    /// Elements inside each other, the root counted; libxml2 itself stops at 256, and
    /// signatures of this field stay below 20.
    package var depth = 100
    /// Elements, attributes (two each, with the text in them), namespace declarations, runs of
    /// text, comments and processing instructions together: each costs libxml2 about 130 octets of
    /// memory, so this is some 320 MB; 100,000 references with their properties have 1,500,000, and
    /// more where each element stands in a line of its own.
    package var nodes = 2_500_000
    /// Attributes of one element that are no namespace declarations: libxml2 compares each with
    /// each.
    package var attributes = 64
    /// Namespace declarations of one element: libxml2 searches all of them for each name.
    package var namespaces = 64
    /// Octets of all different names, prefixes and namespace URIs together: libxml2 2.9 keeps them
    /// in lists that it searches one by one. Signature files have a few thousand.
    package var dictionaryOctets = 1 << 18
    /// The sum over all elements of the square of the namespace declarations in scope, which is
    /// what canonicalization does with them: this many take 0.2 seconds; 600,000 elements under
    /// eight declarations fit.
    package var namespaceLookups = 40_000_000
    /// How often canonicalization may look for a prefix of `ec:InclusiveNamespaces` in an element
    /// or around it: it looks in each element for all of them.
    package var inclusivePrefixLookups = 40_000_000
    /// Octets of one run of text, attribute value, comment or processing instruction: the base64 of
    /// a revocation list of 32 MiB, as national ones are, in lines. libxml2 stops at 10,000,000
    /// unless it is told not to, which takes away its bounds on depth and names too: they stand
    /// here.
    package var textOctets = 50_000_000
    /// Octets of one name; libxml2 itself stops at 50,000.
    package var nameOctets = 1_000

    /// Whether `xml:base` may stand anywhere. Canonical XML 1.1 joins the URIs in it, and libxml2
    /// takes a time for that which grows with the square of their length.
    package var allowsBase = true

    /// The limits for signature files and manifests.
    package init() {}
}
