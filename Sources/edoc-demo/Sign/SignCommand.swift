internal import EDoc
internal import Glibc

extension Command {
    private static let output = Option(
        "output", "container",
        "The container to make; .edoc at its end makes a Latvian eDoc, .asice a European one.",
        isRequired: true)
    private static let mediaType = Option(
        "media-type", "type",
        "The media type of all files, such as application/pdf; by their extensions if not given.")
    private static let store = Option(
        flag: "store",
        "Put all files into the container as they are. Otherwise those are deflated whose type is "
            + "not compressed already; a file that shrinks more than 250 times must be stored.")
    private static let overwrite = Option(
        flag: "overwrite", "Replace a container that is there; otherwise it is an error.")

    /// `sign`: a container of any files.
    static let sign = Command(
        name: "sign",
        summary: "Sign files into one container.",
        discussion: """
            Each file stands in the container under the last part of its path. It is read while it \
            is signed and may be of any size.

            A demonstration seal leaves what verifiers need beside the container, in a folder of \
            the container's name and '.trust' at the end.

            The exit status is 0 when the container was made, 1 when it was not, 2 when the \
            arguments are wrong.
            """,
        operands: Operands(name: "file", help: "What to sign.", isRepeating: true),
        options: [output] + SealOptions.all + [mediaType, store, overwrite],
        run: signFiles)

    private static func signFiles(_ arguments: Arguments) async throws -> Int32 {
        guard let path = arguments[output] else { return 2 }
        guard [".edoc", ".asice", ".sce"].contains(where: path.lowercased().hasSuffix) else {
            throw UsageError(
                "--output: found \(quoted(path)); expected a name that ends in .edoc or .asice")
        }
        let files = try dataFiles(
            arguments.operands, mediaType: arguments[mediaType],
            compression: arguments.has(store) ? .stored : nil)
        let overwrite = arguments.has(overwrite)
        let seal = try Seal(arguments)
        let signer = try seal.containerSigner(nil)
        DataFile.warnings(about: files).forEach { Console.warning($0.message) }
        do {
            try await signer.sign(files, to: path, overwrite: overwrite)
        } catch let error as EDocError where error.code == .outputExists {
            throw CommandError("\(path) exists; choose another --output, or use --overwrite")
        } catch let error as EDocError where error.code == .tooLarge && !arguments.has(store) {
            throw CommandError("\(error); with --store files are put in as they are")
        }
        if let demonstration = seal.demonstration {
            let trust = try OutputFolder(creating: path + ".trust")
            try demonstration.writeTrust(to: trust)
            Console.note("What verifiers need is in \(trust.path)")
        }
        Console.result("Signed \(files.count) file\(files.count == 1 ? "" : "s") into \(path)")
        return 0
    }

    /// The files at `paths`, checked as far as possible without reading them.
    private static func dataFiles(
        _ paths: [String], mediaType: String?, compression: DataFile.Compression?
    ) throws(CommandError) -> [DataFile] {
        var files: [DataFile] = []
        var places: [[UInt8]: Int] = [:]
        for path in paths {
            var status = stat()
            if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                throw CommandError(
                    "\(quoted(path)) is a folder, and a file is expected: name each file of it")
            }
            let name = MediaTypes.baseName(of: path)
            guard let type = mediaType ?? MediaTypes.type(ofFileNamed: name) else {
                throw CommandError(
                    "\(path): the media type of such files is not known; say it with --media-type, "
                        + "such as --media-type application/octet-stream")
            }
            if let index = places.updateValue(files.count, forKey: Array(name.utf8)) {
                throw CommandError(
                    "\(paths[index]) and \(path) would both be \(quoted(name)) in the container; "
                        + "expected files with different names: rename one of them")
            }
            files.append(
                DataFile(
                    contentsOf: path, named: name, mediaType: type, compression: compression))
        }
        return files
    }
}
