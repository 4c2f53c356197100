import EDoc
import FoundationEssentials
import Synchronization
import TestPKI
import Testing
import VectorSupport

extension TestSeal {
    static func issuer(
        _ parameters: SignatureParameters = SignatureParameters(level: .baselineB)
    ) throws -> ContainerSigner {
        try ContainerSigner(signer: signer(), parameters: parameters, clock: { time })
    }
}

/// A signer of somebody else, as a service with a hardware module has one.
struct ForeignSigner: Signer {
    let inner: any Signer
    /// Runs before it signs.
    var before: @Sendable () async throws -> Void = {}
    /// Changes the value.
    var changing: @Sendable ([UInt8]) -> [UInt8] = { $0 }

    var certificateChain: [X509Certificate] { inner.certificateChain }
    var signatureAlgorithm: SignatureAlgorithm { inner.signatureAlgorithm }

    func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
        try await before()
        return SignatureValue(octets: changing(try await inner.sign(dataToBeSigned).octets))
    }
}

extension DataFile {
    /// A text in memory.
    static func text(_ text: String, named name: String = "a.txt") -> DataFile {
        DataFile(Array(text.utf8), named: name, mediaType: "text/plain")
    }
}

/// Runs `body`, which must throw an ``EDocError`` of this code with this message.
func expectError(
    _ code: EDocError.Code, _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch {
        expect(error, is: code, message, sourceLocation: sourceLocation)
    }
}

/// Expects that the folder holds these files and no others.
func expectNames(
    _ names: [String], in folder: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let found = try Vectors.names(in: folder)
    #expect(found == names, sourceLocation: sourceLocation)
}
