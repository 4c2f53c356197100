import Foundation
import Glibc
import VectorSupport

/// The built program as somebody without special rights runs it, in a folder of its own.
///
/// Tests that run as root hand the folder to the user nobody, and give up their rights by `setpriv`.
/// All paths are relative to the folder, so that nothing above it needs to be open to that user.
struct Ordinary {
    /// Where the program runs.
    let folder: String

    /// The number of the user who runs the program.
    static let user: uid_t = getuid() == 0 ? 65_534 : getuid()

    /// Whether there is a way to run it.
    static let canBeRun = getuid() != 0 || Command(named: "setpriv") != nil

    /// The name of the program in the folder.
    static let program = "./edoc-demo"

    /// Puts the program into `folder`.
    init(in folder: String) throws {
        self.folder = folder
        let copy = folder + "/edoc-demo"
        try FileManager.default.copyItem(atPath: Demo.command.path, toPath: copy)
    }

    /// Hands all that is in the folder now to the user.
    func handOver() throws {
        guard getuid() == 0 else { return }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        for path in [folder] + paths.map({ folder + "/" + $0 }) {
            guard unsafe lchown(path, Self.user, Self.user) == 0 else {
                throw POSIXError(.init(rawValue: errno) ?? .EIO)
            }
        }
    }

    /// Runs a program in the folder, for at most a minute.
    func run(_ arguments: [String]) throws -> Command.Outcome {
        guard let env = Command(named: "env") else { throw CocoaError(.fileNoSuchFile) }
        let identity = ["--reuid=\(Self.user)", "--regid=\(Self.user)", "--clear-groups"]
        return try env.run(
            (getuid() == 0 ? ["setpriv"] + identity : []) + arguments, in: folder, limit: 60)
    }
}
