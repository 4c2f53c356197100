internal import EDoc
internal import EDocTesting
internal import FoundationEssentials

/// A seal made for one run of the program by a certification authority that nobody knows.
struct DemonstrationSeal {
    /// The signer.
    let signer: any Signer
    /// The subject of the certificate, which says that it is a specimen.
    let subject: String
    /// Services in this process for its signatures: time-stamps, and the status of the seal.
    let services: TrustServices
    private let files: [[UInt8]]

    /// Makes a seal with a key of the given kind, valid from the day before `time` for a year; its
    /// authorities are valid for ten.
    ///
    /// - Parameter clock: The time of its services.
    init(key: VirtualKeyType, at time: Date, clock: @escaping @Sendable () -> Date) throws {
        let day: TimeInterval = 86_400
        let time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
        let (begin, end) = (time - day, time + 365 * day)
        let virtual = try VirtualTrustServices(
            name: "made by edoc-demo", validFrom: begin, validTo: time + 3650 * day, clock: clock)
        let authority = virtual.authority
        let seal = try authority.issueSeal(
            commonName: "demonstration seal without value", key: key, notBefore: begin,
            notAfter: end)
        signer = seal.signer
        subject = seal.certificate.subject
        services = virtual.services
        files = [
            Array(authority.root.pemEncoded.utf8),
            try authority.rootCRL(thisUpdate: begin, nextUpdate: end).derEncoded,
            try authority.intermediateCRL(thisUpdate: begin, nextUpdate: end).derEncoded,
        ]
    }

    /// Throws when the folder at `path` holds the trust files of an earlier demonstration seal,
    /// which would be overwritten.
    static func checkTrust(in path: String) throws(CommandError) {
        let folder = OutputFolder(existing: path)
        if let name = fileNames.first(where: folder.has) {
            throw CommandError(
                "\(path)/\(name) exists, and what was signed with that demonstration seal needs it; "
                    + "choose another output folder, or replace everything with --overwrite")
        }
    }

    /// Writes the root certificate and the revocation lists into `folder`, for whoever verifies.
    func writeTrust(to folder: OutputFolder) throws(CommandError) {
        for (name, octets) in zip(Self.fileNames, files) { try folder.write(octets, to: name) }
    }

    private static let fileNames = ["demo-root.pem", "demo-root.crl", "demo-intermediate.crl"]
}
