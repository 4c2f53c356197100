package import EDocCrypto
package import EDocEncoding

/// Why a time-stamp token does not verify.
package enum TimeStampFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A token has exactly one signer.
    case signerCount(Int)
    /// The signer signed no attributes.
    case noSignedAttributes
    /// A signed attribute that has to be there once, with one value, occurs `count` times.
    case attribute(ASN1ObjectIdentifier, count: Int)
    /// The attribute content-type is not id-ct-TSTInfo.
    case wrongContentType
    /// The attribute message-digest is not the digest of the TSTInfo.
    case messageDigestMismatch(expected: [UInt8], found: [UInt8])
    /// Neither signing-certificate attribute is there.
    case signingCertificateMissing
    /// A signing-certificate attribute cannot be read.
    case signingCertificateUnreadable(ASN1Error)
    /// A signing-certificate attribute names another certificate.
    case signingCertificateMismatch
    /// The certificate of the signer is neither in the token nor given.
    case signerCertificateNotFound
    /// The signature does not verify.
    case signatureInvalid
    /// The algorithm of the signature, or the key, cannot be used.
    case signatureUnsupported(AlgorithmIdentifier)
    /// A digest algorithm that the library does not compute.
    case digestUnsupported(AlgorithmIdentifier)
    /// The content is hashed with another algorithm than the signed attributes
    /// ([RFC 8933 §3](https://www.rfc-editor.org/rfc/rfc8933#section-3)).
    case twoDigestAlgorithms(content: DigestAlgorithm, signature: DigestAlgorithm)
    /// The certificate is not one for time-stamping alone.
    case notForTimeStamping(CertificatePathFailure.Reason)
    /// The TSTInfo has a critical extension.
    case unknownCriticalExtension(ASN1ObjectIdentifier)
    /// OpenSSL failed in something that does not depend on the token.
    case library(OpenSSLError)

    /// The clause that the token breaks.
    package var clause: String {
        switch self {
        case .signerCount: "RFC 3161 §2.4.2"
        case .noSignedAttributes, .attribute, .wrongContentType: "RFC 5652 §5.3, §11"
        case .messageDigestMismatch: "RFC 5652 §5.6"
        case .signingCertificateMissing, .signingCertificateUnreadable,
            .signingCertificateMismatch:
            "RFC 5816 §2.2.1, RFC 5035 §5.4"
        case .signerCertificateNotFound: "RFC 5652 §5.3"
        case .signatureInvalid, .signatureUnsupported: "RFC 5652 §5.6"
        case .digestUnsupported: "RFC 5652 §5.4"
        case .twoDigestAlgorithms: "RFC 8933 §3"
        case .notForTimeStamping: "RFC 3161 §2.3"
        case .unknownCriticalExtension: "RFC 3161 §2.4.2"
        case .library: "RFC 3161 §2.2"
        }
    }

    /// Why the token does not verify.
    package var description: String {
        switch self {
        case .signerCount(let count): "it has \(count) signers, not one"
        case .noSignedAttributes: "its signer signed no attributes"
        case .attribute(let type, let count):
            "its signed attribute \(type) has to be there once with one value"
                + (count == 1 ? "" : " and is there \(count) times")
        case .wrongContentType: "its attribute content-type is not id-ct-TSTInfo"
        case .messageDigestMismatch:
            "its attribute message-digest is not the digest of what is signed"
        case .signingCertificateMissing:
            "its signed attributes do not name the certificate of the signer"
        case .signingCertificateUnreadable(let error):
            "its signing-certificate attribute cannot be read: \(error)"
        case .signingCertificateMismatch:
            "its signing-certificate attribute names another certificate"
        case .signerCertificateNotFound: "the certificate of its signer is not at hand"
        case .signatureInvalid: "its signature does not verify"
        case .signatureUnsupported(let algorithm):
            "its signature algorithm \(algorithm) cannot be verified"
        case .digestUnsupported(let algorithm): "its digest algorithm \(algorithm) is not known"
        case .twoDigestAlgorithms(let content, let signature):
            "its content is hashed with \(content.name) and its signature is made with "
                + signature.name
        case .notForTimeStamping(let reason): "as to the certificate of its signer, \(reason)"
        case .unknownCriticalExtension(let identifier):
            "its critical extension \(identifier) is not known"
        case .library(let error): error.description
        }
    }
}
