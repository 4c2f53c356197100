import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocXAdES
import EDocXML
import TestPKI
import Testing

/// A signature file made by a builder, and the octets that it hashed.
struct MadeSignature {
    let file: [UInt8]
    let signedInfo: [UInt8]
    let signedProperties: [UInt8]

    /// Signs `objects`, with a value that is none.
    init(
        _ objects: [SignedDataObject], profile: SignatureProfile, parameters: SignatureParameters,
        algorithm: SignatureAlgorithm = .ecdsaSHA256, time: Int64 = 1_773_157_360,
        evidence: SignatureEvidence = SignatureEvidence()
    ) throws {
        let builder = try SignatureBuilder(
            certificateChain: TestSeal.chain(), signatureAlgorithm: algorithm, profile: profile,
            parameters: parameters)
        var draft = SignatureDraft()
        var digest = try MessageDigest(builder.digestAlgorithm)
        try builder.begin(
            objects, signingTime: SigningTime(secondsSince1970: time), in: &draft, with: &digest)
        var file: [UInt8] = []
        builder.appendSignatureFile(
            of: draft, value: SignatureValue(octets: [UInt8](repeating: 0x5A, count: 64)),
            unsignedProperties: evidence.unsignedProperties(profile), to: &file)
        self.file = file
        signedInfo = draft.dataToBeSigned
        signedProperties = draft.signedProperties
    }

    /// The file, parsed.
    func document() throws -> XMLDocument { try XMLDocument(parsing: file.span) }

    /// The signature in the file, read.
    func signature() throws -> Signature {
        let file = XAdESSignatures(
            parsing: try document(), in: "META-INF/signatures.xml", limits: SignatureLimits())
        return try #require(file.signatures.first).content.get()
    }
}

extension XMLElement {
    /// The descendants of this element, and itself, that are called `name`.
    func all(_ name: XMLName) -> [XMLElement] {
        (isNamed(name) ? [self] : []) + children.flatMap { $0.all(name) }
    }

    /// The only descendant called `name`.
    func only(_ name: XMLName) throws -> XMLElement {
        let found = all(name)
        try #require(found.count == 1, "\(found.count) elements \(name)")
        return found[0]
    }
}

/// Files to sign, with digests of nothing in particular.
func someObjects(_ names: [String], mediaType: String = "text/plain") -> [SignedDataObject] {
    names.map { name in
        SignedDataObject(
            uri: name.utf8.map { octet in
                let letter = Character(Unicode.Scalar(octet))
                let isPlain = octet < 0x80 && (letter.isLetter || letter.isNumber || letter == ".")
                return isPlain ? String(letter) : "%" + Hexadecimal.text([octet])
            }.joined(),
            mediaType: mediaType,
            digest: DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 0xA5, count: 32)))
    }
}
