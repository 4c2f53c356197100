import EDocPKI
import EDocTesting
import TestPKI
import Testing

extension CertificatePathTests {
    /// Of a critical qcStatements every statement must be known (RFC 3739 §3.2.6).
    @Test func criticalStatements() throws {
        func statement(_ identifier: String, _ info: [UInt8] = []) -> [UInt8] {
            DER.sequence(DER.objectIdentifier(identifier), info)
        }
        let seal = statement(
            "0.4.0.1862.1.6", DER.sequence(DER.objectIdentifier("0.4.0.1862.1.6.2")))
        let good = [statement("0.4.0.1862.1.1"), statement("0.4.0.1862.1.4"), seal]
        for (value, isCritical, isFine) in [
            (DER.sequence(of: good), true, true),
            (DER.sequence(of: [statement("1.3.6.1.5.5.7.11.2")]), true, true),
            (DER.sequence(of: good + [statement("1.2.3.4")]), true, false),
            (DER.sequence(of: good + [statement("1.2.3.4")]), false, true),
            (DER.sequence(of: []), true, false), (DER.null, true, false),
            (DER.sequence(DER.sequence(DER.null)), true, false), (DER.null, false, true),
        ] {
            let holder = try VirtualHolder(
                "seal", issuedBy: root,
                [VirtualHolder.Extension("1.3.6.1.5.5.7.1.3", isCritical: isCritical, value)])
            let found = find(holder.certificate, anchors: [root])
            #expect(((try? found.get()) != nil) == isFine, "\(value) \(isCritical)")
        }
    }
}
