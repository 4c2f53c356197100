internal import CEDocOpenSSL
package import EDocSystem

/// Octets that nobody else may see: on pages of their own, kept out of swap and core dumps as far
/// as the system allows, and overwritten before the memory is given back.
@safe
package struct SecretOctets: ~Copyable, Sendable {
    private let pages: LockedPages
    /// How many octets are used.
    package private(set) var count = 0

    /// No octets yet, with room for `capacity`.
    package init(capacity: Int) throws(EDocError) {
        unsafe try self.init(capacity: capacity, release: LockedPages.unmap)
    }

    /// For tests that look at the memory when it is given back, which `release` does.
    package init(
        capacity: Int, release: @escaping LockedPages.Release
    ) throws(EDocError) {
        do { pages = unsafe try LockedPages(capacity: capacity, release: release) } catch {
            throw EDocError(
                .library, "no memory for \(capacity) octets of a key or a passphrase: \(error)")
        }
    }

    /// A copy of `octets`.
    package init(copying octets: Span<UInt8>) throws(EDocError) {
        try self.init(capacity: octets.count)
        append(octets)
    }

    deinit { unsafe OPENSSL_cleanse(pages.octets.baseAddress, pages.octets.count) }

    /// How many octets there is room for.
    package var capacity: Int { unsafe pages.octets.count }

    /// Adds as much of `octets` as there is room for.
    package mutating func append(_ octets: Span<UInt8>) {
        for index in octets.indices { append(octets[index]) }
    }

    /// Adds an octet if there is room.
    package mutating func append(_ octet: UInt8) {
        guard count < capacity else { return }
        unsafe pages.octets[count] = octet
        count += 1
    }

    /// Calls `body` with the room that is left, which keeps what is appended to it.
    package mutating func withFreeSpace<Result>(
        _ body: (inout OutputSpan<UInt8>) -> Result
    ) -> Result {
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: pages.octets[count...])
        let octets = unsafe room.bindMemory(to: UInt8.self)
        var output = unsafe OutputSpan(buffer: octets, initializedCount: 0)
        let result = body(&output)
        count += unsafe output.finalize(for: octets)
        return result
    }

    /// Keeps the first `newCount` octets only.
    package mutating func truncate(to newCount: Int) {
        while count > max(newCount, 0) {
            count -= 1
            unsafe pages.octets[count] = 0
        }
    }

    /// Calls `read` with the room that is left until it has read nothing or no room is left.
    ///
    /// - Parameter read: Fills a buffer from its beginning, and says with how many octets.
    package mutating func readToEnd<Failure: Error>(
        _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        while count < capacity {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: pages.octets[count...])
            let added = unsafe try read(room)
            guard added > 0 else { return }
            count += added
        }
    }

    /// Calls `body` with the octets.
    package func withOctets<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let used = unsafe UnsafeRawBufferPointer(rebasing: pages.octets[..<count])
        let octets = unsafe used.bindMemory(to: UInt8.self)
        return try unsafe body(octets.span)
    }
}

/// Overwrites octets that were in an array of their own.
package func overwrite(_ octets: inout [UInt8]) {
    unsafe octets.withUnsafeMutableBytes { buffer in
        unsafe OPENSSL_cleanse(buffer.baseAddress, buffer.count)
    }
}
