internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// The contents of a container's entries, handed out as rules ask for them.
///
/// It knows which entries were read, so that in the end each has been: files that no signature
/// needs have to be in order too, since other programs extract them.
struct ContainerContents {
    /// The container.
    let container: Container
    /// The places of the entries whose contents were read.
    private var wasRead: Set<Int> = []

    /// What stands in the place of the contents of some entries.
    private let replacements: [Int: [UInt8]]

    /// The contents of `container`, of which nothing is read yet.
    ///
    /// - Parameter replacements: Contents by place, instead of those in the archive: what is about
    ///   to be written.
    init(of container: Container, replacing replacements: [Int: [UInt8]] = [:]) {
        self.container = container
        self.replacements = replacements
    }

    private var reader: ZipReader { container.reader }

    /// The contents of the entry at `place`, or what is wrong with them; also when they have more
    /// than `limit` octets.
    mutating func octets(ofEntryAt place: Int, limit: Int) throws -> EntryContents {
        wasRead.insert(place)
        if let octets = replacements[place] { return .bytes(octets) }
        return try reader.contents(of: reader.entries[place], limit: limit)
    }

    /// The digests of the entry at `place` by each of `algorithms`, or what is wrong with it.
    mutating func digests(
        ofEntryAt place: Int, by algorithms: Set<DigestAlgorithm>
    ) throws -> ([DigestValue], ZipDisagreement?) {
        wasRead.insert(place)
        return try FileDigests.compute(Array(algorithms), of: reader.entries[place], in: reader)
    }

    /// Hands the octets of the file `name` to `receive`, piece by piece.
    ///
    /// - Throws: `EDocError` with `unreadableFile` when there is no such file, or it is not in
    ///   order; what `receive` throws.
    func read(_ name: [UInt8], _ receive: (Span<UInt8>) throws -> Void) throws {
        guard let place = container.place(of: OctetString(name)) else {
            throw EDocError(.unreadableFile, "no such file in the container")
        }
        if let disagreement = try reader.read(reader.entries[place], receive) {
            throw EDocError(.unreadableFile, disagreement.description)
        }
    }

    /// Reads the entries that no rule asked for, and hands what is wrong with them to `report`.
    mutating func readTheRest(_ report: (ZipDisagreement) -> Void) throws {
        let rest = reader.entries.indices.filter { !wasRead.contains($0) }
        guard !rest.isEmpty else { return }
        var inflater = try Inflater()
        for place in rest {
            try reader.budget.spend()
            wasRead.insert(place)
            if let found = try reader.read(reader.entries[place], with: &inflater, { _ in }) {
                report(found)
            }
        }
    }
}
