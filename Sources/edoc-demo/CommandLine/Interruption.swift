internal import Glibc
internal import Synchronization

/// The user's wish that the program stops, by SIGINT or SIGTERM.
///
/// After the first signal the work that has begun is finished; a second one ends the process at
/// once, which leaves no half-written file either.
enum Interruption {
    private static let requested = Atomic(false)

    /// Whether the user wants the program to stop.
    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Listens to the signals from here on.
    static func install() {
        // The atomic is initialised here, before a handler uses it.
        requested.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only functions that a signal handler may call (signal-safety(7)).
                signal(number, SIG_DFL)
                Interruption.requested.store(true, ordering: .relaxed)
            }
        }
    }
}
