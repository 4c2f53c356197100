internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import EDocXAdES

/// Somebody who must have signed, by any of the identities that they may sign with.
///
/// The demand is met by signatures that are proved (`SignatureReport.isProved`) and, taken
/// together, cover every data file of the container. Others may have signed too.
public struct RequiredSigner: Sendable, Hashable {
    /// The identities of the signer, any of which will do; when there are none, nobody meets the
    /// demand.
    public let identities: [Identifier]

    /// A signer who has any of `identities`.
    public init(anyOf identities: [Identifier]) { self.identities = identities }

    /// The finding when the demand is not met; nil when it is.
    ///
    /// - Parameters:
    ///   - signatures: The reports about all signatures of the container.
    ///   - files: The names of its data files.
    func finding(_ signatures: [SignatureReport], _ files: [[UInt8]]) -> Finding? {
        let expected =
            "a signature of " + identities.map(\.description).joined(separator: " or ")
        let own = signatures.filter { signature in
            signature.signer.map { signer in identities.contains { $0.fits(signer) } } ?? false
        }
        guard !own.isEmpty else {
            let signers = signatures.compactMap(\.signer)
            return Finding(
                .requiredSigner, at: .container, expected: expected,
                found: signers.first.map { first in
                    "\(signers.count) by others: \(first.line)" + (signers.count > 1 ? " …" : "")
                } ?? "none that is proved",
                "who was demanded has not signed the container")
        }
        let covered = Set(own.flatMap { $0.files.map(\.nameOctets) })
        guard let other = files.first(where: { !covered.contains($0) }) else { return nil }
        return Finding(
            .requiredSigner, at: Finding.Place(String(decoding: other, as: UTF8.self)),
            expected: expected, "who was demanded has not signed the file")
    }
}
