package import EDocCrypto
package import Testing

/// Expects a ``EDocError`` with this code and exactly this message.
package func expect<Value>(
    _ code: EDocError.Code, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) {
    do {
        _ = try body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch {
        expect(error, is: code, message, sourceLocation: sourceLocation)
    }
}

/// Expects that `error` is an ``EDocError`` with this code and exactly this message.
package func expect(
    _ error: any Error, is code: EDocError.Code, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard let error = error as? EDocError else {
        Issue.record("\(error) is no EDocError", sourceLocation: sourceLocation)
        return
    }
    #expect(error.code == code, sourceLocation: sourceLocation)
    #expect(error.message == message, sourceLocation: sourceLocation)
    #expect(error.description == message, sourceLocation: sourceLocation)
}
