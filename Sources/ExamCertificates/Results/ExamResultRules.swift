/// What a record of an exam result must fulfil, each field alone and all of them together.
///
/// What one record cannot know (that its identifiers are unique in the file) is checked by
/// ``ExamResultReader``.
public struct ExamResultRules: Sendable {
    /// The pass thresholds that decide between `passed` and `failed`.
    public var thresholds: PassThresholds

    /// Rules with these thresholds.
    public init(thresholds: PassThresholds = .announced) { self.thresholds = thresholds }

    /// The faults of a record, and what is only unusual.
    public struct Findings: Sendable {
        /// Reasons to refuse the record.
        public internal(set) var errors: [ExamResultError] = []
        /// What somebody should look at though the record is accepted.
        public internal(set) var warnings: [ExamResultError] = []

        mutating func refuse(
            _ field: ExamResultField, _ message: @autoclosure () -> String,
            _ code: ExamResultError.Code = .value, unless holds: Bool
        ) {
            if !holds { errors.append(ExamResultError(code, field, message())) }
        }

        mutating func warn(_ field: ExamResultField, _ message: String, unless holds: Bool) {
            if !holds { warnings.append(ExamResultError(.value, field, message)) }
        }
    }

    /// Checks `result` against all rules; everything wrong is reported, not only the first.
    public func check(_ result: ExamResult) -> Findings {
        var findings = Findings()
        checkIdentifiers(of: result, &findings)
        checkLevels(of: result, &findings)
        checkPerson(result.person, announced: result.announcedAt.date, &findings)
        checkText(.institutionName, result.institution.name, 160, &findings)
        let number = Array(result.institution.registrationNumber.utf8)
        findings.refuse(
            .institutionRegNr,
            "found \(FoundText.quoted(result.institution.registrationNumber)); expected ten digits",
            unless: number.count == 10 && number.allSatisfy(\.isASCIIDigit))
        checkPercentages(of: result, &findings)
        checkStatus(of: result, &findings)
        return findings
    }

    private func checkIdentifiers(of result: ExamResult, _ findings: inout Findings) {
        let id = Array(result.recordID.utf8)
        findings.refuse(
            .recordID,
            "found \(FoundText.quoted(result.recordID)); "
                + "expected 1 to 64 characters of A–Z, a–z, 0–9, point, _ and -",
            unless: 1...64 ~= id.count && id.allSatisfy(Self.isIdentifierOctet))
        findings.refuse(
            .examCode,
            "found \(FoundText.quoted(result.examCode)); expected \(CertificateNumber.examCodeForm)",
            unless: CertificateNumber.isExamCode(result.examCode))
        checkText(.examName, result.examName, 120, &findings)
        guard let number = result.certificateNumber else {
            return findings.refuse(
                .certificateNumber,
                "found none for a passed exam; expected \(CertificateNumber.form)", .contradiction,
                unless: result.status != .passed)
        }
        guard let code = CertificateNumber.examCode(of: number) else {
            return findings.refuse(
                .certificateNumber,
                "found \(FoundText.quoted(number)); expected \(CertificateNumber.form)",
                unless: false)
        }
        findings.refuse(
            .certificateNumber,
            "found \(FoundText.quoted(number)), which ends in \(code); "
                + "expected the exam code \(FoundText.quoted(result.examCode)) at the end",
            .contradiction, unless: code == result.examCode)
        findings.refuse(
            .certificateNumber,
            "found \(FoundText.quoted(number)) for a result that is \(result.status.rawValue); "
                + "expected no number, since only a passed exam has one", .contradiction,
            unless: result.status == .passed)
    }

    private func checkLevels(of result: ExamResult, _ findings: inout Findings) {
        let isBasic = result.educationLevel == .basic
        findings.refuse(
            .contentLevel,
            isBasic
                ? "found \(result.contentLevel?.rawValue ?? "") for basic education; expected none"
                : "found none for secondary education; expected general, optimal or highest",
            .contradiction, unless: (result.contentLevel == nil) == isBasic)
        if let grade = result.grade {
            findings.refuse(
                .grade, "found \(grade); expected a grade from 9 to 12", unless: 9...12 ~= grade)
            findings.refuse(
                .grade,
                "found \(grade) for \(result.educationLevel.rawValue) education; "
                    + "expected \(isBasic ? "9" : "10, 11 or 12")",
                .contradiction, unless: !(9...12 ~= grade) || (grade == 9) == isBasic)
        }
        if let level = result.cefrLevel, result.schoolYear.first <= 2021 {
            let expected = CEFRLevel.until2022(overallPercent: result.overallPercent)
            findings.refuse(
                .cefrLevel,
                "found \(level.rawValue) for \(result.overallPercent) % in "
                    + "\(result.schoolYear); expected \(expected?.rawValue ?? "none"), since until "
                    + "2021/2022 B1 begins at 40 %, B2 at 70 % and C1 at 95 %",
                .contradiction, unless: level == expected)
        }
    }

    private func checkPerson(
        _ person: ExamResult.Person, announced: CalendarDate, _ findings: inout Findings
    ) {
        checkName(.givenNames, person.givenNames, &findings)
        checkName(.familyName, person.familyName, &findings)
        findings.refuse(
            .personalCode,
            person.personalCode == nil
                ? "found neither a personal code nor a localId; expected one of them"
                : "found a personal code and a localId; expected one of them",
            .contradiction, unless: (person.personalCode == nil) != (person.localID == nil))
        if let localID = person.localID { checkText(.localID, localID, 32, &findings) }
        if let birthDate = person.birthDate {
            findings.refuse(
                .birthDate,
                "found a date that is not before the announcement; expected an earlier one",
                .contradiction, unless: birthDate < announced)
        }
        guard let text = person.personalCode else { return }
        guard let code = PersonalCode(text) else {
            return findings.refuse(
                .personalCode,
                PersonalCode.hasForm(text)
                    ? "found a code that does not begin with a date of birth; expected "
                        + PersonalCode.form
                    : "found \(FoundText.shape(of: text)); expected \(PersonalCode.form)",
                unless: false)
        }
        findings.warn(
            .personalCode, "the check digit is not the usual one; compare it with the source",
            unless: code.hasUsualCheckDigit)
        if let encoded = code.birthDate {
            findings.refuse(
                .personalCode,
                "found a date of birth that is not before the announcement; expected an earlier one",
                .contradiction, unless: encoded < announced)
            findings.refuse(
                .birthDate,
                "found another date than the personal code holds; expected the same",
                .contradiction, unless: person.birthDate == nil || person.birthDate == encoded)
        }
    }

    private func checkPercentages(of result: ExamResult, _ findings: inout Findings) {
        let (overall, parts) = (result.overallPercent, result.parts)
        guard 0...100 ~= overall else {
            return findings.refuse(
                .overallPercent, "found \(overall); expected a whole number from 0 to 100",
                unless: false)
        }
        findings.refuse(
            .parts, "found \(FoundText.count(parts.count, "part")); expected one to eight",
            unless: 1...8 ~= parts.count)
        for (index, part) in parts.enumerated() {
            checkText(.parts, part.name, 80, of: "part \(index + 1): ", &findings)
        }
        let percents = parts.map(\.hundredths)
        guard let least = percents.min(), let most = percents.max() else { return }
        guard least >= 0, most <= 10_000 else {
            return findings.refuse(
                .parts,
                "found \(percent(least < 0 ? least : most)); expected percent from 0 to 100",
                unless: false)
        }
        // A weighted mean of the parts, rounded to a whole percent, lies within half a percent of
        // their range, whatever the weights are.
        findings.refuse(
            .overallPercent,
            "found \(overall), though the parts lie between \(percent(least)) and "
                + "\(percent(most)); expected a mean of the parts", .contradiction,
            unless: overall * 100 >= least - 50 && overall * 100 <= most + 50)
        checkWeights(of: parts, overall, &findings)
    }

    private func checkWeights(
        of parts: [ExamResult.Part], _ overall: Int, _ findings: inout Findings
    ) {
        let weights = parts.compactMap(\.weight)
        guard !weights.isEmpty else { return }
        guard weights.count == parts.count else {
            return findings.refuse(
                .partWeights,
                "found \(FoundText.count(weights.count, "weight")) for "
                    + "\(FoundText.count(parts.count, "part")); expected one for each",
                .contradiction, unless: false)
        }
        guard weights.allSatisfy({ 1...1_000_000 ~= $0 }), weights.reduce(0, +) == 1_000_000 else {
            return findings.refuse(
                .partWeights,
                "found weights that do not sum to 1; expected weights above 0 that do",
                unless: false)
        }
        let mean = zip(weights, parts).reduce(0) { $0 + $1.0 * $1.1.hundredths }
        let rounded = (mean + 50_000_000) / 100_000_000
        let message = "found \(overall); expected \(rounded), the weighted mean of the parts"
        findings.refuse(
            .overallPercent, message, .contradiction, unless: abs(rounded - overall) <= 1)
        findings.warn(.overallPercent, message, unless: abs(rounded - overall) != 1)
    }

    private func checkStatus(of result: ExamResult, _ findings: inout Findings) {
        let announced = result.announcedAt.date
        if let issuedOn = result.issuedOn {
            findings.refuse(
                .issuedOn,
                "found \(issuedOn), before the announcement; expected \(announced) or later",
                .contradiction, unless: issuedOn >= announced)
        } else {
            findings.refuse(
                .issuedOn,
                "found none for a passed exam; expected a date such as \(announced)",
                .contradiction, unless: result.status != .passed)
        }
        guard result.status != .annulled else { return }
        let level = result.educationLevel
        guard let threshold = thresholds.percent(level, in: result.schoolYear) else {
            return findings.refuse(
                .schoolYear,
                "found \(result.schoolYear), for which no pass threshold of \(level.rawValue) "
                    + "education is known; expected a year of the threshold table", unless: false)
        }
        let expected: ExamResult.Status = result.overallPercent >= threshold ? .passed : .failed
        findings.refuse(
            .status,
            "found \(result.status.rawValue) for \(result.overallPercent) %; expected "
                + "\(expected.rawValue), since the threshold of \(level.rawValue) education in "
                + "\(result.schoolYear) is \(threshold) %",
            .contradiction, unless: result.status == expected)
    }

    private func percent(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        return (hundredths < 0 ? "-" : "") + "\(whole).\(Int(rest).twoDigits)"
    }
}
