internal import Glibc

/// The signal that ends a process which writes to a connection that the other side has closed.
package enum BrokenPipeSignal {
    /// Calls `body`, in which such a write on this thread is an error and no signal.
    ///
    /// What the process does about the signal stays as it is, and so does what the thread held back
    /// before. `body` must stay on this thread.
    package static func without<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        var pending = sigset_t()
        unsafe sigpending(&pending)
        let wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
        var before = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
        defer {
            if !wasPending {
                var zero = timespec()
                // Takes the signal that came meanwhile, if one did.
                while unsafe sigtimedwait(&signals, nil, &zero) == -1, errno == EINTR {}
            }
            unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return try body()
    }
}
