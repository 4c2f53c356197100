import EDocEncoding
import EDocPKI
import EDocTesting
import TestPKI
import Testing

/// What a certificate says of its holder.
struct SignerIdentityTests {
    private static func holder(
        _ attributes: [(String, [UInt8])], _ extensions: [VirtualHolder.Extension] = []
    ) throws -> SignerIdentity {
        let subject = DER.sequence(
            of: attributes.map { identifier, value in
                DER.set(of: [DER.sequence(DER.objectIdentifier(identifier), value)])
            })
        return SignerIdentity(
            try VirtualHolder("", extensions, serialNumber: [0, 0x9A, 0x0B], subject: subject)
                .certificate)
    }

    @Test("Each attribute of the subject is what its type says, in whatever string type")
    func attributes() throws {
        let identity = try Self.holder([
            ("2.5.4.6", DER.printableString("LV")), ("2.5.4.10", DER.utf8String("Skola")),
            ("2.5.4.97", DER.utf8String("NTRLV-90009115938")),
            ("2.5.4.5", DER.printableString("PNOLV-010101-10006")),
            ("2.5.4.3", DER.element(0x1E, [0x01, 0x01, 0, 0x62])),
        ])
        #expect(identity.commonName == "āb" && identity.displayName == "āb")
        #expect(identity.country == "LV" && identity.organization == "Skola")
        #expect(identity.organizationIdentifier == "NTRLV-90009115938")
        #expect(identity.serialNumber == "PNOLV-010101-10006")
        #expect(identity.certificateSerialNumber == "009a0b")
        #expect(identity.notBefore == VirtualHolder.begin && identity.notAfter == VirtualHolder.end)
        #expect(identity.fingerprint?.count == 71 && identity.qcStatements.isEmpty)
    }

    @Test("What is not there is nil, and of several the most specific counts")
    func absent() throws {
        let identity = try Self.holder([
            ("2.5.4.10", DER.utf8String("A")), ("2.5.4.10", DER.utf8String("B")),
            ("2.5.4.97", DER.octetString([1])),
        ])
        #expect(identity.organization == "B" && identity.organizationIdentifier == nil)
        #expect(identity.commonName == nil && identity.displayName == identity.subject)
        #expect(identity.serialNumber == nil && identity.country == nil)
    }

    private static func statement(_ identifier: String, _ information: [UInt8] = []) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(identifier), information)
    }

    @Test("Statements about qualified certificates are read, and none is made up")
    func qcStatements() throws {
        let identity = try Self.holder(
            [],
            [
                .init(
                    "1.3.6.1.5.5.7.1.3", isCritical: false,
                    DER.sequence(
                        Self.statement("0.4.0.1862.1.1"), Self.statement("0.4.0.1862.1.4"),
                        Self.statement(
                            "0.4.0.1862.1.6",
                            DER.sequence(DER.objectIdentifier("0.4.0.1862.1.6.2"))),
                        Self.statement(
                            "0.4.0.1862.1.7", DER.sequence(DER.printableString("LV"))),
                        Self.statement("1.2.3.4", DER.null)))
            ])
        #expect(
            identity.qcStatements.map(\.description) == [
                "QcCompliance", "QcSSCD", "QcType eseal", "QcCClegislation LV", "1.2.3.4",
            ])
        #expect(identity.qcStatements[2].identifier == "0.4.0.1862.1.6")
        for malformed in [
            DER.octetString([1]), DER.sequence(DER.null), DER.sequence(DER.sequence()),
            DER.sequence(Self.statement("0.4.0.1862.1.1"), [0x30]),
        ] {
            let other = try Self.holder(
                [], [.init("1.3.6.1.5.5.7.1.3", isCritical: false, malformed)])
            #expect(other.qcStatements.isEmpty)
        }
    }
}
