import EDoc
package import EDocTesting
package import Foundation
import Synchronization

/// The services of a virtual authority over HTTP on 127.0.0.1, as its certificates name them.
package final class LoopbackTrustServices: Sendable {
    /// The services: what is wrong with them, and how often they were asked.
    package let virtual: VirtualTrustServices
    /// The URL of the time-stamping authority.
    package let tsa: String
    private let server: LoopbackServer

    /// Services whose certificates are valid from `validFrom` to `validTo`.
    package init(
        validFrom: Date, validTo: Date, clock: @escaping @Sendable () -> Date
    ) throws {
        let place = Place()
        server = LoopbackServer { client in
            while let (head, content) = client.message() {
                guard let virtual = place.virtual.withLock({ $0 }) else { return }
                client.answer(virtual, head, content)
            }
        }
        virtual = try VirtualTrustServices(
            addresses: VirtualCA.Addresses(
                ocsp: server.url("/ocsp"), crl: server.url("/lists/"), issuers: server.url("/ca/")),
            validFrom: validFrom, validTo: validTo, clock: clock)
        tsa = server.url("/tsa")
        place.virtual.withLock { [virtual] in $0 = virtual }
    }

    /// Where the server finds the services, which are made after it.
    private final class Place: Sendable {
        let virtual = Mutex<VirtualTrustServices?>(nil)
    }
}

extension LoopbackServer.Client {
    /// Answers one request by `virtual`; what it throws is status 500.
    fileprivate func answer(_ virtual: VirtualTrustServices, _ head: String, _ content: [UInt8]) {
        let path = head.split(separator: " ").dropFirst().first ?? ""
        let host =
            head.split(separator: "\r\n").first { $0.hasPrefix("Host: ") }?.dropFirst(6) ?? ""
        let url = "http://\(host)\(path)"
        let found = CallingThread.run { () -> (String, [UInt8])? in
            switch path {
            case "/tsa":
                (try? await virtual.response(to: content)).map {
                    ("application/timestamp-reply", $0)
                }
            case "/ocsp":
                (try? await virtual.response(to: content, at: url)).map {
                    ("application/ocsp-response", $0)
                }
            case _ where path.hasSuffix(".crl"):
                (try? await virtual.revocationList(at: url)).map { ("application/pkix-crl", $0) }
            default:
                (try? await virtual.certificates(at: url)).map { ("application/pkix-cert", $0) }
            }
        }
        guard let (type, octets) = found else {
            return answer("500 Internal Server Error", "")
        }
        answer("200 OK", fields: "Content-Type: \(type)\r\n", octets)
    }

    /// An answer with octets for its content.
    fileprivate func answer(_ status: String, fields: String, _ content: [UInt8]) {
        let head = "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(content.count)\r\n\r\n"
        send(Array(head.utf8) + content)
    }
}

/// Runs asynchronous work on the thread that waits for it: those of Swift may all be waiting for the
/// answer.
private final class CallingThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let wake = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        wake.signal()
    }

    static func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
        let executor = CallingThread()
        let result = Mutex<Value?>(nil)
        Task(executorPreference: executor) {
            let value = await body()
            result.withLock { $0 = value }
        }
        while true {
            executor.wake.wait()
            let job = executor.jobs.withLock { $0.removeFirst() }
            unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor())
            if let value = result.withLock({ $0 }) { return value }
        }
    }
}
