internal import EDocXAdES

/// What a file with XAdES signatures is called: in `META-INF`, with `signatures` in its name and
/// `.xml` at its end (EN 319 162-1 §4.4.3.2 (4)).
enum SignatureFileName {
    /// Whether the entry that is called `name` under `META-INF/` is such a file; `name` is in small
    /// letters.
    static func isOne(inMetaInf name: String) -> Bool {
        name.holds("signatures") && name.hasSuffix(".xml")
            && !name.utf8.contains(UInt8(ascii: "/"))
    }

    /// The name of the first signature file of a container, as the producers that `profile` follows
    /// have it.
    static func first(of profile: SignatureProfile) -> String {
        profile == .asice ? "META-INF/signatures001.xml" : "META-INF/edoc-signatures-S1.xml"
    }
}
