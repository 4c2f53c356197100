package import EDocCrypto
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

    /// The reference to the signed properties.
    private let signedPropertiesURI: String
    /// The canonical `ds:SignedInfo` up to its first reference, left open.
    private let signedInfo: XMLWriter
    /// Where the start tag of `ds:SignedInfo` ends in its canonical form.
    private let signedInfoApex: Int
    /// The canonical `xades:SignedProperties` up to the signing time, left open in
    /// `xades:SignedSignatureProperties`.
    private let signedProperties: XMLWriter
    /// Where the start tag of `xades:SignedProperties` ends in its canonical form.
    private let signedPropertiesApex: Int
    /// The properties of the signature after the signing time.
    private let afterSigningTime: [UInt8]
    /// The properties of the files after the `xades:DataObjectFormat`s.
    private let afterFormats: [UInt8]

    /// The file from its beginning to the start tag of `ds:SignedInfo`.
    private let head: [UInt8]
    /// From the end of `ds:SignedInfo` to the signature value.
    private let beforeSignatureValue: [UInt8]
    /// From the signature value to the start tag of `xades:SignedProperties`.
    private let afterSignatureValue: [UInt8]
    /// From the end of `xades:SignedProperties` to the end of the file.
    private let tail: [UInt8]

    /// How many octets of a signature file are the same in each.
    package var constantSize: Int {
        head.count + beforeSignatureValue.count + afterSignatureValue.count + tail.count
    }

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
            throw XAdESError(
                code: .noCertificate,
                message: "the signer gives no certificate: its chain must begin with its own")
        }
        let digestAlgorithm = parameters.digestAlgorithm ?? signatureAlgorithm.digestAlgorithm
        guard signatureAlgorithm.digestAlgorithm != .sha1, digestAlgorithm != .sha1 else {
            throw XAdESError(
                code: .algorithmNotAllowed,
                message: "SHA-1 may not be used for new signatures: use SHA-256 or longer")
        }
        self.profile = profile
        self.digestAlgorithm = digestAlgorithm

        let isExclusive = profile.canonicalization.isExclusive
        signedPropertiesURI = "#" + profile.signedPropertiesID
        var writer = XMLWriter()
        SignedInfo.begin(
            in: &writer, declaring: isExclusive ? [] : [.asic, .ds], id: profile.signedInfoID,
            canonicalization: profile.canonicalization, signature: signatureAlgorithm)
        signedInfo = writer
        signedInfoApex = Self.firstTagLength(writer.octets)

        writer = XMLWriter()
        writer.start(.signedProperties, declaring: isExclusive ? [] : [.asic, .ds, .xades])
        writer.attribute("Id", profile.signedPropertiesID)
        writer.start(.signedSignatureProperties)
        if let id = profile.signedSignaturePropertiesID { writer.attribute("Id", id) }
        writer.finishStartTag()
        signedProperties = writer
        signedPropertiesApex = Self.firstTagLength(writer.octets)

        let der = certificate.derEncoded
        let signingCertificate = SigningCertificateV2(
            certDigest: try MessageDigest.digest(of: der.span, digestAlgorithm))
        afterSigningTime = Self.text(in: writer) { writer in
            signingCertificate.write(to: &writer)
            parameters.policy?.write(to: &writer)
            parameters.productionPlace?.write(to: &writer)
            parameters.signerRole?.write(to: &writer)
        }
        afterFormats = Self.text(in: writer) { writer in
            for commitment in parameters.commitmentTypes { commitment.write(to: &writer) }
        }

        writer = XMLWriter()
        writer.prepared(Array(#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#.utf8))
        writer.start(.xadesSignatures)
        writer.start(.signature)
        writer.attribute("Id", profile.signatureID)
        writer.start(.signedInfo)
        if let id = profile.signedInfoID { writer.attribute("Id", id) }
        writer.finishStartTag()
        head = writer.octets
        // The end tags of the two apex elements come with their canonical forms.
        writer.end()
        var mark = writer.octets.count
        writer.start(.signatureValue)
        writer.finishStartTag()
        beforeSignatureValue = Array(writer.octets[mark...])
        mark = writer.octets.count
        writer.end()
        KeyInfo(certificates: certificateChain).write(to: &writer)
        writer.start(.object)
        writer.start(.qualifyingProperties)
        if let id = profile.qualifyingPropertiesID { writer.attribute("Id", id) }
        writer.attribute("Target", "#" + profile.signatureID)
        writer.start(.signedProperties)
        writer.attribute("Id", profile.signedPropertiesID)
        writer.finishStartTag()
        afterSignatureValue = Array(writer.octets[mark...])
        writer.end()
        mark = writer.octets.count
        for _ in 0..<4 { writer.end() }
        tail = Array(writer.octets[mark...])
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
        draft.signedProperties.restart(as: signedProperties)
        write(objects, signingTime, to: &draft.signedProperties)
        digest.update(draft.signedProperties.octets.span)

        draft.signedInfo.restart(as: signedInfo)
        for (index, object) in objects.enumerated() {
            Reference(
                id: profile.referenceID(index), uri: object.reference.description,
                digest: object.digest
            ).write(to: &draft.signedInfo)
        }
        Reference(
            id: profile.signedPropertiesReferenceID, type: Reference.signedPropertiesType,
            uri: signedPropertiesURI, transform: profile.canonicalization,
            digest: try digest.finish()
        ).write(to: &draft.signedInfo)
        draft.signedInfo.end()
    }

    private func write(
        _ objects: [SignedDataObject], _ signingTime: SigningTime, to writer: inout XMLWriter
    ) {
        signingTime.write(to: &writer)
        writer.prepared(afterSigningTime)
        writer.end()
        writer.start(.signedDataObjectProperties)
        for (index, object) in objects.enumerated() {
            DataObjectFormat(
                referenceID: profile.referenceID(index), mimeType: object.mediaType
            ).write(to: &writer)
        }
        writer.prepared(afterFormats)
        writer.end()
        writer.end()
    }

    /// Appends the signature file of `draft`, signed with `value`, to `octets`.
    package func appendSignatureFile(
        of draft: borrowing SignatureDraft, value: SignatureValue, to octets: inout [UInt8]
    ) {
        octets.append(contentsOf: head)
        octets.append(contentsOf: draft.signedInfo.octets[signedInfoApex...])
        octets.append(contentsOf: beforeSignatureValue)
        XMLWriter.appendBase64(value.octets, to: &octets)
        octets.append(contentsOf: afterSignatureValue)
        octets.append(contentsOf: draft.signedProperties.octets[signedPropertiesApex...])
        octets.append(contentsOf: tail)
    }

    /// What `body` writes into an element that `writer` has left open.
    private static func text(
        in writer: XMLWriter, _ body: (inout XMLWriter) throws -> Void
    ) rethrows -> [UInt8] {
        var writer = writer
        let mark = writer.octets.count
        try body(&writer)
        return Array(writer.octets[mark...])
    }

    /// How many octets the first tag has.
    private static func firstTagLength(_ octets: [UInt8]) -> Int {
        (octets.firstIndex(of: UInt8(ascii: ">")) ?? -1) + 1
    }
}
