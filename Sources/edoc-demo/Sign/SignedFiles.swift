internal import EDoc
internal import Glibc

/// The files that `sign` puts into a container.
struct SignedFiles {
    /// The files, in their order.
    let files: [DataFile]

    /// The files at `paths`, checked as far as possible without reading them.
    ///
    /// - Parameters:
    ///   - paths: Where they are; `-` is standard input.
    ///   - mediaTypes: `type` for all that have no own, `name=type` for one.
    ///   - input: The name of standard input in the container.
    ///   - compression: How they stand in the container.
    init(
        _ paths: [String], mediaTypes: [String], input: String?, compression: DataFile.Compression?
    ) throws {
        let isInputSigned = paths.contains("-")
        guard isInputSigned == (input != nil) else {
            throw UsageError(
                isInputSigned
                    ? "standard input has no name; expected --name with the one it gets in the container"
                    : "--name is for standard input; expected the file -")
        }
        var types = try MediaTypeChoices(mediaTypes)
        var files: [DataFile] = []
        files.reserveCapacity(paths.count)
        var places: [[UInt8]: Int] = [:]
        for path in paths {
            let isInput = path == "-"
            let name = isInput ? input ?? "" : MediaTypes.baseName(of: path)
            if !isInput { try Self.check(path) }
            guard let type = types.type(of: name) ?? MediaTypes.type(ofFileNamed: name) else {
                throw CommandError(
                    "\(path): the media type of such files is not known; say it with --media-type, "
                        + "such as --media-type \(name)=application/octet-stream")
            }
            if let index = places.updateValue(files.count, forKey: Array(name.utf8)) {
                throw CommandError(
                    "\(paths[index]) and \(path) would both be \(quoted(name)) in the container; "
                        + "expected files with different names: rename one of them")
            }
            files.append(
                isInput
                    ? DataFile(
                        try StandardFile.standardInput(), named: name, mediaType: type,
                        compression: compression)
                    : DataFile(
                        contentsOf: path, named: name, mediaType: type, compression: compression))
        }
        if let name = types.unused {
            throw UsageError("--media-type: no file is called \(quoted(name))")
        }
        self.files = files
    }

    private static func check(_ path: String) throws(CommandError) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        throw CommandError(
            "\(quoted(path)) is a folder, and a file is expected: name each file of it")
    }
}

/// The media types that the user has said.
private struct MediaTypeChoices {
    private var general: String?
    private var byName: [String: String] = [:]
    private var used: Set<String> = []

    init(_ values: [String]) throws(UsageError) {
        for value in values {
            guard let sign = Self.signBeforeType(value) else {
                guard general == nil else {
                    throw UsageError("--media-type is given twice for all files; expected once")
                }
                general = value
                continue
            }
            let name = String(value[..<sign])
            let type = String(value[value.index(after: sign)...])
            guard byName.updateValue(type, forKey: name) == nil else {
                throw UsageError("--media-type is given twice for \(quoted(name)); expected once")
            }
        }
    }

    /// The sign behind which a media type stands; a name, and the parameters of a type, hold others.
    private static func signBeforeType(_ value: String) -> String.Index? {
        value.indices.first { index in
            guard value[index] == "=" else { return false }
            let type = value[value.index(after: index)...]
            guard let slash = type.firstIndex(of: "/"), slash > type.startIndex else {
                return false
            }
            return type[..<slash].allSatisfy { $0 != "=" && $0 != ";" }
        }
    }

    mutating func type(of name: String) -> String? {
        guard let type = byName[name] else { return general }
        used.insert(name)
        return type
    }

    /// The first name that no file has.
    var unused: String? { byName.keys.filter { !used.contains($0) }.sorted().first }
}
