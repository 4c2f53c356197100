import Glibc

/// Ends the program with a status that says that something failed.
func exitWithFailure() -> Never { exit(1) }
