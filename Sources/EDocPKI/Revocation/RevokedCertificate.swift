internal import EDocEncoding
internal import EDocSystem

/// An entry of a revocation list.
///
/// [RFC 5280 §5.1.2.6 and §5.3](https://www.rfc-editor.org/rfc/rfc5280#section-5.3).
package struct RevokedCertificate: Hashable, Sendable {
    /// When and why the certificate was revoked.
    package let revocation: CertificateStatus.Revocation

    /// What a look at all entries of a list found.
    struct Scan {
        var count = 0
        /// How many extensions were read since the budget was last asked.
        var extensions = 0
        /// Whether an entry has the extension certificateIssuer: the list is an indirect one.
        var namesOtherIssuers = false
        var unknownCritical: ASN1ObjectIdentifier?
        /// Whether a time has a fraction of a second.
        var hasFraction = false
    }

    /// How many entries, each with at most 16 extensions, are read before the budget is asked
    /// again.
    private static let entriesAtOnce = 60

    /// Checks every entry in `entries`, which are SEQUENCEs one after the other.
    ///
    /// - Throws: `ASN1Error` when one is malformed, or `budget` stops.
    static func scan(
        _ entries: ArraySlice<UInt8>, hasExtensions: Bool, _ budget: WorkBudget
    ) throws(ASN1Error) -> Scan {
        var scan = Scan()
        var reader = DERSequence(entries)
        while !reader.isAtEnd {
            // An entry costs a quarter of a step, an extension half a step.
            if scan.count % entriesAtOnce == entriesAtOnce - 1 {
                try spend(entriesAtOnce / 4 + scan.extensions / 2, budget)
                scan.extensions = 0
            }
            var entry = try reader.next(.sequence, "revokedCertificates").reader
            _ = try entry.next(.integer, "userCertificate").integer("userCertificate")
            _ = try ASN1Time(
                toleratingFraction: try entry.next("revocationDate"), "revocationDate",
                &scan.hasFraction)
            if let extensions = try entry.optional(.sequence, "crlEntryExtensions") {
                guard hasExtensions else {
                    throw ASN1Error(
                        .invalidValue, "crlEntryExtensions", "only version 2 has extensions")
                }
                try check(extensions, &scan)
            }
            try entry.end("revokedCertificates")
            scan.count += 1
        }
        return scan
    }

    private static func spend(_ steps: Int, _ budget: WorkBudget) throws(ASN1Error) {
        do { try budget.spendInParts(steps) } catch {
            throw ASN1Error(.limitExceeded, "revokedCertificates", "not decoded: \(error)")
        }
    }

    private static func check(_ value: DERValue, _ scan: inout Scan) throws(ASN1Error) {
        let extensions = try Extension.extensions(
            in: value, limit: EvidenceLimits().entryExtensions, "crlEntryExtensions")
        scan.extensions += extensions.count
        for next in extensions {
            switch next.identifier {
            case .reasonCode:
                _ = try RevocationReason(
                    try next.decoded(.enumerated, "reasonCode"), "reasonCode")
            case .invalidityDate:
                _ = try ASN1Time(
                    toleratingFraction: try next.decoded(.generalizedTime, "invalidityDate"),
                    "invalidityDate", &scan.hasFraction)
            case .certificateIssuer: scan.namesOtherIssuers = true
            default: if next.isCritical { scan.unknownCritical = next.identifier }
            }
        }
    }

    /// The entry with the serial number `serialNumber`; the earliest when there are several.
    ///
    /// `entries` were scanned before: they are in DER, so only their headers are looked at.
    static func find(
        _ serialNumber: ArraySlice<UInt8>, in entries: ArraySlice<UInt8>
    ) -> RevokedCertificate? {
        var found: RevokedCertificate?
        for start in places(of: serialNumber, in: entries) {
            var reader = DERSequence(entries[start...])
            guard var entry = try? reader.next(.sequence, "revokedCertificates").reader,
                (try? entry.next(.integer, "userCertificate"))?.content == serialNumber,
                let next = try? RevokedCertificate(after: &entry)
            else { continue }
            if let known = found, known.revocation.date <= next.revocation.date { continue }
            found = next
        }
        return found
    }

    /// Where the entries begin whose serial number is `serialNumber`.
    private static func places(
        of serialNumber: ArraySlice<UInt8>, in entries: ArraySlice<UInt8>
    ) -> [Int] {
        var places: [Int] = []
        let octets = entries.span
        let wanted = serialNumber.span
        /// The length encoded at `position`, and where what follows it begins.
        func length(at position: Int) -> (Int, Int) {
            let first = Int(octets[position])
            guard first >= 0x80 else { return (first, position + 1) }
            var length = 0
            let end = position + 1 + (first & 0x7F)
            for index in position + 1..<end { length = length << 8 | Int(octets[index]) }
            return (length, end)
        }
        var position = 0
        while position < octets.count {
            let (size, content) = length(at: position + 1)
            let (serialSize, serial) = length(at: content + 1)
            if serialSize == wanted.count {
                var index = 0
                while index < serialSize, octets[serial + index] == wanted[index] { index += 1 }
                if index == serialSize { places.append(entries.startIndex + position) }
            }
            position = content + size
        }
        return places
    }

    private init(after entry: inout DERSequence) throws(ASN1Error) {
        var hasFraction = false
        let date = try ASN1Time(
            toleratingFraction: try entry.next("revocationDate"), "revocationDate", &hasFraction
        ).date
        var extensions: [Extension] = []
        if let value = try entry.optional(.sequence, "crlEntryExtensions") {
            extensions = try Extension.extensions(
                in: value, limit: EvidenceLimits().entryExtensions, "crlEntryExtensions")
        }
        let reason =
            if let reason = extensions[.reasonCode] {
                try RevocationReason(
                    try reason.decoded(.enumerated, "reasonCode"), "reasonCode")
            } else { RevocationReason?.none }
        let invalidity =
            if let invalidity = extensions[.invalidityDate] {
                try ASN1Time(
                    toleratingFraction: try invalidity.decoded(
                        .generalizedTime, "invalidityDate"), "invalidityDate", &hasFraction)
            } else { ASN1Time?.none }
        revocation = CertificateStatus.Revocation(
            date: date, reason: reason, invalidityDate: invalidity?.date)
    }
}
