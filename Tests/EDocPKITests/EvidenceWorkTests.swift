import EDocEncoding
import EDocPKI
import EDocSystem
import EDocTesting
import TestPKI
import Testing

/// T21: between two looks at the budget at most 4 MiB of octets or 1,000 steps, also while one list
/// or one response is decoded.
@Suite struct EvidenceWorkTests {
    private let issuer: VirtualHolder

    init() throws { issuer = try VirtualHolder("CA", VirtualHolder.authority()) }

    /// How often `body` looks at its budget, and whether a budget that has stopped ends it.
    private func looks(_ body: (WorkBudget) throws -> Void) throws -> Int {
        let count = Lock(0)
        let budget = WorkBudget { amount, resource in
            let most =
                resource == .octets ? WorkBudget.octetsAtOnce : WorkBudget.stepsAtOnce
            #expect(amount <= most)
            count.withLock { $0 += 1 }
        }
        try body(budget)
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: ASN1Error(.limitExceeded, "", "")) {
            try body(WorkBudget(cancellation: cancellation))
        }
        return count.withLock { $0 }
    }

    @Test func aListIsDecodedInPieces() throws {
        let entries = (0..<10_000).map { VirtualList.entry(UInt8($0 % 100)) }
        let list = try VirtualList.signed(by: issuer, entries)
        let found = try looks { budget in
            let again = try CertificateRevocationList(
                decoding: list.derEncoded, budget: budget)
            #expect(again.entryCount == entries.count)
        }
        #expect(found >= entries.count / WorkBudget.stepsAtOnce)
    }

    @Test func aTokenIsReadInPieces() throws {
        let octets = DER.sequence(of: Array(repeating: DER.null, count: 10_000))
        let found = try looks { budget in
            do throws(ASN1Error) {
                _ = try TimeStampToken(encoded: octets, budget: budget)
            } catch {
                // It is no token, which shows only when all of it has been seen.
                guard error.code == .unexpectedTag else { throw error }
            }
        }
        #expect(found >= 10_000 / WorkBudget.stepsAtOnce)
    }

    @Test func aResponseIsDecodedInPieces() throws {
        let leaf = try VirtualHolder("seal", issuedBy: issuer)
        let identifier = try CertID(of: leaf.certificate, issuedBy: issuer.certificate)
        let limits = EvidenceLimits()
        let extensions = (0..<UInt8(limits.entryExtensions)).map {
            VirtualHolder.Extension("1.2.\($0)", isCritical: false, DER.null)
        }
        var response = VirtualResponse(byName: issuer.certificate)
        let single = VirtualResponse.single(
            identifier, VirtualResponse.good, extensions: extensions)
        response.singles = Array(repeating: single, count: limits.singleResponses)
        let octets = try response.encoded(signedBy: issuer.key)
        let found = try looks { budget in
            let again = try OCSPResponse(decoding: octets, budget: budget)
            #expect(again.basic?.responses.count == limits.singleResponses)
        }
        let steps = limits.singleResponses * limits.entryExtensions
        #expect(found >= steps / WorkBudget.stepsAtOnce)
    }
}
