package import EDocSystem
package import EDocZip

/// The limits of one validation: the work that it may take, and what the container may hold. All
/// caps of this layer stand here, with their reasons.
///
/// The work grows with the container, as that of an honest one does. By these numbers a container
/// of 1 MB costs at most two seconds of one processor and 256 MB of memory, whatever is in it, and
/// none that anybody has reason to make is refused: not an entry at the ratio limit, nor 100,000
/// references, nor 1,000 signatures, nor ten archive time-stamps over 1 GiB. A service that must
/// answer sooner can lower each.
public struct ValidationLimits: Sendable, Hashable {
    /// An amount that grows with the size of the container.
    public struct Allowance: Sendable, Hashable {
        /// The amount for every container.
        public var base: UInt64
        /// The additional amount for each octet of the container.
        public var perOctet: Double

        /// `base`, and `perOctet` for each octet.
        public init(_ base: UInt64, perOctet: Double) {
            self.base = base
            self.perOctet = perOctet
        }

        /// The amount for a container of `size` octets; a `perOctet` that is negative or no number
        /// counts as 0.
        public func amount(for size: UInt64) -> UInt64 {
            let added = perOctet * Double(size)
            guard added > 0 else { return base }
            guard added < 0x1p63 else { return .max }
            let (sum, overflow) = base.addingReportingOverflow(UInt64(added))
            return overflow ? .max : sum
        }

        func amount(for size: UInt64, most: Int) -> Int {
            Int(min(amount(for: size), UInt64(most)))
        }
    }

    /// The limits of the archive.
    package var archive = ZipLimits()
    /// How many entries the archive may have; 100,100 unless said otherwise.
    public var entries: Int {
        get { archive.entries }
        set { archive.entries = newValue }
    }
    /// How many octets one entry may have after it is inflated; 64 GiB unless said otherwise.
    public var inflatedOctetsPerEntry: UInt64 {
        get { archive.inflatedBytesPerEntry }
        set { archive.inflatedBytesPerEntry = newValue }
    }
    /// How many octets all entries may have together after they are inflated; 128 GiB unless said
    /// otherwise.
    public var inflatedOctets: UInt64 {
        get { archive.inflatedBytesInTotal }
        set { archive.inflatedBytesInTotal = newValue }
    }
    /// Octets that are inflated, hashed, parsed or canonicalized, counted each time. At 510 for
    /// each octet, contents compressed 250 times (the limit of an archive) can be inflated and
    /// hashed. One octet takes one to three nanoseconds.
    public var octets = Allowance(48 << 20, perOctet: 510)
    /// Steps: elements canonicalized, names and certificates compared, references looked at. One
    /// takes half a microsecond or less; 1,000 signatures take some 300,000.
    public var steps = Allowance(1_000_000, perOctet: 0.25)
    /// Nodes of all signature files and the manifest together, which libxml2 holds in memory with
    /// about 130 octets each. A container of 100,000 files, which has 9 MB at least, has 2,000,000.
    public var nodes = Allowance(500_000, perOctet: 0.25)
    /// Signatures verified, in units of one with P-256 or RSA-4096 (about 100 microseconds). A
    /// signature with its time-stamp and evidence needs five, in 5 KB at least.
    public var publicKeyOperations = Allowance(4_000, perOctet: 1.0 / 256)
    /// Octets of all signature files together, which are held in memory; at most 64 MB.
    /// A container of 100,000 files has 45 MB of them, and so has one of 2.5 MB with a revocation
    /// list of 32 MB, which compresses well.
    public var signatureFileOctets = Allowance(16 << 20, perOctet: 20)
    /// Octets of the manifest, which is held in memory; at most 32 MB. That of a container of
    /// 100,000 files has 10 MB.
    public var manifestOctets = Allowance(8 << 20, perOctet: 2)

    /// The limits that stand beside each property.
    public init() {}

    /// The budget for a container of `size` octets.
    func budget(for size: UInt64, cancellation: Cancellation?) -> WorkBudget {
        WorkBudget(amounts(for: size), cancellation: cancellation)
    }

    /// What a container of `size` octets may cost.
    package func amounts(for size: UInt64) -> WorkBudget.Limits {
        WorkBudget.Limits(
            octets: octets.amount(for: size), steps: steps.amount(for: size),
            nodes: nodes.amount(for: size),
            publicKeyOperations: publicKeyOperations.amount(for: size))
    }
}
