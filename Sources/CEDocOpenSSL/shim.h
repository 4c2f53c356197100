#ifndef CEDOC_OPENSSL_SHIM_H
#define CEDOC_OPENSSL_SHIM_H
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/http.h>
#include <openssl/kdf.h>
#include <openssl/ocsp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// `ERR_GET_LIB` and `ERR_GET_REASON` test `ERR_SYSTEM_ERROR`, a macro that Swift does not import.
static inline int CEDocOpenSSL_reason(unsigned long code) { return ERR_GET_REASON(code); }
static inline int CEDocOpenSSL_library(unsigned long code) { return ERR_GET_LIB(code); }

/// `BIO_get_mem_data` is a macro around the variadic-like `BIO_ctrl`.
static inline long CEDocOpenSSL_memoryBIOContents(BIO *bio, char **octets) {
    return BIO_get_mem_data(bio, octets);
}

/// The flags are macros built of macros, which Swift does not import. Letters outside ASCII are left
/// as they are, as RFC 4514 allows.
static inline int CEDocOpenSSL_printName(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

/// `OSSL_PARAM` keeps the pointers to its names, which Swift's strings do not outlive.
static inline int CEDocOpenSSL_derivePBKDF2(
    EVP_KDF_CTX *context, const char *passphrase, size_t passphraseSize, const unsigned char *salt,
    size_t saltSize, uint64_t iterations, const char *digest, unsigned char *key, size_t keySize) {
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(
            OSSL_KDF_PARAM_PASSWORD, (void *)passphrase, passphraseSize),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, saltSize),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &iterations),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)digest, 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_KDF_derive(context, key, keySize, parameters);
}
#endif
