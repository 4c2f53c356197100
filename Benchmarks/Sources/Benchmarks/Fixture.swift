import EDoc
import EDocTesting
import FoundationEssentials

/// A seal, a signer and one document; and what its container consists of.
struct Fixture {
    let key: VirtualKeyType
    let algorithm: SignatureAlgorithm?
    let document: [UInt8]
    let signer: ContainerSigner
    let keyPEM: [UInt8]
    let digestName: String
    private let authority: VirtualCA

    /// The moment of all signatures.
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    init(
        key: VirtualKeyType, algorithm: SignatureAlgorithm? = nil,
        document: [UInt8] = Fixture.document(of: 65_536)
    ) throws {
        self.key = key
        self.algorithm = algorithm
        self.document = document
        let begin = Fixture.now.addingTimeInterval(-86_400)
        let end = Fixture.now.addingTimeInterval(86_400 * 365)
        authority = try VirtualCA(name: "benchmarks", validFrom: begin, validTo: end)
        let seal = try authority.issueSeal(
            commonName: "benchmarks", key: key, notBefore: begin, notAfter: end)
        let pem = try seal.signer(signatureAlgorithm: algorithm)
        signer = try ContainerSigner(
            signer: pem, parameters: SignatureParameters(level: .baselineB),
            clock: { Fixture.now })
        keyPEM = Array(seal.privateKeyPEM.utf8)
        digestName =
            switch pem.signatureAlgorithm {
            case .rsaSHA384, .rsaPSSSHA384, .ecdsaSHA384: "SHA384"
            case .rsaSHA512, .rsaPSSSHA512, .ecdsaSHA512: "SHA512"
            default: "SHA256"
            }
    }

    /// Octets that do not compress, the same each time.
    static func document(of count: Int) -> [UInt8] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 32)
        }
    }

    /// Octets that compress about as text does, the same each time.
    static func text(of count: Int) -> [UInt8] {
        let words = document(of: 512).map { Array("vārds\($0 % 97) ".utf8) }
        var text: [UInt8] = []
        for octet in document(of: count) where text.count < count {
            text += words[Int(octet) * 2]
        }
        return Array(text.prefix(count))
    }

    func file(_ compression: DataFile.Compression = .stored) -> DataFile {
        DataFile(
            document, named: "document.pdf", mediaType: "application/pdf", compression: compression)
    }

    /// What the container has besides the document, taken from one that was made.
    func parts() async throws -> Parts {
        let container = try await signer.sign([file()])
        func range(from begin: String, to end: String) throws -> [UInt8] {
            guard let first = container.firstRange(of: Array(begin.utf8)),
                let last = container[first.lowerBound...].firstRange(of: Array(end.utf8))
            else { throw BareCostError() }
            return Array(container[first.lowerBound..<last.upperBound])
        }
        return Parts(
            signedProperties: try range(
                from: "<xades:SignedProperties", to: "</xades:SignedProperties>"),
            signedInfo: try range(from: "<ds:SignedInfo", to: "</ds:SignedInfo>"),
            signatureFile: try range(from: "<?xml", to: "</asic:XAdESSignatures>"),
            manifest: try range(from: "<manifest:manifest", to: "</manifest:manifest>"))
    }

    /// The texts of one container.
    struct Parts {
        let signedProperties: [UInt8]
        let signedInfo: [UInt8]
        let signatureFile: [UInt8]
        let manifest: [UInt8]
    }

    /// A validator that trusts the seal's root and has both revocation lists.
    func validator() throws -> ContainerValidator {
        let next = Fixture.now.addingTimeInterval(86_400)
        return ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [authority.root]),
            revocationLists: [
                try authority.rootCRL(thisUpdate: Fixture.now, nextUpdate: next),
                try authority.intermediateCRL(thisUpdate: Fixture.now, nextUpdate: next),
            ])
    }

    func bareCost() throws -> BareCost {
        let isPSS =
            switch algorithm {
            case .rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512: true
            default: false
            }
        return try BareCost(keyPEM: keyPEM, digestName: digestName, pss: isPSS)
    }
}
