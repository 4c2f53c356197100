package import EDocXML

/// The memory in which one signature after the other is made.
///
/// A worker keeps one and hands it to ``SignatureBuilder``, so that a further signature needs no
/// new buffers.
package struct SignatureDraft: Sendable {
    /// The canonical octets of the `ds:SignedInfo` in work: the data to be signed (EN 319 102-1
    /// §4.2.8).
    package var dataToBeSigned: [UInt8] { signedInfo.octets }
    /// The canonical form of `ds:SignedInfo`.
    var signedInfo = XMLWriter()
    /// The canonical form of `xades:SignedProperties`.
    package internal(set) var signedProperties = XMLWriter()

    /// How many octets the two canonical forms have.
    package var size: Int { signedInfo.octets.count + signedProperties.octets.count }

    /// A draft of nothing yet.
    package init() {}
}
