/// Works on several things at a time, and tells what came of each in their order.
///
/// Only what is in work, or waits for an earlier one, is in memory.
///
/// - Parameters:
///   - things: What to work on.
///   - jobs: On how many at the same time.
///   - work: The work, on any thread.
///   - tell: Called with the number of each, counted from 0, and what came of it.
func inOrder<Thing: Sendable, Result: Sendable>(
    _ things: [Thing], jobs: Int, _ work: @escaping @Sendable (Thing) async -> Result,
    tell: (Int, Result) -> Void
) async {
    await withTaskGroup(of: (Int, Result).self) { group in
        var waiting: [Int: Result] = [:]
        var (begun, told) = (0, 0)
        while told < things.count {
            while begun < min(things.count, told + jobs) {
                let index = begun
                group.addTask { (index, await work(things[index])) }
                begun += 1
            }
            guard let (index, result) = await group.next() else { break }
            waiting[index] = result
            while let result = waiting.removeValue(forKey: told) {
                tell(told, result)
                told += 1
            }
        }
    }
}
