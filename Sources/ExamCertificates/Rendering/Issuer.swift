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

    /// The issuer of a certificate that is issued on `date`.
    ///
    /// *Valsts izglītības satura centrs* until the end of 2024; Cabinet order 635 of 30 July 2024
    /// passed its functions to *Valsts izglītības attīstības aģentūra* on 1 January 2025.
    public static func inOffice(on date: CalendarDate) -> Issuer {
        date < viaaSince
            ? Issuer(name: "Valsts izglītības satura centrs")
            : Issuer(name: "Valsts izglītības attīstības aģentūra")
    }

    private static let viaaSince = CalendarDate(firstOf: 2025)
}
