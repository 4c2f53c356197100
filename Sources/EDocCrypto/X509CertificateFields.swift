internal import CEDocOpenSSL

// The fields of a certificate that are computed when they are asked for.
extension X509Certificate {
    /// The subject as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific
    /// name first. For people: names are compared as ``subjectDER``.
    public var subject: String {
        unsafe withX509 { unsafe Self.text(X509_get_subject_name($0)) }
    }

    /// The issuer as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific
    /// name first. For people: names are compared as ``issuerDER``.
    public var issuer: String {
        unsafe withX509 { unsafe Self.text(X509_get_issuer_name($0)) }
    }

    /// The DER of the subject `Name`, as it stands in the certificate (RFC 5280 §4.1.2.6).
    public var subjectDER: [UInt8] {
        unsafe withX509 { unsafe Self.der(X509_get_subject_name($0)) }
    }

    /// The DER of the issuer `Name`, as it stands in the certificate (RFC 5280 §4.1.2.4).
    public var issuerDER: [UInt8] {
        unsafe withX509 { unsafe Self.der(X509_get_issuer_name($0)) }
    }

    /// The most specific common name of the subject; nil when there is none.
    public var commonName: String? {
        // A string that cannot be converted leaves an error behind.
        defer { ERR_clear_error() }
        return unsafe withX509 { certificate -> String? in
            let name = unsafe X509_get_subject_name(certificate)
            var place: CInt = -1
            while true {
                let next = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, place)
                guard next >= 0 else { break }
                place = next
            }
            guard place >= 0, let entry = unsafe X509_NAME_get_entry(name, place) else {
                return nil
            }
            var octets: UnsafeMutablePointer<UInt8>?
            let size = unsafe ASN1_STRING_to_UTF8(&octets, X509_NAME_ENTRY_get_data(entry))
            guard size >= 0, let octets = unsafe octets else { return nil }
            defer { unsafe CRYPTO_free(octets, #file, #line) }
            return unsafe String(
                decoding: UnsafeBufferPointer(start: octets, count: Int(size)), as: UTF8.self)
        }
    }

    /// The content octets of the serial number's DER INTEGER: big-endian two's complement
    /// (RFC 5280 §4.1.2.2).
    public var serialNumber: [UInt8] {
        let der = unsafe withX509 { certificate -> [UInt8] in
            let serial = unsafe X509_get0_serialNumber(certificate)
            return unsafe encoding { output in unsafe i2d_ASN1_INTEGER(serial, output) }
        }
        return ((try? DERValue(der[...], .integer, "serialNumber"))?.content).map(Array.init) ?? []
    }

    /// The certificate as base64 in one line, as `X509Certificate` in KeyInfo carries it.
    ///
    /// Computed at each call; who needs it often keeps it.
    public var base64Encoded: String {
        let octets = derEncoded
        return Base64.encoded(octets.span)
    }

    /// The certificate as a `CERTIFICATE` block of RFC 7468.
    public var pemEncoded: String {
        let octets = derEncoded
        return PEM.encoded(octets.span, label: "CERTIFICATE")
    }

    /// What the key may be used for; nil when the certificate does not restrict it.
    package var keyUsage: KeyUsage? {
        let bits = unsafe withX509 { unsafe X509_get_key_usage($0) }
        return bits == UInt32.max ? nil : KeyUsage(rawValue: bits)
    }

    /// Whether subject and issuer are the same name and the key verifies the certificate itself.
    package var isSelfSigned: Bool {
        subjectDER == issuerDER && isSigned(by: self)
    }

    /// Whether `issuer` is the issuer by name, key identifier and key usage, and its key verifies
    /// this certificate's signature. Neither time nor trust is looked at.
    package func isIssued(by issuer: X509Certificate) -> Bool {
        let fits = unsafe withX509 { subject in
            unsafe issuer.withX509 { unsafe X509_check_issued($0, subject) == X509_V_OK }
        }
        return fits && isSigned(by: issuer)
    }

    /// Whether the key of `issuer` verifies this certificate's signature.
    package func isSigned(by issuer: X509Certificate) -> Bool {
        guard let key = issuer.publicKey else { return false }
        ERR_clear_error()
        defer { ERR_clear_error() }
        return unsafe withX509 { subject in
            unsafe key.withKey { unsafe X509_verify(subject, $0) == 1 }
        }
    }

    /// The certificates in a text of PEM blocks, in its order; other blocks are passed over.
    ///
    /// - Parameters:
    ///   - text: At most 256 blocks with text around them (RFC 7468).
    ///   - source: What the text came from, for messages: a file's name.
    /// - Throws: ``CryptoError`` with `malformedPEM`, `malformedCertificate`, `tooLarge`, or
    ///   `noCertificate` when there is none.
    public static func certificates(
        inPEM text: [UInt8], from source: String = "PEM text"
    ) throws(CryptoError) -> [X509Certificate] {
        let certificates = try certificates(in: text.span, from: source)
        guard !certificates.isEmpty else {
            throw CryptoError(
                .noCertificate, "\(source): no -----BEGIN CERTIFICATE----- in it")
        }
        return certificates
    }

    /// The certificates in a text of PEM blocks; may be none.
    static func certificates(
        in text: Span<UInt8>, from source: String
    ) throws(CryptoError) -> [X509Certificate] {
        var certificates: [X509Certificate] = []
        // RFC 7468 §5.3: older programs write these two labels.
        let labels = ["CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"]
        try PEM.forEachBlock(of: text, in: source, where: labels.contains) {
            block throws(CryptoError) in
            do throws(CryptoError) {
                certificates.append(
                    try X509Certificate(derEncoded: block.octets.withOctets { $0.copied() }))
            } catch {
                throw CryptoError(
                    error.code, "\(source), line \(block.line): \(error.message)",
                    underlying: error.underlying)
            }
        }
        return certificates
    }

    private static func text(_ name: OpaquePointer?) -> String {
        guard let name = unsafe name, let output = unsafe BIO_new(BIO_s_mem()) else { return "" }
        defer { unsafe BIO_free(output) }
        guard unsafe CEDocOpenSSL_printName(output, name) >= 0 else { return "" }
        var octets: UnsafeMutablePointer<CChar>?
        let size = unsafe CEDocOpenSSL_memoryBIOContents(output, &octets)
        guard size > 0 else { return "" }
        let bytes = unsafe UnsafeRawBufferPointer(start: octets, count: size)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    private static func der(_ name: OpaquePointer?) -> [UInt8] {
        var octets: UnsafePointer<UInt8>?
        var size = 0
        guard unsafe X509_NAME_get0_der(name, &octets, &size) == 1 else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: octets, count: size))
    }
}

/// The `KeyUsage` extension, [RFC 5280 §4.2.1.3](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3),
/// in OpenSSL's bits.
package struct KeyUsage: OptionSet, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let digitalSignature = KeyUsage(rawValue: 0x80)
    package static let nonRepudiation = KeyUsage(rawValue: 0x40)
    package static let keyCertSign = KeyUsage(rawValue: 0x04)
    package static let cRLSign = KeyUsage(rawValue: 0x02)
}

/// The bytes that an `i2d_…` function of OpenSSL makes; empty when it fails.
///
/// `body` passes its argument on as the function's output parameter.
package func encoding(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> CInt
) -> [UInt8] {
    var octets: UnsafeMutablePointer<UInt8>?
    let size = unsafe body(&octets)
    guard size > 0, let octets = unsafe octets else { return [] }
    // It may have been a key.
    defer { unsafe CRYPTO_clear_free(octets, Int(size), #file, #line) }
    return unsafe Array(UnsafeBufferPointer(start: octets, count: Int(size)))
}

extension Span<UInt8> {
    /// The bytes in an array.
    package func copied() -> [UInt8] {
        [UInt8](capacity: count) { output in
            for index in indices { output.append(self[index]) }
        }
    }
}
