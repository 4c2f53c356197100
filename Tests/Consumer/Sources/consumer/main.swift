// What a service does: one signer, many requests at the same time. Links `EDoc` alone.
import EDoc

/// The folder of the seal: the argument, or that of the library's test vectors.
let folder =
    CommandLine.arguments.dropFirst().first
    ?? #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(5)
    .joined(separator: "/") + "/TestVectors/asic-e"

let signer = try PEMSigner(
    contentsOf: folder + "/seal.key.pem", certificates: folder + "/seal.pem")
let issuer = try ContainerSigner(
    signer: signer, parameters: SignatureParameters(level: .baselineB))

/// A document of its own for each request.
func document(_ number: Int) -> DataFile {
    DataFile(
        Array("Request \(number)\n".utf8), named: "request \(number).txt", mediaType: "text/plain")
}

let containers = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
    for number in 0..<64 {
        group.addTask { (number, try await issuer.sign([document(number)])) }
    }
    var containers: [Int: [UInt8]] = [:]
    for try await (number, container) in group { containers[number] = container }
    return containers
}

// Each is there, is a ZIP archive that begins with its media type, and holds its own document.
var failures = 0
for number in 0..<64 {
    let container = containers[number] ?? []
    let text = String(decoding: container, as: UTF8.self)
    if container.starts(with: [0x50, 0x4B, 0x03, 0x04])
        && text.contains("mimetypeapplication/vnd.etsi.asic-e+zip")
        && text.contains("URI=\"request%20\(number).txt\"")
    {
        continue
    }
    print("request \(number): not the container that was asked for")
    failures += 1
}

do {
    _ = try await issuer.sign([])
    print("no file at all was signed")
    failures += 1
} catch let error as EDocError {
    print("refused, as it should be: \(error)")
}

print("\(64 - failures) passed, \(failures) failed")
if failures > 0 { exitWithFailure() }
