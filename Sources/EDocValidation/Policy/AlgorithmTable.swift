package import EDocCrypto
internal import EDocEncoding
public import FoundationEssentials

/// Until when algorithms and key sizes are reliable: the cryptographic constraints of
/// EN 319 102-1 §5.2.8.4.2, as data.
///
/// Something signed with an algorithm whose time has passed is accepted only with a proof that it
/// existed before. An algorithm without a row is not accepted at all.
public struct AlgorithmTable: Sendable, Hashable {
    /// One row: an algorithm, the smallest size of its keys, and the end.
    public struct Row: Sendable, Hashable {
        /// The name of a digest algorithm (`SHA-256`), a scheme (`RSA PKCS#1 v1.5`, `RSASSA-PSS`,
        /// `ECDSA`) or a kind of key (`RSA`, `EC`).
        public let algorithm: String
        /// The smallest size in bits that the row speaks of; 0 for digests and schemes.
        public let bits: Int
        /// The first moment at which it is no longer reliable; nil when no end is set.
        public let until: Date?

        /// A row of the table.
        public init(_ algorithm: String, bits: Int = 0, until: Date?) {
            self.algorithm = algorithm
            self.bits = bits
            self.until = until
        }
    }

    /// The rows; of several for one algorithm that fit a size the one with the most bits counts.
    public var rows: [Row]

    /// A table of these rows.
    public init(rows: [Row]) { self.rows = rows }

    /// TS 119 312 V2.1.1 (2026-06), and for what had ended before it the dates that the
    /// supervisory practice in the Union used.
    ///
    /// SHA-1: until 2017-01-01, the day from which browsers and trust services refused it.
    /// RSA below 1900 bits: until 2019-10-01 (SOG-IS ACM 1.1, as TS 119 312 V1.3.1 took it over).
    /// RSA of 1900 to 2999 bits: until 2028-12-31 (TS 119 312 V2.1.1 §8.4, Table 6).
    public static let ts119312 = AlgorithmTable(rows: [
        Row("SHA-1", until: date("2017-01-01T00:00:00Z")),
        Row("SHA-256", until: nil),
        Row("SHA-384", until: nil),
        Row("SHA-512", until: nil),
        Row("RSA PKCS#1 v1.5", until: nil),
        Row("RSASSA-PSS", until: nil),
        Row("ECDSA", until: nil),
        Row("RSA", bits: 1000, until: date("2019-10-01T00:00:00Z")),
        Row("RSA", bits: 1900, until: date("2029-01-01T00:00:00Z")),
        Row("RSA", bits: 3000, until: nil),
        Row("EC", bits: 256, until: nil),
    ])

    private static func date(_ text: String) -> Date? {
        DateTimeText(rfc3339: text).map {
            Date(timeIntervalSince1970: Double($0.secondsSince1970))
        }
    }

    /// What the table says of an algorithm.
    package enum Verdict: Sendable, Hashable {
        /// Reliable; no end is set.
        case reliable
        /// Reliable before that moment.
        case reliableBefore(Date)
        /// Not in the table: never reliable.
        case unknown

        /// Whether the algorithm is reliable at `time`.
        package func isReliable(at time: Date) -> Bool {
            switch self {
            case .reliable: true
            case .reliableBefore(let end): time < end
            case .unknown: false
            }
        }

        /// The verdict about two things that are both needed.
        package func and(_ other: Verdict) -> Verdict {
            switch (self, other) {
            case (.reliableBefore(let one), .reliableBefore(let two)):
                .reliableBefore(min(one, two))
            case (.reliableBefore, .reliable), (.unknown, _): self
            default: other
            }
        }
    }

    /// The verdict about a digest.
    package func verdict(on digest: DigestAlgorithm) -> Verdict {
        verdict(on: digest.name, bits: 0)
    }

    /// The verdict about a key.
    package func verdict(on key: KeyType) -> Verdict {
        switch key {
        case .rsa(let bits), .rsaPSS(let bits): verdict(on: "RSA", bits: bits)
        case .ellipticCurve(let curve): verdict(on: "EC", bits: curve.bits)
        case .unsupported: .unknown
        }
    }

    /// The verdict about a signature: its digest, its scheme and its key.
    package func verdict(on algorithm: SignatureAlgorithm, key: KeyType) -> Verdict {
        verdict(on: algorithm.digestAlgorithm, algorithm.scheme, key)
    }

    /// The verdict about a signature by its parts.
    func verdict(
        on digest: DigestAlgorithm, _ scheme: SignatureAlgorithm.Scheme, _ key: KeyType
    ) -> Verdict {
        let scheme =
            switch scheme {
            case .rsaPKCS1: "RSA PKCS#1 v1.5"
            case .rsaPSS: "RSASSA-PSS"
            case .ecdsa: "ECDSA"
            }
        return verdict(on: digest)
            .and(verdict(on: scheme, bits: 0))
            .and(verdict(on: key))
    }

    private func verdict(on name: String, bits: Int) -> Verdict {
        var found: Row?
        for row in rows where row.bits <= bits && row.algorithm.hasOctets(of: name) {
            if found.map({ $0.bits < row.bits }) ?? true { found = row }
        }
        guard let row = found else { return .unknown }
        return row.until.map(Verdict.reliableBefore) ?? .reliable
    }
}
