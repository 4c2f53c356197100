import EDocZip
import FuzzDriver

/// A name that is taken is a relative UTF-8 path that cannot leave its folder, and comes out as it
/// went in.
@main enum FuzzEntryName: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        let octets = input.indices.map { input[$0] }
        for allowingFolder in [false, true] {
            guard let name = try? EntryName(octets: octets, allowingFolder: allowingFolder) else {
                continue
            }
            precondition(name.octets == octets)
            precondition(String(validating: octets, as: UTF8.self) != nil)
            precondition(name.description.utf8.elementsEqual(octets))
            precondition(allowingFolder || !name.isFolder)
            let segments = octets.split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            for (index, segment) in segments.enumerated() {
                let isFolderEnd = index == segments.count - 1 && index > 0 && name.isFolder
                precondition(!segment.isEmpty || isFolderEnd)
                precondition(!segment.elementsEqual(".".utf8) && !segment.elementsEqual("..".utf8))
                precondition(!segment.contains { $0 < 0x20 || $0 == 0x7f || $0 == 0x5c })
            }
            precondition((try? EntryName(name.description, allowingFolder: true)) == name)
            var names = EntryNameSet()
            precondition(names.insert(name) == nil)
            precondition(names.insert(name) != nil)
        }
    }
}
