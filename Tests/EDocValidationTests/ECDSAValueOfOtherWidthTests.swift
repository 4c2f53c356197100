import EDocCrypto
@testable import EDocValidation
import Testing

/// ``ECDSAValueOfOtherWidth``.
struct ECDSAValueOfOtherWidthTests {
    private static func candidates(_ octets: [UInt8], width: Int = 3) -> [[UInt8]] {
        ECDSAValueOfOtherWidth.candidates(octets, width: width).map(\.octets)
    }

    @Test("Numbers with a sign, or without the zeros in front, come to the width of the curve")
    func widths() {
        #expect(Self.candidates([0, 1, 2, 3, 0, 4, 5, 6]).contains([1, 2, 3, 4, 5, 6]))
        #expect(Self.candidates([1, 2, 4, 5]).contains([0, 1, 2, 0, 4, 5]))
        #expect(Self.candidates([0, 1, 2, 3, 4, 5, 6]).contains([1, 2, 3, 4, 5, 6]))
        #expect(Self.candidates([1, 2, 3, 0, 4, 5, 6]).contains([1, 2, 3, 4, 5, 6]))
        #expect(Self.candidates([1, 2, 4, 5, 6]).contains([0, 1, 2, 4, 5, 6]))
    }

    @Test("Nothing is cut off, and a value of the right length is what it is")
    func none() {
        #expect(Self.candidates([1, 2, 3, 4, 5, 6]).isEmpty)
        #expect(Self.candidates([7, 1, 2, 3, 7, 4, 5, 6]).isEmpty)
        #expect(Self.candidates([0, 0, 1, 2, 3, 0, 0, 4, 5, 6]).isEmpty)
        for octets in [[], [1]] as [[UInt8]] { #expect(Self.candidates(octets).isEmpty) }
        #expect(Self.candidates([UInt8](repeating: 0, count: 100)).isEmpty)
        #expect(Self.candidates([UInt8](repeating: 1, count: 7)).isEmpty)
    }
}
