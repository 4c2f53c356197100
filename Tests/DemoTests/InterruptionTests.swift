import Foundation
import Testing
import VectorSupport

/// SIGTERM in the middle of the work.
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
                tries=0
                until ls "\(out)" 2>/dev/null | grep -q edoc || [ $((tries += 1)) -gt 6000 ]; do
                    sleep 0.01
                done
                kill -TERM $program; wait $program; echo "status $?"
                """
            let outcome = try #require(Command(named: "sh")).run(["-c", script], limit: 240)
            let lineOfOutput = outcome.output.split(separator: "\n").map(String.init)
            let certified = Demo.files(in: out).filter { $0.hasSuffix(".edoc") }
            #expect(!certified.isEmpty && certified.count < 20_000)
            #expect(lineOfOutput.first == "Certified:      \(certified.count)")
            #expect(lineOfOutput.last == "status 130")
            #expect(
                outcome.errors.hasSuffix(
                    "error: interrupted: the rows of \(input) after row \(certified.count + 1) were "
                        + "not read; make a file of the header and them, and run again\n"))
            #expect(Demo.files(in: out).count == certified.count + IssueTests.trust.count)
            for name in certified {
                // The end of central directory record (APPNOTE 4.3.16) is the last of a container.
                let octets = try Vectors.octets(at: "\(out)/\(name)")
                #expect(Array(octets.suffix(22).prefix(4)) == [0x50, 0x4B, 0x05, 0x06])
            }
        }
    }

    /// The program is stopped again and again until it has written a part of the file: what it is
    /// told then finds it in the middle.
    @Test func anInterruptedExtractionLeavesNothing() async throws {
        try await withTemporaryFolder { folder in
            let (file, out) = (folder + "/large.csv", folder + "/new/out")
            var generator = SeededGenerator(seed: 6)
            let piece = (0..<65_536).map {
                $0 < 512 ? UInt8.random(in: 0...255, using: &generator) : 0
            }
            let octets = [[UInt8]](repeating: piece, count: 1_024).flatMap(\.self)
            try TrustTests.write(octets, to: file)
            let container = folder + "/x.edoc"
            #expect(try Demo.run("sign", file, "--output", container).status == 0)
            let before = Demo.files(in: folder)
            let script = """
                "\(Demo.command.path)" extract "\(container)" --output "\(out)" \
                --trust "\(container).trust" & program=$!
                state=; written=0; tries=0
                until [ "$state" = Z ] || [ "$written" -gt 0 ] || [ $((tries += 1)) -gt 20000 ]; do
                    kill -CONT $program; sleep 0.002; kill -STOP $program; state=
                    until [ "$state" = T ] || [ "$state" = Z ] || [ $((tries += 1)) -gt 20000 ]; do
                        state=$(sed -n 's/^State:.\\(.\\).*/\\1/p' /proc/$program/status)
                    done
                    written=$(stat -c %s "\(out)"/.edoc-*.tmp/0 2>/dev/null || echo 0)
                done
                echo "$written"; ls "\(out)"
                kill -TERM $program; kill -CONT $program; wait $program; echo "status $?"
                """
            let outcome = try #require(Command(named: "sh")).run(["-c", script], limit: 240)
            let lines = outcome.output.split(separator: "\n").map(String.init)
            // Nothing was seen under the file's name, and a part of it was written.
            #expect(lines.count == 2 && lines.last == "status 130", "\(outcome)")
            let written = try #require(lines.first.flatMap { Int($0) })
            #expect(0 < written && written < octets.count)
            #expect(
                outcome.errors == "error: interrupted; nothing is extracted from \(container)\n")
            #expect(Demo.files(in: folder) == before)
            #expect(!FileManager.default.fileExists(atPath: folder + "/new"))
        }
    }

    /// Nobody reads the output (any more): the work is done all the same.
    @Test func aClosedPipeDoesNotStopTheWork() async throws {
        try await withTemporaryFolder { folder in
            let script = """
                set -o pipefail; "\(Demo.command.path)" issue "\(Demo.sample)" --output \
                "\(folder)/out" 2>&1 | true; echo "status $?"
                """
            let outcome = try #require(Command(named: "bash")).run(["-c", script], limit: 120)
            // But what was to be read is lost.
            #expect(outcome.output == "status 1\n")
            #expect(Demo.files(in: folder + "/out").count == 11)
        }
    }
}
