/// The form of certificate numbers and exam codes.
///
/// `YYYY/NNNNNNNNNNNN-CODE`: a year 20YY, twelve digits that mean nothing, the exam code. A number
/// is never given twice.
enum CertificateNumber {
    /// What the number looks like, for messages.
    static let form = "20YY/NNNNNNNNNNNN-CODE, such as 2024/999999000001-FRA09"
    /// What an exam code looks like, for messages.
    static let examCodeForm = "three to six letters A–Z and at most two digits, such as FRA09"

    /// The exam code at the end of `number`; nil when `number` has not the form.
    static func examCode(of number: String) -> Substring? {
        let octets = Array(number.utf8)
        guard octets.count > 18, octets.starts(with: "20".utf8),
            octets[2..<4].allSatisfy(\.isASCIIDigit), octets[4] == UInt8(ascii: "/"),
            octets[5..<17].allSatisfy(\.isASCIIDigit), octets[17] == UInt8(ascii: "-")
        else { return nil }
        // By octets: a combining mark after the hyphen would be one character with it.
        let code = Substring(number.utf8.dropFirst(18))
        return isExamCode(code) ? code : nil
    }

    /// Whether `code` is `[A-Z]{3,6}[0-9]{0,2}`.
    static func isExamCode(_ code: some StringProtocol) -> Bool {
        let octets = Array(code.utf8)
        let letters = octets.prefix { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
        let digits = octets.dropFirst(letters.count)
        return 3...6 ~= letters.count && digits.count <= 2 && digits.allSatisfy(\.isASCIIDigit)
    }
}
