internal import EDocSystem
internal import EDocZip

/// A container that was read: the entries of its archive, sorted by what they are (EN 319 162-1
/// §4.4).
///
/// It knows no policy and judges nothing. Contradictions within the archive, and entries that have
/// no part in a container, are kept for the rules.
struct Container {
    /// What is strange about an entry.
    enum Oddity: Equatable {
        /// Its folder is `META-INF` in other capitals or small letters; it is a data file all the
        /// same.
        case otherMetaInf
        /// A folder with nothing in it, which no signature can cover.
        case emptyFolder
    }

    /// The archive.
    let reader: ZipReader
    /// The size of the archive in octets.
    let size: UInt64
    /// The place of the media type in the archive's list; of several the first.
    private(set) var mimetype: Int?
    /// The entries in `META-INF`, by what they are.
    private(set) var meta = MetaInfEntries()
    /// The data files: places in the archive's list.
    private(set) var dataFiles: [Int] = []
    /// The strange entries, in the order of the archive's list.
    private(set) var oddities: [(place: Int, oddity: Oddity)] = []
    /// The kind of file by its first octets, where there is no archive.
    private let formatOfFile: ValidationReport.Format
    /// The place of each entry, by the octets of its name; of several the first.
    private var places: [OctetString: Int] = [:]

    /// Reads the central directory of the archive in `source`, and otherwise only the octets that
    /// tell kinds of files apart. When `budget` stops, only a part is read.
    ///
    /// - Throws: ``ZipError`` when the octets cannot be read.
    init(_ source: some ByteSource, limits: ZipLimits, budget: WorkBudget) throws {
        reader = try ZipReader(source, limits: limits, budget: budget)
        size = source.size
        formatOfFile = try reader.entries.isEmpty ? .ofFile(source) : .notZip
        for place in reader.entries.indices {
            guard (try? budget.spend()) != nil else { return }
            sort(reader.entries[place], place)
        }
    }

    private mutating func sort(_ entry: ZipEntry, _ place: Int) {
        let name = OctetString(entry.nameOctets)
        if places[name] == nil { places[name] = place }
        if name.octets.elementsEqual(ContainerFormat.mimetypeName.utf8) {
            mimetype = mimetype ?? place
        } else if name.octets.starts(with: "META-INF/".utf8) {
            // A folder has no contents; an entry with contents is a file, whatever its name says.
            if !entry.isFolder || entry.uncompressedSize > 0 {
                meta.add(place, named: String(decoding: name.octets.dropFirst(9), as: UTF8.self))
            }
        } else if entry.isInMetaInf {
            oddities.append((place, .otherMetaInf))
            dataFiles.append(place)
        } else if entry.isFolder, entry.uncompressedSize == 0 {
            oddities.append((place, .emptyFolder))
        } else {
            dataFiles.append(place)
        }
    }

    /// The entries of the data files.
    var dataEntries: [ZipEntry] { dataFiles.map { reader.entries[$0] } }

    /// The names of the entries that are no data files.
    var otherNames: [[UInt8]] {
        let isDataFile = Set(dataFiles)
        return places.filter { !isDataFile.contains($0.value) }.map(\.key.octets)
    }

    /// The place of the entry that is called `name`; of several the first.
    func place(of name: OctetString) -> Int? { places[name] }

    /// The kind of file, where `mimetype` is the text in the entry of that name.
    func format(mimetype: String?) -> ValidationReport.Format {
        guard !reader.entries.isEmpty else { return formatOfFile }
        return .ofArchive(mimetype: mimetype, meta: meta) { places[OctetString($0)] != nil }
    }
}
