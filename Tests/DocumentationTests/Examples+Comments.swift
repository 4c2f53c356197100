// The examples in documentation comments, word for word, by the file in which they stand.

import EDoc
import EDocTesting
import FoundationEssentials

func passphraseOfAFile() throws -> any Signer {
    // begin: Passphrase
    let signer = try PKCS12Signer(
        contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    // end
    return signer
}

func keyInPKCS12() throws -> any Signer {
    // begin: PKCS12Signer
    let signer = try PKCS12Signer(
        contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    // end
    return signer
}

func keyInPEM() throws -> any Signer {
    // begin: PEMSigner
    let signer = try PEMSigner(
        contentsOf: "key.pem", certificates: "chain.pem",
        passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    // end
    return signer
}

func virtualSeal(
    _ begin: Date, _ end: Date, _ parameters: SignatureParameters
) throws -> ContainerSigner {
    // begin: VirtualCA
    let authority = try VirtualCA(name: "tests", validFrom: begin, validTo: end)
    let seal = try authority.issueSeal(commonName: "School", notBefore: begin, notAfter: end)
    let container = try ContainerSigner(signer: seal.signer, parameters: parameters)
    // end
    return container
}

func virtualTimeStamp(
    _ begin: Date, _ end: Date, _ request: [UInt8], _ time: Date
) throws -> [UInt8] {
    // begin: VirtualTSA
    let authority = try VirtualCA(name: "tests", validFrom: begin, validTo: end)
    let tsa = try VirtualTSA(authority, validFrom: begin, validTo: end)
    let response = try tsa.respond(to: request, at: time)
    // end
    return response
}

func virtualStatus(
    _ authority: VirtualCA, _ begin: Date, _ end: Date, _ request: [UInt8], _ time: Date
) throws -> [UInt8] {
    // begin: VirtualOCSPResponder
    let responder = try VirtualOCSPResponder(authority, validFrom: begin, validTo: end)
    let response = try responder.respond(to: request, at: time)
    // end
    return response
}

func virtualTrustServices(
    _ begin: Date, _ end: Date, _ time: Date
) throws -> (VirtualSeal, TrustServices) {
    // begin: VirtualTrustServices
    let virtual = try VirtualTrustServices(validFrom: begin, validTo: end, clock: { time })
    let seal = try virtual.authority.issueSeal(
        commonName: "School", notBefore: begin, notAfter: end)
    let services: TrustServices = virtual.services
    virtual.faults.ocsp = .unreachable
    // end
    return (seal, services)
}

// begin: Signer
struct RemoteSigner: Signer {
    let certificateChain: [X509Certificate]
    let signatureAlgorithm = SignatureAlgorithm.ecdsaSHA256
    /// Sends a digest to the service that has the key, and brings its ECDSA value in DER.
    let request: @Sendable (_ digest: [UInt8]) async throws -> [UInt8]

    func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
        let digest = try signatureAlgorithm.digestAlgorithm.digest(of: dataToBeSigned)
        return try SignatureValue(
            derEncodedECDSA: await request(digest.octets), curve: .p256)
    }
}
// end

func trustFolder() throws -> ContainerValidator {
    // begin: TrustFiles
    let files = try TrustFiles(contentsOf: "trust")
    let validator = ContainerValidator(
        trustAnchors: TrustAnchors(allRoles: files.certificates),
        revocationLists: files.revocationLists, ocspResponses: files.ocspResponses)
    // end
    return validator
}

func observedExchange(
    _ client: any HTTPExchange, _ observer: any SigningObserver
) -> ObservedExchange {
    // begin: SigningObserver
    let exchange = ObservedExchange(client, observer)
    // end
    return exchange
}
