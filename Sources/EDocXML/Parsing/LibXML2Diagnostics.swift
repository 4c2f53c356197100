internal import EDocEncoding
internal import CEDocLibXML2

/// Runs `body`, one synchronous call into libxml2, and returns what it complained about.
///
/// libxml2's canonicalization prints to stderr what no handler takes, whatever the parser was told,
/// and the handler is state of the thread: it is set before and restored after each call, and no
/// task can change threads in between.
func collectingDiagnostics<Result>(
    _ body: () -> Result
) -> (result: Result, diagnostics: [XMLError.Diagnostic]) {
    var diagnostics: [XMLError.Diagnostic] = []
    let result = unsafe withUnsafeMutablePointer(to: &diagnostics) { diagnostics in
        var receiver = unsafe CEDocLibXML2_ErrorReceiver(
            receive: { context, error in unsafe receive(context, error) },
            context: diagnostics, previousHandler: nil, previousContext: nil)
        return unsafe withUnsafeMutablePointer(to: &receiver) { receiver in
            unsafe CEDocLibXML2_beginReceivingErrors(receiver)
            defer { unsafe CEDocLibXML2_endReceivingErrors(receiver) }
            return body()
        }
    }
    return (result, diagnostics)
}

private func receive(_ context: UnsafeMutableRawPointer?, _ error: UnsafePointer<xmlError>?) {
    guard let context = unsafe context, let error = unsafe error?.pointee else { return }
    guard unsafe error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    let diagnostics = unsafe context.assumingMemoryBound(to: [XMLError.Diagnostic].self)
    guard unsafe diagnostics.pointee.count < 16 else { return }
    var message = unsafe (error.message.map { unsafe String(cString: $0) } ?? "")
        .shortened(to: 500)
    while message.last == "\n" { message.removeLast() }
    let line = unsafe Int(error.line)
    unsafe diagnostics.pointee.append(
        XMLError.Diagnostic(line: line > 0 ? line : nil, message: PlainText.line(message)))
}
