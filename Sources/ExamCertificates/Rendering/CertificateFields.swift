/// The values of one record as glyphs.
struct CertificateFields {
    let result: ExamResult
    let issuer: Issuer
    let notes: String
    let number: String
    let issuedOn: CalendarDate
    let appealUntil: CalendarDate

    /// The values of `result`, which must be a passed exam with what a certificate needs.
    init(_ result: ExamResult, issuer: Issuer?, notes: String) throws(RenderError) {
        guard result.status == .passed else {
            throw RenderError(
                .notCertifiable, "status",
                "the exam is \(result.status.rawValue); only a passed exam is certified")
        }
        guard let number = result.certificateNumber else {
            throw RenderError(
                .invalidValue, "certificateNumber", "is absent; a certificate needs one")
        }
        guard let issuedOn = result.issuedOn, let appealUntil = result.appealUntil else {
            throw RenderError(.invalidValue, "issuedOn", "is absent; a certificate needs a date")
        }
        guard 0...100 ~= result.overallPercent else {
            throw RenderError(
                .invalidValue, "overallPercent", "is \(result.overallPercent), not 0 to 100")
        }
        guard 1...8 ~= result.parts.count else {
            throw RenderError(
                .invalidValue, "parts", "has \(result.parts.count) parts, not 1 to 8")
        }
        for (index, part) in result.parts.enumerated() where !(0...10_000 ~= part.hundredths) {
            throw RenderError(
                .invalidValue, "parts",
                "part \(index + 1) has \(part.hundredths) hundredths of a percent, not 0 to 10000")
        }
        guard result.person.personalCode != nil || result.person.localID != nil else {
            throw RenderError(
                .invalidValue, "personalCode", "is absent, and so is localId; one is needed")
        }
        self.result = result
        self.issuer = issuer ?? Issuer.inOffice(on: issuedOn)
        self.notes = notes
        self.number = number
        self.issuedOn = issuedOn
        self.appealUntil = appealUntil
    }

    /// Whether the record has a value for `field`.
    func has(_ field: CertificateTemplate.Field) -> Bool {
        switch field {
        case .personalCode: result.person.personalCode != nil
        case .localID: result.person.localID != nil
        case .contentLevel: result.contentLevel != nil
        case .cefrLevel: result.cefrLevel != nil
        case .issuerRegistrationNumber: issuer.registrationNumber != nil
        case .notes: !notes.isEmpty
        default: true
        }
    }

    /// The text of `field` as the certificate shows it.
    func text(_ field: CertificateTemplate.Field, _ template: CertificateTemplate) -> String {
        switch field {
        case .title: template.titles[result.educationLevel] ?? ""
        case .certificateNumber: number
        case .givenNames: result.person.givenNames
        case .familyName: result.person.familyName
        case .personalCode: result.person.personalCode ?? ""
        case .localID: result.person.localID ?? ""
        case .examName: result.examName
        case .contentLevel:
            result.contentLevel.flatMap { template.contentLevels[$0] } ?? ""
        case .schoolYear: "\(result.schoolYear.first)./\(result.schoolYear.second)."
        case .overallPercent: "\(result.overallPercent)%"
        case .cefrLevel: result.cefrLevel?.rawValue ?? ""
        case .institutionName: result.institution.name
        case .institutionRegistrationNumber: result.institution.registrationNumber
        case .issuerName: issuer.name
        case .issuerRegistrationNumber: issuer.registrationNumber ?? ""
        case .notes: notes
        case .issuedOn: date(issuedOn, template.months[issuedOn.month - 1].nominative)
        case .appealUntil: date(appealUntil, template.months[appealUntil.month - 1].dative)
        }
    }

    private func date(_ date: CalendarDate, _ month: String) -> String {
        "\(date.year). gada \(date.day). \(month)"
    }

    /// "82,00%"
    static func percent(hundredths: Int) -> String {
        "\(hundredths / 100),\((hundredths % 100).twoDigits)%"
    }
}
