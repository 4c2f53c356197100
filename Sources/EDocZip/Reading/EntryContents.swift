internal import EDocSystem

/// What reading an entry's contents came to.
package enum EntryContents: Sendable, Hashable {
    /// All of them; size and CRC-32 are what the central directory says.
    case bytes([UInt8])
    /// They are not what the central directory says, or too many.
    case refused(ZipDisagreement)
}

extension ZipReader {
    /// How many bytes are read or inflated at once.
    private static var chunkSize: Int { 65_536 }

    /// Reads the contents of `entry` in pieces.
    ///
    /// The pieces come before the last check is made: they must not be used when it fails. Memory:
    /// two pieces of 64 KB, whatever the entry's size.
    ///
    /// - Returns: What is wrong with the contents; nil when their size and CRC-32 are right and, in
    ///   a compressed entry, one deflate stream fills exactly the bytes that there are.
    /// - Throws: ``ZipError`` with ``ZipError/Code/inputOutput`` or ``ZipError/Code/compression``,
    ///   and what `body` throws; `WorkBudget.Stop`.
    package func read(
        _ entry: ZipEntry, _ body: (Span<UInt8>) throws -> Void
    ) throws -> ZipDisagreement? {
        guard entry.method == .deflated else { return try readStored(entry, body) }
        var inflater = try Inflater()
        return try read(entry, with: &inflater, body)
    }

    /// Reads the contents of `entry` in pieces with a decompressor that the caller keeps.
    ///
    /// - Returns: As ``read(_:_:)``.
    /// - Throws: As ``read(_:_:)``.
    package func read(
        _ entry: ZipEntry, with inflater: inout Inflater, _ body: (Span<UInt8>) throws -> Void
    ) throws -> ZipDisagreement? {
        guard entry.method == .deflated else { return try readStored(entry, body) }
        inflater.reset()
        var output: [UInt8] = []
        output.reserveCapacity(Int(min(entry.uncompressedSize, UInt64(Self.chunkSize))) + 1)
        return try inflate(entry, with: &inflater, into: &output) { output in
            try body(output.span)
            output.removeAll(keepingCapacity: true)
        }
    }

    /// Reads `entry` in pieces as it is kept, compressed or not, and checks its contents meanwhile.
    ///
    /// - Returns: As ``read(_:_:)``.
    /// - Throws: As ``read(_:_:)``.
    func readKept(
        _ entry: ZipEntry, _ body: (Span<UInt8>) throws -> Void
    ) throws -> ZipDisagreement? {
        guard entry.method == .deflated else { return try readStored(entry, body) }
        var inflater = try Inflater()
        var contents: [UInt8] = []
        return try inflate(entry, with: &inflater, into: &contents, kept: body) { contents in
            contents.removeAll(keepingCapacity: true)
        }
    }

    /// All contents of `entry` at once, for entries that are known to be small.
    ///
    /// - Parameter limit: How many bytes they may have.
    /// - Throws: As ``read(_:_:)``.
    package func contents(of entry: ZipEntry, limit: Int) throws -> EntryContents {
        guard entry.uncompressedSize <= UInt64(max(0, limit)) else {
            return .refused(
                disagreement(
                    .t9, entry, "size of the contents", expected: "at most \(limit) bytes",
                    found: byteCount(entry.uncompressedSize)))
        }
        var contents: [UInt8] = []
        // One more than expected, to notice if there are more. The compressed size was compared
        // with the archive's own size, so a small archive cannot ask for much.
        let most = entry.compressedSize.multipliedClamping(by: 1_100)
        let plausible = entry.dataOffset == nil ? 0 : min(entry.uncompressedSize, most)
        contents.reserveCapacity(min(Int(clamping: plausible), Int.max - 1) + 1)
        let wrong: ZipDisagreement?
        if entry.method == .deflated {
            var inflater = try Inflater()
            wrong = try inflate(entry, with: &inflater, into: &contents) { _ in }
        } else {
            wrong = try readStored(entry) { contents.append(contentsOf: $0) }
        }
        if let wrong { return .refused(wrong) }
        return .bytes(contents)
    }
}

// MARK: - Steps

extension ZipReader {
    private func readStored(
        _ entry: ZipEntry, _ body: (Span<UInt8>) throws -> Void
    ) throws -> ZipDisagreement? {
        guard entry.method == .stored, entry.compressedSize == entry.uncompressedSize,
            let start = readableOffset(of: entry)
        else { return unreadable(entry) }
        var checksum = CRC32()
        var done: UInt64 = 0
        while done < entry.compressedSize {
            let count = min(entry.compressedSize - done, UInt64(Self.chunkSize))
            try budget.spend(Int(count), of: .octets)
            try source.read(at: start + done, count: Int(count)) { bytes in
                checksum.update(bytes)
                try body(bytes)
            }
            done += count
        }
        return compare(checksum, with: entry)
    }

    /// Inflates a whole entry.
    ///
    /// - Parameters:
    ///   - kept: Called with the compressed bytes, before they are inflated.
    ///   - handOn: Called when `output` has grown; may empty it.
    private func inflate(
        _ entry: ZipEntry, with inflater: inout Inflater, into output: inout [UInt8],
        kept: (Span<UInt8>) throws -> Void = { _ in }, _ handOn: (inout [UInt8]) throws -> Void
    ) throws -> ZipDisagreement? {
        guard let start = readableOffset(of: entry) else { return unreadable(entry) }
        var checksum = CRC32()
        var taken: UInt64 = 0
        var made: UInt64 = 0
        var status = Inflater.Status.needsInput
        var wrong: ZipDisagreement?
        while status != .hasEnded, wrong == nil {
            let count = min(entry.compressedSize - taken, UInt64(Self.chunkSize))
            guard count > 0 || status == .isFull else {
                return disagreement(
                    .t8, entry, "deflate stream", expected: "an end within the compressed bytes",
                    found: "a stream that goes on behind them")
            }
            try source.read(at: start + taken, count: Int(count)) { bytes in
                try kept(bytes)
                var rest = bytes
                repeat {
                    let room = min(entry.uncompressedSize - made, UInt64(Self.chunkSize)) + 1
                    let before = output.count
                    let step = try inflater.inflate(rest, room: Int(room), appendingTo: &output)
                    status = step.status
                    taken += UInt64(step.taken)
                    rest = rest.extracting(droppingFirst: step.taken)
                    made += UInt64(output.count - before)
                    try budget.spend(output.count - before, of: .octets)
                    checksum.update(output.span.extracting(droppingFirst: before))
                    if status == .isDamaged {
                        wrong = disagreement(
                            .t8, entry, "deflate stream", at: taken,
                            expected: "a stream by RFC 1951", found: "other bytes")
                    } else if made > entry.uncompressedSize {
                        wrong = disagreement(
                            .t8, entry, "size of the contents",
                            expected: "\(entry.uncompressedSize) bytes as in the central directory",
                            found: "more")
                    } else if output.count > before {
                        try handOn(&output)
                    }
                } while status == .isFull && wrong == nil && !rest.isEmpty
            }
        }
        if let wrong { return wrong }
        if taken != entry.compressedSize {
            return disagreement(
                .t8, entry, "compressed bytes", at: taken,
                expected: "a deflate stream of \(entry.compressedSize) bytes",
                found: "one that ends after \(taken)")
        }
        if made != entry.uncompressedSize {
            return disagreement(
                .t8, entry, "size of the contents",
                expected: "\(entry.uncompressedSize) bytes as in the central directory",
                found: byteCount(made))
        }
        return compare(checksum, with: entry)
    }

    private func compare(_ checksum: CRC32, with entry: ZipEntry) -> ZipDisagreement? {
        guard checksum.value != entry.crc32 else { return nil }
        return disagreement(
            .t8, entry, "CRC-32 of the contents",
            expected: "\(hexadecimal(entry.crc32)) as in the central directory",
            found: hexadecimal(checksum.value))
    }

    /// Where the bytes begin; nil when they cannot be read, or are too many.
    private func readableOffset(of entry: ZipEntry) -> UInt64? {
        entry.flags.contains(.encrypted) || !entry.isWithinLimits ? nil : entry.dataOffset
    }

    private func unreadable(_ entry: ZipEntry) -> ZipDisagreement {
        guard entry.method == .stored || entry.method == .deflated else {
            return disagreement(
                .c1, entry, "compression method", expected: "stored (0) or deflated (8)",
                found: "\(entry.method)")
        }
        if !entry.isWithinLimits {
            return disagreement(
                .t9, entry, "size of the contents", expected: "one within the limits",
                found: byteCount(entry.uncompressedSize))
        }
        if entry.flags.contains(.encrypted) {
            return disagreement(
                .c1, entry, "general purpose flags", expected: "an entry that is not encrypted",
                found: "bit 0")
        }
        return disagreement(
            .t8, entry, "contents", expected: "bytes behind a local file header, of the size given",
            found: "none that could be read")
    }

    private func disagreement(
        _ rule: ZipDisagreement.Rule, _ entry: ZipEntry, _ field: String, at position: UInt64 = 0,
        expected: String, found: String
    ) -> ZipDisagreement {
        ZipDisagreement(
            rule: rule,
            offset: (entry.dataOffset ?? entry.localHeaderOffset) + position,
            entry: entry.exactName, field: field, expected: expected, found: found)
    }
}

extension UInt64 {
    /// The product, or the largest number when it is larger.
    fileprivate func multipliedClamping(by factor: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
