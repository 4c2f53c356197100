internal import EDocZip

// How files are told apart: by their first octets, their `mimetype` and their entries.
extension ValidationReport.Format {
    /// The format of a file that is no zip archive, from its first octets.
    static func ofFile(_ source: some ByteSource) throws -> Self {
        var beginning: [UInt8] = []
        try source.read(at: 0, count: Int(min(source.size, 1024))) { octets in
            for index in octets.indices { beginning.append(octets[index]) }
        }
        return ofFile(beginningWith: beginning)
    }

    /// The format of a file that is no zip archive and begins with `octets`.
    static func ofFile(beginningWith octets: [UInt8]) -> Self {
        let text = String(decoding: octets, as: UTF8.self)
        if octets.starts(with: "%PDF-".utf8) { return .pdf }
        if text.contains("<SignedDoc") || text.contains("DIGIDOC-XML") { return .ddoc }
        return .notZip
    }

    /// A byte order mark or white space around a media type does not hide which one is meant.
    private static func trimmed(_ mimetype: String) -> String {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let octets = Array(mimetype.utf8)
        let text = octets.starts(with: byteOrderMark) ? octets.dropFirst(3) : octets[...]
        let kept = text.drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
        return String(decoding: kept, as: UTF8.self)
    }

    /// The format of an archive.
    static func ofArchive(
        mimetype: String?, meta: MetaInfEntries, hasEntry: (String) -> Bool
    ) -> Self {
        let type = mimetype.map(trimmed)
        switch type {
        case "application/vnd.etsi.asic-s+zip": return .asicS
        case "application/vnd.bdoc-1.0": return .bdoc1
        default: break
        }
        if !meta.signatures.isEmpty { return .asicEXAdES }
        if hasEntry("[Content_Types].xml") || hasEntry("EDoc/Signature/signature1.xml") {
            return .edoc1
        }
        if hasEntry("META-INF/signature.p7s") || hasEntry("META-INF/timestamp.tst") {
            return .asicS
        }
        if !meta.cades.isEmpty { return .asicECAdES }
        if !meta.timeAssertions.isEmpty { return .asicETimeAssertion }
        if type == ContainerFormat.mediaType { return .asicEUnsigned }
        return .otherZip
    }
}
