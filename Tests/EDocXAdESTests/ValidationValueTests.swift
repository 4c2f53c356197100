import EDocCrypto
import EDocEncoding
import EDocPKI
@testable import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import Testing

/// The values that validation reads and writes.
struct ValidationValueTests {
    @Test("Base64 is strict, but white space may stand anywhere")
    func base64() throws {
        func octets(_ text: String) -> [UInt8]? { Base64Binary(Array(text.utf8))?.octets }
        #expect(octets("") == [])
        #expect(octets("TWFu") == Array("Man".utf8))
        #expect(octets(" T W\nF\tu ") == Array("Man".utf8))
        #expect(octets("TWE=") == Array("Ma".utf8))
        #expect(octets("TQ==") == Array("M".utf8))
        for wrong in [
            "T", "TW", "TWF", "TQ=", "TQ===", "TR==", "TWF=", "TQ==TQ==", "====", "TWF-", "=WFu",
        ] {
            #expect(octets(wrong) == nil, "\(wrong)")
        }
        #expect(Base64Binary(Array("TWFu\r\n".utf8))?.hasCarriageReturn == true)
        #expect(Base64Binary(Array("TWFu\n".utf8))?.hasCarriageReturn == false)
    }

    @Test(
        "xsd:dateTime",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2014-11-05T07:14:31Z", 1_415_171_671),
            ("2014-11-05T09:14:31+02:00", 1_415_171_671),
            ("2014-11-05T03:44:31-03:30", 1_415_171_671),
            ("2014-11-05T07:14:31.999Z", 1_415_171_671),
            (" 2000-02-29T24:00:00Z\n", 951_868_800), ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799), ("2014-11-05T07:14:31", 1_415_171_671),
        ])
    func dateTime(_ text: String, _ seconds: Int64) {
        #expect(XMLDateTime(text)?.secondsSince1970 == seconds)
    }

    @Test(
        "What is no xsd:dateTime",
        arguments: [
            "", "yesterday", "2014-13-01T00:00:00Z", "2015-02-29T00:00:00Z", "2014-11-05 07:14:31Z",
            "2014-11-05T24:00:01Z", "2014-11-05T07:60:00Z", "2014-11-05T07:14:31+15:00",
            "2014-11-05T07:14:31.Z", "2014-11-05T07:14:31ZZ", "-2014-11-05T07:14:31Z",
            "0000-01-01T00:00:00Z", "٢٠١٤-11-05T07:14:31Z",
        ])
    func noDateTime(_ text: String) {
        #expect(XMLDateTime(text) == nil)
    }

    @Test("Dates as text and back")
    func dateText() {
        for seconds in stride(from: Int64(-62_135_596_800), to: 253_402_300_799, by: 987_654_321) {
            let text = CivilTime.text(of: Date(timeIntervalSince1970: Double(seconds)))
            #expect(XMLDateTime(text)?.secondsSince1970 == seconds, "\(text)")
        }
        #expect(CivilTime.text(of: .distantFuture.addingTimeInterval(1e15)).hasPrefix("9999"))
    }

    @Test("References name files by octets")
    func references() throws {
        func name(_ uri: String, _ allows: Bool = false) -> String? {
            (try? ReferenceTarget(uri, allowsNumberSign: allows)).map {
                String(decoding: $0.name, as: UTF8.self)
            }
        }
        #expect(name("a.txt") == "a.txt")
        #expect(name("Sample%20File.pdf") == "Sample File.pdf")
        #expect(name("Sample File.pdf") == "Sample File.pdf")
        #expect(name("test+test.txt") == "test+test.txt")
        #expect(name("%C4%81.txt") == "ā.txt")
        #expect(name("ā.txt") == "ā.txt")
        #expect(name("b/a:1.txt") == "b/a:1.txt")
        #expect(name("ā:1.txt") == "ā:1.txt")
        #expect(name("a#1.txt", true) == "a#1.txt")
        func rule(_ uri: String) -> String? {
            do {
                _ = try ReferenceTarget(uri, allowsNumberSign: false)
                return nil
            } catch {
                return error.rule.code
            }
        }
        for uri in ["/a", "//h/a", "http://h/a", "file:a", "a?b", "a#b", "a%", "a%2", "a%zz"] {
            #expect(rule(uri) == "C9", "\(uri)")
        }
        for uri in ["..", "../a", "b/../a", "./a", "%2e%2e/a", "b/%2E"] {
            #expect(rule(uri) == "T6", "\(uri)")
        }
        for uri in ["META-INF/manifest.xml", "mimetype", "meta-inf/x", "%4dETA-INF/x"] {
            #expect(rule(uri) == "T19", "\(uri)")
        }
        // NFC and NFD are two names (P1).
        let nfc = try ReferenceTarget("%C4%81", allowsNumberSign: false)
        let nfd = try ReferenceTarget("a%CC%84", allowsNumberSign: false)
        #expect(nfc != nfd)
    }

    @Test("Decimal serial numbers in two's complement")
    func serialNumbers() {
        #expect(DecimalInteger.octets(of: "0") == [0])
        #expect(DecimalInteger.octets(of: "127") == [0x7F])
        #expect(DecimalInteger.octets(of: "128") == [0, 0x80])
        #expect(DecimalInteger.octets(of: " 65536\n") == [1, 0, 0])
        #expect(
            DecimalInteger.octets(of: "18446744073709551615") == [0]
                + [UInt8](repeating: 255, count: 8))
        for wrong in ["", " ", "-1", "1a", "0x10", String(repeating: "9", count: 61)] {
            #expect(DecimalInteger.octets(of: wrong) == nil, "\(wrong)")
        }
    }

    @Test("JSON: what is written is read again, and nothing else is")
    func json() throws {
        let value = JSONValue.members([
            "a": .null, "b": .bool(true), "c": .integer(.min),
            "d": .string("\"\\\n\u{1}\u{202E}ā😀"),
            "e": .array([.integer(0), .object([])]),
        ])
        #expect(try JSONValue(parsing: Array(value.encoded.utf8)) == value)
        #expect(!value.encoded.utf8.contains(10))
        #expect(value.encoded.contains(#"\u202e"#))
        #expect(try JSONValue(parsing: Array(#" [ "😀" ] "#.utf8)) == .array([.string("😀")]))
        for wrong in [
            "", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.5", "1e3", "\"\\ud83d\"", "\"\\x\"",
            "nul",
            "[1] 2", "\"\n\"", "9223372036854775808", "{a:1}", "\"\\u+123\"",
            String(repeating: "[", count: 40), "\"",
        ] {
            #expect(throws: JSONError.self, "\(wrong)") {
                try JSONValue(parsing: Array(wrong.utf8))
            }
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        for depth in [32, 33] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let read = try? JSONValue(parsing: Array(text.utf8))
            #expect((read != nil) == (depth == 32), "\(depth)")
        }
    }

    @Test("Algorithms and key sizes by date")
    func algorithms() throws {
        let table = AlgorithmTable.ts119312
        func date(_ text: String) throws -> Date { try #require(XMLDateTime(text)).date }
        #expect(table.verdict(on: .sha1).isReliable(at: try date("2016-12-31T23:59:59Z")))
        #expect(!table.verdict(on: .sha1).isReliable(at: try date("2017-01-01T00:00:00Z")))
        #expect(
            table.verdict(on: .rsaSHA256, key: .rsa(bits: 1024)).isReliable(
                at: try date("2019-09-30T00:00:00Z")))
        #expect(
            !table.verdict(on: .rsaSHA256, key: .rsa(bits: 1024)).isReliable(
                at: try date("2019-10-01T00:00:00Z")))
        #expect(
            table.verdict(on: .rsaSHA256, key: .rsa(bits: 2047)).isReliable(
                at: try date("2028-12-31T00:00:00Z")))
        #expect(
            !table.verdict(on: .rsaSHA256, key: .rsa(bits: 2999)).isReliable(
                at: try date("2029-01-01T00:00:00Z")))
        #expect(table.verdict(on: .rsaPSSSHA512, key: .rsa(bits: 3000)) == .reliable)
        #expect(table.verdict(on: .ecdsaSHA256, key: .ellipticCurve(.p521)) == .reliable)
        #expect(table.verdict(on: .rsaSHA1, key: .rsa(bits: 4096)) == table.verdict(on: .sha1))
        #expect(table.verdict(on: .rsa(bits: 512)) == .unknown)
        #expect(table.verdict(on: .unsupported("DSA")) == .unknown)
    }

    @Test("Freshness of revocation data, EN 319 102-1 §5.2.5")
    func freshness() {
        let time = Date(timeIntervalSince1970: 1_000_000.75)
        func isFresh(_ age: Double, _ next: Double?, _ policy: ValidationPolicy = .baseline) -> Bool
        {
            let issued = Date(timeIntervalSince1970: 1_000_000 - age)
            return RevocationFreshness.isFresh(
                thisUpdate: issued, nextUpdate: next.map { issued.addingTimeInterval($0) },
                at: time,
                policy: policy)
        }
        #expect(isFresh(-3600, nil))
        #expect(isFresh(0, nil))
        #expect(!isFresh(1, nil))
        #expect(isFresh(112, 900))
        #expect(!isFresh(1000, 900))
        var policy = ValidationPolicy.baseline
        policy.quirks.insert(.revocationBeforeTimeStamp)
        #expect(isFresh(112, nil, policy))
        #expect(!isFresh(1000, nil, policy))
        policy.maximumRevocationAge = 86_400
        #expect(isFresh(1000, nil, policy))
    }

    @Test("Status words and their identifiers of TS 119 102-2")
    func urns() {
        #expect(Indication.totalPassed.urn == "urn:etsi:019102:mainindication:total-passed")
        #expect(BlockIndication.passed.urn == "urn:etsi:019102:mainindication:passed")
        #expect(
            SubIndication.outOfBoundsNoPOE.urn
                == "urn:etsi:019102:subindication:OUT_OF_BOUNDS_NO_POE")
        #expect(Set(SubIndication.allCases.map(\.urn)).count == SubIndication.allCases.count)
    }
}
