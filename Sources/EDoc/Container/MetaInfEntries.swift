internal import EDocEncoding

/// The entries in `META-INF`, sorted by what they are (EN 319 162-1 §4.4.3.2).
struct MetaInfEntries {
    /// The place of the manifest in the archive's list; of several the first.
    private(set) var manifest: Int?
    /// The places of the files of XAdES signatures.
    private(set) var signatures: [Int] = []
    /// The places of CAdES signatures (§4.4.4).
    private(set) var cades: [Int] = []
    /// The places of time-stamps and evidence records (§4.4.4, §A.7).
    private(set) var timeAssertions: [Int] = []
    /// The places of entries that are not read, but have names as if they had to be validated.
    private(set) var misleading: [Int] = []
    /// How many others there are.
    private(set) var others = 0

    /// Sorts the entry at `place`, whose name under `META-INF/` is `name`.
    mutating func add(_ place: Int, named name: String) {
        let lowercase = name.lowercased()
        if name.hasOctets(of: "manifest.xml") {
            manifest = manifest ?? place
        } else if lowercase.hasSuffix(".p7s") || lowercase.hasSuffix(".p7m") {
            cades.append(place)
        } else if lowercase.hasSuffix(".tst") || lowercase.holds("evidencerecord") {
            timeAssertions.append(place)
        } else if SignatureFileName.isOne(inMetaInf: lowercase) {
            signatures.append(place)
        } else if Self.tellingWords.contains(where: lowercase.holds) {
            misleading.append(place)
        } else {
            others += 1
        }
    }

    private static let tellingWords = ["signature", "timestamp", "manifest", "container.xml"]
}

extension String {
    /// Whether the octets of `part`, which is not empty, stand somewhere in this text.
    func holds(_ part: String) -> Bool {
        let octets = utf8.span
        let part = part.utf8.span
        guard octets.count >= part.count else { return false }
        return (0...octets.count - part.count).contains { start in
            part.indices.allSatisfy { octets[start + $0] == part[$0] }
        }
    }
}
