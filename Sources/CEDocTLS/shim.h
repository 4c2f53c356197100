#ifndef CEDOC_TLS_SHIM_H
#define CEDOC_TLS_SHIM_H
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/// A TCP connection to a numeric address, not made yet and not blocking: the settings are macros
/// around `BIO_ctrl`. Small writes leave at once (TCP_NODELAY).
static inline BIO *CEDocTLS_newConnection(const char *address, const char *port) {
    BIO *bio = BIO_new(BIO_s_connect());
    if (bio != NULL && BIO_set_conn_hostname(bio, address) > 0 && BIO_set_conn_port(bio, port) > 0 &&
        BIO_set_conn_mode(bio, BIO_SOCK_NONBLOCK | BIO_SOCK_NODELAY) > 0)
        return bio;
    BIO_free(bio);
    return NULL;
}

/// `BIO_do_handshake` and `BIO_get_fd` are macros around `BIO_ctrl`.
static inline long CEDocTLS_connect(BIO *bio) { return BIO_do_handshake(bio); }
static inline int CEDocTLS_descriptor(BIO *bio) { return (int)BIO_get_fd(bio, NULL); }

/// `SSL_CTX_set_mode` and `SSL_CTX_set_min_proto_version` are macros around `SSL_CTX_ctrl`.
static inline int CEDocTLS_prepareContext(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return (int)SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

/// `SSL_set_tlsext_host_name` and `BIO_set_ssl` are macros around `SSL_ctrl` and `BIO_ctrl`.
static inline int CEDocTLS_setServerName(SSL *ssl, const char *name) {
    return (int)SSL_set_tlsext_host_name(ssl, name);
}
static inline int CEDocTLS_setTLS(BIO *bio, SSL *ssl) {
    return (int)BIO_set_ssl(bio, ssl, BIO_CLOSE);
}

#endif
