/// The identifier of a file from its contents (ISO 32000-1 §14.4): 128-bit FNV-1a over the octets
/// that differ between certificates.
///
/// It only tells files apart. Security is up to the signature around the file, so no cryptographic
/// digest is needed here.
struct FileIdentifier {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func add(_ octets: [UInt8]) {
        for octet in octets {
            value = (value ^ UInt128(octet)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
    }
}
