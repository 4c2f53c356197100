internal import EDocCrypto
internal import EDocXML
internal import EDocZip

/// The versions of the C libraries that the program runs with, for logs and reports of faults.
///
/// They are asked for at run time: a system can have newer ones than those that the program was built
/// with.
public struct LibraryVersions: Sendable, Hashable {
    /// OpenSSL's libcrypto, such as `3.0.17`.
    public let openSSL: String
    /// libxml2, such as `2.9.14`.
    public let libxml2: String
    /// zlib, such as `1.2.13`.
    public let zlib: String

    /// Those of this process. Of any thread.
    public static var current: LibraryVersions {
        LibraryVersions(
            openSSL: openSSLVersion(), libxml2: libXML2Version(), zlib: zlibLibraryVersion())
    }
}
