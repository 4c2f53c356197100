internal import EDocXML

/// Where the signer claims to have signed (EN 319 132-1 §5.2.5).
///
/// At least one part is given, and none is empty: an empty property must not be written (§6.3).
public struct SignatureProductionPlaceV2: Sendable, Hashable {
    /// The city.
    public var city: String?
    /// Street and number.
    public var streetAddress: String?
    /// The state or province.
    public var stateOrProvince: String?
    /// The postal code.
    public var postalCode: String?
    /// The country.
    public var countryName: String?

    /// A place, of which at least one part is known. Parts are checked when a signer is made with
    /// them.
    public init(
        city: String? = nil, streetAddress: String? = nil, stateOrProvince: String? = nil,
        postalCode: String? = nil, countryName: String? = nil
    ) {
        self.city = city
        self.streetAddress = streetAddress
        self.stateOrProvince = stateOrProvince
        self.postalCode = postalCode
        self.countryName = countryName
    }

    /// The parts in the order of the schema.
    private var parts: [(name: String, value: String?)] {
        [
            ("City", city), ("StreetAddress", streetAddress),
            ("StateOrProvince", stateOrProvince), ("PostalCode", postalCode),
            ("CountryName", countryName),
        ]
    }

    /// The parts that `element`, of either version of the property, has, in the order in which they
    /// stand there, whatever their names; empty ones are left out.
    static func parts(of element: XMLElement) -> [String] {
        element.children.compactMap { try? $0.text() }.filter { !$0.isEmpty }
    }

    func check() throws(XAdESError) {
        guard parts.contains(where: { $0.value != nil }) else {
            throw XAdESError.empty(
                "SignatureProductionPlaceV2", "give at least one part, or no place")
        }
        for case (let name, let value?) in parts {
            try XAdESError.check(value, is: "SignatureProductionPlaceV2/\(name)")
        }
    }

    func write(to writer: inout XMLWriter) {
        writer.start(XMLNamespace.xades.name("SignatureProductionPlaceV2"))
        for case (let name, let value?) in parts {
            writer.element(XMLNamespace.xades.name(name), text: value)
        }
        writer.end()
    }
}
