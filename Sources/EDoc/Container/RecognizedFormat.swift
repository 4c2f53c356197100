internal import EDocZip

/// What kind of file was given, as far as its first octets, its `mimetype` and its entries tell.
///
/// Only ``asicEXAdES`` is validated. The others are recognised so that the refusal can say what
/// the file is and what reads it.
public struct RecognizedFormat: Sendable, Hashable, CustomStringConvertible {
    /// The name, for example `ASiC-E with XAdES`.
    public let description: String
    /// What to do with such a file; empty for the format that is validated.
    let advice: String

    /// A container that this library validates.
    public static let asicEXAdES = RecognizedFormat(description: "ASiC-E with XAdES", advice: "")
    /// ASiC-E whose signatures are CAdES.
    public static let asicECAdES = RecognizedFormat(
        description: "ASiC-E with CAdES",
        advice: "CAdES signatures (.p7s) are not supported: use a validator that reads them")
    /// ASiC-E with a time assertion instead of a signature.
    public static let asicETimeAssertion = RecognizedFormat(
        description: "ASiC-E with time assertions",
        advice: "the container holds time-stamps or evidence records, but no signature: nobody "
            + "vouches for its files")
    /// ASiC-E without any signature.
    public static let asicEUnsigned = RecognizedFormat(
        description: "ASiC-E without signatures",
        advice: "the container is not signed: nobody vouches for its files")
    /// A simple container, with one file.
    public static let asicS = RecognizedFormat(
        description: "ASiC-S",
        advice: "simple containers are not supported: use a validator for ASiC-S")
    /// The first generation of Latvian eDoc, in the Open Packaging Conventions.
    public static let edoc1 = RecognizedFormat(
        description: "eDoc 1.0 (OPC)",
        advice: "the format ended in 2015: open it at eparaksts.lv and sign its content again")
    /// Estonian DigiDoc in one XML document.
    public static let ddoc = RecognizedFormat(
        description: "DDOC (DIGIDOC-XML)", advice: "use the Estonian DigiDoc software")
    /// The first generation of BDOC.
    public static let bdoc1 = RecognizedFormat(
        description: "BDOC 1.0", advice: "use the Estonian DigiDoc software of that time")
    /// A PDF document.
    public static let pdf = RecognizedFormat(
        description: "PDF", advice: "a signature inside a PDF is PAdES: use a validator for it")
    /// A zip archive that is none of the above.
    public static let otherZip = RecognizedFormat(
        description: "zip archive of another kind",
        advice: "the archive is no ASiC-E container: ask the sender for the signed one")
    /// Not a zip archive.
    public static let notZip = RecognizedFormat(
        description: "not a zip archive",
        advice: "the file is damaged, or is something else: ask the sender for it again")

    /// The format of a file that is no zip archive, from its first octets.
    static func ofFile(_ source: some ByteSource) throws -> RecognizedFormat {
        var beginning: [UInt8] = []
        try source.read(at: 0, count: Int(min(source.size, 1024))) { octets in
            for index in octets.indices { beginning.append(octets[index]) }
        }
        return ofFile(beginningWith: beginning)
    }

    /// The format of a file that is no zip archive and begins with `octets`.
    static func ofFile(beginningWith octets: [UInt8]) -> RecognizedFormat {
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
    ) -> RecognizedFormat {
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
