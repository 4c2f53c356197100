/// The result of one person in one centralised exam: the input of one certificate.
///
/// A plain value: making one checks nothing. ``ExamResultRules`` says what a record must fulfil,
/// and ``ExamResultReader`` hands out only records that do. Percentages are integers (whole percent
/// or hundredths of a percent) everywhere; none ever passes through a `Double`.
public struct ExamResult: Sendable, Hashable {
    /// The identifier of the record in its file: 1 to 64 characters of `A…Z a…z 0…9 . _ -`.
    public var recordID: String
    /// The number of the certificate, `2024/999999000001-FRA09`; present exactly for a passed exam.
    public var certificateNumber: String?
    /// The code of the exam, `FRA09`: three to six capital letters and up to two digits.
    public var examCode: String
    /// The name of the exam as the certificate shows it, at most 120 characters.
    public var examName: String
    /// The education that the exam belongs to; it selects the title and the pass threshold.
    public var educationLevel: EducationLevel
    /// The level of the exam's content; absent exactly for basic education.
    public var contentLevel: ContentLevel?
    /// The grade (Latvian *klase*), 9 to 12; 9 exactly for basic education.
    public var grade: Int?
    /// The school year of the exam.
    public var schoolYear: SchoolYear
    /// Who sat the exam.
    public var person: Person
    /// The school.
    public var institution: Institution
    /// The overall result in whole percent, 0 to 100.
    public var overallPercent: Int
    /// The one to eight parts of the exam, in the order of the certificate.
    public var parts: [Part]
    /// The language level reached; only for language exams.
    public var cefrLevel: CEFRLevel?
    /// Whether the exam was passed; only a passed exam is certified.
    public var status: Status
    /// When the result was announced, with the offset of the record itself.
    public var announcedAt: OffsetDateTime
    /// The date of the certificate; present for a passed exam.
    public var issuedOn: CalendarDate?

    /// A record with these values, unchecked.
    public init(
        recordID: String, certificateNumber: String?, examCode: String, examName: String,
        educationLevel: EducationLevel, contentLevel: ContentLevel?, grade: Int?,
        schoolYear: SchoolYear, person: Person, institution: Institution, overallPercent: Int,
        parts: [Part], cefrLevel: CEFRLevel?, status: Status, announcedAt: OffsetDateTime,
        issuedOn: CalendarDate?
    ) {
        self.recordID = recordID
        self.certificateNumber = certificateNumber
        self.examCode = examCode
        self.examName = examName
        self.educationLevel = educationLevel
        self.contentLevel = contentLevel
        self.grade = grade
        self.schoolYear = schoolYear
        self.person = person
        self.institution = institution
        self.overallPercent = overallPercent
        self.parts = parts
        self.cefrLevel = cefrLevel
        self.status = status
        self.announcedAt = announcedAt
        self.issuedOn = issuedOn
    }

    /// The last day for an appeal, in Latvia: one plain calendar month after the issue, clipped to
    /// the end of the month; nil where no certificate is issued.
    ///
    /// The day is not moved off a Sunday: 11 August 2024 was published as it is.
    public var appealUntil: CalendarDate? { issuedOn?.adding(months: 1) }

    /// The last day on which the pupils' portal shows the result: six calendar months after it was
    /// published there, with the announcement or, where that is later, with the issue; clipped to the
    /// end of the month.
    public var portalUntil: CalendarDate {
        max(announcedAt.date, issuedOn ?? announcedAt.date).adding(months: 6)
    }
}

extension ExamResult {
    /// A person, identified by a Latvian personal code or, without one, by a number of the school.
    public struct Person: Sendable, Hashable {
        /// The given names, at most 60 characters.
        public var givenNames: String
        /// The family name, at most 60 characters.
        public var familyName: String
        /// The Latvian personal code, `NNNNNN-NNNNN`.
        public var personalCode: String?
        /// The number that the school assigned to a person without a personal code.
        public var localID: String?
        /// The date of birth; never on the certificate.
        public var birthDate: CalendarDate?

        /// A person with these values, unchecked.
        public init(
            givenNames: String, familyName: String, personalCode: String?, localID: String? = nil,
            birthDate: CalendarDate? = nil
        ) {
            self.givenNames = givenNames
            self.familyName = familyName
            self.personalCode = personalCode
            self.localID = localID
            self.birthDate = birthDate
        }
    }

    /// A school.
    public struct Institution: Sendable, Hashable {
        /// The name, at most 160 characters.
        public var name: String
        /// The ten digits of the register of educational institutions.
        public var registrationNumber: String

        /// An institution with these values, unchecked.
        public init(name: String, registrationNumber: String) {
            self.name = name
            self.registrationNumber = registrationNumber
        }
    }

    /// One part of an exam with its result.
    public struct Part: Sendable, Hashable {
        /// The name, at most 80 characters.
        public var name: String
        /// The result in hundredths of a percent, 0 to 10,000.
        public var hundredths: Int
        /// The share in the overall result in millionths, where known; those of an exam sum to
        /// 1,000,000.
        public var weight: Int?

        /// A part with these values, unchecked.
        public init(name: String, hundredths: Int, weight: Int? = nil) {
            self.name = name
            self.hundredths = hundredths
            self.weight = weight
        }
    }

    /// The outcome of an exam.
    public enum Status: String, CaseIterable, Sendable {
        /// Passed: a certificate is issued.
        case passed
        /// Failed: counted, never certified.
        case failed
        /// Annulled: counted, never certified.
        case annulled
    }
}

/// The education that an exam belongs to.
public enum EducationLevel: String, CaseIterable, Sendable {
    /// Basic education, grade 9 (*vispārējā pamatizglītība*).
    case basic
    /// Secondary education (*vispārējā vidējā izglītība*).
    case secondary
}

/// The level of an exam's content in secondary education (Cabinet regulation 416 of 2019).
public enum ContentLevel: String, CaseIterable, Sendable {
    /// *Vispārīgais*.
    case general
    /// *Optimālais*.
    case optimal
    /// *Augstākais*.
    case highest
}
