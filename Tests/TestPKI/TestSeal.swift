package import EDocPKI
package import FoundationEssentials
internal import VectorSupport

/// The committed seal of `TestVectors/asic-e`, RSA-2048: equal input gives equal containers.
package enum TestSeal {
    /// 2026-03-10T15:42:40Z, within the validity of the certificate.
    package static let time = Date(timeIntervalSince1970: 1_773_157_360)

    /// The certificates of seal and root.
    package static func chain() throws -> [X509Certificate] {
        try ["seal", "root"].flatMap { name in
            try X509Certificate.certificates(inPEM: Vectors.octets("asic-e/\(name).pem"))
        }
    }

    /// Signs with the seal.
    package static func signer() throws -> PEMSigner {
        try PEMSigner(
            key: Vectors.octets("asic-e/seal.key.pem"),
            certificates: Vectors.octets("asic-e/seal.pem"))
    }
}
