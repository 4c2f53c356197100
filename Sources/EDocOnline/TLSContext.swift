internal import CEDocTLS
internal import EDocCrypto

/// What connections of https have in common: whose certificates are trusted.
///
/// TLS 1.2 and later, in the library's own context of OpenSSL. What a host's `openssl.cnf` says of
/// every connection of TLS (`system_default`) holds for these too. `@unchecked Sendable`: the pointer is
/// set once, and OpenSSL counts and locks what is behind it.
@safe
final class TLSContext: @unchecked Sendable {
    /// The `SSL_CTX`.
    let pointer: OpaquePointer

    /// A context that trusts the certificates in the PEM file at `authorities`; nil: those that the
    /// system trusts.
    init(authorities: String?) throws(OpenSSLError) {
        let library = try LibraryContext.shared()
        let context = try unsafe openSSL("SSL_CTX_new_ex") {
            unsafe SSL_CTX_new_ex(library.pointer, nil, TLS_client_method())
        }
        unsafe pointer = unsafe context
        try openSSL("SSL_CTX_ctrl") { unsafe CEDocTLS_prepareContext(context) }
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        if let authorities {
            try openSSL("SSL_CTX_load_verify_file") {
                unsafe SSL_CTX_load_verify_file(context, authorities)
            }
        } else {
            try openSSL("SSL_CTX_set_default_verify_paths") {
                unsafe SSL_CTX_set_default_verify_paths(context)
            }
        }
    }

    deinit { unsafe SSL_CTX_free(pointer) }

    /// A TLS layer for a connection to `host`, whose certificate has to be for it: a name
    /// ([RFC 9110 §4.3.4](https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4)) or an address.
    ///
    /// - Returns: The BIO, which belongs to the caller, and the `SSL` in it.
    func layer(
        for host: String, isAddress: Bool
    ) throws(OpenSSLError) -> (bio: OpaquePointer, tls: OpaquePointer) {
        let tls = try unsafe openSSL("SSL_new") { unsafe SSL_new(pointer) }
        let bio: OpaquePointer
        do throws(OpenSSLError) {
            unsafe SSL_set_hostflags(tls, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
            if isAddress {
                try openSSL("X509_VERIFY_PARAM_set1_ip_asc") {
                    unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host)
                }
            } else {
                try openSSL("SSL_set1_host") { unsafe SSL_set1_host(tls, host) }
                try openSSL("SSL_set_tlsext_host_name") {
                    unsafe CEDocTLS_setServerName(tls, host)
                }
            }
            unsafe SSL_set_connect_state(tls)
            unsafe bio = try unsafe openSSL("BIO_new") { unsafe BIO_new(BIO_f_ssl()) }
        } catch {
            unsafe SSL_free(tls)
            throw error
        }
        _ = unsafe CEDocTLS_setTLS(bio, tls)
        return unsafe (bio, tls)
    }
}
