/// ``Quirk/carriageReturnInBase64``: the eParaksts software of 2025 writes `&#13;` at the end of
/// each line of base64 text, within what is signed.
///
/// White space in `xsd:base64Binary` collapses (XML Schema Part 2 §3.2.16), so the value is the
/// same; canonicalization keeps the character as `&#xD;`, so the digest is right too. Nothing is
/// accepted that is not base64 otherwise.
package enum CarriageReturnInBase64 {
    /// The text of a finding about a signature that has them.
    package static let explanation = "base64 text in the signature has carriage returns"
}
