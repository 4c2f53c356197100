@testable import EDocXAdES
import Testing

struct Base64BinaryTests {
    private static func octets(_ text: String) -> [UInt8]? {
        Base64Binary(Array(text.utf8))?.octets
    }

    @Test("White space may stand anywhere, carriage returns too, which are noted")
    func space() {
        #expect(Self.octets("") == [])
        #expect(Self.octets("TWFu") == Array("Man".utf8))
        #expect(Self.octets(" T W\nF\tu ") == Array("Man".utf8))
        #expect(Self.octets("TWE=") == Array("Ma".utf8))
        #expect(Self.octets("TQ==") == Array("M".utf8))
        #expect(Base64Binary(Array("TWFu\r\n".utf8))?.hasCarriageReturn == true)
        #expect(Base64Binary(Array("TWFu\n".utf8))?.hasCarriageReturn == false)
    }

    @Test("Everything else is strict")
    func strict() {
        for wrong in [
            "T", "TW", "TWF", "TQ=", "TQ===", "TR==", "TWF=", "TQ==TQ==", "====", "TWF-", "=WFu",
        ] {
            #expect(Self.octets(wrong) == nil, "\(wrong)")
        }
    }
}
