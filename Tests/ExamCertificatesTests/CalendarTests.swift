import Testing

@testable import ExamCertificates

@Suite struct CalendarTests {
    @Test(arguments: [
        ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("1900-02-29", false),
        ("2024-04-31", false), ("2024-12-31", true), ("2024-13-01", false), ("2024-00-01", false),
        ("2024-01-00", false), ("1799-12-31", false), ("2200-01-01", false), ("2024-1-1", false),
        ("2024-01-01 ", false), ("", false), ("20240101", false), ("2024-01-0١", false),
        ("2024/01-01", false), ("2024-01/01", false), ("1800-01-01", true), ("2199-12-31", true),
        ("2024-01-0/", false), ("2024-01-1:", false), ("2023-02-28", true), ("2100-02-29", false),
    ])
    func onlyDaysOfTheCalendarAreDates(text: String, exists: Bool) {
        #expect(CalendarDate(text)?.description == (exists ? text : nil))
    }

    @Test func monthsHaveTheirDays() {
        let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for (index, last) in days.enumerated() {
            #expect(CalendarDate(year: 2023, month: index + 1, day: last) != nil)
            #expect(CalendarDate(year: 2023, month: index + 1, day: last + 1) == nil)
        }
    }

    @Test func daysAreInTheOrderOfTime() throws {
        let days = try ["2023-12-31", "2024-01-30", "2024-02-01", "2024-02-02"].map {
            try #require(CalendarDate($0))
        }
        for (index, day) in days.enumerated() {
            for (other, later) in days.enumerated() { #expect((day < later) == (index < other)) }
        }
    }

    @Test(arguments: [
        ("2024-07-01", 1, "2024-08-01"), ("2024-07-11", 1, "2024-08-11"),
        ("2024-08-31", 6, "2025-02-28"), ("2023-08-31", 6, "2024-02-29"),
        ("2024-12-31", 1, "2025-01-31"), ("2199-12-01", 1, "2199-12-31"),
        ("2199-11-01", 1, "2199-12-01"), ("2024-11-30", 1, "2024-12-30"),
    ])
    func monthsAreAddedByTheCalendar(from: String, months: Int, to: String) throws {
        #expect(try #require(CalendarDate(from)).adding(months: months) == CalendarDate(to))
    }

    /// One plain calendar month from the issue, clipped to the month's end; the announcement has no
    /// say, and neither has a Sunday.
    @Test(arguments: [
        ("2023-07-11T09:00:00+03:00", "2023-11-01", "2023-12-01"),
        ("2024-07-01T08:00:00+03:00", "2024-07-01", "2024-08-01"),
        ("2024-07-11T08:00:00+03:00", "2024-07-11", "2024-08-11"),
        ("2024-07-10T23:30:00Z", "2024-07-11", "2024-08-11"),
        ("2024-07-11T08:00:00+03:00", "2024-08-31", "2024-09-30"),
        ("2023-07-11T08:00:00+03:00", "2024-01-31", "2024-02-29"),
        ("2024-07-11T08:00:00+03:00", "2025-01-31", "2025-02-28"),
        ("2024-07-11T08:00:00+03:00", "2024-12-31", "2025-01-31"),
    ])
    func anAppealEndsAMonthAfterTheIssue(announced: String, issued: String, end: String) throws {
        var result = try ExamResultRulesTests.example()
        result.announcedAt = try #require(OffsetDateTime(announced))
        let day: CalendarDate = try #require(CalendarDate(issued))
        result.issuedOn = day
        #expect(result.appealUntil == CalendarDate(end))
        result.issuedOn = nil
        #expect(result.appealUntil == nil)
    }

    @Test func thePortalShowsAResultForSixMonths() throws {
        var result = try ExamResultRulesTests.example()
        result.announcedAt = try #require(OffsetDateTime("2024-08-31T08:00:00+03:00"))
        result.issuedOn = nil
        #expect(result.portalUntil == CalendarDate("2025-02-28"))
        result.issuedOn = CalendarDate("2024-07-01")
        #expect(result.portalUntil == CalendarDate("2025-02-28"))
        // A certificate that is issued late is shown from then on.
        result.issuedOn = CalendarDate("2024-11-01")
        #expect(result.portalUntil == CalendarDate("2025-05-01"))
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2024-07-01T08:00:00+03:00", 1_719_810_000),
        ("2024-07-01T05:00:00Z", 1_719_810_000), ("1969-12-31T23:59:59Z", -1),
        ("1970-01-01T23:59:59.123456789+23:59", 59), ("1970-03-01T00:00:00Z", 5_097_600),
        ("1972-03-01T00:00:00Z", 68_256_000), ("2024-02-29T23:59:59.999-01:30", 1_709_256_599),
        ("1800-01-01T00:00:00Z", -5_364_662_400),
    ])
    func momentsCountFrom1970(text: String, seconds: Int64) throws {
        let moment = try #require(OffsetDateTime(text))
        #expect(moment.secondsSince1970 == seconds)
        #expect(moment.description == text)
    }

    @Test(arguments: [
        "2024-07-01T08:00:00", "2024-07-01 08:00:00Z", "2024-07-01T24:00:00Z",
        "2024-07-01T08:60:00Z", "2024-07-01T08:00:60Z", "2024-07-01T08:00:00+3:00",
        "2024-07-01T08:00:00+24:00", "2024-07-01T08:00:00.Z", "2024-07-01T08:00:00.1234567890Z",
        "2024-07-01T08-00:00Z", "2024-07-01T08:00-00Z", "2024-07-01T08:00:00+03-00",
        "2024-07-01T08:00:00+03:60", "2024-07-01T08:00:00 03:00", "2024-07-01T08:00:00",
        "2024-07-01T08:00Z", "", "2024-07-01T08:00:00z", "2024-07-01T08:00:00ZZ",
    ])
    func otherMomentsAreRefused(text: String) {
        #expect(OffsetDateTime(text) == nil)
    }

    @Test(arguments: [
        ("2023/2024", true), ("2011/2012", true), ("2010/2011", false), ("2023/2025", false),
        ("2023-2024", false), ("2023/24", false), ("2023/02024", false), ("2024/2023", false),
        ("2198/2199", true), ("2199/2200", false),
    ])
    func schoolYearsFollowEachOther(text: String, exists: Bool) {
        #expect(SchoolYear(text)?.description == (exists ? text : nil))
    }

    @Test func schoolYearsAreInTheOrderOfTime() throws {
        let year = try #require(SchoolYear("2023/2024"))
        #expect(year.second == 2024)
        #expect(year < (try #require(SchoolYear("2024/2025"))) && !(year < year))
    }

    @Test(arguments: [
        ("2023-11-01", "Valsts izglītības satura centrs"),
        ("2024-12-31", "Valsts izglītības satura centrs"),
        ("2025-01-01", "Valsts izglītības attīstības aģentūra"),
        ("2025-07-10", "Valsts izglītības attīstības aģentūra"),
    ])
    func theIssuerChangesWithTheYear2025(issued: String, name: String) throws {
        #expect(Issuer.inOffice(on: try #require(CalendarDate(issued))) == Issuer(name: name))
    }
}
