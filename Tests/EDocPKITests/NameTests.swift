import EDocEncoding
import EDocPKI
import EDocTesting
import TestPKI
import Testing

/// Names and the constraints on them, RFC 5280 §4.1.2.4 and §4.2.1.10.
@Suite struct NameTests {
    private func read(_ octets: [UInt8]) throws -> DERValue {
        var reader = DERSequence(octets[...])
        let value = try reader.next("test")
        try reader.end("test")
        return value
    }

    private func name(_ attributes: [[UInt8]]...) throws -> Name {
        let sets = attributes.map { set in DER.element(0x31, set.flatMap { $0 }) }
        return try Name(try read(DER.sequence(of: sets)), "test")
    }

    private func cn(_ value: [UInt8], _ type: String = "2.5.4.3") -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), value)
    }

    /// RFC 5280 §7.1.
    @Test func namesCompareByMeaning() throws {
        let plain = try name([cn(DER.utf8String("Jānis Bērziņš"))])
        let bmp = DER.element(
            0x1E, "JĀNIS  bērziņš ".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
        #expect(try name([cn(bmp)]) == plain)
        #expect(try name([cn(DER.utf8String(" jānis\tBĒRZIŅŠ"))]) == plain)
        #expect(try name([cn(DER.utf8String("Janis Berzins"))]) != plain)
        #expect(
            try name([cn(DER.printableString("A"))]) == name([cn(DER.element(0x14, [0x61]))]))
        // Octets that are no text are compared as they are.
        #expect(
            try name([cn(DER.element(0x0C, [0xFF]))]) != name([cn(DER.element(0x0C, [0xFE]))]))
        // The order within a part does not count, that of the parts does.
        let (a, b) = (cn(DER.utf8String("a")), cn(DER.utf8String("b"), "2.5.4.10"))
        #expect(try name([a, b]) == name([b, a]))
        #expect(try name([a], [b]) != name([b], [a]))
        #expect(try name([a], [b]).isWithin(name([a])))
        #expect(try !name([a], [b]).isWithin(name([b])))
        #expect(throws: ASN1Error.self) { try name([]) }
    }

    /// An address in the subject is governed whatever its type (RFC 5280 §4.2.1.10).
    @Test func addressesOfEachType() throws {
        let octets = [UInt8]("x@b.lv".utf8)
        func addresses(_ value: [UInt8]) throws -> [String] {
            try name([cn(value, "1.2.840.113549.1.9.1")]).emailAddresses
        }
        for tag: UInt8 in [0x0C, 0x13, 0x14, 0x16, 0x1A] {
            #expect(try addresses(DER.element(tag, octets)) == ["x@b.lv"])
        }
        #expect(try addresses(DER.element(0x1E, octets.flatMap { [0, $0] })) == ["x@b.lv"])
        #expect(try addresses(DER.element(0x0C, [0xFF])) == [""])
        #expect(try addresses(DER.octetString(octets)) == [""])
    }

    /// RFC 5280 §4.2.1.10.
    @Test func nameConstraints() throws {
        func constraints(permitted: [UInt8]?, excluded: [UInt8]? = nil) throws -> NameConstraints {
            try NameConstraints(
                read(
                    DER.sequence(
                        permitted.map { DER.element(0xA0, DER.sequence($0)) } ?? [],
                        excluded.map { DER.element(0xA1, DER.sequence($0)) } ?? [])))
        }
        func text(_ number: UInt8, _ text: String) -> [UInt8] {
            DER.element(0x80 | number, [UInt8](text.utf8))
        }
        for (base, name, isWithin) in [
            (text(2, "a.lv"), .dNSName("x.A.lv"), true),
            (text(2, "a.lv"), .dNSName("ba.lv"), false),
            (text(2, ""), .dNSName("ba.lv"), true), (text(2, ".a.lv"), .dNSName("a.lv"), false),
            (text(1, "a.lv"), .rfc822Name("x@A.LV"), true),
            (text(1, "a.lv"), .rfc822Name("x@b.a.lv"), false),
            (text(1, ".a.lv"), .rfc822Name("x@b.a.lv"), true),
            (text(1, "x@a.lv"), .rfc822Name("x@a.lv"), true),
            (text(1, "x@a.lv"), .rfc822Name("X@a.lv"), false),
            (
                text(6, "a.lv"), .uniformResourceIdentifier([UInt8]("https://u:p@a.lv:8/x".utf8)),
                true
            ),
            (text(6, ".a.lv"), .uniformResourceIdentifier([UInt8]("http://a.lv/".utf8)), false),
            (text(7, "\u{0A}\0\0\0\u{7F}\0\0\0"), .iPAddress([10, 1, 2, 3]), true),
            (text(7, "\u{0A}\0\0\0\u{7F}\0\0\0"), .iPAddress([11, 1, 2, 3]), false),
        ] as [([UInt8], GeneralName, Bool)] {
            let permitted = try constraints(permitted: base)
            #expect((permitted.firstViolation(in: [name]) == nil) == isWithin, "\(name)")
            let excluded = try constraints(permitted: nil, excluded: base)
            #expect((excluded.firstViolation(in: [name]) != nil) == isWithin, "\(name)")
            // A name of another form is not concerned.
            #expect(permitted.firstViolation(in: [.other(8, [])]) == nil)
        }
        // What cannot be decided is a violation of both kinds.
        for (base, name) in [
            (text(1, "a.lv"), .rfc822Name("nobody")), (text(1, "a.lv"), .rfc822Name("")),
            (text(6, "a.lv"), .uniformResourceIdentifier([UInt8]("urn:x".utf8))),
            (text(6, "a.lv"), .uniformResourceIdentifier([UInt8]("http://10.1.2.3/".utf8))),
            (DER.element(0x88, [1]), .other(8, [1])),
        ] as [([UInt8], GeneralName)] {
            #expect(try constraints(permitted: base).firstViolation(in: [name]) != nil)
            #expect(
                try constraints(permitted: nil, excluded: base).firstViolation(in: [name]) != nil)
        }
        let minimum = DER.sequence(text(2, "a.lv") + DER.element(0x80, [1]))
        #expect(throws: ASN1Error(.unsupported, "", "")) {
            try NameConstraints(read(DER.sequence(DER.element(0xA0, minimum))))
        }
    }
}
