import EDocCrypto
import EDocPKI
import TestPKI
import Testing

/// Expects that the signer's first certificate verifies its signatures, and verifies nothing else.
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
