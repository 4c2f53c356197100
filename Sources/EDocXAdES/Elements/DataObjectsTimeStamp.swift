internal import EDocValidation
internal import EDocXML

/// A time-stamp that was taken of the signed data before they were signed, and is signed with them:
/// `AllDataObjectsTimeStamp` or `IndividualDataObjectsTimeStamp` (EN 319 132-1 §5.2.8).
package struct DataObjectsTimeStamp: Sendable {
    /// The time-stamp.
    package let timeStamp: XAdESTimeStamp
    /// The `Id`s of the references that it is about, in their order; nil: all but the one to the
    /// signed properties.
    package let referenceIDs: [String]?

    /// Reads `element`; nil when it is another property.
    init?(parsing element: XMLElement, in entry: String, limits: SignatureLimits) {
        if element.isXAdES("AllDataObjectsTimeStamp") {
            timeStamp = XAdESTimeStamp(parsing: element, in: entry, limits: limits)
            referenceIDs = nil
        } else if element.isXAdES("IndividualDataObjectsTimeStamp") {
            timeStamp = XAdESTimeStamp(
                parsing: element, in: entry, limits: limits, allowsInclude: true)
            referenceIDs = timeStamp.includes.map { include in
                // What is something else names no reference.
                let isData = ["true", "1"].contains(include.attribute("referencedData") ?? "")
                let uri = include.attribute("URI") ?? ""
                return isData && uri.utf8.first == UInt8(ascii: "#") ? String(uri.dropFirst()) : ""
            }
        } else {
            return nil
        }
    }
}
