// seeds: TestVectors/asic-e/attacks TestVectors/asic-e/signatures TestVectors/crypto/keys
// seeds: TestVectors/exam-results
import EDoc
import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocValidation
import EDocXML
import EDocZip
import ExamCertificates
import FoundationEssentials
import FuzzDriver

/// Whatever the octets are taken for, a container, a signature file in one, a key, a certificate, a
/// policy or a table of results: each finding, each error and each line of a report is one line
/// without control, bidirectional or zero-width characters.
@main enum FuzzOneLine: FuzzTarget {
    /// 2026-12-01T00:00:00Z, after the time-stamps of the seeds.
    private static let time = Date(timeIntervalSince1970: 1_796_083_200)

    private static let validator: ContainerValidator = {
        var policy = ValidationPolicy.baseline
        policy.quirks = Set(Quirk.allCases)
        return ContainerValidator(trustAnchors: TrustAnchors(allRoles: []), policy: policy)
    }()

    static func test(_ input: Span<UInt8>) {
        let octets = input.indices.map { input[$0] }
        check(container: octets)
        check(container: wrapped(octets))
        for read in readers { checkErrors { try read(octets) } }
        checkResults(octets)
    }

    // MARK: Containers

    private static func check(container octets: [UInt8]) {
        let report: ValidationReport
        do {
            report = try validator.examine(octets, file: name(from: octets), at: time)
        } catch {
            return check("\(error)")
        }
        let signatures = report.signatures
        let stamps = signatures.flatMap(\.timeStamps)
        for finding in report.findings + signatures.flatMap(\.findings)
            + stamps.flatMap(\.findings)
        {
            check("\(finding)")
            check("\(finding.place)")
            check("\(finding.rule)")
            check(finding.message)
            if let expected = finding.expected { check(expected, mayBeEmpty: true) }
            if let found = finding.found { check(found, mayBeEmpty: true) }
        }
        for line in report.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        {
            check(String(line))
        }
        let json = report.json
        precondition(
            json.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a control character in JSON")
        // Names are exact: what is read again is what was there.
        guard case .object = try? JSONValue(parsing: Array(json.utf8)) else {
            precondition(json.utf8.count > 1 << 20, "the JSON of a report cannot be read")
            return
        }
    }

    /// A container whose only signature file is these octets, and whose file is named by them.
    private static func wrapped(_ octets: [UInt8]) -> [UInt8] {
        let mediaType = Array("application/vnd.etsi.asic-e+zip".utf8)
        var archive = Archive()
        archive.append("mimetype", mediaType)
        archive.append(name(from: octets), octets)
        archive.append("META-INF/signatures0.xml", octets)
        archive.append("META-INF/manifest.xml", octets)
        return archive.finished()
    }

    /// A name of the first octets, as hostile as they are.
    private static func name(from octets: [UInt8]) -> String {
        String(decoding: octets.prefix(64), as: UTF8.self)
    }

    // MARK: Everything else

    private static let readers: [@Sendable ([UInt8]) throws -> Void] = [
        { _ = try ValidationPolicy(json: $0) },
        { _ = try ValidationPolicy(json: Array("{\"name\": \"x\", ".utf8) + $0) },
        { _ = try JSONValue(parsing: $0) },
        { _ = try X509Certificate(derEncoded: $0) },
        { _ = try X509Certificate.certificates(inPEM: $0, from: name(from: $0)) },
        { _ = try CertificateRevocationList(decoding: $0) },
        { _ = try OCSPResponse(decoding: $0) },
        { _ = try TimeStampToken(encoded: $0) },
        { _ = try XMLDocument(parsing: $0.span) },
        { _ = try EntryName(octets: $0, allowingFolder: true) },
        { octets in
            // What a certificate says of its subject and issuer stands in findings.
            let certificate = try X509Certificate(derEncoded: octets)
            check(certificate.displayName, mayBeEmpty: true)
        },
    ]

    private static func checkErrors(_ body: () throws -> Void) {
        do { try body() } catch { check("\(error)") }
    }

    private static func checkResults(_ octets: [UInt8]) {
        let header = ExamResultField.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        for octets in [octets, Array(header.utf8) + octets] {
            checkErrors {
                var reader = try ExamResultReader(octets, named: name(from: octets))
                while let record = try reader.next() {
                    for warning in record.warnings { check("\(warning)") }
                    guard case .refused(let errors) = record.outcome else { continue }
                    for error in errors { check("\(error)") }
                }
            }
        }
    }

    private static func check(_ text: String, mayBeEmpty: Bool = false) {
        precondition(mayBeEmpty || !text.isEmpty, "an empty line")
        for scalar in text.unicodeScalars {
            precondition(
                PlainText.isVisible(scalar),
                "U+\(String(scalar.value, radix: 16)) in \(text.debugDescription)")
        }
    }
}

/// An archive of stored entries, of whatever names: the library's own writer refuses most.
private struct Archive {
    private var octets: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func append(_ name: String, _ content: [UInt8]) {
        let offset = octets.count
        let name = Array(name.utf8)
        var common: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x5B]
        common += word(crc32(content), 4) + word(UInt32(content.count), 4)
        common += word(UInt32(content.count), 4) + word(UInt32(name.count), 2) + [0, 0]
        octets += [0x50, 0x4B, 3, 4] + common + name + content
        directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
        directory += word(UInt32(offset), 4) + name
        count += 1
    }

    func finished() -> [UInt8] {
        octets + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
            + word(UInt32(count), 2) + word(UInt32(count), 2)
            + word(UInt32(directory.count), 4) + word(UInt32(octets.count), 4) + [0, 0]
    }

    private func word(_ value: UInt32, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    private func crc32(_ octets: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for octet in octets {
            crc ^= UInt32(octet)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}
