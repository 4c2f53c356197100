/// Why an exchange over HTTP has no answer.
struct HTTPFailure: Error {
    /// What kind of failure it is.
    enum Kind {
        /// No connection, or one that ended.
        case connection
        /// The time was over.
        case time
        /// An answer that is not what RFC 9112 says, or is too large.
        case answer
    }

    let kind: Kind
    let reason: String
    /// Whether nothing of an answer had come.
    var isBeforeAnswer = false

    init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
