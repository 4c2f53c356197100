import EDoc
import FoundationEssentials
import Glibc

/// One container in a file: a document of 64 KB, P-256.
enum SigningToFile {
    static let workloads: [Workload] = [
        written("tmpfs", to: "/dev/shm", durability: .unsynchronized),
        written("disk", to: "/var/tmp", durability: .unsynchronized),
        written("disk-synchronized", to: "/var/tmp", durability: .synchronized),
    ]

    private static func written(
        _ name: String, to parent: String, durability: ContainerSigner.Durability
    ) -> Workload {
        Workload(
            name: "sign/file/\(name)/p256", what: "64 KB, stored, into a file in \(parent)",
            bareWhat: "digests, CRC-32, one signature; open, write, sync as ours, rename",
            limit: nil, usesThreads: true
        ) {
            let fixture = try Fixture(key: .p256)
            let parts = try await fixture.parts()
            let container = try await fixture.signer.sign([fixture.file()])
            let bare = try fixture.bareCost()
            let folder = Folder(in: parent)
            return (
                { iterations in
                    for index in 0..<iterations {
                        try await fixture.signer.sign(
                            [fixture.file()], to: "\(folder.path)/ours-\(index % 64).edoc",
                            overwrite: true, durability: durability)
                    }
                },
                { iterations in
                    for index in 0..<iterations {
                        try bare.container(fixture.document, parts)
                        try write(
                            container, to: "\(folder.path)/bare-\(index % 64).edoc",
                            synchronized: durability == .synchronized)
                    }
                }
            )
        }
    }

    private static func write(_ octets: [UInt8], to path: String, synchronized: Bool) throws {
        let file = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0, Glibc.write(file, octets, octets.count) == octets.count,
            !synchronized || fsync(file) == 0
        else { throw BareCostError() }
        close(file)
        guard rename(path + ".new", path) == 0 else { throw BareCostError() }
    }

    /// A folder that is removed with this value.
    final class Folder: Sendable {
        let path: String

        init(in parent: String) {
            path = "\(parent)/swift-edoc-benchmark-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
            mkdir(path, 0o700)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }
}
