import EDocEncoding
@testable import EDocXAdES
import EDocXML
import Testing
import VectorSupport

/// Adding to a signature file that others made (EN 319 132-1 §4.3.3, §5.5.1.2).
struct UnsignedPropertiesInsertionTests {
    private static let new = SignatureEvidence(timeStampToken: [1]).properties(
        canonicalization: .exclusive)

    /// A signature file of the vectors after each text is replaced by the one beside it.
    private static func file(
        _ name: String, _ edits: [(text: String, other: String)] = []
    ) throws -> [UInt8] {
        var text = String(
            decoding: try Vectors.octets("asic-e/signatures/\(name).xml"), as: UTF8.self)
        for edit in edits {
            try #require(text.contains(edit.text), "\(edit.text) is nowhere in \(name)")
            text = text.replacing(edit.text, with: edit.other)
        }
        return Array(text.utf8)
    }

    private static func signatures(_ file: [UInt8]) throws -> [Signature] {
        let document = try XMLDocument(parsing: file.span, limits: SignatureLimits.xml)
        return try XAdESSignatures(parsing: document, in: "s", limits: SignatureLimits())
            .signatures.map { try $0.content.get() }
    }

    /// The canonical octets of all that is signed or time-stamped in `signature`.
    private static func canonical(_ signature: Signature) throws -> [[UInt8]] {
        let elements =
            [signature.signedInfo.element, signature.signatureValueElement]
            + [signature.keyInfo?.element, signature.signedProperties.element].compactMap(\.self)
            + signature.unsignedProperties.map(\.element)
        return try CanonicalizationMethod.allCases.flatMap { method in
            try elements.map { try Canonicalizer(method).canonicalize($0) }
        }
    }

    /// Adds a time-stamp to the signature `number` of `file`, and expects that nothing else
    /// changes.
    ///
    /// - Returns: The place of the new property among the others, and the new file.
    @discardableResult
    private static func add(
        to file: [UInt8], signature number: Int = 0, after: Int? = nil
    ) throws -> (place: Int?, text: String) {
        let signatures = try signatures(file)
        let signature = signatures[number]
        let property = after.map { signature.unsignedProperties[$0] }
        let changed = try signature.inserting(new, after: property, into: file)
        let again = try Self.signatures(changed)
        try #require(again.count == signatures.count)
        var place: Int?
        for (index, (before, after)) in zip(signatures, again).enumerated() {
            let octets = try canonical(before)
            guard index == number else {
                #expect(try octets == canonical(after))
                continue
            }
            #expect(after.unsignedProperties.count == before.unsignedProperties.count + 1)
            place = after.unsignedProperties.firstIndex { $0.timeStamp?.tokens == [[1]] }
            var left = try canonical(after)
            let size = left.count / CanonicalizationMethod.allCases.count
            let first = size - after.unsignedProperties.count
            for method in CanonicalizationMethod.allCases.indices.reversed() {
                left.remove(at: method * size + first + (try #require(place)))
            }
            #expect(left == octets)
        }
        let prefix = zip(file, changed).prefix { $0 == $1 }.count
        var suffix = zip(file.reversed(), changed.reversed()).prefix { $0 == $1 }.count
        suffix = min(suffix, file.count - prefix)
        // At most the last two octets of an empty-element tag are no more.
        #expect(prefix + suffix >= file.count - 2)
        return (place, String(decoding: changed, as: UTF8.self))
    }

    @Test("At the end of those that there are")
    func end() throws {
        #expect(try Self.add(to: Self.file("good-lt")).place == 3)
        #expect(try Self.add(to: Self.file("good-lta")).place == 4)
    }

    private static let end = "</xades:SignedProperties>"
    private static let declaration = "xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\""
    private static let both = "<xades:UnsignedProperties xmlns:xades="
    private static let inner = "<xades:UnsignedSignatureProperties xmlns:xades="

    /// What stands after the signed properties, and what is to stand before and after the new one.
    private static let shapes: [(text: String, before: String, after: String)] = [
        ("", end + both, ""),
        (
            "<xades:UnsignedProperties/>", "<xades:UnsignedProperties>" + inner,
            "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
        ),
        (
            "<x:UnsignedProperties \(declaration) />",
            "<x:UnsignedProperties \(declaration) >" + inner,
            "</xades:UnsignedSignatureProperties></x:UnsignedProperties>"
        ),
        (
            "<xades:UnsignedProperties>\r\n</xades:UnsignedProperties>",
            "<xades:UnsignedProperties>" + inner,
            "</xades:UnsignedSignatureProperties>\r\n</xades:UnsignedProperties>"
        ),
        (
            "<xades:UnsignedProperties><xades:UnsignedDataObjectProperties/>"
                + "</xades:UnsignedProperties>", "<xades:UnsignedProperties>" + inner,
            "</xades:UnsignedSignatureProperties><xades:UnsignedDataObjectProperties/>"
        ),
        (
            "<xades:UnsignedProperties><xades:UnsignedSignatureProperties Id='u' />"
                + "</xades:UnsignedProperties>",
            "<xades:UnsignedSignatureProperties Id='u' ><xades:SignatureTimeStamp ",
            "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
        ),
        (
            "<x:UnsignedProperties \(declaration)><!-- </x:UnsignedProperties> -->"
                + "<x:UnsignedSignatureProperties/></x:UnsignedProperties>",
            "<x:UnsignedSignatureProperties><xades:SignatureTimeStamp ",
            "</x:UnsignedSignatureProperties></x:UnsignedProperties>"
        ),
    ]

    @Test("Where there are none, the elements around are written as far as needed")
    func none() throws {
        for shape in Self.shapes {
            let file = try Self.file("good-b", [(Self.end, Self.end + shape.text)])
            let added = try Self.add(to: file)
            #expect(added.place == 0)
            #expect(added.text.utf8.firstRange(of: shape.before.utf8) != nil, "\(shape.text)")
            let after = "</xades:SignatureTimeStamp>" + shape.after
            #expect(added.text.utf8.firstRange(of: after.utf8) != nil, "\(shape.text)")
            // The schema's order.
            let root = try XMLDocument(parsing: Array(added.text.utf8).span).root
            let first = try root.only(.unsignedProperties).children.first { _ in true }
            #expect(first?.isNamed(.unsignedSignatureProperties) == true)
        }
    }

    @Test("Whatever the prefixes, and whatever else stands there")
    func spelling() throws {
        let defaultNamespace: [(String, String)] = [
            ("<xades:", "<"), ("</xades:", "</"),
            (
                "<QualifyingProperties ",
                "<QualifyingProperties xmlns=\"http://uri.etsi.org/01903/v1.3.2#\" "
            ),
        ]
        // The usual prefix stands for something else.
        let otherMeaning: [(String, String)] = [
            ("<xades:", "<q:"), ("</xades:", "</q:"), ("xmlns:xades=", "xmlns:q="),
            ("<ds:Object>", "<ds:Object xmlns:xades=\"urn:other\" xmlns=\"urn:d\">"),
        ]
        let noise: [(String, String)] = [
            (
                "<xades:SignatureTimeStamp>",
                "<!-- </xades:UnsignedProperties> --><xades:SignatureTimeStamp>"
            ),
            (
                "</xades:UnsignedSignatureProperties>",
                "<xades:Any><![CDATA[</xades:UnsignedSignatureProperties>]]></xades:Any>"
                    + "<?pi </xades:UnsignedSignatureProperties>?>\r\n"
                    + "</xades:UnsignedSignatureProperties\r\n>"
            ),
            ("<?xml", "\u{FEFF}<?xml"),
        ]
        for edits in [defaultNamespace, otherMeaning] {
            #expect(try Self.add(to: Self.file("good-lt", edits)).place == 3)
            #expect(try Self.add(to: Self.file("good-b", edits)).place == 0)
        }
        let file = try Self.file("good-lt", noise)
        let added = try Self.add(to: file)
        #expect(added.place == 4 && added.text.utf8.count == file.count + Self.new.count)
    }

    @Test("Directly after a property, unless an archive time-stamp follows")
    func after() throws {
        #expect(try Self.add(to: Self.file("good-lt"), after: 0).place == 1)
        #expect(try Self.add(to: Self.file("good-lt"), after: 1).place == 2)
        let file = try Self.file("good-lta")
        let signature = try #require(try Self.signatures(file).first)
        let properties = signature.unsignedProperties
        #expect(
            properties.map { signature.hasArchiveTimeStamp(after: $0) } == [
                true, true, true, false,
            ])
        for index in 0..<4 { #expect(try Self.add(to: file, after: index).place == 4) }
        let former = try Self.file("s14-version-132")
        let stamps = try #require(try Self.signatures(former).first)
        #expect(stamps.hasArchiveTimeStamp(after: stamps.unsignedProperties[0]))
        // The order decides, not that there is one.
        let both = try Self.file(
            "good-lta", [("</xades141:ArchiveTimeStamp>", "</xades141:ArchiveTimeStamp><x/><y/>")])
        #expect(try Self.add(to: both, after: 4).place == 5)
    }

    @Test("In the signature that is meant")
    func several() throws {
        let text = String(decoding: try Self.file("good-lt"), as: UTF8.self)
        let begin = try #require(text.firstRange(of: "<ds:Signature ")).lowerBound
        let end = try #require(text.firstRange(of: "</ds:Signature>")).upperBound
        let copies = (1...3).map { number in
            text[begin..<end].replacing("id-1", with: "id-\(number)")
        }
        let file = Array(
            (text[..<begin] + copies.joined(separator: "\n<!-- -->\n") + text[end...]).utf8)
        for number in 0..<3 {
            #expect(try Self.add(to: file, signature: number).place == 3)
            #expect(try Self.add(to: file, signature: number, after: 0).place == 1)
        }
        let signatures = try Self.signatures(file)
        let error = #expect(throws: XAdESError.self) {
            try signatures[0].inserting(
                Self.new, after: signatures[1].unsignedProperties[0], into: file)
        }
        #expect(error?.code == .noPlaceForProperties)
        #expect(
            error?.message == """
                s: unsigned properties cannot be added: /asic:XAdESSignatures/ds:Signature[2]\
                /ds:Object/xades:QualifyingProperties/xades:UnsignedProperties\
                /xades:UnsignedSignatureProperties/xades:SignatureTimeStamp is not of this signature
                """)
    }

    @Test("Another file than the one that was read")
    func another() throws {
        let signature = try #require(try Self.signatures(Self.file("good-lt")).first)
        for other in [try Self.file("good-b"), Array("<a/>".utf8), []] {
            #expect(throws: XAdESError(code: .noPlaceForProperties, message: "")) {
                try signature.inserting(Self.new, into: other)
            }
        }
    }
}
