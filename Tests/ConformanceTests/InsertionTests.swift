import EDoc
import EDocXAdES
import EDocXML
import EDocZip
import Testing
import VectorSupport

/// Signature files that others made, added to.
@Suite(.enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct InsertionTests {
    /// The signature files of a container; none where the archive cannot be read.
    private static func files(_ path: String) throws -> [[UInt8]] {
        guard let reader = try? ZipReader(MemorySource(try Vectors.octets(at: path))) else {
            return []
        }
        return reader.entries.compactMap { entry in
            let name = String(decoding: entry.nameOctets, as: UTF8.self)
            guard name.hasPrefix("META-INF/"), name.contains("signatures"),
                case .bytes(let octets) = try? reader.contents(of: entry, limit: 1 << 24)
            else { return nil }
            return octets
        }
    }

    private static func canonical(_ elements: [XMLElement]) -> [[UInt8]?] {
        [CanonicalizationMethod.c14n10, .exclusive].flatMap { method in
            elements.map { try? Canonicalizer(method).canonicalize($0) }
        }
    }

    private static func parts(_ signature: Signature) -> [XMLElement] {
        [signature.signedInfo.element, signature.signatureValueElement]
            + [signature.keyInfo?.element, signature.signedProperties.element].compactMap(\.self)
    }

    @Test("A further property leaves all that is signed and time-stamped as it is")
    func containers() throws {
        let root = try #require(Vectors.conformance) + "/containers"
        let new = SignatureEvidence(timeStampToken: [1]).properties(canonicalization: .exclusive)
        var count = 0
        for name in try Vectors.names(in: root) {
            for octets in try Self.files(root + "/" + name) {
                guard let file = try? SignatureFile(parsing: octets, entry: "s") else { continue }
                for (index, reading) in file.signatures.enumerated() {
                    guard let signature = try? reading.content.get() else { continue }
                    let changed = try signature.inserting(new, into: octets)
                    let place = try #require(changed.firstRange(of: new), "\(name)")
                    let added = changed.count - octets.count
                    if added == new.count {
                        #expect(changed[..<place.lowerBound] == octets[..<place.lowerBound])
                        #expect(changed[place.upperBound...] == octets[place.lowerBound...])
                    } else {
                        // With elements around it, or in the place of an empty-element tag.
                        let same = zip(octets, changed).prefix { $0 == $1 }.count
                        let rest = zip(octets.reversed(), changed.reversed()).prefix { $0 == $1 }
                        #expect(same + rest.count >= octets.count - 2, "\(name)")
                    }
                    let again = try SignatureFile(parsing: changed, entry: "s").signatures[index]
                        .content.get()
                    #expect(
                        Self.canonical(Self.parts(signature)) == Self.canonical(Self.parts(again)),
                        "\(name)")
                    let before = signature.unsignedProperties.map(\.element)
                    let after = again.unsignedProperties.map(\.element)
                    try #require(after.count == before.count + 1, "\(name)")
                    #expect(
                        Self.canonical(before) == Self.canonical(after.dropLast()), "\(name)")
                    count += 1
                }
            }
        }
        #expect(count > 250)
    }
}
