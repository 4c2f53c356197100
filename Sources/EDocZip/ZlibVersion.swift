internal import CEDocZlib

/// The version of zlib that is loaded, such as `1.2.13`.
package func zlibLibraryVersion() -> String {
    unsafe zlibVersion().map { unsafe String(cString: $0) } ?? "unknown"
}
