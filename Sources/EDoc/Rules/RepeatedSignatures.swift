internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES

/// Signatures that are copies of earlier ones, and are not counted again (V2).
struct RepeatedSignatures {
    /// The place of the first signature with each value.
    private var first: [OctetString: Int] = [:]

    /// Whether the value of `signature`, which is at `number` among the signatures, is that of an
    /// earlier one.
    mutating func isRepetition(
        _ signature: Signature.Reading, at number: Int, _ findings: inout FindingList
    ) -> Bool {
        guard case .success(let element) = signature.content else { return false }
        let value = OctetString(element.signatureValue)
        guard let first = first[value] else {
            first[value] = number
            return false
        }
        findings.add(
            .repeatedSignature,
            at: Finding.Place(element.entry, path: element.id.map { "#" + $0 }),
            expected: "a value of its own", found: "that of signature \(first + 1)",
            "the signature is a copy of an earlier one, and does not count as another")
        return true
    }
}
