package import EDocCrypto
internal import EDocPKI
package import EDocTesting
package import FoundationEssentials
internal import VectorSupport

/// What the tests of several layers share: times, an authority, and the committed keys.
package enum Fixtures {
    /// 2024-01-01T00:00:00Z.
    package static let begin = Date(timeIntervalSince1970: 1_704_067_200)
    /// 2028-01-01T00:00:00Z.
    package static let end = Date(timeIntervalSince1970: 1_830_297_600)

    /// An authority and a seal on P-256.
    package static let authority = Result {
        try VirtualCA(name: "crypto", validFrom: begin, validTo: end)
    }
    package static let seal = Result {
        try authority.get().issueSeal(commonName: "seal", notBefore: begin, notAfter: end)
    }

    /// The path of a committed key or certificate.
    package static func path(_ name: String) -> String { Vectors.folder + "/crypto/keys/" + name }

    /// The passphrase of the committed files that OpenSSL made.
    package static func passphrase() throws -> Passphrase { try Passphrase(Array("parole-ā".utf8)) }

    /// The passphrase of the committed files that keytool made.
    package static func javaPassphrase() throws -> Passphrase {
        try Passphrase(Array("parole".utf8))
    }
}
