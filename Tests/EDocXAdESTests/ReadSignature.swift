import EDocCrypto
import EDocPKI
import EDocValidation
@testable import EDocXAdES
import EDocXML
import FoundationEssentials
import Testing
import VectorSupport

/// Every URI is the name of a file, whatever transforms the reference has.
struct AnyFile: ReferenceResolver {
    func name(of reference: Reference, in entry: String) throws(FormatFailure) -> [UInt8] {
        Array(reference.uri.utf8)
    }
}

/// A signature of `TestVectors/asic-e/signatures`, read, and what its blocks are decided by.
struct ReadSignature {
    /// 2026-12-01T00:00:00Z: after the time-stamps of the vectors.
    static let time = Date(timeIntervalSince1970: 1_796_083_200)
    /// The one file that is signed.
    static let contents = Array("hello, registrar\n".utf8)

    let reading: Signature.Reading
    let signature: Signature

    /// Reads `name` after each pattern is replaced by the text beside it.
    init(_ name: String = "good-b", _ edits: [(pattern: String, text: String)] = []) throws {
        var text = String(
            decoding: try Vectors.octets("asic-e/signatures/\(name).xml"), as: UTF8.self)
        for edit in edits {
            let edited = text.replacing(try Regex(edit.pattern), with: edit.text)
            try #require(edited != text, "\(edit.pattern) is nowhere in \(name)")
            text = edited
        }
        let document = try XMLDocument(
            parsing: Array(text.utf8).span, limits: SignatureLimits.xml)
        let file = XAdESSignatures(
            parsing: document, in: "META-INF/signatures.xml", limits: SignatureLimits())
        reading = try #require(file.signatures.first)
        signature = try reading.content.get()
    }

    /// A certificate of the vectors' authority.
    static func certificate(_ name: String) throws -> X509Certificate {
        let pem = try Vectors.octets("asic-e/attacks/pki/\(name).pem")
        return try #require(try X509Certificate.certificates(inPEM: pem).first)
    }

    /// What the archive holds: the file that is signed.
    static func data() throws -> SignedDataDigests {
        var data = SignedDataDigests()
        data.insert(
            Array("a.txt".utf8), [try MessageDigest.digest(of: contents.span, .sha256)])
        return data
    }

    static func read(_ name: [UInt8], _ receive: (Span<UInt8>) throws -> Void) throws {
        try receive(contents.span)
    }

    /// The references, sorted.
    func references() throws -> ResolvedReferences {
        var findings = FindingList(policy: .baseline)
        return try FormatChecking(signature: signature, resolver: AnyFile()).check(&findings)
    }

    /// A context whose anchors are `anchors`; nil: the vectors' root.
    static func context(
        at time: Date = time, anchors: [X509Certificate]? = nil,
        policy: ValidationPolicy = .baseline
    ) throws -> ValidationContext {
        let cache = CertificateCache()
        let trusted = try (anchors ?? [certificate("root")]).map {
            try cache.certificate(derEncoded: $0.derEncoded)
        }
        return ValidationContext(
            policy: policy, time: time, signerAnchors: trusted, timeStampAnchors: trusted,
            trustedResponders: [], evidence: EvidenceSet(), cache: cache)
    }

    /// A signature policy as the signed properties hold it, after what `pattern` matches.
    static func policy(_ identifier: String) -> (pattern: String, text: String) {
        (
            "</xades:SigningCertificateV2>",
            """
            </xades:SigningCertificateV2><xades:SignaturePolicyIdentifier>\
            <xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>\(identifier)\
            </xades:Identifier></xades:SigPolicyId><xades:SigPolicyHash>\
            <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
            <ds:DigestValue>SQp/XUpjXeixbQ0i4Ju/DuiT22hmbilvgznEAoTCM0w=</ds:DigestValue>\
            </xades:SigPolicyHash></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>
            """
        )
    }
}
