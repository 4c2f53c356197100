internal import CEDocOpenSSL

/// The version of libcrypto that is loaded, such as `3.0.17`
/// ([OpenSSL_version](https://docs.openssl.org/3.0/man3/OpenSSL_version/)).
package func openSSLVersion() -> String {
    unsafe OpenSSL_version(OPENSSL_VERSION_STRING).map { unsafe String(cString: $0) } ?? "unknown"
}
