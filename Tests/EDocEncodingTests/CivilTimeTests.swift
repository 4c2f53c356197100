import EDocEncoding
import FoundationEssentials
import Testing

@Suite struct CivilTimeTests {
    @Test("every day of a thousand years, one after the other")
    func days() throws {
        var date = try #require(CivilDate(year: 1600, month: 1, day: 1))
        let first = date.daysSince1970
        #expect(first == -135_140)
        for days in first..<first + 365_243 {
            #expect(date.daysSince1970 == days)
            let next = CivilDate(daysSince1970: days + 1)
            let isNewMonth = date.day == CivilDate.days(inMonth: date.month, of: date.year)
            guard next.day == (isNewMonth ? 1 : date.day + 1), next > date else {
                Issue.record("\(date) before \(next)")
                return
            }
            date = next
        }
        #expect((date.year, date.month, date.day) == (2600, 1, 1))
    }

    @Test(
        "leap days",
        arguments: [(1900, false), (2000, true), (2024, true), (2100, false), (2023, false)])
    func leapDays(year: Int, isLeap: Bool) {
        #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
        #expect(CivilDate(year: year, month: 2, day: 30) == nil)
        #expect((DateTimeText(rfc3339: "\(year)-02-29T00:00:00Z") != nil) == isLeap)
    }

    @Test("months later, clipped to the end of the month")
    func months() throws {
        for (from, months, to) in [
            ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"),
            ("2023-11-01", 1, "2023-12-01"), ("2023-12-31", 1, "2024-01-31"),
            ("2024-03-31", -1, "2024-02-29"), ("2024-01-15", -13, "2022-12-15"),
        ] {
            let date = try #require(CivilDate(Array(from.utf8)[...]))
            #expect(date.adding(months: months) == CivilDate(Array(to.utf8)[...]), "\(from)")
        }
    }

    @Test("seconds and their text")
    func text() {
        for (seconds, text) in [
            (Int64(0), "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (1_773_157_360, "2026-03-10T15:42:40Z"), (.min, "0001-01-01T00:00:00Z"),
            (.max, "9999-12-31T23:59:59Z"),
        ] {
            #expect(CivilTime(secondsSince1970: seconds).text == text)
        }
        #expect(CivilTime.text(of: Date(timeIntervalSince1970: -0.5)) == "1969-12-31T23:59:59Z")
        #expect(CivilTime.text(of: .distantFuture) == "4001-01-01T00:00:00Z")
    }

    @Test("what RFC 3339 and XML Schema write")
    func dateTimes() throws {
        let read = try #require(DateTimeText(rfc3339: "2024-07-01T08:00:00.25+03:00"))
        #expect(read.secondsSince1970 == 1_719_810_000)
        #expect(read.fractionDigits == 2 && read.zone == .offset(minutes: 180))
        for wrong in [
            "2024-07-01T08:00:00", "2024-07-01T24:00:00Z", "2024-07-01 08:00:00Z",
            "2024-07-01T08:00:60Z", "2024-07-01T08:60:00Z", "2024-07-01T08:00:00.Z",
            "2024-07-01T08:00:00+24:00", "2024-07-01T08:00:00+03:60", "2024-07-01T08:00:00Zx",
            "2024-13-01T08:00:00Z", "2024-00-01T08:00:00Z", "2024-04-31T08:00:00Z", "",
        ] {
            #expect(DateTimeText(rfc3339: wrong) == nil, "\(wrong)")
        }
        #expect(
            DateTimeText(Array("2024-07-01T24:00:00".utf8)[...])?.secondsSince1970
                == 1_719_878_400)
    }
}
