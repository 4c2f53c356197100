import EDocSystem
import EDocZip
import Glibc
import Testing
import VectorSupport

/// What other people's readers make of the archives that are written here.
@Suite("Foreign readers") struct ForeignReaderTests {
    private static let python = Command(named: "python3")
    private static let unzip = Command(named: "unzip")
    private static let java = Command(named: "java")

    /// Names and contents of an archive with every kind of entry.
    private func sample() throws -> (entries: [(String, [UInt8])], octets: [UInt8]) {
        var generator = SeededGenerator(seed: 7)
        let entries = [
            ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8)),
            ("sertifikāts Nr. 1+2.pdf", text(70_000, &generator)),
            ("META-INF/signatures.xml", text(6_000, &generator)),
            ("mape/tukšs", []), ("mape/🎓", text(300_000, &generator)),
        ]
        let octets = try archive { writer in
            for (index, (name, contents)) in entries.enumerated() {
                let name = try EntryName(name)
                switch index {
                case 0:
                    try writer.writeStored(name, contents: contents.span, modified: time)
                case 1:
                    let checksum = CRC32(of: contents.span).value
                    try writer.beginStored(
                        name, size: UInt64(contents.count), crc32: checksum, modified: time)
                    try writer.append(contents.span)
                    try writer.endEntry()
                case 2:
                    try writer.writeDeflated(name, contents: contents.span, modified: time)
                default:
                    try writer.beginDeflated(name, modified: time)
                    try writer.append(contents.span)
                    try writer.endEntry()
                }
            }
        }
        return (entries, octets)
    }

    /// 70,000 empty files, for which zip64 records are needed.
    private func many() throws -> [UInt8] {
        try archive { writer in
            for index in 0..<70_000 {
                try writer.writeStored(EntryName("\(index)"), contents: Span(), modified: time)
            }
        }
    }

    private func write(_ octets: [UInt8], to path: String) throws {
        let descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        defer { close(descriptor) }
        var sink = FileDescriptorSink(descriptor)
        try sink.write(octets.span)
        try sink.flush()
    }

    /// One line an entry: CRC-32, size and name.
    private func listing(_ entries: [(String, [UInt8])]) -> String {
        entries.map { name, contents in
            "\(CRC32(of: contents.span).value) \(contents.count) \(name)\n"
        }.joined()
    }

    @Test(
        "Python's zipfile reads every entry",
        .enabled(if: python != nil, "python3 is not installed"))
    func pythonReads() async throws {
        let python = try #require(Self.python)
        let script = """
            import sys, zipfile, zlib
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                for entry in archive.infolist():
                    assert entry.date_time == (2024, 7, 15, 17, 25, 0), entry.date_time
                    data = archive.read(entry)
                    line = f"{zlib.crc32(data)} {len(data)} {entry.filename}\\n"
                    sys.stdout.buffer.write(line.encode())
            """
        try await withTemporaryFolder { folder in
            let (entries, octets) = try sample()
            try write(octets, to: folder + "/a.zip")
            let outcome = try python.run(["-c", script, folder + "/a.zip"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output == listing(entries))
            try write(many(), to: folder + "/b.zip")
            let count = "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))"
            #expect(try python.run(["-c", count, folder + "/b.zip"]).output == "70000\n")
        }
    }

    @Test("unzip finds no error", .enabled(if: unzip != nil, "unzip is not installed"))
    func unzipReads() async throws {
        let unzip = try #require(Self.unzip)
        try await withTemporaryFolder { folder in
            try write(sample().octets, to: folder + "/a.zip")
            let outcome = try unzip.run(["-tqq", folder + "/a.zip"])
            #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
            try write(many(), to: folder + "/b.zip")
            #expect(try unzip.run(["-tqq", folder + "/b.zip"]).status == 0)
        }
    }

    @Test(
        "unzip takes out files under their names, which their owner can read",
        .enabled(if: unzip != nil, "unzip is not installed"))
    func unzipNames() async throws {
        let names = ["ā b.txt", "Ķīmija/č.txt", "a.txt"]
        let written = try archive { writer in
            for name in names {
                try writer.writeStored(
                    EntryName(name), contents: Array(name.utf8).span, modified: time)
            }
        }
        let environment = try #require(Command(named: "env"))
        try await withTemporaryFolder { folder in
            try write(written, to: folder + "/a.zip")
            let outcome = try environment.run(
                ["LC_ALL=C.UTF-8", "unzip", "-qq", folder + "/a.zip", "-d", folder + "/out"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            for name in names {
                #expect(try Vectors.octets(at: folder + "/out/" + name) == Array(name.utf8))
            }
        }
    }

    @Test(
        "Java's ZipInputStream and ZipFile read every entry",
        .enabled(if: java != nil, "java is not installed"))
    func javaReads() async throws {
        let java = try #require(Self.java)
        let program = """
            import java.io.*;
            import java.nio.charset.StandardCharsets;
            import java.util.*;
            import java.util.zip.*;
            public class Listing {
                static void print(PrintStream out, String name, InputStream in) throws IOException {
                    byte[] data = in.readAllBytes();
                    CRC32 crc = new CRC32();
                    crc.update(data);
                    out.print(crc.getValue() + " " + data.length + " " + name + "\\n");
                }
                public static void main(String[] arguments) throws IOException {
                    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
                    try (ZipFile file = new ZipFile(arguments[0])) {
                        for (ZipEntry entry : Collections.list(file.entries()))
                            print(out, entry.getName(), file.getInputStream(entry));
                    }
                    try (ZipInputStream in =
                            new ZipInputStream(new FileInputStream(arguments[0]))) {
                        for (ZipEntry entry; (entry = in.getNextEntry()) != null; )
                            print(out, entry.getName(), in);
                    }
                    int count = 0;
                    try (ZipInputStream in =
                            new ZipInputStream(new FileInputStream(arguments[1]))) {
                        while (in.getNextEntry() != null) count++;
                    }
                    try (ZipFile file = new ZipFile(arguments[1])) {
                        out.print(count + " " + file.size() + "\\n");
                    }
                }
            }
            """
        try await withTemporaryFolder { folder in
            let (entries, octets) = try sample()
            try write(Array(program.utf8), to: folder + "/Listing.java")
            try write(octets, to: folder + "/a.zip")
            try write(many(), to: folder + "/b.zip")
            let outcome = try java.run([
                folder + "/Listing.java", folder + "/a.zip", folder + "/b.zip",
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output == listing(entries) + listing(entries) + "70000 70000\n")
        }
    }
}
