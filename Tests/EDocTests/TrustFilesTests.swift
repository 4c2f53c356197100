import EDoc
import EDocTesting
import Foundation
import Testing
import VectorSupport

/// Certificates and revocation data of files and folders, as somebody names them.
struct TrustFilesTests {
    private static let begin = Date(timeIntervalSince1970: 1_767_225_600)
    private static let end = begin + 3_650 * 86_400
    private static let authority = Result {
        try VirtualCA(name: "TEST", key: .p256, validFrom: begin, validTo: end)
    }
    /// OCSPResponse { responseStatus tryLater }
    private static let tryLater: [UInt8] = [0x30, 0x03, 0x0A, 0x01, 0x03]

    private static func pem(_ octets: [UInt8], _ label: String) -> [UInt8] {
        let text = Data(octets).base64EncodedString(options: .lineLength64Characters)
        return Array("-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n".utf8)
    }

    private static func write(_ octets: [UInt8], _ path: String) throws {
        try Data(octets).write(to: URL(filePath: path))
    }

    /// Expects an error of this code whose message is `message`, also for those who only know
    /// Foundation's way to ask for it.
    private static func expect<Value>(
        _ code: EDocError.Code, _ message: String, _ body: () throws -> Value,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: EDocError.self, sourceLocation: sourceLocation) {
            try body()
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
        #expect(error?.message == message, sourceLocation: sourceLocation)
        let any: (any Error)? = error
        #expect(any?.localizedDescription == message, sourceLocation: sourceLocation)
    }

    @Test("Each form is read, from a file of its own and from a folder of all of them")
    func forms() async throws {
        let authority = try Self.authority.get()
        let root = authority.root
        let list = try authority.rootCRL(thisUpdate: Self.begin, nextUpdate: Self.end)
        try await withTemporaryFolder { folder in
            let files: [(name: String, octets: [UInt8], counts: [Int])] = [
                ("a.pem", Array(root.pemEncoded.utf8), [1, 0, 0]),
                ("b.cer", root.derEncoded, [1, 0, 0]),
                ("c.crl", list.derEncoded, [0, 1, 0]),
                ("d.crl.pem", Self.pem(list.derEncoded, "X509 CRL"), [0, 1, 0]),
                ("e.ors", Self.tryLater, [0, 0, 1]),
                ("f.ors.pem", Self.pem(Self.tryLater, "OCSP RESPONSE"), [0, 0, 1]),
                (
                    "g.pem",
                    Array(authority.intermediate.pemEncoded.utf8)
                        + Self.pem(list.derEncoded, "X509 CRL")
                        + Self.pem(Self.tryLater, "OCSP RESPONSE"), [1, 1, 1]
                ),
            ]
            for file in files {
                let path = folder + "/" + file.name
                try Self.write(file.octets, path)
                let read = try TrustFiles(contentsOf: path)
                let counts = [
                    read.certificates.count, read.revocationLists.count, read.ocspResponses.count,
                ]
                #expect(counts == file.counts, "\(file.name)")
            }
            try Self.write(Array("Read me.\n".utf8), folder + "/README")
            try Self.write([0], folder + "/.hidden")
            try FileManager.default.createDirectory(
                atPath: folder + "/below", withIntermediateDirectories: false)
            let all = try TrustFiles(contentsOf: folder)
            #expect(all.certificates == [root, authority.intermediate])
            #expect(all.revocationLists.map(\.derEncoded) == [list, list, list].map(\.derEncoded))
            #expect(
                all.ocspResponses.map(\.derEncoded) == [
                    Self.tryLater, Self.tryLater, Self.tryLater,
                ])
            #expect(all.unusedFiles == ["README"])
            let anchors = try TrustAnchors(contentsOf: folder)
            #expect(anchors == TrustAnchors(allRoles: [root, authority.intermediate]))
        }
    }

    @Test("An error names the file, what it is and what is expected")
    func errors() async throws {
        let list = try Self.authority.get().rootCRL(thisUpdate: Self.begin, nextUpdate: nil)
        try await withTemporaryFolder { folder in
            let path = folder + "/file"
            Self.expect(
                .unreadableFile,
                "\"\(path)\" cannot be read: No such file or directory (open, errno 2)"
            ) { try TrustAnchors(contentsOf: path) }
            try Self.write(Array("Read me.\n".utf8), path)
            Self.expect(
                .noCertificate,
                "\"\(path)\" is neither a certificate nor revocation data; expected one in PEM or "
                    + "DER"
            ) { try TrustAnchors(contentsOf: path) }
            try Self.write(list.derEncoded, path)
            for place in [path, folder] {
                Self.expect(
                    .noCertificate,
                    "no certificate in \"\(place)\", so nobody would be trusted; expected one in "
                        + "PEM or DER"
                ) { try TrustAnchors(contentsOf: place) }
            }
            try Self.write(Self.pem([0x30, 0x00], "X509 CRL"), path)
            let damaged = #expect(throws: EDocError.self) { try TrustFiles(contentsOf: folder) }
            #expect(damaged?.code == .malformedRevocationData)
            #expect(
                damaged?.message.hasPrefix("\"\(path)\", line 1: not a revocation list") == true)
            try Self.write(Array(#"{"name": "x", "rules": {"X1": "fail"}}"#.utf8), path)
            Self.expect(
                .invalidPolicy, "\"\(path)\": rules: there is no rule \"X1\""
            ) { try ValidationPolicy(contentsOf: path) }
            try Self.write(Array(#"{"name": "x", "rules": {"C10": "ignore"}}"#.utf8), path)
            #expect(try ValidationPolicy(contentsOf: path).name == "x")
            Self.expect(
                .unreadableFile, "\"\(folder)\" is a folder, and a file is expected"
            ) { try ValidationPolicy(contentsOf: folder) }
        }
    }
}
