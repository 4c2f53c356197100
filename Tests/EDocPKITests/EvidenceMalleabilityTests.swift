import EDocCrypto
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

/// One byte changed: what is still accepted means the same.
@Suite struct EvidenceMalleabilityTests {
    private let issuer: VirtualHolder
    private let holder: VirtualHolder
    private let cache = CertificateCache()

    init() throws {
        issuer = try VirtualHolder("CA", VirtualHolder.authority())
        holder = try VirtualHolder(
            "evidence", issuedBy: issuer,
            [VirtualHolder.usage(0), VirtualHolder.timeStamping], serialNumber: [0x10])
    }

    /// `octets` with each byte changed in eight ways.
    private func eachChange(of octets: [UInt8], _ body: (_ changed: [UInt8], Int) throws -> Void)
        rethrows
    {
        var changed = octets
        for index in octets.indices {
            for bit in 0..<8 {
                changed[index] = octets[index] ^ 1 << UInt8(bit)
                try body(changed, index)
            }
            changed[index] = octets[index]
        }
    }

    @Test func tokensKeepTheirMeaning() throws {
        var virtual = VirtualToken(signedBy: holder)
        virtual.nonce = [1, 2, 3, 4]
        let octets = try virtual.encoded()
        let original = try TimeStampToken(encoded: octets)
        var accepted: Set<Int> = []
        eachChange(of: octets) { changed, index in
            guard let token = try? TimeStampToken(encoded: changed),
                case .success(let verdict) = token.verify(cache: cache)
            else { return }
            accepted.insert(index)
            #expect(verdict.signer == holder.certificate, "byte \(index)")
            #expect(token.tstInfo == original.tstInfo, "byte \(index)")
        }
        // What is tolerated: the versions and the set of digest algorithms, which are neither
        // signed nor used, and the case of letters in the name of the signer's issuer.
        let signed = try #require(octets.firstRange(of: virtual.tstInfo))
        let certificate = try #require(octets.firstRange(of: holder.certificate.derEncoded))
        let issuer = try #require(
            octets[certificate.upperBound...].firstRange(
                of: holder.certificate.tbs.issuer.encoded))
        let (begin, end) = (signed.lowerBound, certificate.upperBound)
        for index in accepted {
            let isBefore = index < begin
            let isVersionOrName = index >= end && index < issuer.upperBound
            #expect(isBefore || isVersionOrName, "byte \(index)")
        }
    }

    @Test func responsesKeepTheirMeaning() throws {
        let leaf = try VirtualHolder("seal", issuedBy: issuer, serialNumber: [0x20])
        let certID = try CertID(of: leaf.certificate, issuedBy: issuer.certificate)
        var virtual = try VirtualResponse(byKey: issuer.certificate)
        let revoked = VirtualResponse.revoked(VirtualHolder.begin, reason: 1)
        virtual.singles = [VirtualResponse.single(certID, revoked)]
        let octets = try virtual.encoded(signedBy: issuer.key)
        func status(_ octets: [UInt8]) -> OCSPVerdict? {
            guard let response = try? OCSPResponse(decoding: octets) else { return nil }
            return try? response.status(
                of: leaf.certificate, issuedBy: issuer.certificate, cache: cache
            ).get()
        }
        let original = try #require(status(octets))
        eachChange(of: octets) { changed, index in
            if let found = status(changed) { #expect(found == original, "byte \(index)") }
        }
    }

    @Test func listsKeepTheirMeaning() throws {
        let octets = try TBSCertList(
            issuer: [UInt8](issuer.certificate.tbs.subject.encoded),
            thisUpdate: VirtualHolder.begin, nextUpdate: VirtualHolder.end,
            revoked: [
                VirtualCA.Revocation(
                    of: try X509Certificate(derEncoded: holder.certificate.derEncoded),
                    date: VirtualHolder.time, reason: 4)
            ], number: 7
        ).signed(by: issuer.key)
        func status(_ octets: [UInt8]) -> [AnyHashable]? {
            guard let list = try? CertificateRevocationList(decoding: octets),
                case .success(let status) = list.status(
                    of: holder.certificate, issuedBy: issuer.certificate)
            else { return nil }
            return [status, list.thisUpdate, list.nextUpdate, list.number]
        }
        let original = try #require(status(octets))
        eachChange(of: octets) { changed, index in
            if let found = status(changed) { #expect(found == original, "byte \(index)") }
        }
    }

    @Test func certificatesKeepTheirMeaning() throws {
        let octets = holder.certificate.derEncoded
        let inputs = CertificatePath.Inputs(
            anchors: [issuer.certificate], time: VirtualHolder.time, purpose: .timeStamping)
        eachChange(of: octets) { changed, index in
            guard let certificate = try? X509Certificate(decoding: changed) else { return }
            if case .success = CertificatePath.find(for: certificate, inputs, cache: cache) {
                Issue.record("byte \(index)")
            }
        }
    }

    /// Each file of the same kind, cut off anywhere, is an error and nothing else.
    @Test func cutOffEvidenceIsAnError() throws {
        let token = try VirtualToken(signedBy: holder).encoded()
        for count in token.indices {
            let part = [UInt8](token.prefix(count))
            if (try? TimeStampToken(encoded: part)) != nil
                || (try? TimeStampResp(encoded: part)) != nil
                || (try? OCSPResponse(decoding: part)) != nil
                || (try? CertificateRevocationList(decoding: part)) != nil
                || (try? X509Certificate(decoding: part)) != nil
            {
                Issue.record("\(count) bytes")
            }
        }
    }
}
