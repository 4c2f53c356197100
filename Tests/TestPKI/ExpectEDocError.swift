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
    } catch let error as EDocError {
        #expect(error.code == code, sourceLocation: sourceLocation)
        #expect(error.message == message, sourceLocation: sourceLocation)
        #expect(error.description == message, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error) is no EDocError", sourceLocation: sourceLocation)
    }
}
