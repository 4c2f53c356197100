internal import Glibc

/// Memory on pages of its own, kept out of swap and core dumps as far as the system allows. The
/// owner of the pages; whoever fills them overwrites them before this value ends.
@safe
package struct LockedPages: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: the memory is owned by this value alone, and moves with it.

    /// What gives the pages back.
    package typealias Release = @Sendable (UnsafeMutableRawBufferPointer) -> Void

    /// All octets of the pages, zero at first.
    package let octets: UnsafeMutableRawBufferPointer
    private let release: Release

    /// At least `capacity` octets, in whole pages.
    package init(capacity: Int) throws(SystemCallError) {
        unsafe try self.init(capacity: capacity, release: Self.unmap)
    }

    /// For tests that look at the octets at the end: `release` then calls ``unmap(_:)``.
    package init(capacity: Int, release: @escaping Release) throws(SystemCallError) {
        let page = Int(getpagesize())
        let size = (max(capacity, 1) + page - 1) / page * page
        let memory = unsafe mmap(
            nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
            throw SystemCallError("mmap")
        }
        // Best effort: RLIMIT_MEMLOCK may be small, and MADV_DONTDUMP is a wish.
        _ = unsafe mlock(memory, size)
        _ = unsafe madvise(memory, size, MADV_DONTDUMP)
        unsafe octets = UnsafeMutableRawBufferPointer(start: memory, count: size)
        unsafe self.release = unsafe release
    }

    deinit { unsafe release(octets) }

    /// Gives the pages back to the system.
    @Sendable package static func unmap(_ octets: UnsafeMutableRawBufferPointer) {
        unsafe munmap(octets.baseAddress, octets.count)
    }
}
