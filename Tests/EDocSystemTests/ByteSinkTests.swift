import EDocSystem
import Glibc
import Testing
import VectorSupport

/// Where octets go, and how those that came early are replaced.
@Suite("sinks") struct ByteSinkTests {
    static func octets(_ count: Int, seed: UInt64 = 3) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Calls `body` with a descriptor of the new file at `path`.
    static func withFile(at path: String, _ body: (Int32) throws -> Void) throws {
        let descriptor = unsafe open(path, O_CREAT | O_RDWR | O_TRUNC, 0o600)
        defer { close(descriptor) }
        try body(descriptor)
    }

    @Test("a descriptor gets every octet in order, whatever the buffer")
    func fileDescriptor() async throws {
        try await withTemporaryFolder { folder in
            for buffer in [0, 1, 10, 65_536] {
                let path = folder + "/\(buffer)"
                try Self.withFile(at: path) { descriptor in
                    var sink = FileDescriptorSink(descriptor, bufferSize: buffer)
                    var expected: [UInt8] = []
                    for size in [3, 0, 9, 10, 11, 200_000, 1] {
                        let piece = Self.octets(size, seed: UInt64(size))
                        expected += piece
                        try sink.write(piece.span)
                    }
                    try sink.flush()
                    try sink.flush()
                    #expect(try Vectors.octets(at: path) == expected)
                }
            }
        }
    }

    @Test("what was written is replaced, be it in the buffer, in the file or in both")
    func rewriting() async throws {
        try await withTemporaryFolder { folder in
            for buffer in [0, 10, 100, 65_536] {
                let path = folder + "/\(buffer)"
                try Self.withFile(at: path) { descriptor in
                    // The sink begins where the descriptor is.
                    try #require(unsafe Glibc.write(descriptor, "before", 6) == 6)
                    var sink = FileDescriptorSink(descriptor, bufferSize: buffer)
                    var memory = MemorySink()
                    for (size, offset) in [(30, 0), (7, 30), (90, 25), (5, 127), (1, 131)] {
                        let piece = Self.octets(size, seed: UInt64(size))
                        try sink.write(piece.span)
                        memory.write(piece.span)
                        let other = Self.octets(5, seed: 9)
                        try sink.rewrite(
                            other.span.extracting(first: min(5, memory.bytes.count - offset)),
                            at: UInt64(offset))
                        memory.rewrite(other.span, at: UInt64(offset))
                        let end = min(offset + 5, memory.bytes.count)
                        #expect(memory.bytes[offset..<end] == other[..<(end - offset)])
                    }
                    try sink.flush()
                    #expect(memory.bytes.count == 133)
                    #expect(try Vectors.octets(at: path) == Array("before".utf8) + memory.bytes)
                }
            }
        }
    }

    @Test("what lies outside is not replaced in memory")
    func outside() {
        var memory = MemorySink()
        memory.write([1, 2, 3].span)
        memory.rewrite([9, 9].span, at: 3)
        memory.rewrite([9, 9].span, at: .max)
        #expect(memory.bytes == [1, 2, 3])
        memory.rewrite([9, 9].span, at: 2)
        #expect(memory.bytes == [1, 2, 9])
    }

    @Test("a pipe takes octets and does not give them back")
    func pipeIsNotRewritten() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        var sink = FileDescriptorSink(ends[1], bufferSize: 0)
        try sink.write([1, 2, 3].span)
        #expect(throws: SystemCallError(call: "lseek", number: ESPIPE)) {
            try sink.rewrite([9].span, at: 0)
        }
    }

    @Test("a failing write says what the system said")
    func failingDescriptor() throws {
        let descriptor = unsafe open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        var sink = FileDescriptorSink(descriptor)
        try sink.write([1, 2, 3].span)
        do {
            try sink.flush()
            Issue.record("/dev/full took the octets")
        } catch {
            #expect(error.number == ENOSPC)
            #expect(error.description == "No space left on device (writev, errno 28)")
        }
    }
}
