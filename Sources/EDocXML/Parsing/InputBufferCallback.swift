internal import CEDocLibXML2
internal import EDocSystem

/// What stands behind the octets that libxml2 reads: it gets them in pieces of some kilobytes, and
/// before each the budget is looked at.
@safe struct InputBufferCallback {
    private let octets: UnsafeRawBufferPointer
    private let budget: WorkBudget
    private var position = 0

    /// Calls `body` with the context for ``read(_:_:_:)``.
    static func with<Result>(
        _ octets: Span<UInt8>, _ budget: WorkBudget, _ body: (UnsafeMutableRawPointer) -> Result
    ) -> Result {
        unsafe octets.withUnsafeBytes { octets in
            var callback = unsafe InputBufferCallback(octets: octets, budget: budget)
            return unsafe withUnsafeMutablePointer(to: &callback) { callback in
                unsafe body(UnsafeMutableRawPointer(callback))
            }
        }
    }

    /// The number of octets put into `buffer`, 0 at the end, or -1 when the work is to stop: what
    /// libxml2 expects of an `xmlInputReadCallback`.
    static func read(
        _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ room: CInt
    ) -> CInt {
        guard let context = unsafe context, let buffer = unsafe buffer, room > 0 else { return 0 }
        let callback = unsafe context.assumingMemoryBound(to: InputBufferCallback.self)
        return unsafe callback.pointee.read(
            UnsafeMutableRawBufferPointer(start: buffer, count: Int(room)))
    }

    private mutating func read(_ buffer: UnsafeMutableRawBufferPointer) -> CInt {
        let count = unsafe min(buffer.count, octets.count - position)
        guard (try? budget.spend(count, of: .octets)) != nil else { return -1 }
        unsafe buffer.copyBytes(from: octets[position..<position + count])
        position += count
        return CInt(count)
    }
}
