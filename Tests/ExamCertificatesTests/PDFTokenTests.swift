import Testing

@testable import ExamCertificates

/// The tokens of PDF (ISO 32000-1 §7.3) and what is computed from octets.
@Suite struct PDFTokenTests {
    private func written(_ write: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        write(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (0, "0"), (9, "9"), (10, "10"), (99, "99"), (100, "100"), (-1, "-1"), (-10, "-10"),
        (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
    ])
    func integers(value: Int, text: String) {
        #expect(written { $0.append(decimal: value) } == text)
    }

    @Test(arguments: [
        (0, "0"), (1, "0.01"), (10, "0.1"), (99, "0.99"), (100, "1"), (101, "1.01"), (1250, "12.5"),
        (1234, "12.34"), (-5, "-0.05"), (-100, "-1"), (-1230, "-12.3"),
    ])
    func hundredths(value: Int, text: String) {
        #expect(written { $0.append(hundredths: value) } == text)
    }

    @Test(arguments: [
        (0, "0000000000"), (1, "0000000001"), (10, "0000000010"), (1_234_567_890, "1234567890"),
    ])
    func offsetsHaveTenDigits(value: Int, text: String) {
        #expect(written { $0.append(decimal: value, digits: 10) } == text)
    }

    @Test(arguments: [(0, "0000"), (0x9A0F, "9A0F"), (0xFFFF, "FFFF"), (0x1234, "1234")])
    func hexadecimalDigits(value: UInt16, text: String) {
        #expect(written { $0.append(hexadecimal: value) } == text)
    }

    @Test func textStringsAreUTF16() {
        #expect(written { $0.append(textString: "Aņ😀") } == "<FEFF00410146D83DDE00>")
    }

    /// FNV-1a with 128 bits: published values.
    @Test func identifiersAreFNV() {
        var identifier = FileIdentifier()
        #expect(identifier.value == 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D)
        identifier.add(Array("a".utf8))
        #expect(identifier.value == 0xD228_CB69_6F1A_8CAF_7891_2B70_4E4A_8964)
    }
}
