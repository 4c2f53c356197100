internal import CEDocZlib

/// A decompressor of raw deflate streams (RFC 1951), the owner of a `z_stream`.
///
/// It takes about 40 KB. One thread at a time uses it; a worker keeps one for many entries.
@safe
package struct Inflater: ~Copyable, @unchecked Sendable {
    // zlib keeps a pointer back to the structure, so it must not move. Nobody else has a pointer to
    // it, so whoever owns the decompressor may be on any thread: hence the unchecked `Sendable`.
    private let stream: UnsafeMutablePointer<z_stream>

    /// What a step came to.
    package enum Status: Sendable, Hashable {
        /// All input was taken, and the stream goes on.
        case needsInput
        /// The output has no more room.
        case isFull
        /// The stream has ended.
        case hasEnded
        /// The input is no deflate stream.
        case isDamaged
    }

    /// A decompressor at the beginning of a stream.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/compression``.
    package init() throws(ZipError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe CEDocZlib_inflateInit2(stream, -MAX_WBITS)
        guard status == Z_OK else {
            unsafe stream.deallocate()
            throw ZipError(.compression, "zlib cannot make a decompressor (status \(status))")
        }
        unsafe self.stream = stream
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Drops what was not finished and waits for a new stream.
    package mutating func reset() {
        // It fails only for a structure that was never initialised.
        _ = unsafe inflateReset(stream)
    }

    /// Inflates from `input` and appends at most `room` bytes to `output`.
    ///
    /// - Returns: How many bytes of `input` were taken, and why it stopped.
    /// - Throws: ``ZipError`` with ``ZipError/Code/compression`` for want of memory.
    package mutating func inflate(
        _ input: Span<UInt8>, room: Int, appendingTo output: inout [UInt8]
    ) throws(ZipError) -> (taken: Int, status: Status) {
        // zlib counts in 32 bits.
        let piece = input.extracting(first: 1 << 30)
        let room = min(max(room, 0), 1 << 30)
        var status = Z_OK
        var taken = 0
        unsafe piece.withUnsafeBufferPointer { buffer in
            // zlib does not write through `next_in`.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: buffer.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(buffer.count)
            output.append(addingCapacity: room) { output in
                unsafe output.withUnsafeMutableBufferPointer { free, count in
                    unsafe stream.pointee.next_out = free.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(min(free.count, room))
                    let before = unsafe stream.pointee.avail_out
                    status = unsafe CEDocZlib.inflate(stream, Z_NO_FLUSH)
                    count += Int(before - (unsafe stream.pointee.avail_out))
                }
            }
            taken = unsafe buffer.count - Int(stream.pointee.avail_in)
        }
        let isFull = unsafe stream.pointee.avail_out == 0
        unsafe stream.pointee.next_in = nil
        unsafe stream.pointee.next_out = nil
        switch status {
        case Z_STREAM_END: return (taken, .hasEnded)
        // Z_BUF_ERROR: no progress was possible, for want of input or of room.
        case Z_OK, Z_BUF_ERROR: return (taken, isFull ? .isFull : .needsInput)
        case Z_DATA_ERROR, Z_NEED_DICT: return (taken, .isDamaged)
        default:
            throw ZipError(.compression, "zlib cannot inflate (status \(status))")
        }
    }
}
