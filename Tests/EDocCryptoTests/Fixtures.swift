import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

/// What the tests of this layer share: times, an authority, and the committed keys.
enum Fixtures {
    /// 2024-01-01T00:00:00Z.
    static let begin = Date(timeIntervalSince1970: 1_704_067_200)
    /// 2028-01-01T00:00:00Z.
    static let end = Date(timeIntervalSince1970: 1_830_297_600)

    /// An authority and a seal on P-256.
    static let authority = Result { try VirtualCA(name: "crypto", validFrom: begin, validTo: end) }
    static let seal = Result {
        try authority.get().issueSeal(commonName: "seal", notBefore: begin, notAfter: end)
    }

    /// The path of a committed key or certificate.
    static func path(_ name: String) -> String { Vectors.folder + "/crypto/keys/" + name }

    /// The passphrase of the committed files that OpenSSL made.
    static func passphrase() throws -> Passphrase { try Passphrase(Array("parole-ā".utf8)) }

    /// The passphrase of the committed files that keytool made.
    static func javaPassphrase() throws -> Passphrase { try Passphrase(Array("parole".utf8)) }
}

/// Expects a ``CryptoError`` with this code and exactly this message.
func expect<Value>(
    _ code: CryptoError.Code, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) {
    do {
        _ = try body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as CryptoError {
        #expect(error.code == code, sourceLocation: sourceLocation)
        #expect(error.message == message, sourceLocation: sourceLocation)
        #expect(error.description == message, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error) is no CryptoError", sourceLocation: sourceLocation)
    }
}

/// Expects that what the signer signs, its first certificate verifies, and nothing else.
func expectSigns(
    _ signer: some Signer, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let data = Array("data to be signed".utf8)
    let value = try await signer.sign(data)
    let certificate = try #require(signer.certificateChain.first, sourceLocation: sourceLocation)
    let algorithm = signer.signatureAlgorithm
    let isValid = try certificate.verify(value, algorithm: algorithm, data: data.span)
    #expect(isValid, sourceLocation: sourceLocation)
    var other = data
    other[0] ^= 1
    let isValidForOther = try certificate.verify(value, algorithm: algorithm, data: other.span)
    #expect(!isValidForOther, sourceLocation: sourceLocation)
    var octets = value.octets
    octets[octets.count - 1] ^= 1
    let isOtherValid = try certificate.verify(
        SignatureValue(octets: octets), algorithm: algorithm, data: data.span)
    #expect(!isOtherValid, sourceLocation: sourceLocation)
}
