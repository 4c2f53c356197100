/// The columns of a file of exam results.
public enum ExamResultField: String, CaseIterable, Sendable {
    /// ``ExamResult/recordID``.
    case recordID = "recordId"
    /// ``ExamResult/certificateNumber``.
    case certificateNumber
    /// ``ExamResult/examCode``.
    case examCode
    /// ``ExamResult/examName``.
    case examName
    /// ``ExamResult/educationLevel``.
    case educationLevel
    /// ``ExamResult/contentLevel``.
    case contentLevel
    /// ``ExamResult/grade``.
    case grade
    /// ``ExamResult/schoolYear``.
    case schoolYear
    /// ``ExamResult/Person/givenNames``.
    case givenNames
    /// ``ExamResult/Person/familyName``.
    case familyName
    /// ``ExamResult/Person/personalCode``.
    case personalCode
    /// ``ExamResult/Person/localID``.
    case localID = "localId"
    /// ``ExamResult/Institution/name``.
    case institutionName
    /// ``ExamResult/Institution/registrationNumber``.
    case institutionRegNr
    /// ``ExamResult/overallPercent``.
    case overallPercent
    /// ``ExamResult/parts``, packed as `name=percent|name=percent`.
    case parts
    /// ``ExamResult/cefrLevel``.
    case cefrLevel
    /// ``ExamResult/status``.
    case status
    /// ``ExamResult/announcedAt``.
    case announcedAt
    /// ``ExamResult/issuedOn``.
    case issuedOn
    /// ``ExamResult/Person/birthDate``; the column may be absent.
    case birthDate
    /// ``ExamResult/Part/weight`` of each part, packed as `0.75|0.25`; the column may be absent.
    case partWeights

    /// Whether a file may lack the column.
    public var isOptional: Bool { self == .birthDate || self == .partWeights }

    /// Whether its values say who somebody is: messages never repeat them.
    public var isPersonal: Bool {
        switch self {
        case .givenNames, .familyName, .personalCode, .localID, .birthDate: true
        default: false
        }
    }
}
