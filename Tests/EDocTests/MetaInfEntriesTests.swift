@testable import EDoc
import EDocXAdES
import Testing

/// EN 319 162-1 §4.4.3.2: what the entries in `META-INF` are, by their names.
struct MetaInfEntriesTests {
    @Test("What the entries of META-INF are")
    func entries() {
        var meta = MetaInfEntries()
        for (index, name) in [
            "manifest.xml", "signatures.xml", "a.p7m", "a.tst", "signature.txt", "ASiCManifest.xml",
            "evidencerecord.ers", "notes.txt", "manifest.xml",
        ].enumerated() {
            meta.add(index, named: name)
        }
        #expect(meta.manifest == 0 && meta.signatures == [1] && meta.cades == [2])
        #expect(meta.timeAssertions == [3, 6] && meta.misleading == [4, 5] && meta.others == 1)
    }

    @Test("A signature file is told by its name, and made with such a name")
    func signatureFiles() {
        for name in ["signatures.xml", "signatures001.xml", "edoc-signatures-s1.xml"] {
            #expect(SignatureFileName.isOne(inMetaInf: name), "\(name)")
        }
        for name in ["signature.xml", "signatures.xml.bak", "a/signatures.xml", "signatures.p7s"] {
            #expect(!SignatureFileName.isOne(inMetaInf: name), "\(name)")
        }
        for profile in [SignatureProfile.edoc, .asice] {
            let name = SignatureFileName.first(of: profile)
            var meta = MetaInfEntries()
            meta.add(7, named: String(name.dropFirst("META-INF/".count)))
            #expect(name.hasPrefix("META-INF/") && meta.signatures == [7], "\(name)")
        }
    }
}
