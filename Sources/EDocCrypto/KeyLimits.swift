/// The limits of this layer on what comes from outside: files with keys, and passphrases.
package struct KeyLimits: Hashable, Sendable {
    /// Octets of a file with keys or certificates: a key and a chain have a few thousand.
    package var fileSize = 1 << 20
    /// Octets of a passphrase. A longer one is an error, never cut off.
    package var passphraseSize = 1024
    /// Octets of one key in PEM, decoded: an RSA key of 16384 bits has 9,300.
    package var keySize = 1 << 16
    /// Octets of the HMAC key of a PKCS#12 file's integrity check: one block of SHA-512. HMAC
    /// hashes a longer key first ([RFC 2104 §2](https://www.rfc-editor.org/rfc/rfc2104#section-2)).
    package var macKeySize = 128
    /// PEM blocks in one file.
    package var blocks = 256
    /// Bags in one PKCS#12 file.
    package var bags = 256
    /// Bags inside each other in a PKCS#12 file; programs write one or two.
    package var bagDepth = 4

    /// The limits that the library uses.
    package init() {}
}
