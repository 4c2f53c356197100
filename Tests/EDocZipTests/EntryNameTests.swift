import EDocEncoding
import EDocZip
import Testing

@Suite("EntryName") struct EntryNameTests {
    @Test(
        "Names that lead outside or mean another name elsewhere are refused with the reason",
        arguments: [
            ("", "it is empty, and an entry needs a name"),
            ("/a", "it is absolute; a name is relative, without '/' at its beginning"),
            ("/", "it is absolute; a name is relative, without '/' at its beginning"),
            ("..", "it has the segment '..', which leads out of its folder"),
            ("a/../b", "it has the segment '..', which leads out of its folder"),
            ("a/..", "it has the segment '..', which leads out of its folder"),
            (".", "it has the segment '.'"),
            ("./a", "it has the segment '.'"),
            ("a/./b", "it has the segment '.'"),
            ("a//b", "it has an empty segment: '/' follows '/'"),
            ("a/", "it ends with '/', which is the form of a folder's name, not of a file's"),
            ("a\\b", "it holds a backslash, which some systems read as '/'"),
            ("a\0b", "it holds a NUL byte"),
            ("a\nb", "it holds a control character"),
            ("a\u{7f}", "it holds a control character"),
            ("a\u{85}b", "it holds a control character"),
            ("C:a", "it begins with a drive letter; a name is relative to the archive"),
            ("z:/a", "it begins with a drive letter; a name is relative to the archive"),
            ("mimetype ", "a segment ends with a space, which some systems drop"),
            ("a /b", "a segment ends with a space, which some systems drop"),
            ("a.", "a segment ends with '.', which some systems drop"),
            ("...", "a segment ends with '.', which some systems drop"),
            (
                "a" + String(repeating: "\u{301}", count: 31),
                "it holds more than 30 combining marks in a row"
            ),
        ])
    func refused(name: String, reason: String) {
        let error = #expect(throws: ZipError(.entryName, "")) { try EntryName(name) }
        #expect(
            error?.description == "The entry name \(PlainText.quoted(name)) is refused: \(reason)")
    }

    @Test("What is not UTF-8 is refused")
    func encoding() {
        for octets: [UInt8] in [[0x61, 0xff], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80]] {
            let error = #expect(throws: ZipError(.entryName, "")) {
                try EntryName(octets: octets)
            }
            #expect(error?.message.hasSuffix("is refused: it is not UTF-8") == true)
        }
    }

    @Test("A name longer than the format holds is refused, and the message stays short")
    func length() {
        let error = #expect(throws: ZipError(.entryName, "")) {
            try EntryName(String(repeating: "a", count: 70_000))
        }
        #expect(error?.message.hasSuffix("it has 70000 bytes, and the format holds 65535") == true)
        #expect((error?.message.utf8.count ?? 0) < 400)
        #expect(throws: Never.self) { try EntryName(String(repeating: "a", count: 65_535)) }
    }

    @Test(
        "Ordinary names are taken as they are",
        arguments: [
            "mimetype", "META-INF/manifest.xml", "sertifikāts Nr. 1.pdf", "a/b/c", "..a", ".a",
            " a", "a b", "🎓.pdf", "e\u{301}.txt", "ab:c", "1:2",
            String(repeating: "a" + String(repeating: "\u{301}", count: 30), count: 2),
        ])
    func accepted(name: String) throws {
        let entryName = try EntryName(name)
        #expect(entryName.octets == Array(name.utf8))
        #expect(entryName.description.utf8.elementsEqual(name.utf8))
        #expect(!entryName.isFolder)
    }

    @Test("A folder's name needs to be allowed")
    func folder() throws {
        #expect(try EntryName("a/", allowingFolder: true).isFolder)
        #expect(throws: ZipError(.entryName, "")) { try EntryName("a//", allowingFolder: true) }
    }

    @Test("Names are equal when their bytes are")
    func equality() throws {
        let composed = try EntryName("\u{101}")
        let decomposed = try EntryName("a\u{304}")
        #expect(composed.description == decomposed.description)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
    }

    @Test("Names in META-INF are recognised in any case")
    func metaInf() throws {
        for name in ["META-INF/a", "meta-inf/a", "META-INF", "Meta-Inf/b/c"] {
            #expect(try EntryName(name).isInMetaInf, "\(name)")
        }
        for name in ["META-INFO/a", "META_INF/a", "META-IN", "a/META-INF/b", "METAMINF"] {
            #expect(try !EntryName(name).isInMetaInf, "\(name)")
        }
    }

    @Test("A set knows names that look the same")
    func duplicates() throws {
        var names = EntryNameSet()
        #expect(try names.insert(EntryName("\u{101}.txt")) == nil)
        #expect(try names.insert(EntryName("b")) == nil)
        let same = #expect(throws: ZipError(.duplicateEntryName, "")) {
            try names.insertUnique(EntryName("b"))
        }
        #expect(
            same?.message
                == #"The entry name "b" is refused: the archive has an entry of this name already"#)
        let twin = #expect(throws: ZipError(.duplicateEntryName, "")) {
            try names.insertUnique(EntryName("a\u{304}.txt"))
        }
        #expect(
            twin?.message.hasSuffix(
                "is refused: the archive has an entry of a name that looks the same already")
                == true)
        #expect(try names.insert(EntryName("b/", allowingFolder: true)) == .sameName)
    }

    @Test("A set knows files that are folders, whichever comes first")
    func tree() throws {
        func clash(_ earlier: [String], _ name: String) throws -> EntryNameSet.Clash? {
            var names = EntryNameSet(folderLimit: 3)
            for name in earlier {
                #expect(try names.insert(EntryName(name, allowingFolder: true)) == nil, "\(name)")
            }
            return try names.insert(EntryName(name, allowingFolder: true))
        }
        #expect(try clash(["a"], "a/b") == .folderIsFile)
        #expect(try clash(["a"], "a/b/") == .folderIsFile)
        #expect(try clash(["a/b/c"], "a/b") == .fileIsFolder)
        #expect(try clash(["a/b/c"], "a") == .fileIsFolder)
        #expect(try clash(["\u{101}"], "a\u{304}/b") == .folderIsFile)
        #expect(try clash(["a"], "a/") == .sameName)
        #expect(try clash(["a/"], "a") == .sameName)
        #expect(try clash(["a/"], "a/") == .sameName)
        #expect(try clash(["a/b", "a/"], "a/") == .sameName)
        #expect(try clash(["\u{101}/b"], "a\u{304}/b") == .sameLook)
        #expect(try clash(["a/b", "a/c"], "a/") == nil)
        #expect(try clash(["a/"], "a/b") == nil)
        #expect(try clash(["a", "a!", "b/a"], "a!b/a") == nil)
        #expect(try clash(["a/b/c/1"], "a/b/c/2") == nil)
        #expect(try clash(["a/b/c/1"], "d/1") == .tooManyFolders)
    }

    @Test(
        "Collisions of upper and lower case are listed",
        arguments: [
            (["A.txt", "b", "a.TXT", "Ā", "ā", "b"], [0, 3], [2, 4]),
            // Folders that are one, by their own entries; those whose files alone name them are not.
            (["a/", "A/"], [0], [1]), (["a/b", "A/c"], [], []), (["a/b", "a/"], [], []),
            (["a/b", "A/B"], [0], [1]), (["a", "A/b"], [0], [1]), (["a/b", "A"], [0], [1]),
        ] as [([String], [Int], [Int])])
    func caseCollisions(names: [String], first: [Int], second: [Int]) {
        let collisions = CaseInsensitiveNames.collisions(
            among: names.map { Array($0.utf8)[...] }, spend: { _ in })
        #expect(collisions.map(\.first) == first)
        #expect(collisions.map(\.second) == second)
    }
}
