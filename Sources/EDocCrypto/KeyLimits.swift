/// What a file with a key may at most hold, and what its passphrase: every cap of this layer on
/// what comes from outside.
package struct KeyLimits: Hashable, Sendable {
    /// Octets of a file with keys or certificates: a key and a chain have a few thousand.
    package var fileSize = 1 << 20
    /// Octets of a passphrase. A longer one is an error, never cut off.
    package var passphraseSize = 1024
    /// Octets of one key in PEM, decoded: an RSA key of 16384 bits has 9,300.
    package var keySize = 1 << 16
    /// Octets of the key of a PKCS#12 file's integrity check: what HMAC with SHA-512 takes in one
    /// block. More is hashed down again.
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
