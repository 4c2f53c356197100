internal import CEDocOpenSSL

/// A distinguished name as text, by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514).
package enum DistinguishedName {
    /// The text of the `Name` whose DER is `encoded`, most specific part first.
    package static func text(ofDER encoded: ArraySlice<UInt8>) -> String {
        let name = unsafe encoded.withUnsafeBufferPointer { octets -> OpaquePointer? in
            var next = octets.baseAddress
            return unsafe d2i_X509_NAME(nil, &next, octets.count)
        }
        defer {
            unsafe X509_NAME_free(name)
            ERR_clear_error()
        }
        guard let name = unsafe name, let output = unsafe BIO_new(BIO_s_mem()) else {
            return "a name that is no text"
        }
        defer { unsafe BIO_free(output) }
        guard unsafe CEDocOpenSSL_printName(output, name) >= 0 else { return "" }
        var octets: UnsafeMutablePointer<CChar>?
        let size = unsafe CEDocOpenSSL_memoryBIOContents(output, &octets)
        guard size > 0 else { return "" }
        let bytes = unsafe UnsafeRawBufferPointer(start: octets, count: size)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
