import EDocEncoding
@testable import EDocXAdES
import FoundationEssentials
import Testing

struct XMLDateTimeTests {
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
}
