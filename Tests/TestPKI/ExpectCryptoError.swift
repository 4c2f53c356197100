package import EDocCrypto
package import Testing

/// Expects a ``CryptoError`` with this code and exactly this message.
package func expect<Value>(
    _ code: CryptoError.Code, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) {
    do {
        _ = try body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as CryptoError {
        #expect(error.code == code, sourceLocation: sourceLocation)
        #expect(error.message == message, sourceLocation: sourceLocation)
        #expect(error.description == message, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error) is no CryptoError", sourceLocation: sourceLocation)
    }
}
