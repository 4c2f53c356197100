package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
internal import EDocXML

/// Writes signature files of one signer with one set of parameters (EN 319 132-1 §6.3, B-B).
///
/// All that is the same in each of them is prepared once: this value is text in pieces, between
/// which a signature puts its time, its references and its value. It may be used by any number of
/// tasks at a time, each with a ``SignatureDraft`` of its own.
package struct SignatureBuilder: Sendable {
    /// The shape of the file.
    package let profile: SignatureProfile
    /// The algorithm of the digests.
    package let digestAlgorithm: DigestAlgorithm

    /// The canonical `ds:SignedInfo`, with gaps for the references and for the digest of the signed
    /// properties.
    private let signedInfo: XMLFrame
    /// The reference to a file, with gaps for the end of its `Id`, its URI and its digest.
    private let reference: XMLFrame
    /// The canonical `xades:SignedProperties`, with gaps for the signing time and the
    /// `xades:DataObjectFormat`s.
    private let signedProperties: XMLFrame
    /// The `xades:DataObjectFormat` of a file, with gaps for the end of the `Id` that it refers to
    /// and for its media type.
    private let dataObjectFormat: XMLFrame
    /// The file, with gaps for the content of `ds:SignedInfo`, the signature value, the content of
    /// `xades:SignedProperties` and what comes after that element.
    private let file: XMLFrame

    /// How many octets of a signature file are the same in each.
    package var constantSize: Int { file.size + signedInfo.size + signedProperties.size }

    /// Prepares what is the same in each signature.
    ///
    /// - Parameters:
    ///   - certificateChain: The signing certificate, then its issuers; all go into `ds:KeyInfo`.
    ///   - signatureAlgorithm: The algorithm of the signature values.
    ///   - profile: The shape of the file.
    ///   - parameters: The signed properties. Their own profile is not looked at.
    package init(
        certificateChain: [X509Certificate], signatureAlgorithm: SignatureAlgorithm,
        profile: SignatureProfile, parameters: SignatureParameters
    ) throws {
        try parameters.check()
        guard let certificate = certificateChain.first else {
            throw XAdESError.noSigningCertificate
        }
        let digestAlgorithm = parameters.digestAlgorithm ?? signatureAlgorithm.digestAlgorithm
        guard signatureAlgorithm.digestAlgorithm != .sha1, digestAlgorithm != .sha1 else {
            throw XAdESError(
                code: .algorithmNotAllowed,
                message: "SHA-1 may not be used for new signatures: use SHA-256 or longer")
        }
        self.profile = profile
        self.digestAlgorithm = digestAlgorithm

        (signedInfo, reference) = Self.signedInfo(profile, signatureAlgorithm, digestAlgorithm)
        let der = certificate.derEncoded
        (signedProperties, dataObjectFormat) = Self.signedProperties(
            profile, parameters, try MessageDigest.digest(of: der.span, digestAlgorithm))
        file = Self.file(profile, certificateChain)
    }

    /// Writes the signed properties and the references of one signature into `draft`, whose
    /// ``SignatureDraft/dataToBeSigned`` the signer then signs.
    ///
    /// - Parameters:
    ///   - objects: The files, in the order of their references; at least one.
    ///   - signingTime: The claimed signing time.
    ///   - draft: Where to write; what it held is replaced.
    ///   - digest: A digest context by ``digestAlgorithm``.
    package func begin(
        _ objects: [SignedDataObject], signingTime: SigningTime, in draft: inout SignatureDraft,
        with digest: inout MessageDigest
    ) throws(OpenSSLError) {
        Self.write(signedProperties, to: &draft.signedProperties) { octets in
            signingTime.appendText(to: &octets)
        } second: { octets in
            for (index, object) in objects.enumerated() {
                dataObjectFormat.appendPiece(0, to: &octets)
                Self.appendNumber(index + 1, to: &octets)
                dataObjectFormat.appendPiece(1, to: &octets)
                XMLWriter.appendText(object.mediaType, to: &octets)
                dataObjectFormat.appendPiece(2, to: &octets)
            }
        }
        digest.update(draft.signedProperties.span)
        try digest.finish(into: &draft.digest)
        let propertiesDigest = draft.digest
        Self.write(signedInfo, to: &draft.dataToBeSigned) { octets in
            for (index, object) in objects.enumerated() {
                reference.appendPiece(0, to: &octets)
                Self.appendNumber(index + 1, to: &octets)
                reference.appendPiece(1, to: &octets)
                XMLWriter.appendAttributeValue(object.uri, to: &octets)
                reference.appendPiece(2, to: &octets)
                Base64.append(object.digest.octets.span, to: &octets)
                reference.appendPiece(3, to: &octets)
            }
        } second: { octets in
            Base64.append(propertiesDigest.span, to: &octets)
        }
    }

    /// Puts a frame with two gaps in the place of what `octets` held.
    @inline(__always)
    private static func write(
        _ frame: XMLFrame, to octets: inout [UInt8], first: (inout [UInt8]) -> Void,
        second: (inout [UInt8]) -> Void
    ) {
        octets.removeAll(keepingCapacity: true)
        frame.appendPiece(0, to: &octets)
        first(&octets)
        frame.appendPiece(1, to: &octets)
        second(&octets)
        frame.appendPiece(2, to: &octets)
    }

    /// Appends a number that is not negative, in decimal.
    private static func appendNumber(_ number: Int, to octets: inout [UInt8]) {
        if number >= 10 { appendNumber(number / 10, to: &octets) }
        octets.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Appends the signature file of `draft`, signed with `value`, to `octets`.
    ///
    /// - Parameter unsignedProperties: The element `xades:UnsignedProperties` as it is to stand
    ///   there; empty: none. Prefixes that the file has declared around it are `asic`, `ds` and
    ///   `xades`.
    package func appendSignatureFile(
        of draft: borrowing SignatureDraft, value: SignatureValue,
        unsignedProperties: [UInt8] = [], to octets: inout [UInt8]
    ) {
        file.appendPiece(0, to: &octets)
        octets.append(contentsOf: Self.content(ofElement: draft.dataToBeSigned))
        file.appendPiece(1, to: &octets)
        Base64.append(value.octets.span, to: &octets)
        file.appendPiece(2, to: &octets)
        octets.append(contentsOf: Self.content(ofElement: draft.signedProperties))
        file.appendPiece(3, to: &octets)
        octets.append(contentsOf: unsignedProperties)
        file.appendPiece(4, to: &octets)
    }

    /// The canonical octets of the `ds:SignatureValue` with `value` in a file of this builder: what
    /// its signature time-stamp is about (EN 319 132-1 §5.3).
    package func signatureValueOctets(_ value: SignatureValue) -> [UInt8] {
        var writer = XMLWriter()
        writer.start(.signatureValue, declaring: profile.inherited([.asic, .ds]))
        writer.base64(value.octets)
        writer.end()
        return writer.octets
    }

    /// What stands between the start tag and the end tag of an element, all that there is.
    ///
    /// No attribute of it holds a `>`.
    private static func content(ofElement octets: [UInt8]) -> ArraySlice<UInt8> {
        guard let start = octets.firstIndex(of: UInt8(ascii: ">")),
            let end = octets.lastIndex(of: UInt8(ascii: "<")), start < end
        else { return [] }
        return octets[(start + 1)..<end]
    }
}

// MARK: - Preparing

extension SignatureBuilder {
    /// The canonical `ds:SignedInfo`, and the reference to a file in it.
    private static func signedInfo(
        _ profile: SignatureProfile, _ signatureAlgorithm: SignatureAlgorithm,
        _ digestAlgorithm: DigestAlgorithm
    ) -> (whole: XMLFrame, reference: XMLFrame) {
        var reference = XMLFrame([])
        var writer = XMLWriter()
        SignedInfo.write(
            id: profile.signedInfoID, declaring: profile.inherited([.asic, .ds]), to: &writer
        ) { writer in
            SignedInfo.writeMethods(profile.canonicalization, signatureAlgorithm, to: &writer)
            reference = frame(in: writer) { writer in
                Reference.write(
                    id: profile.referenceIDPrefix + XMLFrame.gap, uri: XMLFrame.gap,
                    digestAlgorithm: digestAlgorithm, to: &writer)
            }
            writer.text(XMLFrame.gap)
            Reference.write(
                id: profile.signedPropertiesReferenceID, type: Reference.signedPropertiesType,
                uri: "#" + profile.signedPropertiesID, transform: profile.canonicalization,
                digestAlgorithm: digestAlgorithm, to: &writer)
        }
        return (XMLFrame(writer.octets), reference)
    }

    /// The canonical `xades:SignedProperties`, and the format of a file in it.
    private static func signedProperties(
        _ profile: SignatureProfile, _ parameters: SignatureParameters,
        _ certificateDigest: DigestValue
    ) -> (whole: XMLFrame, dataObjectFormat: XMLFrame) {
        var format = XMLFrame([])
        var writer = XMLWriter()
        SignedProperties.write(
            id: profile.signedPropertiesID, declaring: profile.inherited([.asic, .ds, .xades]),
            to: &writer
        ) { writer in
            writer.start(.signedSignatureProperties)
            if let id = profile.signedSignaturePropertiesID { writer.attribute("Id", id) }
            SigningTime.writeGap(to: &writer)
            SigningCertificateV2.write(certificateDigest, to: &writer)
            parameters.policy?.write(to: &writer)
            parameters.productionPlace?.write(to: &writer)
            parameters.signerRole?.write(to: &writer)
            writer.end()
            writer.start(.signedDataObjectProperties)
            format = frame(in: writer) { writer in
                DataObjectFormat.write(
                    XMLFrame.gap, ofReference: profile.referenceIDPrefix + XMLFrame.gap,
                    to: &writer)
            }
            writer.text(XMLFrame.gap)
            for commitment in parameters.commitmentTypes { commitment.write(to: &writer) }
            writer.end()
        }
        return (XMLFrame(writer.octets), format)
    }

    private static func file(
        _ profile: SignatureProfile, _ certificates: [X509Certificate]
    ) -> XMLFrame {
        var writer = XMLWriter()
        XAdESSignatures.write(to: &writer) { writer in
            Signature.write(id: profile.signatureID, certificates: certificates, to: &writer) {
                SignedInfo.write(id: profile.signedInfoID, to: &$0) { $0.text(XMLFrame.gap) }
            } properties: {
                QualifyingProperties.write(
                    id: profile.qualifyingPropertiesID, ofSignature: profile.signatureID, to: &$0
                ) { writer in
                    SignedProperties.write(id: profile.signedPropertiesID, to: &writer) {
                        $0.text(XMLFrame.gap)
                    }
                    writer.text(XMLFrame.gap)
                }
            }
        }
        return XMLFrame(writer.octets)
    }

    /// What `body` writes into an element that `writer` has left open.
    private static func frame(
        in writer: XMLWriter, _ body: (inout XMLWriter) -> Void
    ) -> XMLFrame {
        var writer = writer
        writer.finishStartTag()
        let mark = writer.octets.count
        body(&writer)
        return XMLFrame(writer.octets[mark...])
    }
}
