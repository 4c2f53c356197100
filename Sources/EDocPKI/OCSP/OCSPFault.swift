package import EDocCrypto
package import EDocEncoding

/// Why an OCSP response says nothing about a certificate.
package enum OCSPFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The responder did not answer the question.
    case notSuccessful(OCSPResponse.Status)
    /// No single response is about the certificate; where one comes near, what differs.
    case otherCertificate(CertID.Mismatch?)
    /// No certificate at hand is that of the responder.
    case responderNotFound
    /// The signature does not verify with the key of the responder.
    case signatureInvalid
    /// The algorithm of the signature cannot be verified.
    case signatureUnsupported
    /// The signer was not authorized by the issuer, or not at the time of signing.
    case responderNotAuthorized(CertificatePathFailure)
    /// The responder has the key of the certificate that it speaks about.
    case ownResponder
    /// A critical extension is not known.
    case unknownCriticalExtension(ASN1ObjectIdentifier)
    /// OpenSSL failed in something that does not depend on the response.
    case library(OpenSSLError)

    /// The clause that the response breaks.
    package var clause: String {
        switch self {
        case .notSuccessful: "RFC 6960 §2.3"
        case .otherCertificate: "RFC 6960 §3.2 (1)"
        case .responderNotFound: "RFC 6960 §3.2 (3)"
        case .signatureInvalid, .signatureUnsupported: "RFC 6960 §3.2 (2)"
        case .responderNotAuthorized, .ownResponder: "RFC 6960 §3.2 (4), §4.2.2.2"
        case .unknownCriticalExtension: "RFC 6960 §4.4"
        case .library: "RFC 6960"
        }
    }

    /// Why the response cannot be used.
    package var description: String {
        switch self {
        case .notSuccessful(let status): "the responder answered \(status)"
        case .otherCertificate(.issuerNameHash): "it is about a certificate of another issuer"
        case .otherCertificate(.issuerKeyHash):
            "it is about a certificate of an issuer with another key"
        case .otherCertificate(.hashAlgorithm):
            "it names the certificate by a digest algorithm that is not known"
        case .otherCertificate: "it is not about the certificate"
        case .responderNotFound: "the certificate of its signer is not at hand"
        case .signatureInvalid: "its signature does not verify"
        case .signatureUnsupported: "its signature algorithm cannot be verified"
        case .responderNotAuthorized(let failure):
            "its signer may not speak for the issuer: as to its certificate, \(failure.reason)"
        case .ownResponder: "its signer speaks of itself"
        case .unknownCriticalExtension(let identifier):
            "its critical extension \(identifier) is not known"
        case .library(let error): error.description
        }
    }

    /// The more telling of two faults, when two candidates for the responder fail.
    func orWorse(_ other: OCSPFault) -> OCSPFault {
        func rank(_ fault: OCSPFault) -> Int {
            switch fault {
            case .responderNotFound: 0
            case .responderNotAuthorized, .ownResponder: 1
            case .signatureUnsupported: 2
            default: 3
            }
        }
        return rank(other) > rank(self) ? other : self
    }
}
