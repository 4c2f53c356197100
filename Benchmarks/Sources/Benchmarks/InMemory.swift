import EDoc
import EDocTesting
import FoundationEssentials
import Glibc

/// The validation of the containers of a folder, held in memory: what a run over their files is compared
/// with.
struct InMemory {
    let folder: String
    /// The folder of what is trusted.
    let trust: String
    /// How often all of them are validated.
    let rounds: Int

    /// Prints the microseconds of processor time that one validation takes.
    func run() async throws {
        let files = try TrustFiles(contentsOf: trust)
        let validator = ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: files.certificates),
            revocationLists: files.revocationLists, threads: BlockingThreads(limit: 2))
        let containers = try Self.names(in: folder).map { Array(try Data(contentsOf: $0)) }
        guard !containers.isEmpty else { throw CocoaError(.fileNoSuchFile) }
        let now = Date()
        let start = WithServices.processorTime()
        for _ in 0..<rounds {
            for octets in containers {
                let report = try await validator.validate(octets, at: now)
                guard report.isValid else { throw CocoaError(.fileReadCorruptFile) }
                // The words are part of the work.
                precondition(!report.text.isEmpty)
            }
        }
        let seconds = WithServices.processorTime() - start
        print(Int((seconds * 1e6 / Double(rounds * containers.count)).rounded()))
    }

    private static func names(in folder: String) throws -> [URL] {
        guard let open = opendir(folder) else { throw CocoaError(.fileReadNoSuchFile) }
        defer { closedir(open) }
        var found: [URL] = []
        while let entry = readdir(open) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { octets in
                String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".edoc") { found.append(URL(filePath: folder + "/" + name)) }
        }
        return found
    }
}
