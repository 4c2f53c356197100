import EDoc
import EDocTesting
import FoundationEssentials

/// The validation of one container in memory: a document of 64 KB, one signature, a chain that was
/// seen before.
enum Validating {
    static let workloads: [Workload] = [
        validate("p256", .p256, limit: 1.5), validate("rsa2048", .rsa2048, limit: nil),
    ]

    static func validate(_ name: String, _ key: VirtualKeyType, limit: Double?) -> Workload {
        Workload(
            name: "validate/memory/\(name)", what: "64 KB, stored, \(name), baseline B",
            bareWhat: "digests, CRC-32, one verification, libxml2's parser and canonicalization",
            limit: limit
        ) {
            let fixture = try Fixture(key: key)
            let container = try await fixture.signer.sign([fixture.file()])
            let parts = try await fixture.parts()
            let validator = try fixture.validator()
            guard try validator.examine(container, at: Fixture.now).isValid else {
                throw BareCostError()
            }
            let bare = try fixture.bareCost()
            try bare.digest(parts.signedInfo)
            try bare.sign()
            return (
                { iterations in
                    for _ in 0..<iterations {
                        _ = try validator.examine(container, at: Fixture.now)
                    }
                },
                { iterations in
                    for _ in 0..<iterations { try bare.validation(fixture.document, parts) }
                }
            )
        }
    }
}

extension BareCost {
    /// What the validation of a container of `document` cannot do without.
    fileprivate func validation(_ document: [UInt8], _ parts: Fixture.Parts) throws {
        crc(document)
        crc(parts.signatureFile)
        crc(parts.manifest)
        try digest(document)
        _ = try BareDocument(parts.signatureFile).canonicalize()
        try digest(parts.signedProperties)
        try digest(parts.signedInfo)
        try verify()
    }
}
