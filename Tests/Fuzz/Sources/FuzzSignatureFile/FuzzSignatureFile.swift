// seeds: TestVectors/asic-e/signatures
import EDoc
import FoundationEssentials
import FuzzDriver

/// Whatever a signature file holds, it is read and judged without a crash; and only a signature
/// that the seal of the seeds made over the file of the seeds is ever TOTAL-PASSED, with the time
/// that was signed.
@main enum FuzzSignatureFile: FuzzTarget {
    /// 2026-12-01T00:00:00Z, after the time-stamps of the seeds.
    private static let time = Date(timeIntervalSince1970: 1_796_083_200)
    private static let vectors: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(5)
        return parts.joined(separator: "/") + "/TestVectors/asic-e/attacks/pki/"
    }()

    private static let policy: ValidationPolicy = {
        var policy = ValidationPolicy.baseline
        policy.quirks = Set(Quirk.allCases)
        return policy
    }()

    private static let validator: SignatureValidator = {
        let roots = certificates("root.pem")
        precondition(roots.count == 1, "no root in \(vectors)")
        return SignatureValidator(
            signerAnchors: roots, timeStampAnchors: roots, trustedResponders: roots,
            certificates: [],
            revocationLists: [try? CertificateRevocationList(decoding: revocationList)]
                .compactMap(\.self),
            ocspResponses: [], policy: policy)
    }()
    private static let seal = certificates("seal.pem")

    private static let data: SignedDataDigests = {
        var digests = SignedDataDigests()
        let octets = Array("hello, registrar\n".utf8)
        let values = DigestAlgorithm.allCases.compactMap {
            try? MessageDigest.digest(of: octets.span, $0)
        }
        digests.insert(Array("a.txt".utf8), values)
        return digests
    }()

    private static func octets(_ name: String) -> [UInt8] {
        [UInt8]((try? Data(contentsOf: URL(filePath: vectors + name))) ?? Data())
    }

    private static func certificates(_ name: String) -> [X509Certificate] {
        (try? X509Certificate.certificates(inPEM: octets(name))) ?? []
    }

    private static let revocationList: [UInt8] = {
        let lines = String(decoding: octets("root.crl.pem"), as: UTF8.self).split(separator: "\n")
        let text = lines.filter { !$0.hasPrefix("-----") }.joined()
        return [UInt8](Data(base64Encoded: text) ?? Data())
    }()

    static func test(_ input: Span<UInt8>) {
        let octets = input.indices.map { input[$0] }
        guard let file = try? SignatureFile(parsing: octets, entry: "s") else {
            return
        }
        for signature in file.signatures {
            let report = validator.validate(
                signature, quirks: file.quirks, resolver: FileReferences(to: data, policy),
                data: data, at: time
            ) { name, receive in
                precondition(name.elementsEqual("a.txt".utf8), "a file that is not there is read")
                try receive(Array("hello, registrar\n".utf8).span)
            }
            guard report.indication == .totalPassed else {
                precondition(report.subIndication != nil, "no reason")
                continue
            }
            precondition(report.signingCertificate.map { seal.contains($0) } ?? false)
            precondition(report.files.map(\.name) == ["a.txt"])
        }
    }
}
