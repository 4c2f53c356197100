/// ``Quirk/misspeltSignaturesNamespace``: Latvian software wrote the root of a signature file in the
/// namespace `…/2918/v1.2.1#` until 2017, in the place of `…/02918/v1.2.1#` (EN 319 162-1 §4.4.3.2).
///
/// Accepted is the root in exactly that other namespace. Nothing of what is signed depends on the
/// name of the root.
package enum MisspeltSignaturesNamespace {
    /// The namespace.
    package static let uri = "http://uri.etsi.org/2918/v1.2.1#"

    /// What is wrong with such a root where the quirk is not accepted.
    package static let explanation =
        "the namespace of the root is not the one of ASiC: Latvian software wrote it so until "
        + "2017, and \(Quirk.misspeltSignaturesNamespace.admission)"
}
