import Foundation
import Glibc
import Testing
import VectorSupport

/// What the program does that nobody sees in its files.
@Suite struct SecrecyTests {
    /// Of a process that is not dumpable the files in /proc belong to root (proc(5)). The program
    /// waits for a passphrase from a pipe then; nobody writes one.
    @Test(.enabled(if: Ordinary.canBeRun, "root without setpriv may do everything"))
    func theProcessThatHoldsAKeyIsNotDumped() async throws {
        try await withTemporaryFolder { folder in
            let program = try Ordinary(in: folder)
            _ = try SealFiles(in: folder)
            try Data("x".utf8).write(to: URL(filePath: folder + "/x.csv"))
            try #require(unsafe mkfifo(folder + "/pipe", 0o600) == 0)
            try program.handOver()
            let script = """
                exec 3<>pipe
                \(Ordinary.program) sign x.csv --output out.edoc --level B --seal seal.p12 \
                --passphrase-file pipe 3>&- & program=$!
                tries=0
                until [ "$(cat /proc/$program/comm)" = edoc-demo ] &&
                    [ "$(stat -c %u /proc/$program/status)" = 0 ] || [ $((tries += 1)) -gt 500 ]; do
                    sleep 0.02
                done
                echo "this $(stat -c %u /proc/$$/status)"
                echo "program $(stat -c %u /proc/$program/status)"
                kill -KILL $program
                """
            let outcome = try program.run(["sh", "-c", script])
            #expect(
                outcome.output == "this \(Ordinary.user)\nprogram 0\n", "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/out.edoc"))
        }
    }
}
