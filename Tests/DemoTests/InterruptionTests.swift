import Foundation
import Testing
import VectorSupport

/// SIGINT in the middle of a batch.
@Suite struct InterruptionTests {
    /// What has been begun is finished, the rest is told, and every file is whole.
    @Test func theFirstInterruptionStopsCleanly() async throws {
        try await withTemporaryFolder { folder in
            let lines = try Demo.sampleLines()
            var text = lines[0] + "\n"
            for number in 1...20_000 {
                let digits = String(String(1_000_000 + number).dropFirst())
                text +=
                    lines[1].replacingOccurrences(of: "999999000001", with: "999999" + digits)
                    .replacingOccurrences(of: "2024-000001", with: "row-\(number)") + "\n"
            }
            let input = folder + "/in.csv"
            try Data(text.utf8).write(to: URL(filePath: input))
            let out = folder + "/out"
            let script = """
                "\(Demo.command.path)" issue "\(input)" --output "\(out)" --jobs 4 & program=$!
                until ls "\(out)" 2>/dev/null | grep -q edoc; do sleep 0.01; done
                kill -TERM $program; wait $program; echo "status $?"
                """
            let outcome = try #require(Command(named: "sh")).run(["-c", script])
            let lineOfOutput = outcome.output.split(separator: "\n").map(String.init)
            let certified = Demo.files(in: out).filter { $0.hasSuffix(".edoc") }
            #expect(!certified.isEmpty && certified.count < 20_000)
            #expect(lineOfOutput.first == "Certified:      \(certified.count)")
            #expect(lineOfOutput.last == "status 130")
            #expect(
                outcome.errors.hasSuffix(
                    "error: interrupted: the rows of \(input) after row \(certified.count + 1) were "
                        + "not read; make a file of them and run again\n"))
            #expect(Demo.files(in: out).count == certified.count + IssueTests.trust.count)
            for name in certified {
                // The end of central directory record (APPNOTE 4.3.16) is the last of a container.
                let octets = try Vectors.octets(at: "\(out)/\(name)")
                #expect(Array(octets.suffix(22).prefix(4)) == [0x50, 0x4B, 0x05, 0x06])
            }
        }
    }

    /// Nobody reads the output (any more): the work is done all the same.
    @Test func aClosedPipeDoesNotStopTheWork() async throws {
        try await withTemporaryFolder { folder in
            let script = """
                set -o pipefail; "\(Demo.command.path)" issue "\(Demo.sample)" --output \
                "\(folder)/out" 2>&1 | true; echo "status $?"
                """
            let outcome = try #require(Command(named: "bash")).run(["-c", script])
            #expect(outcome.output == "status 0\n")
            #expect(Demo.files(in: folder + "/out").count == 11)
        }
    }
}
