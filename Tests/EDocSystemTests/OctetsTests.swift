import EDocSystem
import Testing

@Suite struct OctetsTests {
    static let word: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

    private static func places(in octets: [UInt8]) -> [Int] {
        var places: [Int] = []
        octets.span.forEachPlace(of: 0x0605_4B50) { places.append($0) }
        return places
    }

    private static func areEqual(_ octets: [UInt8], _ others: [UInt8]) -> Bool {
        octets.span.hasOctets(of: others.span)
    }

    @Test("every place of a word is found, at both ends too")
    func places() {
        #expect(Self.places(in: Self.word) == [0])
        #expect(Self.places(in: Self.word + Self.word + [0] + Self.word) == [0, 4, 9])
        for length in 0..<4 { #expect(Self.places(in: Array(Self.word.prefix(length))) == []) }
    }

    @Test("a word that is not whole is not found")
    func nearly() {
        for changed in 0..<4 {
            var octets = Self.word
            octets[changed] ^= 0x20
            #expect(Self.places(in: octets) == [])
            #expect(Self.places(in: octets + Self.word) == [4])
        }
        #expect(Self.places(in: Array(Self.word.dropFirst())) == [])
    }

    @Test("the octets between two places are looked at wherever they begin", arguments: 0..<70)
    func distance(length: Int) {
        let between = [UInt8](repeating: 0x06, count: length)
        #expect(Self.places(in: Self.word + between + Self.word) == [0, length + 4])
    }

    @Test("octets are equal when each of them is")
    func equality() {
        let octets = [UInt8](0..<100)
        #expect(Self.areEqual(octets, octets))
        #expect(Self.areEqual([], []))
        #expect(!Self.areEqual(octets, octets.dropLast()))
        #expect(!Self.areEqual(octets, []))
        for place in octets.indices {
            var other = octets
            other[place] ^= 1
            #expect(!Self.areEqual(octets, other))
            #expect(OctetString(octets) != OctetString(other))
        }
    }

    @Test("keys of the same octets are one key, however they were made")
    func keys() {
        let keys: Set = [
            OctetString("é"), OctetString([0xC3, 0xA9]),
            OctetString([0x20, 0xC3, 0xA9].dropFirst()),
        ]
        #expect(keys.count == 1)
        // The letter and its accent, which `String` takes for the same as the one letter.
        #expect(!keys.contains(OctetString("e\u{301}")))
    }
}
