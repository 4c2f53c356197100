/// The authority that issues the certificates: a setting of a batch, not a field of a record.
public struct Issuer: Sendable, Hashable {
    /// The name as the certificate shows it.
    public var name: String
    /// The registration number, where the certificate is to show one.
    public var registrationNumber: String?

    /// An issuer with this name.
    public init(name: String, registrationNumber: String? = nil) {
        self.name = name
        self.registrationNumber = registrationNumber
    }

    /// The issuer by the regulation that was in force on `date`.
    ///
    /// Cabinet regulation 398 of 2022 names *Valsts izglītības satura centrs*; regulation 658 of
    /// 4 November 2025 put *Valsts izglītības attīstības aģentūra* in its place.
    public static func inOffice(on date: CalendarDate) -> Issuer {
        date < viaaSince
            ? Issuer(name: "Valsts izglītības satura centrs")
            : Issuer(name: "Valsts izglītības attīstības aģentūra")
    }

    private static let viaaSince = CalendarDate(firstOf: 2025)
}
