@testable import EDoc
import EDocCrypto
import EDocEncoding
import EDocXAdES
import EDocXML
import Testing

/// The tests' own verification of a signature of this package: by libxml2's canonical octets, the
/// certificate in the file, and the files as they were before signing.
struct SignatureCheck {
    let root: XMLElement
    let profile: SignatureProfile

    init(_ container: [UInt8], profile: SignatureProfile) throws {
        let file = try TestContainer(container).signatureFile()
        root = try XMLDocument(parsing: file.span).root
        self.profile = profile
    }

    private func only(_ name: XMLName) throws -> XMLElement {
        let found = root.all(name)
        try #require(found.count == 1, "\(found.count) elements \(name)")
        return found[0]
    }

    private static func base64(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        Base64.append(octets.span, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Expects that the signature covers exactly `files`, and that its digests and value are right.
    func expectIntact(files: [DataFile]) throws {
        let canonicalizer = Canonicalizer(profile.canonicalization)
        let signedInfo = try only(.signedInfo)
        let references = signedInfo.children(named: .reference)
        try #require(references.count == files.count + 1)
        for (reference, file) in zip(references, files) {
            let uri = RelativeReference.uri(ofEntryNamed: Array(file.name.utf8).span)
            #expect(reference.attribute("URI") == uri)
            try expectDigest(of: file.contents, in: reference)
        }
        let properties = try canonicalizer.canonicalize(try only(.signedProperties))
        let last = try #require(references.last)
        try expectDigest(of: properties, in: last)

        let certificateText = try only(.x509Data).children(named: .x509Certificate)[0].text()
        let der = try #require(Self.decoded(certificateText))
        let certificate = try X509Certificate(derEncoded: der)
        let method = try only(.signatureMethod).attribute("Algorithm")
        let algorithm = try #require(SignatureAlgorithm(rawValue: method ?? ""))
        let valueText = try only(.signatureValue).text()
        let valueOctets = try #require(Self.decoded(valueText))
        let value = SignatureValue(octets: valueOctets)
        let data = try canonicalizer.canonicalize(signedInfo)
        let isValid = try certificate.verify(value, algorithm: algorithm, data: data.span)
        #expect(isValid)
    }

    private func expectDigest(of octets: [UInt8], in reference: XMLElement) throws {
        let method = try reference.child(named: .digestMethod).attribute("Algorithm")
        let algorithm = try #require(DigestAlgorithm(rawValue: method ?? ""))
        let digest = try MessageDigest.digest(of: octets.span, algorithm)
        let written = try reference.child(named: .digestValue).text()
        #expect(written == Self.base64(digest.octets))
    }

    /// The octets that base64 text stands for; nil when it is not base64.
    static func decoded(_ text: String) -> [UInt8]? {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var octets: [UInt8] = []
        var bits = 0
        var buffer = 0
        for character in text.utf8 where character != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                octets.append(UInt8(buffer >> bits & 0xFF))
            }
        }
        return octets
    }
}

extension XMLElement {
    /// The descendants of this element, and itself, that are called `name`.
    func all(_ name: XMLName) -> [XMLElement] {
        (isNamed(name) ? [self] : []) + children.flatMap { $0.all(name) }
    }
}

extension DataFile {
    /// The octets, of a file in memory.
    var contents: [UInt8] {
        if case .memory(let octets) = source { return octets }
        return []
    }
}
