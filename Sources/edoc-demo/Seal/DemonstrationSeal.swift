internal import EDoc
internal import EDocTesting
internal import FoundationEssentials

/// A seal made for one run of the program by a certification authority that nobody knows.
struct DemonstrationSeal {
    /// Signs.
    let signer: any Signer
    /// The subject of the certificate, which says that it is none to rely on.
    let subject: String
    private let files: [(name: String, octets: [UInt8])]

    /// Makes a seal with a key of the given kind, valid from the day before `time` for a year.
    init(key: VirtualKeyType, at time: Date) throws {
        let day: TimeInterval = 86_400
        let time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
        let (begin, end) = (time - day, time + 365 * day)
        let authority = try VirtualCA(
            name: "made by edoc-demo", validFrom: begin, validTo: time + 3650 * day)
        let seal = try authority.issueSeal(
            commonName: "demonstration seal without value", key: key, notBefore: begin,
            notAfter: end)
        signer = seal.signer
        subject = seal.certificate.subject
        files = [
            ("demo-root.pem", Array(authority.root.pemEncoded.utf8)),
            ("demo-root.crl", try authority.rootCRL(thisUpdate: begin, nextUpdate: end)),
            (
                "demo-intermediate.crl",
                try authority.intermediateCRL(thisUpdate: begin, nextUpdate: end)
            ),
        ]
    }

    /// Writes the root certificate and the revocation lists into `folder`, for whoever verifies.
    ///
    /// Containers of an earlier run need the files of that run: they are replaced only with
    /// `overwrite`.
    func writeTrust(to folder: OutputFolder, overwrite: Bool) throws {
        if !overwrite, let existing = files.first(where: { folder.has($0.name) }) {
            throw CommandError(
                "\(folder.path)/\(existing.name) exists, and what was signed with that "
                    + "demonstration seal needs it: choose another output folder, or replace all "
                    + "of it with --overwrite")
        }
        for file in files { try folder.write(file.octets, to: file.name) }
    }
}
