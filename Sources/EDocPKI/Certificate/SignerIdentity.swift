internal import EDocCrypto
internal import EDocEncoding
public import FoundationEssentials

/// Who a certificate was issued to, in the words of its issuer, with all that tells its holder from
/// somebody of the same name.
///
/// It says who is named, not that the certificate is good for anything.
public struct SignerIdentity: Sendable, Hashable {
    /// The certificate.
    public let certificate: X509Certificate

    /// The identity that `certificate` states.
    package init(_ certificate: X509Certificate) { self.certificate = certificate }

    /// The most specific common name of the subject; nil when there is none.
    public var commonName: String? { certificate.commonName }
    /// The organisation of the subject; nil when there is none.
    public var organization: String? { attribute(.organizationName) }
    /// The identifier of the organisation, for example `NTRLV-90009115938`
    /// (EN 319 412-1 §5.1.4); nil when there is none.
    public var organizationIdentifier: String? { attribute(.organizationIdentifier) }
    /// The attribute serialNumber of the subject: of a person the personal number, for example
    /// `PNOLV-010101-10006` (EN 319 412-1 §5.1.3); nil when there is none. Not the number of the
    /// certificate, which is ``certificateSerialNumber``.
    public var serialNumber: String? { attribute(.serialNumber) }
    /// The country of the subject, two letters; nil when there is none.
    public var country: String? { attribute(.countryName) }
    /// The whole subject as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514).
    public var subject: String { certificate.subject }
    /// The issuer as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514).
    public var issuer: String { certificate.issuer }
    /// The number of the certificate among those of its issuer, in hexadecimal digits.
    public var certificateSerialNumber: String { Hexadecimal.text(certificate.serialNumber) }
    /// `sha256:` and the SHA-256 digest of the certificate's DER in hexadecimal digits. Nil only
    /// when OpenSSL cannot compute it.
    public var fingerprint: String? {
        let encoded = certificate.derEncoded
        let digest = try? MessageDigest.digest(of: encoded.span, .sha256)
        return digest.map { "sha256:" + Hexadecimal.text($0.octets) }
    }
    /// When the certificate begins.
    public var notBefore: Date { certificate.notBefore }
    /// When the certificate ends.
    public var notAfter: Date { certificate.notAfter }
    /// What the issuer says of a qualified certificate: shown, not judged. None when it says
    /// nothing, or nothing that can be read.
    public var qcStatements: [QCStatement] { QCStatement.statements(of: certificate) }

    /// The name for people: the common name, or else the whole subject.
    public var displayName: String { certificate.displayName }

    private func attribute(_ type: ASN1ObjectIdentifier) -> String? {
        certificate.tbs.subject.text(of: type)
    }
}
