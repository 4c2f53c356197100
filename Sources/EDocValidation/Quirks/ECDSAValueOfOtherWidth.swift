package import EDocCrypto

/// ``Quirk/ecdsaValueOfOtherWidth``: Java software writes r and s as `BigInteger.toByteArray` has
/// them, with the octet of a sign, or without the zeros in front: 66 or 62 octets, say, on a curve
/// of 256 bits.
///
/// XML Signature 1.1 §6.4.3 has both as long as a coordinate of the curve. Accepted is a value that
/// verifies once its two halves, or parts whose lengths differ by an octet or two, are brought to
/// that width: the numbers are the same, and no other numbers verify.
package enum ECDSAValueOfOtherWidth {
    /// Whether `value`, which is not as long as it should be, verifies over `data` in another
    /// width.
    package static func verify(
        _ value: SignatureValue, algorithm: SignatureAlgorithm, data: [UInt8], key: PublicKey
    ) throws -> Bool {
        guard algorithm.scheme == .ecdsa, case .ellipticCurve(let curve) = key.type else {
            return false
        }
        for candidate in candidates(value.octets, width: curve.coordinateSize)
        where try key.verify(candidate, algorithm: algorithm, data: data.span) {
            return true
        }
        return false
    }

    /// The values that r and s of other widths can be meant to be, at most five.
    static func candidates(_ octets: [UInt8], width: Int) -> [SignatureValue] {
        guard octets.count != 2 * width else { return [] }
        let half = octets.count / 2
        return (half - 2...half + 2).compactMap { length in
            guard length > 0, length < octets.count,
                let r = fitted(octets[..<length], width), let s = fitted(octets[length...], width)
            else { return nil }
            return SignatureValue(octets: r + s)
        }
    }

    /// The number in `octets` in `width` octets; nil when it is larger, or longer than a sign makes
    /// it.
    private static func fitted(_ octets: ArraySlice<UInt8>, _ width: Int) -> [UInt8]? {
        guard octets.count <= width + 1 else { return nil }
        let digits = octets.count > width ? octets.dropFirst() : octets
        guard octets.count <= width || octets.first == 0 else { return nil }
        return [UInt8](repeating: 0, count: width - digits.count) + digits
    }
}
