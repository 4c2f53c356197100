/// What is wrong with a certificate, one sentence each: what the standards ask of it and validators
/// tend not to notice.
func faults(of bytes: [UInt8]) -> [String] {
    do {
        let file = try PDFFile(bytes)
        let text = try PDFPageText(file)
        return headerFaults(file) + catalogFaults(file) + metadataFaults(file)
            + fontFaults(text) + structureFaults(file, text) + tableFaults(file)
    } catch {
        return ["\(error)"]
    }
}

/// ISO 32000-1 §7.5.2, ISO 19005-2 §6.1.2 and §6.1.3.
private func headerFaults(_ file: PDFFile) -> [String] {
    var faults: [String] = []
    if !file.bytes.starts(with: "%PDF-1.7\n%".utf8) { faults.append("the header is wrong") }
    if !file.bytes[10..<14].allSatisfy({ $0 > 127 }) || file.bytes[14] != 10 {
        faults.append("the comment after the header is not binary")
    }
    let identifiers = file.trailer["ID"]?.array?.compactMap(\.octets) ?? []
    if identifiers.count != 2 || identifiers[0].count != 16 || identifiers[0] != identifiers[1] {
        faults.append("/ID is not two equal strings of 16 octets")
    }
    if Set(file.trailer.keys) != ["Size", "Root", "Info", "ID"] {
        faults.append("the trailer has the keys \(file.trailer.keys.sorted())")
    }
    return faults
}

/// The catalog, the page and the output intent: ISO 32000-1 §7.7.2, §7.7.3.3, §14.11.5, ISO 19005-2
/// §6.2.3.
private func catalogFaults(_ file: PDFFile) -> [String] {
    var faults: [String] = []
    func require(_ condition: Bool, _ fault: String) { if !condition { faults.append(fault) } }
    let catalog = file.catalog?.dictionary ?? [:]
    require(
        Set(catalog.keys) == [
            "Type", "Pages", "Lang", "MarkInfo", "ViewerPreferences", "Metadata", "StructTreeRoot",
            "OutputIntents",
        ], "the catalog has the keys \(catalog.keys.sorted())")
    require(catalog["Lang"] == .string(Array("lv-LV".utf8)), "the language is not lv-LV")
    require(catalog["MarkInfo"] == .dictionary(["Marked": .boolean(true)]), "it is not marked")
    require(
        catalog["ViewerPreferences"]?["DisplayDocTitle"] == .boolean(true),
        "the title is not displayed")
    let page = file.page?.dictionary ?? [:]
    require(
        page["MediaBox"] == .array([.number(0), .number(0), .number(59528), .number(84189)]),
        "the page is not A4")
    require(page["StructParents"]?.integer == 0, "the page has no /StructParents")
    require(page["Tabs"]?.name == "S", "the tab order is not that of the structure")
    require(page["Resources"]?["Font"] != nil, "the page has no resources of its own")
    let intent = file.resolve(catalog["OutputIntents"]?.array?.first)
    let profile = try? file.contents(intent?["DestOutputProfile"])
    require(intent?["S"]?.name == "GTS_PDFA1", "the output intent is not one of PDF/A")
    require(
        profile.map { $0[16..<20].elementsEqual("RGB ".utf8) } == true
            && profile.map { $0[36..<40].elementsEqual("acsp".utf8) } == true
            && profile.map { $0[0..<4].reduce(0) { $0 << 8 | Int($1) } == $0.count } == true
            && file.resolve(intent?["DestOutputProfile"])?["N"]?.integer == 3,
        "the colour profile is not one of three components")
    return faults
}

/// ISO 19005-2 §6.6: XMP that validators can read, and the information dictionary equal to it.
private func metadataFaults(_ file: PDFFile) -> [String] {
    var faults: [String] = []
    func require(_ condition: Bool, _ fault: String) { if !condition { faults.append(fault) } }
    let stream = file.resolve(file.catalog?["Metadata"])
    require(stream?["Filter"] == nil, "the metadata is compressed")
    require(stream?["Subtype"]?.name == "XML", "the metadata is not XML")
    let start = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    require(file.metadata.hasPrefix(start), "the packet begins otherwise")
    require(file.metadata.hasSuffix("<?xpacket end=\"r\"?>"), "the packet ends otherwise")
    for (element, value) in [
        ("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"),
        ("pdfaSchema:prefix", "pdfuaid"), ("pdfaProperty:valueType", "Integer"),
    ] {
        require(
            file.metadata(between: "<\(element)>", and: "</\(element)>") == value,
            "\(element) is not \(value)")
    }
    let item = "<rdf:li>"
    let itemEnd = "</rdf:li>"
    let pairs = [
        (
            "Title", "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
            "\(itemEnd)</rdf:Alt></dc:title>"
        ),
        ("Author", "<dc:creator><rdf:Seq>\(item)", "\(itemEnd)</rdf:Seq></dc:creator>"),
        ("Creator", "<xmp:CreatorTool>", "</xmp:CreatorTool>"),
        ("Producer", "<pdf:Producer>", "</pdf:Producer>"),
        ("CreationDate", "<xmp:CreateDate>", "</xmp:CreateDate>"),
        ("ModDate", "<xmp:ModifyDate>", "</xmp:ModifyDate>"),
    ]
    for (key, start, end) in pairs {
        let written = file.information?[key]?.octets.map(textString) ?? ""
        var value = file.metadata(between: start, and: end) ?? "nothing"
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
            value = value.split(separator: entity, omittingEmptySubsequences: false)
                .joined(separator: character)
        }
        if key.hasSuffix("Date") { value = "D:" + value.filter { $0 != "-" } }
        require(
            !written.isEmpty && written == value, "/\(key) “\(written)” is not XMP's “\(value)”")
    }
    return faults
}

/// A text string of a PDF file.
func textString(_ octets: [UInt8]) -> String {
    guard octets.starts(with: [0xFE, 0xFF]) else { return String(decoding: octets, as: UTF8.self) }
    let units = stride(from: 2, to: octets.count - 1, by: 2).map {
        UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
}

/// ISO 19005-2 §6.2.11.5 and §6.2.11.7, for every glyph and not only the shown ones.
private func fontFaults(_ text: PDFPageText) -> [String] {
    var faults: [String] = []
    for (name, font) in text.fonts where font.widths != font.programWidths {
        faults.append("/W of \(name) is not what the font program says")
    }
    for line in text.lines {
        for glyph in line.glyphs {
            switch text.fonts[line.font]?.text[glyph] ?? 0 {
            case 0, 0xFEFF, 0xFFFE, 0xE000...0xF8FF:
                faults.append("glyph \(glyph) of \(line.font) has no text")
            default: break
            }
            if glyph == 0 { faults.append("the glyph .notdef is shown") }
        }
    }
    return faults
}

/// ISO 32000-1 §14.7: content, structure elements and parent tree say the same.
private func structureFaults(_ file: PDFFile, _ text: PDFPageText) -> [String] {
    var faults: [String] = []
    for line in text.lines where line.content == nil {
        faults.append("the text “\(line.text)” is an artifact")
    }
    for area in text.areas where area.content != nil {
        faults.append("a line or area is tagged as content")
    }
    var tags: [Int: String] = [:]
    var order: [Int] = []
    for line in text.lines {
        guard let content = line.content else { continue }
        if order.last != content { order.append(content) }
        tags[content] = line.tag
    }
    if order != Array(0..<order.count) { faults.append("the contents have the order \(order)") }

    let root = file.catalog?["StructTreeRoot"]?.reference ?? 0
    let tree = file.objects[root]?["ParentTree"]?["Nums"]?.array
    guard let tree, tree.count == 2, tree[0].integer == 0, let parents = tree[1].array else {
        return faults + ["the parent tree is not one array for page 0"]
    }
    var reading: [Int] = []
    func visit(_ number: Int, parent: Int) {
        guard let element = file.objects[number]?.dictionary,
            element["Type"]?.name == "StructElem"
        else { return faults.append("object \(number) is no structure element") }
        if element["P"]?.reference != parent {
            faults.append("element \(number) does not name its parent")
        }
        if let content = element["K"]?.integer {
            reading.append(content)
            if element["Pg"]?.reference
                != file.resolve(file.catalog?["Pages"])?["Kids"]?.array?.first?
                .reference
            {
                faults.append("element \(number) does not name the page")
            }
            if parents.indices.contains(content), parents[content].reference != number {
                faults.append("the parent tree does not lead from \(content) to \(number)")
            }
            if element["S"]?.name != tags[content] {
                faults.append("content \(content) has another tag than element \(number)")
            }
        } else {
            for child in element["K"]?.array ?? [] {
                visit(child.reference ?? 0, parent: number)
            }
        }
    }
    visit(file.objects[root]?["K"]?.reference ?? 0, parent: root)
    if reading != order { faults.append("the structure reads \(reading), the page \(order)") }
    if parents.count != order.count {
        faults.append("the parent tree has \(parents.count) entries")
    }
    return faults
}

/// ISO 14289-1 §7.4 and §7.5, and the types that a certificate uses.
private func tableFaults(_ file: PDFFile) -> [String] {
    var faults: [String] = []
    func children(_ element: PDFValue?) -> [PDFValue] {
        element?["K"]?.array?.compactMap { file.resolve($0) } ?? []
    }
    func type(_ element: PDFValue?) -> String { element?["S"]?.name ?? "" }
    let document = file.resolve(file.resolve(file.catalog?["StructTreeRoot"])?["K"])
    if type(document) != "Document" { faults.append("the root is no Document") }
    let headings = children(document).map(type).filter { $0.hasPrefix("H") }
    if headings != ["H1", "H2", "H2"] { faults.append("the headings are \(headings)") }
    for element in children(document) {
        switch type(element) {
        case "P", "H1", "H2": break
        case "Table":
            for (index, row) in children(element).enumerated() {
                let cells = children(row)
                if type(row) != "TR" || cells.count != 2
                    || cells.contains(where: { type($0) != (index == 0 ? "TH" : "TD") })
                {
                    faults.append("row \(index) is not one of two cells")
                }
                let scope = PDFValue.dictionary(["O": .name("Table"), "Scope": .name("Column")])
                if index == 0, cells.contains(where: { $0["A"] != scope }) {
                    faults.append("a header cell has no scope")
                }
            }
        default: faults.append("an element of type \(type(element))")
        }
    }
    return faults
}
