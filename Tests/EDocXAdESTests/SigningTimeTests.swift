import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import Testing
import VectorSupport

@Suite struct SigningTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (1_773_157_360, "2026-03-10T15:42:40Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
        (-62_135_596_800, "0001-01-01T00:00:00Z"),
    ])
    func text(seconds: Int64, text: String) {
        #expect(SigningTime(secondsSince1970: seconds).text == text)
    }

    @Test func agreesWithFoundation() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let seconds = Int64.random(in: -2_208_988_800...253_402_300_799, using: &generator)
            let date = Date(timeIntervalSince1970: Double(seconds))
            #expect(SigningTime(secondsSince1970: seconds).text == date.formatted(.iso8601))
        }
    }

    @Test(arguments: [Int64.min, Int64.max])
    func anyNumberIsSafe(seconds: Int64) {
        #expect(SigningTime(secondsSince1970: seconds).text.hasSuffix("Z"))
    }

    @Test(
        "What is read says whether it was in UTC",
        arguments: [
            ("2026-03-10T15:42:40Z", 1_773_157_360, true),
            ("2026-03-10T17:42:40+02:00", 1_773_157_360, false),
            ("2026-03-10T15:42:40", 1_773_157_360, false),
        ] as [(String, Int64, Bool)])
    func reading(text: String, seconds: Int64, isUTC: Bool) throws {
        let read = try ReadSignature(
            "good-b", [("<xades:SigningTime>.*</xades:SigningTime>", element(text))])
        let time = try #require(read.signature.signedProperties.signingTime)
        #expect(time.secondsSince1970 == seconds && time.isUTC == isUTC)
        #expect(time.date == Date(timeIntervalSince1970: Double(seconds)))
    }

    @Test("What is no time counts as absent", arguments: ["", "yesterday", "<b/>2026"])
    func noTime(text: String) throws {
        let read = try ReadSignature(
            "good-b", [("<xades:SigningTime>.*</xades:SigningTime>", element(text))])
        let properties = read.signature.signedProperties
        #expect(properties.signingTime == nil)
        #expect(properties.malformed.map(\.rule) == [.signingTime])
    }

    private func element(_ text: String) -> String {
        "<xades:SigningTime>\(text)</xades:SigningTime>"
    }
}
