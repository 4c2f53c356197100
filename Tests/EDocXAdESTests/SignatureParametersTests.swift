import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocXAdES
import TestPKI
import Testing

/// What no signature can be made with, each with its whole message.
@Suite struct SignatureParametersTests {
    static func message(_ change: (inout SignatureParameters) -> Void) throws -> String {
        var parameters = SignatureParameters(level: .baselineB)
        change(&parameters)
        let error = #expect(throws: XAdESError.self) {
            _ = try SignatureBuilder(
                certificateChain: TestSeal.chain(), signatureAlgorithm: .rsaSHA256, profile: .edoc,
                parameters: parameters)
        }
        return try #require(error).message
    }

    @Test func levels() throws {
        #expect(
            try Self.message { $0.level = .baselineLTA }
                == "level XAdES-BASELINE-LTA cannot be made yet: it needs an archive time-stamp; "
                + "use XAdES-BASELINE-LT")
        // What stands above level B is added to the same signature.
        for level in [SignatureLevel.baselineB, .baselineT, .baselineLT] {
            _ = try SignatureBuilder(
                certificateChain: TestSeal.chain(), signatureAlgorithm: .rsaSHA256, profile: .edoc,
                parameters: SignatureParameters(level: level))
        }
    }

    @Test func emptyPlace() throws {
        #expect(
            try Self.message { $0.productionPlace = SignatureProductionPlaceV2() }
                == "SignatureProductionPlaceV2 would be empty: give at least one part, or no place")
        #expect(
            try Self.message { $0.productionPlace = SignatureProductionPlaceV2(city: " ") }
                == "SignatureProductionPlaceV2/City would be empty: give a text, or nil")
    }

    @Test func emptyRole() throws {
        #expect(
            try Self.message { $0.signerRole = SignerRoleV2(claimedRoles: []) }
                == "SignerRoleV2 would be empty: give at least one role, or no SignerRoleV2")
        #expect(
            try Self.message { $0.signerRole = SignerRoleV2(claimedRoles: ["Direktors", ""]) }
                == "SignerRoleV2/ClaimedRoles/ClaimedRole would be empty: give a text, or nil")
    }

    @Test func characterThatNoDocumentHolds() throws {
        #expect(
            try Self.message { $0.productionPlace = SignatureProductionPlaceV2(city: "R\u{B}") }
                == "SignatureProductionPlaceV2/City contains the character U+000B, which no XML "
                + "document can hold: leave it out")
    }

    @Test func commitmentThatIsNoURI() throws {
        #expect(
            try Self.message {
                $0.commitmentTypes = [CommitmentTypeIndication(ObjectIdentifierType("approval"))]
            }
                == "CommitmentTypeIndication/CommitmentTypeId/Identifier is \"approval\", which is "
                + "no URI: give one with a scheme, in ASCII, such as urn:oid:1.2.3")
    }

    @Test func policyWithAShortDigest() throws {
        #expect(
            try Self.message {
                $0.policy = SignaturePolicyIdentifier(
                    ObjectIdentifierType("urn:oid:1.2"),
                    policyHash: DigestValue(algorithm: .sha256, octets: [1, 2]))
            }
                == "SignaturePolicyIdentifier/SigPolicyHash has 2 octets; a digest by SHA-256 has "
                + "32")
    }

    @Test func sha1() throws {
        #expect(
            try Self.message { $0.digestAlgorithm = .sha1 }
                == "SHA-1 may not be used for new signatures: use SHA-256 or longer")
    }

    @Test func noCertificate() {
        #expect(
            throws: XAdESError(code: .noCertificate, message: ""),
            performing: {
                _ = try SignatureBuilder(
                    certificateChain: [], signatureAlgorithm: .rsaSHA256, profile: .edoc,
                    parameters: SignatureParameters(level: .baselineB))
            })
    }
}
