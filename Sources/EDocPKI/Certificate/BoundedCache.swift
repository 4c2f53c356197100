/// Values by key, up to a total weight; beyond it the least recently used half is dropped.
///
/// Not safe to share by itself: ``CertificateCache`` has it under its lock.
struct BoundedCache<Key: Hashable, Value> {
    private struct Entry {
        let value: Value
        let weight: Int
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var weight = 0
    private var clock: UInt64 = 0

    /// An empty cache of values that weigh `limit` together at most.
    init(limit: Int) { self.limit = limit }

    /// How many values are there.
    var count: Int { entries.count }

    /// The value for `key`, which is used now.
    mutating func value(for key: Key) -> Value? {
        clock += 1
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].lastUse = clock
        return entries.values[index].value
    }

    /// Keeps `value`, unless there is one for `key` or it alone weighs more than half of the limit.
    ///
    /// - Returns: The value that stands for `key` now.
    mutating func insert(_ value: Value, for key: Key, weight: Int) -> Value {
        if let known = self.value(for: key) { return known }
        guard weight <= limit / 2 else { return value }
        entries[key] = Entry(value: value, weight: weight, lastUse: clock)
        self.weight += weight
        if self.weight > limit { dropOldest() }
        return value
    }

    private mutating func dropOldest() {
        for (key, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
        where weight > limit / 2 {
            entries[key] = nil
            weight -= entry.weight
        }
    }
}
