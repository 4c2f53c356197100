internal import CEDocTLS
internal import EDocCrypto
internal import EDocSystem

/// One connection to a server, over TCP or TLS.
///
/// Every call may block the thread for as long as the given time allows, and is made where a broken
/// pipe is no signal. `@unchecked Sendable`: one thread at a time has it; ``ConnectionPool`` hands
/// it over under a lock.
@safe
final class HTTPConnection: @unchecked Sendable {
    /// The address that it leads to.
    let address: IPAddress
    private var bio: OpaquePointer
    /// The `SSL` in ``bio``; nil without TLS.
    private var tls: OpaquePointer?

    /// How much is read at once.
    private static let pieceSize = 16 << 10

    /// Connects to `address` alone; nothing is resolved again.
    ///
    /// - Parameters:
    ///   - secured: The context of TLS and the host whose certificate is expected; nil: no TLS.
    /// - Throws: ``HTTPFailure``; `CancellationError`.
    init(
        to address: IPAddress, port: UInt16, secured: (context: TLSContext, host: String)?,
        _ time: ExchangeTime
    ) throws {
        self.address = address
        let numeric = address.isVersion6 ? "[\(address)]" : "\(address)"
        let tcp = try unsafe orFailure {
            () throws(OpenSSLError) in
            try unsafe openSSL("BIO_s_connect") {
                unsafe CEDocTLS_newConnection(numeric, "\(port)")
            }
        }
        unsafe bio = unsafe tcp
        try handshake("no connection to \(numeric):\(port)", time)
        guard let secured else { return }
        let host = secured.host
        let layer = try unsafe orFailure {
            () throws(OpenSSLError) in
            try unsafe secured.context.layer(
                for: host, isAddress: host.contains(":") || "\(address)" == host)
        }
        unsafe tls = unsafe layer.tls
        unsafe bio = unsafe BIO_push(layer.bio, tcp)
        try handshake("no TLS with \(secured.host)", time)
    }

    // Ending TLS writes to the connection.
    deinit { BrokenPipeSignal.without { unsafe BIO_free_all(bio) } }

    private var descriptor: Int32 { unsafe CEDocTLS_descriptor(bio) }

    /// Whether nothing has come since the last answer: neither its end nor what nobody asked for.
    var isSilent: Bool { !Readiness.readable.wait(for: descriptor, milliseconds: 0) }

    private func handshake(_ what: String, _ time: ExchangeTime) throws {
        while true {
            ERR_clear_error()
            if unsafe CEDocTLS_connect(bio) > 0 { return }
            try waitToGoOn(what, time)
        }
    }

    /// Writes all of `octets`.
    func write(_ octets: [UInt8], _ time: ExchangeTime) throws {
        var done = 0
        while done < octets.count {
            ERR_clear_error()
            let written = unsafe octets.withUnsafeBytes {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: $0[done...])
                return unsafe BIO_write(bio, rest.baseAddress, CInt(clamping: rest.count))
            }
            if written > 0 {
                done += Int(written)
            } else {
                try waitToGoOn("the connection ended while the request was sent", time)
            }
        }
    }

    /// Reads what has come, once something has; nothing at the end.
    func read(_ time: ExchangeTime) throws -> [UInt8] {
        while true {
            ERR_clear_error()
            var count: CInt = 0
            let octets = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceSize) {
                count = unsafe BIO_read(bio, $0.baseAddress, CInt(Self.pieceSize))
                $1 = max(0, Int(count))
            }
            if count > 0 { return octets }
            if count == 0, unsafe BIO_test_flags(bio, CInt(BIO_FLAGS_SHOULD_RETRY)) == 0,
                ERR_peek_error() == 0
            {
                return []
            }
            try waitToGoOn("the connection ended before the answer did", time)
        }
    }

    /// Waits for what the operation before it waits for; it has failed if that is nothing.
    private func waitToGoOn(_ what: String, _ time: ExchangeTime) throws {
        guard unsafe BIO_test_flags(bio, CInt(BIO_FLAGS_SHOULD_RETRY)) != 0 else {
            throw HTTPFailure(.connection, what + reason())
        }
        let reads = unsafe BIO_test_flags(bio, CInt(BIO_FLAGS_READ)) != 0
        try time.wait(for: reads ? .readable : .writable, of: descriptor)
    }

    /// What OpenSSL or the system says of the operation that failed just now.
    private func reason() -> String {
        let error = OpenSSLError(draining: "BIO")
        if let number = error.systemErrorNumber {
            return ": " + SystemCallError(call: "connect", number: number).reason
        }
        if let tls = unsafe tls {
            let result = unsafe SSL_get_verify_result(tls)
            if result != Int(X509_V_OK), let text = unsafe X509_verify_cert_error_string(result) {
                return unsafe ": its certificate is not trusted: " + String(cString: text)
            }
        }
        return error.entries.first.map { ": " + $0.description } ?? ""
    }
}

/// Runs operations of OpenSSL that need nothing from outside; what fails there is no connection.
private func orFailure<Result>(
    _ body: () throws(OpenSSLError) -> Result
) throws(HTTPFailure) -> Result {
    do { return try body() } catch { throw HTTPFailure(.connection, error.description) }
}
