internal import EDocCrypto
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import EDocXAdES
internal import EDocXML
internal import FoundationEssentials

/// Raises one signature of a signature file that was made elsewhere to level T or LT: text is put in
/// at an offset, and no octet that was there is changed (P13).
struct SignatureRaising: Sendable {
    let timeStamping: TimeStamping?
    /// Nil at level T.
    let gathering: EvidenceGathering?
    let given: EvidenceSet
    let cache: CertificateCache
    let clock: @Sendable () -> Date

    /// The file `octets` with the signature at `number` raised.
    ///
    /// - Parameter report: What a validation said of the signature.
    /// - Throws: `EDocError` as ``TimeStamping`` and ``EvidenceGathering``.
    func raised(
        _ octets: [UInt8], entry: String, number: Int, _ report: SignatureReport
    ) async throws -> [UInt8] {
        guard let certificate = report.signingCertificate else {
            throw EDocError(.notAugmentable, "\(entry): the signing certificate is not known")
        }
        var file = SignatureInFile(octets: octets, entry: entry, number: number)
        var signature = try file.signature()
        var stamps = try existing(in: signature)
        var added = SignatureEvidence()
        let method = signature.canonicalizationOfTimeStamps
        if stamps.isEmpty {
            guard let timeStamping else {
                throw EDocError(
                    .missingService,
                    "\(entry): the signature has no time-stamp, and the services name no "
                        + "time-stamping authority")
            }
            let stamp = try await timeStamping.timeStamp(
                over: try imprint(of: signature, method), since: clock())
            added.timeStampToken = stamp.token.encoded
            stamps = [stamp]
        }
        if let gathering, let time = stamps.map(\.time).min() {
            var evidence = given
            evidence.insert(carriedBy: signature, cache)
            for stamp in stamps { evidence.insert(stamp.token, cache) }
            var carried = signature.carriedEvidence
            let signer = try await gathering.gather(
                for: EvidenceSubject(certificate: certificate, purpose: .signing, time: time),
                with: &evidence)
            added.signatureData = ValidationData(signer, without: carried)
            carried.formUnion(added.signatureData.items)
            for (index, stamp) in stamps.enumerated() {
                let used = try await gathering.gather(
                    for: EvidenceSubject(
                        certificate: stamp.authority, purpose: .timeStamping, time: stamp.time),
                    with: &evidence)
                let data = ValidationData(
                    used, without: carried.union(stamp.token.certificates))
                carried.formUnion(data.items)
                guard added.timeStampToken == nil else {
                    added.timeStampData = data
                    continue
                }
                guard !data.isEmpty else { continue }
                try file.insert(
                    SignatureEvidence(timeStampData: data).properties(canonicalization: method),
                    afterTimeStamp: index)
            }
        }
        signature = try file.signature()
        try file.insert(
            properties(added, for: signature, method, in: file.octets), afterTimeStamp: nil)
        return file.octets
    }

    /// `CertificateValues` and `RevocationValues` stand once in a signature: what comes later stands
    /// in `AnyValidationData` (EN 319 132-1 §5.4.5).
    private func properties(
        _ added: SignatureEvidence, for signature: Signature, _ method: CanonicalizationMethod,
        in file: [UInt8]
    ) -> [UInt8] {
        var added = added
        var further: [UInt8] = []
        if signature.hasValidationValues {
            further = added.signatureData.anyValidationData()
            added.signatureData = ValidationData()
        }
        return added.properties(
            canonicalization: method, timeStampID: timeStampID(for: signature, in: file)) + further
    }

    /// An `Id` that the file does not hold.
    private func timeStampID(for signature: Signature, in file: [UInt8]) -> String? {
        guard let id = signature.id else { return nil }
        return (0..<1_000).lazy.map { "\(id)-ts-\($0)" }.first { candidate in
            !file.span.hasOctets(of: Array(candidate.utf8).span)
        }
    }

    /// The time-stamps over the value that can be read and verify.
    private func existing(in signature: Signature) throws -> [CheckedTimeStamp] {
        try signature.signatureTimeStamps.map { element in
            guard let octets = element.tokens.first, element.tokens.count == 1,
                let token = try? TimeStampToken(encoded: octets)
            else {
                throw EDocError(
                    .notAugmentable,
                    "\(signature.entry): a time-stamp of the signature cannot be read")
            }
            switch token.verify(certificates: given.certificates, cache: cache) {
            case .success(let verdict):
                return CheckedTimeStamp(token: token, authority: verdict.signer)
            case .failure(let fault):
                throw EDocError(
                    .notAugmentable,
                    "\(signature.entry): a time-stamp of the signature is not valid: \(fault)",
                    underlying: fault)
            }
        }
    }

    private func imprint(
        of signature: Signature, _ method: CanonicalizationMethod
    ) throws -> DigestValue {
        let octets = try TimeStampImprint.octets(ofSignature: signature, by: method)
        let own = signature.signedInfo.signatureAlgorithm?.digestAlgorithm ?? .sha256
        return try MessageDigest.digest(of: octets.span, own == .sha1 ? .sha256 : own)
    }
}

/// A signature in the octets of its file, which is read again after each change.
private struct SignatureInFile {
    private(set) var octets: [UInt8]
    let entry: String
    let number: Int

    func signature() throws -> Signature {
        do {
            let file = try SignatureFile(parsing: octets, entry: entry)
            guard file.signatures.indices.contains(number) else {
                throw EDocError(.library, "\(entry): the signature is not found again")
            }
            return try file.signatures[number].content.get()
        } catch let failure as FormatFailure {
            throw EDocError(.notAugmentable, "\(entry): \(failure.finding.message)")
        }
    }

    /// Puts `properties` directly behind the signature time-stamp of that number; nil: at the end.
    mutating func insert(_ properties: [UInt8], afterTimeStamp index: Int?) throws {
        guard !properties.isEmpty else { return }
        let signature = try signature()
        let place = index.flatMap { signature.signatureTimeStampProperty(at: $0) }
        do throws(XAdESError) {
            octets = try signature.inserting(properties, after: place, into: octets)
        } catch {
            throw EDocError(.notAugmentable, error.message, underlying: error)
        }
    }
}
