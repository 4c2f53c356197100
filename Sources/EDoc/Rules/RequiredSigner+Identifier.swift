internal import EDocEncoding
internal import EDocPKI
internal import EDocXAdES

extension RequiredSigner {
    /// How a signer is told from all others.
    public enum Identifier: Sendable, Hashable {
        /// The organizationIdentifier or the attribute serialNumber of the certificate's subject,
        /// for example `NTRLV-90009115938` or `PNOLV-010101-10006` (EN 319 412-1 §5.1.3, §5.1.4),
        /// compared octet by octet. It is as reliable as the trusted issuers.
        case subject(String)
        /// The SHA-256 digest of the certificate's DER: that certificate and no other.
        case certificate(sha256: [UInt8])

        /// Reads an identifier: `sha256:` and 64 hexadecimal digits, with colons between them or
        /// without, is a certificate; anything else a subject. Nil for a digest of another form,
        /// and for an empty text.
        public init?(_ text: String) {
            let prefix = "sha256:"
            guard text.prefix(prefix.count).lowercased().hasOctets(of: prefix) else {
                guard !text.isEmpty else { return nil }
                self = .subject(text)
                return
            }
            let digits = text.utf8.dropFirst(prefix.utf8.count).filter { $0 != UInt8(ascii: ":") }
            let values = digits.compactMap(Hexadecimal.value(ofDigit:))
            guard values.count == digits.count, values.count == 64 else { return nil }
            self = .certificate(
                sha256: stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] })
        }

        /// Whether this tells the signer `identity`.
        func fits(_ identity: SignerIdentity) -> Bool {
            switch self {
            case .subject(let text):
                [identity.organizationIdentifier, identity.serialNumber].compactMap(\.self)
                    .contains { $0.hasOctets(of: text) }
            case .certificate(let digest):
                identity.fingerprint?.hasOctets(of: "sha256:" + Hexadecimal.text(digest)) ?? false
            }
        }
    }
}

extension RequiredSigner.Identifier: CustomStringConvertible {
    /// The identifier as it is written, a subject in quotes.
    public var description: String {
        switch self {
        case .subject(let text): PlainText.quoted(text)
        case .certificate(let digest): "sha256:" + Hexadecimal.text(digest)
        }
    }
}
