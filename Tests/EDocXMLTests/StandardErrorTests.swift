import CEDocLibXML2
import EDocXML
import Testing

@Suite("What libxml2 prints")
struct StandardErrorTests {
    @Test("nothing reaches the standard error stream")
    func silent() async {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) {
            try provokeErrors()
        }
        #expect(result?.standardErrorContent.isEmpty == true)
    }

    @Test("without the library's handler libxml2 does print, and it is back afterwards")
    func control() async {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) {
            canonicalizeRelativeNamespaceDirectly()
        }
        #expect(result?.standardErrorContent.isEmpty == false)
    }
}

/// Makes libxml2 complain in each of the ways that the library can.
private func provokeErrors() throws {
    for text in ["<r>", "<a:r/>", "<r a='1' a='2'/>", "<r>&#0;</r>", "<r><!-- -- --></r>"] {
        let error = refusal { () throws(XMLError) in _ = try parse(text) }
        try #require(error?.code == .notWellFormed)
    }
    let document = try parse("<r xmlns:a='../relative'><s/></r>")
    for method in CanonicalizationMethod.allCases {
        let error = refusal { () throws(XMLError) in
            _ = try Canonicalizer(method).canonicalize(document)
        }
        try #require(error?.code == .canonicalizationFailed)
    }
    struct Full: Error {}
    let long = try parse("<r>" + String(repeating: "<s/>", count: 10_000) + "</r>")
    #expect(throws: Full.self) {
        try Canonicalizer(.exclusive).canonicalize(long) { _ in throw Full() }
    }
}

private func canonicalizeRelativeNamespaceDirectly() {
    _ = refusal { () throws(XMLError) in _ = try parse("<r>") }
    let text = "<r xmlns:a='../relative'/>"
    let tree = unsafe xmlReadMemory(text, CInt(text.utf8.count), nil, nil, 0)
    var octets: UnsafeMutablePointer<xmlChar>?
    unsafe xmlC14NDocDumpMemory(tree, nil, 0, nil, 0, &octets)
    unsafe xmlFreeDoc(tree)
}
