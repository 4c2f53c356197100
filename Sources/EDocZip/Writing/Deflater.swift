internal import CEDocZlib

/// A compressor that makes raw deflate streams (RFC 1951), the owner of a `z_stream`.
///
/// It takes about 270 KB and some microseconds to make, so a worker keeps one and uses it again.
/// One thread at a time uses it. Equal input gives equal output for one version of zlib.
@safe
package struct Deflater: ~Copyable, @unchecked Sendable {
    // zlib keeps a pointer back to the structure, so it must not move. Nobody else has a pointer to
    // it, so whoever owns the compressor may be on any thread: hence the unchecked `Sendable`.
    private let stream: UnsafeMutablePointer<z_stream>
    private var level: Int32
    /// Memory for whole outputs, which a writer borrows: new memory costs more than copying into
    /// it.
    var spare: [UInt8] = []

    /// The largest memory that is kept.
    static let largestSpare = 1 << 20

    /// A compressor of level `level`: 1 is fastest, 9 smallest; what lies outside is moved to the
    /// nearest.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/compression``.
    package init(level: Int = 6) throws(ZipError) {
        self.level = Deflater.clamped(level)
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe CEDocZlib_deflateInit2(
            stream, self.level, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY)
        guard status == Z_OK else {
            unsafe stream.deallocate()
            throw ZipError(.compression, "zlib cannot make a compressor (status \(status))")
        }
        unsafe self.stream = stream
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Drops what was not finished and begins a new stream of level `level`.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/compression``.
    package mutating func reset(level: Int) throws(ZipError) {
        var status = unsafe deflateReset(stream)
        let wanted = Deflater.clamped(level)
        if status == Z_OK, wanted != self.level {
            status = unsafe deflateParams(stream, wanted, Z_DEFAULT_STRATEGY)
            self.level = wanted
        }
        guard status == Z_OK else {
            throw ZipError(.compression, "zlib cannot reset a compressor (status \(status))")
        }
    }

    /// Compresses `input` and appends to `output` what is ready.
    ///
    /// - Parameter finishing: Whether `input` is the stream's last piece; the stream then ends.
    /// - Throws: ``ZipError`` with ``ZipError/Code/compression``.
    package mutating func compress(
        _ input: Span<UInt8>, finishing: Bool, appendingTo output: inout [UInt8]
    ) throws(ZipError) {
        let status = unsafe input.withUnsafeBufferPointer { buffer in
            unsafe Deflater.run(stream, buffer, finishing: finishing, appendingTo: &output)
        }
        guard status == Z_OK || status == Z_STREAM_END else {
            throw ZipError(.compression, "zlib cannot compress (status \(status))")
        }
    }

    private static func run(
        _ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeBufferPointer<UInt8>,
        finishing: Bool, appendingTo output: inout [UInt8]
    ) -> Int32 {
        let pieceSize = 1 << 30  // zlib counts in 32 bits
        var taken = 0
        while true {
            let piece = min(input.count - taken, pieceSize)
            let isLast = taken + piece == input.count
            // zlib does not write through `next_in`.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress.map { unsafe $0 + taken })
            unsafe stream.pointee.avail_in = UInt32(piece)
            taken += piece
            let status = unsafe drain(
                stream, flush: finishing && isLast ? Z_FINISH : Z_NO_FLUSH, appendingTo: &output)
            if isLast || status != Z_OK { return status }
        }
    }

    /// Runs zlib until it has taken the whole input and has no more room to ask for.
    private static func drain(
        _ stream: UnsafeMutablePointer<z_stream>, flush: Int32, appendingTo output: inout [UInt8]
    ) -> Int32 {
        var status = Z_OK
        var isFull = true
        while isFull, status == Z_OK {
            let bound = unsafe deflateBound(stream, UInt(stream.pointee.avail_in))
            let room = Int(min(max(bound, 64), 1 << 30))
            output.append(addingCapacity: room) { output in
                unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                    unsafe stream.pointee.next_out = buffer.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(min(buffer.count, room))
                    let before = unsafe stream.pointee.avail_out
                    status = unsafe deflate(stream, flush)
                    count += Int(before - (unsafe stream.pointee.avail_out))
                    isFull = unsafe stream.pointee.avail_out == 0
                }
            }
            if status == Z_BUF_ERROR { status = Z_OK }  // nothing to do is no error
        }
        unsafe stream.pointee.next_in = nil
        unsafe stream.pointee.next_out = nil
        return status
    }

    private static func clamped(_ level: Int) -> Int32 { Int32(min(max(level, 1), 9)) }
}
