internal import EDocCrypto
internal import EDocEncoding

/// A value of `xsd:base64Binary`,
/// [XML Schema Part 2 §3.2.16](https://www.w3.org/TR/xmlschema-2/#base64Binary).
///
/// White space may stand anywhere (carriage returns too: they arrive as `&#13;`); everything else
/// is strict: only the alphabet, padding where it belongs, and no bits left over.
package struct Base64Binary: Sendable, Hashable {
    /// The octets.
    package let octets: [UInt8]
    /// Whether the text had carriage returns; see `Quirk.carriageReturnInBase64`.
    package let hasCarriageReturn: Bool

    /// The value of `text`; nil when it is not base64.
    package init?(_ text: [UInt8]) {
        var octets: [UInt8] = []
        var decoder = Base64.Decoder()
        var isBase64 = false
        octets.append(addingCapacity: Base64.Decoder.capacity(for: text.count)) { output in
            isBase64 = decoder.decode(text.span, into: &output)
        }
        guard isBase64, decoder.isComplete else { return nil }
        self.octets = octets
        hasCarriageReturn = decoder.hasCarriageReturn
    }
}
