import EDocSystem
import FoundationEssentials
import Glibc
import Synchronization
import Testing
import VectorSupport

@Suite struct FileTests {
    private func reason(
        _ path: String, _ access: InputFile.Access
    ) -> FileError.Reason? {
        do throws(FileError) {
            _ = try InputFile(path, for: access)
            return nil
        } catch { return error.reason }
    }

    @Test("one rule for what may be read: files; once through, also pipes")
    func rule() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/file"
            try Data("octets".utf8).write(to: URL(filePath: file))
            let pipe = folder + "/pipe"
            let made = unsafe mkfifo(pipe, 0o600)
            #expect(made == 0)
            for access in [InputFile.Access.anywhere, .once] {
                #expect(reason(file, access) == nil)
                #expect(reason(folder, access) == .folder)
                #expect(reason("/dev/zero", access) == .device)
                #expect(reason("", access) == .notAPath)
                #expect(reason("a\0b", access) == .notAPath)
                let missing = SystemCallError(call: "open", number: ENOENT)
                #expect(reason(folder + "/none", access) == .unreadable(missing))
            }
            #expect(reason(pipe, .anywhere) == .pipe)
            #expect(throws: FileError(pipe, .pipeWithoutWriter)) {
                try InputFile.octets(of: pipe, limit: 10)
            }
            #expect(try InputFile.octets(of: file, limit: 6) == Array("octets".utf8))
            #expect(throws: FileError(file, .tooLarge(limit: 5))) {
                try InputFile.octets(of: file, limit: 5)
            }
        }
    }

    @Test("a pipe is read as its writer writes")
    func pipe() async throws {
        try await withTemporaryFolder { folder in
            let pipe = folder + "/pipe"
            let made = unsafe mkfifo(pipe, 0o600)
            #expect(made == 0)
            // Both ends, so that neither opening nor writing waits.
            let both = unsafe open(pipe, O_RDWR | O_CLOEXEC)
            try #require(both >= 0)
            let written = unsafe write(both, "abc", 3)
            #expect(written == 3)
            var file = try InputFile(pipe, for: .once)
            var buffer = [UInt8](repeating: 0, count: 8)
            #expect(try file.read(into: &buffer) == 3)
            #expect(buffer.prefix(3) == Array("abc".utf8)[...])
            close(both)
            #expect(try file.read(into: &buffer) == 0)
        }
    }

    @Test("a file that others may read is told from one that they may not")
    func openToOthers() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/file"
            try Data("x".utf8).write(to: URL(filePath: path))
            for (mode, isOpen) in [(0o600, false), (0o640, true), (0o604, true), (0o700, false)] {
                let changed = unsafe chmod(path, mode_t(mode))
                #expect(changed == 0)
                let file = try InputFile(path, for: .once)
                #expect(file.isOpenToOthers == isOpen, "\(String(mode, radix: 8))")
            }
        }
    }

    @Test(
        "the file, then its folder, is synchronised, unless told otherwise",
        arguments: [true, false])
    func synchronization(unnamed: Bool) async throws {
        try await withTemporaryFolder { folder in
            for synchronizes in [true, false] {
                let seen = Lock<[Int32]>([])
                let calls = SystemCalls { descriptor in
                    var status = stat()
                    unsafe fstat(descriptor, &status)
                    let kind = Int32(status.st_mode & S_IFMT)
                    seen.withLock { $0.append(kind) }
                    return 0
                }
                let target = OutputTarget(
                    path: folder + "/\(synchronizes)-\(unnamed)", overwrites: false,
                    synchronizes: synchronizes, calls: calls)
                try target.check()
                let file = try OutputFile(target, unnamed: unnamed)
                try file.publish(unless: Cancellation())
                let expected = synchronizes ? [Int32(S_IFREG), Int32(S_IFDIR)] : []
                #expect(seen.withLock { $0 } == expected)
                #expect(throws: FileError(target.path, .exists)) { try target.check() }
                #expect(throws: FileError(target.path, .exists)) {
                    let second = try OutputFile(target, unnamed: unnamed)
                    try second.publish(unless: Cancellation())
                }
            }
        }
    }

    @Test("what cannot be synchronised is an error, and is not published")
    func failedSynchronization() async throws {
        try await withTemporaryFolder { folder in
            let calls = SystemCalls { _ in
                errno = EIO
                return -1
            }
            let target = OutputTarget(
                path: folder + "/file", overwrites: true, synchronizes: true, calls: calls)
            let cause = SystemCallError(call: "fsync", number: EIO)
            #expect(throws: FileError(target.path, .unwritable(cause))) {
                let file = try OutputFile(target)
                try file.publish(unless: Cancellation())
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test(
        "a task cancelled while the disk is waited for publishes nothing", arguments: [true, false])
    func cancelledBeforeTheNameIsGiven(unnamed: Bool) async throws {
        try await withTemporaryFolder { folder in
            let cancellation = Cancellation()
            let calls = SystemCalls { _ in
                cancellation.cancel()
                return 0
            }
            let target = OutputTarget(
                path: folder + "/file", overwrites: true, synchronizes: true, calls: calls)
            #expect(throws: CancellationError.self) {
                let file = try OutputFile(target, unnamed: unnamed)
                try file.publish(unless: cancellation)
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test("pages of secrets stay out of core dumps")
    func lockedPages() throws {
        let pages = try LockedPages(capacity: 10)
        let place = unsafe UInt(bitPattern: pages.octets.baseAddress)
        let maps = String(
            decoding: try InputFile.octets(of: "/proc/self/smaps", limit: 1 << 26), as: UTF8.self)
        var isOfPages = false
        var flags: [Substring] = []
        for line in maps.split(separator: "\n") {
            let range = line.prefix { $0 != " " }.split(separator: "-")
            if range.count == 2, let start = UInt(range[0], radix: 16),
                let end = UInt(range[1], radix: 16)
            {
                isOfPages = start <= place && place < end
            } else if isOfPages, line.hasPrefix("VmFlags:") {
                flags = line.split(separator: " ")
            }
        }
        #expect(flags.contains("dd"), "no MADV_DONTDUMP: \(flags)")
    }

    @Test("threads do all the work, are kept for a while, and end")
    func threads() async throws {
        let threads = BlockingThreads(limit: 3, idleTime: 0)
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<500 { group.addTask { try await threads.run { _ in number } } }
            return try await group.reduce(0, +)
        }
        #expect(results == 500 * 499 / 2)
        #expect(threads.threadCount <= 3)
        for _ in 0..<500 where threads.threadCount > 0 { usleep(10_000) }
        #expect(threads.threadCount == 0)
    }
}
