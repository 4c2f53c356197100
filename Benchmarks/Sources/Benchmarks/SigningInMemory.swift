import CEDocZlib
import EDoc
import EDocTesting

/// One container in memory: a document of 64 KB, one signature.
enum SigningInMemory {
    static let workloads: [Workload] =
        [
            stored("p256", .p256, limit: 1.25),
            stored("p384", .p384, limit: 1.05),
            stored("p521", .p521, limit: nil),
            stored("rsa2048", .rsa2048, limit: 1.10),
            stored("rsa3072", .rsa3072, limit: 1.05),
            stored("rsa4096", .rsa4096, limit: 1.05),
            stored("rsa2048-pss", .rsa2048, .rsaPSSSHA256, limit: nil),
            deflated(level: 6), deflated(level: 1), prefixed, prefixedAgainstPlain,
        ]

    static func stored(
        _ name: String, _ key: VirtualKeyType, _ algorithm: SignatureAlgorithm? = nil,
        limit: Double?
    ) -> Workload {
        Workload(
            name: "sign/memory/stored/\(name)", what: "64 KB, stored, \(name)",
            bareWhat: "digests, CRC-32, one signature", limit: limit
        ) {
            let fixture = try Fixture(key: key, algorithm: algorithm)
            let parts = try await fixture.parts()
            let bare = try fixture.bareCost()
            return (
                { iterations in
                    for _ in 0..<iterations {
                        _ = try await fixture.signer.sign([fixture.file()])
                    }
                },
                { iterations in
                    for _ in 0..<iterations { try bare.container(fixture.document, parts) }
                }
            )
        }
    }

    static func deflated(level: Int) -> Workload {
        Workload(
            name: "sign/memory/deflated-\(level)/p256",
            what: "64 KB of text, deflated at level \(level), P-256",
            bareWhat: "as stored, and zlib at the same level", limit: 1.10
        ) {
            let fixture = try Fixture(key: .p256, document: Fixture.text(of: 65_536))
            let parts = try await fixture.parts()
            let bare = try fixture.bareCost()
            let deflate = try BareDeflate(level: level)
            let file = fixture.file(.deflated(level: level))
            return (
                { iterations in
                    for _ in 0..<iterations { _ = try await fixture.signer.sign([file]) }
                },
                { iterations in
                    for _ in 0..<iterations {
                        try bare.container(fixture.document, parts)
                        try deflate.deflate(fixture.document)
                    }
                }
            )
        }
    }

    /// 74 % of the document are a prefix that was hashed before.
    static let prefixed = Workload(
        name: "sign/memory/prefix/p256", what: "64 KB of which 74 % are a shared prefix, P-256",
        bareWhat: "of the whole document", limit: 1.0
    ) {
        let fixture = try Fixture(key: .p256)
        let parts = try await fixture.parts()
        let bare = try fixture.bareCost()
        let file = try prefixedFile(fixture)
        return (
            { iterations in
                for _ in 0..<iterations { _ = try await fixture.signer.sign([file]) }
            },
            { iterations in
                for _ in 0..<iterations { try bare.container(fixture.document, parts) }
            }
        )
    }

    /// Here the second body is ours too, without the prefix.
    static let prefixedAgainstPlain = Workload(
        name: "sign/memory/prefix-against-plain/p256",
        what: "64 KB of which 74 % are a shared prefix, P-256",
        bareWhat: "the same container without sharing", limit: 1 / 1.5
    ) {
        let fixture = try Fixture(key: .p256)
        let shared = try prefixedFile(fixture)
        return (
            { iterations in
                for _ in 0..<iterations { _ = try await fixture.signer.sign([shared]) }
            },
            { iterations in
                for _ in 0..<iterations { _ = try await fixture.signer.sign([fixture.file()]) }
            }
        )
    }

    private static func prefixedFile(_ fixture: Fixture) throws -> DataFile {
        let cut = fixture.document.count * 74 / 100
        return DataFile(
            try DataFile.Prefix(Array(fixture.document[..<cut])),
            followedBy: Array(fixture.document[cut...]), named: "document.pdf",
            mediaType: "application/pdf")
    }
}

extension BareCost {
    /// What the container of `document` cannot do without.
    func container(_ document: [UInt8], _ parts: Fixture.Parts) throws {
        try digest(document)
        crc(document)
        try digest(parts.signedProperties)
        try digest(parts.signedInfo)
        try sign()
        crc(parts.signatureFile)
        crc(parts.manifest)
    }
}

/// zlib's raw deflate of one buffer, with a stream that is kept.
///
/// `@unchecked Sendable`: one task at a time uses it.
final class BareDeflate: @unchecked Sendable {
    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: 1 << 20)

    init(level: Int) throws {
        guard
            CEDocZlib_deflateInit2(&stream, Int32(level), -15, 8, Z_DEFAULT_STRATEGY) == Z_OK
        else { throw BareCostError() }
    }

    deinit { deflateEnd(&stream) }

    func deflate(_ bytes: [UInt8]) throws {
        deflateReset(&stream)
        var bytes = bytes
        try bytes.withUnsafeMutableBufferPointer { input in
            try output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                guard CEDocZlib.deflate(&stream, Z_FINISH) == Z_STREAM_END else {
                    throw BareCostError()
                }
            }
        }
    }
}
