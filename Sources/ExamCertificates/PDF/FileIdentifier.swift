/// The identifier of a file from its contents (ISO 32000-1 §14.4): FNV-1a with 128 bits over what
/// differs between certificates.
///
/// It tells files apart and secures nothing, the signature around the file does that: so no
/// cryptographic digest is needed, and this module stays free of one.
struct FileIdentifier {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func add(_ octets: [UInt8]) {
        for octet in octets {
            value = (value ^ UInt128(octet)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
    }
}
