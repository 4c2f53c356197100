import Foundation
import Glibc
import Testing
import VectorSupport

@testable import edoc_demo

/// What stands where a file is expected and is none, for each kind of input: one wording, one exit
/// status, and nobody waits.
@Suite(.enabled(if: Ordinary.canBeRun, "root without setpriv reads everything"))
struct InputKindTests {
    /// What is in the place of the file.
    enum Thing: String, CaseIterable {
        case pipe
        case null = "/dev/null"
        case zero = "/dev/zero"
        case folder
        case closed
        case nowhere

        /// What is said of it.
        func predicate(_ kind: Kind) -> String {
            switch self {
            case .pipe where kind.isReadOnce:
                "is a pipe that nobody writes to, and a file is expected"
            case .pipe: "is a pipe, and a file is expected: it is read more than once"
            case .null, .zero: "is a device or a socket, and a file is expected"
            case .folder where kind == .data:
                "is a folder, and a file is expected: name each file of it"
            case .folder: "is a folder, and a file is expected"
            case .closed: "cannot be read: Permission denied (open, errno 13)"
            case .nowhere: "cannot be read: No such file or directory (open, errno 2)"
            }
        }
    }

    /// What the file is for.
    enum Kind: CaseIterable {
        case results, thresholds, seal, certificate, passphrase, data
        case trust, trustTSA, trustOCSP, lists, policy, container, extracted

        /// Whether a pipe will do.
        var isReadOnce: Bool {
            switch self {
            case .seal, .data, .container, .extracted: false
            default: true
            }
        }

        /// The arguments of the program.
        func arguments(_ path: String) -> [String] {
            let issue = ["issue", "--output", "out"]
            let sign = [
                "sign", "--output", "out.edoc", "--level", "B", "--seal", "key.pem",
                "--seal-certificate",
                "chain.pem", "--time", Demo.time,
            ]
            let validate = ["validate", "x.edoc", "--trust", "chain.pem"]
            return switch self {
            case .results: issue + [path]
            case .thresholds: issue + ["x.csv", "--thresholds", path]
            case .seal: issue + ["x.csv", "--level", "B", "--seal", path]
            case .certificate:
                issue + ["x.csv", "--level", "B", "--seal", "key.pem", "--seal-certificate", path]
            case .passphrase:
                issue + ["x.csv", "--level", "B", "--seal", "seal.p12", "--passphrase-file", path]
            case .data: sign + ["--media-type", "text/csv", path]
            case .trust: ["validate", "x.edoc", "--trust", path]
            case .trustTSA: validate + ["--trust-tsa", path]
            case .trustOCSP: validate + ["--trust-ocsp", path]
            case .lists: validate + ["--crl", path]
            case .policy: validate + ["--policy", path]
            case .container: ["validate", path, "--trust", "chain.pem"]
            case .extracted: ["extract", path, "--trust", "chain.pem", "--output", "out"]
            }
        }

        /// The option that a message about the arguments begins with; nil when it is about a file.
        private var option: String? {
            switch self {
            case .trust: "--trust"
            case .trustTSA: "--trust-tsa"
            case .trustOCSP: "--trust-ocsp"
            case .lists: "--crl"
            case .policy: "--policy"
            default: nil
            }
        }

        /// Without the file nothing can be validated: the arguments are wrong.
        var status: Int32 { option == nil ? 1 : 2 }

        /// The whole line about `thing`.
        func message(_ thing: Thing) -> String {
            let name = "\"\(thing.rawValue)\""
            let prefix = option.map { "error: \($0): " } ?? "error: "
            switch (self, thing) {
            case (.trust, .folder), (.trustTSA, .folder), (.trustOCSP, .folder):
                return prefix + "no certificate in \(name), so nobody would be trusted; "
                    + "expected one in PEM or DER"
            case (.lists, .folder):
                return prefix + "no revocation list in \(name); expected one in PEM or DER"
            case (.container, .folder):
                return prefix
                    + "\(name) is a folder without containers; expected files that end in "
                    + InputFiles.suffixes.joined(separator: ", ")
                    + "; a folder of certificates is named with --trust"
            case (.policy, _):
                return prefix + "\(name) \(thing.predicate(self)); expected baseline, "
                    + "lenient-container, latvian-2014 or a file in JSON"
            default:
                return prefix + "\(name) \(thing.predicate(self))"
            }
        }
    }

    @Test func eachIsNamedInOneWay() async throws {
        try await withTemporaryFolder { folder in
            let program = try Ordinary(in: folder)
            _ = try SealFiles(in: folder)
            try FileManager.default.copyItem(atPath: Demo.sample, toPath: folder + "/x.csv")
            try Data().write(to: URL(filePath: folder + "/closed"))
            try FileManager.default.createDirectory(
                atPath: folder + "/folder", withIntermediateDirectories: false)
            try #require(unsafe mkfifo(folder + "/pipe", 0o600) == 0)
            try #require(unsafe symlink("none", folder + "/nowhere") == 0)
            try program.handOver()
            try #require(unsafe chmod(folder + "/closed", 0) == 0)
            let before = Demo.files(in: folder)
            for kind in Kind.allCases {
                for thing in Thing.allCases {
                    let arguments = kind.arguments(thing.rawValue)
                    let outcome = try program.run([Ordinary.program] + arguments)
                    let lines = outcome.errors.split(separator: "\n").map(String.init)
                    #expect(lines.first == kind.message(thing), "\(arguments): \(outcome)")
                    #expect(outcome.status == kind.status, "\(arguments): \(outcome)")
                    // Of a folder the sum is told.
                    let isFolder = kind == .container && thing == .folder
                    #expect(outcome.output.isEmpty != isFolder, "\(arguments): \(outcome)")
                    // What is wrong with the arguments comes with how they are used.
                    #expect((lines.count == 1) == (kind.status == 1), "\(arguments): \(outcome)")
                }
            }
            #expect(Demo.files(in: folder) == before)
        }
    }
}
