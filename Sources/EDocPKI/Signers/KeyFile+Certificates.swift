internal import EDocCrypto

extension KeyFile {
    /// The certificates in PEM; may be none.
    func certificates(from path: String) throws(EDocError) -> [X509Certificate] {
        try contents.withOctets { octets throws(EDocError) in
            try X509Certificate.certificates(in: octets, from: path)
        }
    }

    /// Warns when users other than the owner can read a file that holds a key.
    func warnings(for path: String) -> [SigningWarning] {
        guard isOpenToOthers else { return [] }
        return [
            SigningWarning(
                .keyFileOpenToOthers,
                "\(path): users other than its owner can read or change this key file: chmod 600")
        ]
    }
}
