import EDocCrypto
import EDocEncoding
import EDocTesting
import Testing

@Suite struct ASN1Tests {
    private func read(_ octets: [UInt8]) throws -> DERValue {
        var reader = DERSequence(octets[...])
        let value = try reader.next("test")
        try reader.end("test")
        return value
    }

    @Test func lengthsAreTheShortest() throws {
        #expect(try read([0x04, 0x00]).content.isEmpty)
        #expect(
            try read([0x04, 0x81, 0x80] + [UInt8](repeating: 1, count: 128)).content.count == 128)
        for (octets, code) in [
            ([], .truncated), ([0x04], .truncated), ([0x04, 0x01], .truncated),
            ([0x04, 0x81], .truncated), ([0x04, 0x81, 0x01, 0x00], .notDER),
            ([0x04, 0x82, 0x00, 0x80] + [UInt8](repeating: 1, count: 128), .notDER),
            ([0x30, 0x80, 0x00, 0x00], .notDER), ([0x04, 0x00, 0x00], .trailingData),
            ([0x1F, 0x81, 0x01, 0x00], .unsupported),
            ([0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], .truncated),
            ([0x04, 0x85, 0x01, 0, 0, 0, 0], .limitExceeded),
            ([0x04, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .limitExceeded),
        ] as [([UInt8], ASN1Error.Code)] {
            #expect(throws: ASN1Error(code, "", ""), "\(octets.prefix(6))") { try read(octets) }
        }
    }

    @Test func valuesAreDER() throws {
        #expect(try read([1, 1, 0xFF]).boolean("test"))
        for octets in [[1, 1, 1], [1, 0], [1, 2, 0, 0]] as [[UInt8]] {
            #expect(throws: ASN1Error.self) { try read(octets).boolean("test") }
        }
        #expect(try read([2, 2, 0, 0x80]).smallInteger("test") == 128)
        #expect(try read([2, 4, 0x7F, 0xFF, 0xFF, 0xFF]).smallInteger("test") == Int(Int32.max))
        for octets in [
            [2, 0], [2, 2, 0, 1], [2, 2, 0xFF, 0x80], [2, 1, 0x80], [2, 5, 1, 0, 0, 0, 0],
        ] as [[UInt8]] {
            #expect(throws: ASN1Error.self) { try read(octets).smallInteger("test") }
        }
        #expect(try read([3, 2, 1, 0b0000_0110]).namedBits("test") == 0b0110_0000)
        for octets in [[3, 0], [3, 1, 1], [3, 2, 1, 1], [3, 2, 8, 0], [3, 4, 0, 1, 2, 3]]
            as [[UInt8]]
        {
            #expect(throws: ASN1Error.self) { try read(octets).namedBits("test") }
        }
        #expect(throws: ASN1Error.self) { try read([0x16, 1, 0x80]).asciiText("test") }
    }

    @Test func identifiers() throws {
        for text in ["2.5.29.15", "1.2.840.113549.1.9.16.2.47", "0.4.0.2023.1.1", "2.999.3"] {
            let octets = DER.objectIdentifier(text)
            let read = try ASN1ObjectIdentifier(read(octets), "test")
            #expect(read.description == text)
            #expect(DEREncoding.value(read) == octets)
        }
        #expect(ASN1ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1) == .sha256)
        let huge = [6, 11, 0x2A] + [UInt8](repeating: 0xFF, count: 9) + [0x7F]
        #expect(try ASN1ObjectIdentifier(read(huge), "test").description == "1.2.?")
        for octets in [[6, 0], [6, 1, 0x80], [6, 2, 0x80, 1], [6, 3, 0x2A, 0x80, 1]] as [[UInt8]] {
            #expect(throws: ASN1Error.self) { try ASN1ObjectIdentifier(read(octets), "test") }
        }
    }

    @Test func times() throws {
        func seconds(_ tag: UInt8, _ text: String) throws -> Int64 {
            try ASN1Time(try read(DER.element(tag, [UInt8](text.utf8))), "test").seconds
        }
        #expect(try seconds(0x17, "700101000000Z") == 0)
        #expect(try seconds(0x17, "500101000000Z") == -631_152_000)
        #expect(try seconds(0x17, "491231235959Z") == 2_524_607_999)
        #expect(try seconds(0x18, "20000229120000Z") == 951_825_600)
        #expect(try seconds(0x18, "99991231235959Z") == 253_402_300_799)
        #expect(try seconds(0x18, "00000101000000Z") == -62_167_219_200)
        for (tag, text) in [
            (0x18, "19000229120000Z"), (0x17, "7001010000Z"), (0x17, "700101000000"),
            (0x18, "20000101000000.5Z"), (0x18, "20001301000000Z"), (0x18, "20000100000000Z"),
            (0x16, "700101000000Z"), (0x17, "70010100000-Z"), (0x18, "20000101006000Z"),
        ] as [(UInt8, String)] {
            #expect(throws: ASN1Error.self, "\(text)") { try seconds(tag, text) }
        }
    }
}
