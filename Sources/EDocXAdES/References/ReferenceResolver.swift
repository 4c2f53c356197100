/// What the caller of a validation knows of the objects that are signed and stand outside of the
/// signature's document.
///
/// References within the document are to the signed properties, to `ds:KeyInfo` and to further
/// `ds:Object`s of the same signature, with a canonicalization as their only transform: that is
/// the same for every caller. What else a reference may name, and which transforms it may have
/// then, is a matter of the format that the signature is a part of.
package protocol ReferenceResolver: Sendable {
    /// The name of the object that `reference` is to: the octets by which it is digested and read.
    ///
    /// - Parameter entry: The file that the signature is in, for the failure.
    /// - Throws: ``FormatFailure`` when the reference names nothing that may be signed, or has a
    ///   transform that it may not have.
    func name(of reference: Reference, in entry: String) throws(FormatFailure) -> [UInt8]
}
