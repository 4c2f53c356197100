@testable import EDoc
import EDocSystem
import EDocZip
import Testing

/// EN 319 162-1 §4.4: what the entries of an archive are, without any policy.
struct ContainerTests {
    private static func container(_ names: [String]) throws -> Container {
        // The writer makes no folders: their names get the `/` at the end afterwards.
        let octets = try TestContainer.archive(
            names.map { name in
                name.hasSuffix("/") ? (name.dropLast() + "~", []) : (name, [1])
            }
        ).map { $0 == UInt8(ascii: "~") ? UInt8(ascii: "/") : $0 }
        return try Container(MemorySource(octets), limits: ZipLimits(), budget: WorkBudget())
    }

    private static func names(_ places: [Int], _ container: Container) -> [String] {
        places.map { String(decoding: container.reader.entries[$0].nameOctets, as: UTF8.self) }
    }

    @Test("Each entry is one thing")
    func sorted() throws {
        let container = try Self.container([
            "mimetype", "b.txt", "META-INF/", "META-INF/signatures0.xml", "META-INF/manifest.xml",
            "META-INF/other", "folder/a.txt", "META-INF/x.p7s",
        ])
        #expect(container.mimetype == 0)
        #expect(Self.names(container.dataFiles, container) == ["b.txt", "folder/a.txt"])
        #expect(container.dataEntries.count == 2 && container.oddities.isEmpty)
        #expect(container.meta.signatures == [3] && container.meta.manifest == 4)
        #expect(container.meta.cades == [7] && container.meta.others == 1)
        #expect(container.otherNames.count == 6)
        #expect(container.place(of: OctetString("folder/a.txt")) == 6)
        #expect(container.place(of: OctetString("folder/b.txt")) == nil)
        #expect(container.format(mimetype: nil) == .asicEXAdES)
        #expect(container.format(mimetype: "application/vnd.etsi.asic-s+zip") == .asicS)
    }

    @Test("What is strange is kept, in the order of the archive")
    func strange() throws {
        let container = try Self.container([
            "empty/", "meta-inf/a.txt", "Meta-Inf/", "mimetype", "x/empty/",
        ])
        #expect(container.oddities.map(\.place) == [0, 1, 2, 4])
        #expect(
            container.oddities.map(\.oddity) == [
                .emptyFolder, .otherMetaInf, .otherMetaInf, .emptyFolder,
            ])
        // A signature can cover none of the folders but those that a system takes for META-INF.
        #expect(Self.names(container.dataFiles, container) == ["meta-inf/a.txt", "Meta-Inf/"])
        #expect(container.mimetype == 3)
    }

    @Test("A file that is no archive is told by its first octets")
    func noArchive() throws {
        let source = MemorySource(Array("%PDF-1.7 of something".utf8))
        let container = try Container(source, limits: ZipLimits(), budget: WorkBudget())
        #expect(container.format(mimetype: nil) == .pdf && container.dataFiles.isEmpty)
        #expect(container.size == 21 && container.mimetype == nil)
    }

    @Test("When the budget stops, a part is sorted")
    func stopped() throws {
        let octets = try TestContainer.archive(
            (0..<200).map { (name: "file\($0)", contents: []) })
        let source = MemorySource(octets)
        let whole = WorkBudget()
        _ = try Container(source, limits: ZipLimits(), budget: whole)
        let steps = whole.spent(of: .steps)
        let budget = WorkBudget(.init(steps: steps - 100))
        let container = try Container(source, limits: ZipLimits(), budget: budget)
        #expect(budget.stop != nil)
        #expect((90..<110).contains(container.dataFiles.count))
    }
}
