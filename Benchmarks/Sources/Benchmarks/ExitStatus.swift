import Glibc

/// Ends the program.
func exitStatus(_ status: Int32) -> Never { exit(status) }
