internal import Glibc
internal import Synchronization

/// What the tests had to leave out because it is not on this machine.
///
/// The process that ran them says so in its last lines, once for each thing.
public enum LeftOut {
    private static let notes = Mutex<Set<String>>([])

    /// `isHere`; when it is not, `what` is left out because of `reason`.
    public static func unless(_ isHere: Bool, _ what: String, _ reason: String) -> Bool {
        if !isHere { note(what, reason) }
        return isHere
    }

    private static func note(_ what: String, _ reason: String) {
        notes.withLock { notes in
            if notes.isEmpty { atexit { LeftOut.report() } }
            notes.insert("left out: \(what) (\(reason))")
        }
    }

    private static func report() {
        notes.withLock { for note in $0.sorted() { print(note) } }
    }
}
