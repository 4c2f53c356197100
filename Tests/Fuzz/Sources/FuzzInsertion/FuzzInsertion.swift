// seeds: TestVectors/asic-e/signatures
import EDocValidation
import EDocXAdES
import EDocXML
import FuzzDriver

/// A signature that is read can be added to, at the end of its unsigned properties and directly
/// after each of the first; and what comes of it holds to all of this:
///
/// - it parses, with the same signatures in it, and one property more in the one that was meant;
/// - no octet has changed but those of an empty-element tag that became two;
/// - what is signed has the same canonical octets, and so have the properties that were there.
@main enum FuzzInsertion: FuzzTarget {
    private static let new = SignatureEvidence(timeStampToken: [1]).properties(
        canonicalization: .exclusive)

    static func test(_ input: Span<UInt8>) {
        let octets = input.indices.map { input[$0] }
        guard let before = signatures(octets) else { return }
        for (index, reading) in before.enumerated().prefix(3) {
            guard let signature = try? reading.content.get() else { continue }
            insert(into: octets, index, signature, after: nil)
            for property in signature.unsignedProperties.prefix(3) {
                insert(into: octets, index, signature, after: property)
            }
        }
    }

    private static func signatures(_ octets: [UInt8]) -> [Signature.Reading]? {
        guard let document = try? XMLDocument(parsing: octets.span, limits: SignatureLimits.xml)
        else { return nil }
        return XAdESSignatures(parsing: document, in: "s", limits: SignatureLimits()).signatures
    }

    private static func insert(
        into octets: [UInt8], _ index: Int, _ signature: Signature, after: UnsignedProperty?
    ) {
        do {
            let changed = try signature.inserting(new, after: after, into: octets)
            let prefix = zip(octets, changed).prefix { $0 == $1 }.count
            let suffix = zip(octets.reversed(), changed.reversed()).prefix { $0 == $1 }.count
            precondition(prefix + suffix >= octets.count - 2, "octets have changed")
            guard let again = signatures(changed) else {
                preconditionFailure("what comes of it does not parse")
            }
            precondition(index < again.count, "signatures are missing")
            let other = try again[index].content.get()
            let old = signature.unsignedProperties.map(\.element)
            var elements = other.unsignedProperties
            precondition(elements.count == old.count + 1, "no further property")
            let place = elements.firstIndex { property in
                if case .signatureTimeStamp(let stamp) = property.kind {
                    return stamp.tokens == [[1]] && stamp.defects.isEmpty
                }
                return false
            }
            guard let place else { preconditionFailure("another property") }
            elements.remove(at: place)
            for method in [CanonicalizationMethod.c14n11, .exclusive] {
                let canonicalizer = Canonicalizer(method)
                for (one, another) in zip(
                    parts(signature) + old, parts(other) + elements.map(\.element))
                {
                    precondition(
                        (try? canonicalizer.canonicalize(one))
                            == (try? canonicalizer.canonicalize(another)),
                        "what was there has another canonical form")
                }
            }
        } catch let failure as FormatFailure where failure.rule == .signatureLimits {
            // There were as many properties as are read.
        } catch {
            preconditionFailure("a signature that is read cannot be added to: \(error)")
        }
    }

    private static func parts(_ signature: Signature) -> [XMLElement] {
        [signature.signedInfo.element, signature.signatureValueElement]
            + [signature.keyInfo?.element, signature.signedProperties.element].compactMap(\.self)
    }
}
