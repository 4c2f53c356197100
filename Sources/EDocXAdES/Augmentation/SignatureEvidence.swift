package import EDocXML

/// What others than the signer say of a signature, and it carries from level B-T on
/// (EN 319 132-1 §6.3, Table 2).
///
/// Which certificates and revocation data belong here is not decided here; what is empty is not
/// written.
package struct SignatureEvidence: Sendable {
    /// The `TimeStampToken` (RFC 3161) of the signature value, for `SignatureTimeStamp` (S10);
    /// nil: none.
    package var timeStampToken: [UInt8]?
    /// What the validation of that time-stamp needs besides the token, for
    /// `TimeStampValidationData`, which stands directly after it (S12).
    package var timeStampData: ValidationData
    /// What the validation of the signature's own path needs besides `ds:KeyInfo`, for
    /// `CertificateValues` and `RevocationValues` (S11).
    package var signatureData: ValidationData

    /// Evidence of these parts.
    package init(
        timeStampToken: [UInt8]? = nil, timeStampData: ValidationData = ValidationData(),
        signatureData: ValidationData = ValidationData()
    ) {
        self.timeStampToken = timeStampToken
        self.timeStampData = timeStampData
        self.signatureData = signatureData
    }

    /// Whether there is nothing to write.
    package var isEmpty: Bool {
        timeStampToken == nil && timeStampData.isEmpty && signatureData.isEmpty
    }

    /// The `xades:UnsignedProperties` of a signature that a ``SignatureBuilder`` of `profile` makes;
    /// empty when there is nothing.
    package func unsignedProperties(_ profile: SignatureProfile) -> [UInt8] {
        guard !isEmpty else { return [] }
        var writer = XMLWriter(within: [.asic, .ds, .xades])
        UnsignedProperties.write(
            id: profile.unsignedPropertiesID,
            signaturePropertiesID: profile.unsignedSignaturePropertiesID, to: &writer
        ) { writer in
            write(
                canonicalization: profile.canonicalization,
                timeStampID: profile.signatureTimeStampID, to: &writer)
        }
        return writer.octets
    }

    /// The properties, each of which declares the namespaces that it uses, for
    /// ``Signature/inserting(_:after:into:)``.
    ///
    /// - Parameters:
    ///   - canonicalization: The method by which the octets were made that the token is about.
    ///   - timeStampID: An `Id` that the file does not have yet; nil: none.
    package func properties(
        canonicalization: CanonicalizationMethod, timeStampID: String? = nil
    ) -> [UInt8] {
        var writer = XMLWriter()
        write(canonicalization: canonicalization, timeStampID: timeStampID, to: &writer)
        return writer.octets
    }

    private func write(
        canonicalization: CanonicalizationMethod, timeStampID: String?, to writer: inout XMLWriter
    ) {
        if let timeStampToken {
            XAdESTimeStamp.write(
                timeStampToken, as: .signatureTimeStamp, id: timeStampID,
                canonicalization: canonicalization, to: &writer)
        }
        timeStampData.write(as: .timeStampValidationData, to: &writer)
        signatureData.write(to: &writer)
    }
}

extension ValidationData {
    /// The property `xades141:AnyValidationData` (EN 319 132-1 §5.4.5) for
    /// ``Signature/inserting(_:after:into:)``: what is said after an archive time-stamp of anything
    /// before it (S16). Empty when there is nothing.
    package func anyValidationData() -> [UInt8] {
        var writer = XMLWriter()
        write(as: .anyValidationData, to: &writer)
        return writer.octets
    }
}
