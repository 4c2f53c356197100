/// A digest and the algorithm that made it.
///
/// [XML Signature 1.1 §4.4.3.6](https://www.w3.org/TR/xmldsig-core1/#sec-DigestValue).
public struct DigestValue: Hashable, Sendable {
    /// The algorithm.
    public let algorithm: DigestAlgorithm
    /// The digest. A value that this library computed has `algorithm.digestSize` bytes; one that
    /// was read from a file may have any size, and then equals no computed one.
    public let octets: [UInt8]

    /// A digest that was read or computed elsewhere.
    public init(algorithm: DigestAlgorithm, octets: [UInt8]) {
        self.algorithm = algorithm
        self.octets = octets
    }
}
