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
            name: "made by edoc-demo \(Self.randomName())", validFrom: begin,
            validTo: time + 3650 * day, clock: clock)
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

    /// Tells authorities of several runs apart.
    private static func randomName() -> String {
        String(UInt32.random(in: .min ... .max), radix: 36)
    }

    /// Writes the root certificate and the revocation lists into `folder`, for whoever verifies, beside
    /// those of other demonstration seals, which what they signed still needs.
    func writeTrust(to folder: OutputFolder) throws(CommandError) {
        var names = Self.fileNames(number: 1)
        var number = 1
        while names.contains(where: folder.has) {
            number += 1
            names = Self.fileNames(number: number)
        }
        for (name, octets) in zip(names, files) { try folder.write(octets, to: name) }
    }

    private static func fileNames(number: Int) -> [String] {
        let suffix = number > 1 ? "-\(number)" : ""
        return [
            "demo-root\(suffix).pem", "demo-root\(suffix).crl", "demo-intermediate\(suffix).crl",
        ]
    }
}
