/// Works on several things at a time, and tells what came of each in their order.
///
/// Only what is in work, or waits for an earlier one, is in memory. When `tell` says so, or the program
/// is to stop, no more is begun; what has begun is told.
///
/// - Parameters:
///   - things: What to work on; the next one is asked for when a job is free.
///   - jobs: On how many at the same time.
///   - work: The work, on any thread.
///   - tell: Called with each and what came of it; gives whether to go on.
func inOrder<Thing: Sendable, Result: Sendable>(
    _ things: some Sequence<Thing>, jobs: Int,
    _ work: @escaping @Sendable (Thing) async -> Result, tell: (Thing, Result) async -> Bool
) async {
    var things = things.makeIterator()
    await withTaskGroup(of: (Int, Thing, Result).self) { group in
        var waiting: [Int: (Thing, Result)] = [:]
        var (begun, told) = (0, 0)
        var goesOn = true
        while true {
            while goesOn, begun < told + jobs, let thing = things.next() {
                let index = begun
                group.addTask { (index, thing, await work(thing)) }
                begun += 1
            }
            guard told < begun, let (index, thing, result) = await group.next() else { break }
            waiting[index] = (thing, result)
            while let (thing, result) = waiting.removeValue(forKey: told) {
                if await !tell(thing, result) { goesOn = false }
                told += 1
            }
        }
    }
}
