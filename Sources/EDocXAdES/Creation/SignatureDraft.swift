/// The memory in which one signature after the other is made.
///
/// A worker keeps one and hands it to ``SignatureBuilder``, so that a further signature needs no
/// new buffers.
package struct SignatureDraft: Sendable {
    /// The canonical octets of the `ds:SignedInfo` in work: the data to be signed (EN 319 102-1
    /// §4.2.8).
    package internal(set) var dataToBeSigned: [UInt8] = []
    /// The canonical octets of `xades:SignedProperties`.
    package internal(set) var signedProperties: [UInt8] = []
    /// The digest of ``signedProperties``.
    var digest: [UInt8] = []

    /// How many octets the two canonical forms have.
    package var size: Int { dataToBeSigned.count + signedProperties.count }

    /// A draft of nothing yet.
    package init() {}
}
