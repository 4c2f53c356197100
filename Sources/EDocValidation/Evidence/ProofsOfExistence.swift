package import FoundationEssentials

/// Proofs of existence (EN 319 102-1 §5.6.2.3): for each object the earliest time at which it is
/// known to have existed.
///
/// The table goes into the validation of a signature and comes out of it with what its time-stamps
/// proved.
package struct ProofsOfExistence: Sendable, Hashable {
    /// What a proof is about; objects are the same when their octets are.
    package enum Object: Sendable, Hashable {
        /// A signature, by its value.
        case signature([UInt8])
        /// A time-stamp token, as it is encoded.
        case timeStampToken([UInt8])
        /// A certificate, an OCSP response or a revocation list, as it is encoded.
        case evidence([UInt8])
    }

    private var times: [Object: Date] = [:]

    /// No proofs.
    package init() {}

    /// The earliest time at which `object` is known to have existed; nil when nothing proves one.
    package func time(of object: @autoclosure () -> Object) -> Date? {
        times.isEmpty ? nil : times[object()]
    }

    /// Adds a proof that `object` existed at `time`.
    package mutating func add(_ object: Object, at time: Date) {
        times[object] = times[object].map { min($0, time) } ?? time
    }

    /// How many objects there are proofs for.
    package var count: Int { times.count }
}
