import CEDocLibXML2
import EDoc
import EDocXML

/// A signature file through this package's layer over libxml2, and through libxml2 directly.
enum Canonicalizing {
    static let workloads: [Workload] = [
        Workload(
            name: "canonicalize/parse", what: "parse a signature file, with the scan before",
            bareWhat: "libxml2's parser alone", limit: nil
        ) {
            let octets = try await Fixture(key: .p256).parts().signatureFile
            return (
                { iterations in
                    for _ in 0..<iterations { _ = try XMLDocument(parsing: octets.span) }
                },
                { iterations in
                    for _ in 0..<iterations { _ = try BareDocument(octets) }
                }
            )
        },
        Workload(
            name: "canonicalize/document", what: "Canonical XML 1.1 of a signature file, parsed",
            bareWhat: "libxml2 directly", limit: nil
        ) {
            let octets = try await Fixture(key: .p256).parts().signatureFile
            let document = try XMLDocument(parsing: octets.span)
            let bare = try BareDocument(octets)
            let method = Canonicalizer(.c14n11)
            let expected = try method.canonicalize(document)
            guard try bare.canonicalize() == expected.count else { throw BareCostError() }
            return (
                { iterations in
                    for _ in 0..<iterations { _ = try method.canonicalize(document) }
                },
                { iterations in
                    for _ in 0..<iterations { _ = try bare.canonicalize() }
                }
            )
        },
    ]
}

/// A document of libxml2.
///
/// `@unchecked Sendable`: one task at a time uses it.
final class BareDocument: @unchecked Sendable {
    private let document: xmlDocPtr

    init(_ octets: [UInt8]) throws {
        let parsed = octets.withUnsafeBytes { bytes in
            xmlReadMemory(
                bytes.baseAddress, Int32(bytes.count), nil, nil,
                Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
        }
        guard let parsed else { throw BareCostError() }
        document = parsed
    }

    deinit { xmlFreeDoc(document) }

    /// How many octets the canonical form has.
    func canonicalize() throws -> Int {
        var octets: UnsafeMutablePointer<xmlChar>?
        let count = xmlC14NDocDumpMemory(
            document, nil, Int32(XML_C14N_1_1.rawValue), nil, 0, &octets)
        guard count >= 0, let octets else { throw BareCostError() }
        CEDocLibXML2_free(octets)
        return Int(count)
    }
}
