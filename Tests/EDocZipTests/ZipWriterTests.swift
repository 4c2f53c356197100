import EDocZip
import Testing

@Suite("ZipWriter") struct ZipWriterTests {
    let time = MSDOSDateTime(secondsSince1970: 1_700_000_000)

    @Test("A stored first entry stands where EN 319 162-1 A.1 wants it")
    func mimetype() throws {
        let type = Array("application/vnd.etsi.asic-e+zip".utf8)
        var writer = ZipWriter(to: MemorySink())
        try writer.writeStored(EntryName("mimetype"), contents: type.span, modified: time)
        let bytes = try writer.finish().bytes
        #expect(bytes[0..<4] == [0x50, 0x4b, 0x03, 0x04])
        #expect(bytes[8..<10] == [0, 0])
        #expect(bytes[18..<22] == [31, 0, 0, 0])
        #expect(bytes[28..<30] == [0, 0])
        #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
        #expect(Array(bytes[38..<69]) == type)
    }
}
