internal import CEDocOpenSSL
internal import Glibc

/// Bytes that nobody else may see: on pages of their own, kept out of swap and core dumps as far as
/// the system allows, and overwritten before the memory is given back.
@safe
package struct SecretOctets: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: the memory is owned by this value alone, and moves with it.

    private let pages: UnsafeMutableRawBufferPointer
    /// How many bytes are used.
    package private(set) var count = 0

    /// No bytes yet, with room for `capacity`.
    package init(capacity: Int) throws(CryptoError) {
        let page = Int(getpagesize())
        let size = (max(capacity, 1) + page - 1) / page * page
        let memory = unsafe mmap(
            nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
            throw CryptoError(.library, "no memory for \(size) bytes of a key or a passphrase")
        }
        // Best effort: RLIMIT_MEMLOCK may be small, and MADV_DONTDUMP is a wish.
        _ = unsafe mlock(memory, size)
        _ = unsafe madvise(memory, size, MADV_DONTDUMP)
        unsafe pages = UnsafeMutableRawBufferPointer(start: memory, count: size)
    }

    /// A copy of `octets`.
    package init(copying octets: Span<UInt8>) throws(CryptoError) {
        try self.init(capacity: octets.count)
        append(octets)
    }

    deinit {
        unsafe OPENSSL_cleanse(pages.baseAddress, pages.count)
        unsafe munmap(pages.baseAddress, pages.count)
    }

    /// How many bytes there is room for.
    package var capacity: Int { unsafe pages.count }

    /// Adds as much of `octets` as there is room for.
    package mutating func append(_ octets: Span<UInt8>) {
        for index in octets.indices { append(octets[index]) }
    }

    /// Adds a byte if there is room.
    package mutating func append(_ octet: UInt8) {
        guard count < capacity else { return }
        unsafe pages[count] = octet
        count += 1
    }

    /// Keeps the first `newCount` bytes only.
    package mutating func truncate(to newCount: Int) {
        while count > max(newCount, 0) {
            count -= 1
            unsafe pages[count] = 0
        }
    }

    /// Reads up to the room that is left from `descriptor`; the count read, 0 at the end.
    ///
    /// - Throws: The `errno` of `read`.
    package mutating func read(from descriptor: CInt) throws(Errno) -> Int {
        guard count < capacity else { return 0 }
        while true {
            let result = unsafe Glibc.read(
                descriptor, pages.baseAddress?.advanced(by: count), capacity - count)
            if result >= 0 {
                count += result
                return result
            }
            guard errno == EINTR else { throw Errno(errno) }
        }
    }

    /// Calls `body` with the bytes.
    package func withOctets<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let used = unsafe UnsafeRawBufferPointer(rebasing: pages[..<count])
        let bytes = unsafe used.bindMemory(to: UInt8.self)
        return try unsafe body(bytes.span)
    }
}

/// Overwrites bytes that were in an array of their own.
func overwrite(_ octets: inout [UInt8]) {
    unsafe octets.withUnsafeMutableBytes { buffer in
        unsafe OPENSSL_cleanse(buffer.baseAddress, buffer.count)
    }
}
