import CLibFuzzer
import Glibc

/// A program that libFuzzer feeds. Mark the type with `@main`; one file is a whole target.
public protocol FuzzTarget {
    /// Tries one input.
    ///
    /// It finds fault by trapping: with `precondition`, or in what it calls. An error that it throws
    /// counts as a fault too.
    static func test(_ input: Span<UInt8>) throws
}

extension FuzzTarget {
    /// Runs libFuzzer with the program's arguments.
    public static func main() {
        unsafe target = Self.self
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        let status = unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
            unsafe pointer.withMemoryRebound(
                to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>>.self, capacity: 1
            ) { pointer in
                unsafe LLVMFuzzerRunDriver(&count, pointer) { start, size in
                    do {
                        try unsafe feed(UnsafeBufferPointer(start: start, count: size))
                    } catch {
                        fatalError("\(error)")
                    }
                    return 0
                }
            }
        }
        exit(status)
    }
}

/// Tells libFuzzer that the input is one of those that reach `index`, from 0 to 1023, as it is told of
/// each branch that the input takes: it keeps inputs that reach new ones.
public func note(_ index: Int) { CLibFuzzer_note(CInt(clamping: index)) }

/// libFuzzer's callback cannot carry anything along; it runs on the main thread.
nonisolated(unsafe) private var target: (any FuzzTarget.Type)?

private func feed(_ input: UnsafeBufferPointer<UInt8>) throws {
    guard let target = unsafe target else { return }
    try unsafe target.test(input.span)
}
