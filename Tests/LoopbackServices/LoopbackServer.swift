import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 that does with each connection what a test wants.
package final class LoopbackServer: Sendable {
    /// One connection, for the thread that serves it; it is closed when that thread is done.
    package struct Client: Sendable {
        fileprivate let descriptor: Int32
        fileprivate let seen: SharedTexts

        /// Reads one request, its head and its content; nil at the end.
        package func message() -> (head: String, content: [UInt8])? {
            var octets: [UInt8] = []
            let end = Array("\r\n\r\n".utf8)
            while true {
                if let place = octets.firstRange(of: end) {
                    let head = String(decoding: octets[..<place.lowerBound], as: UTF8.self)
                    let length = head.lowercased().split(separator: "content-length: ")
                        .dropFirst().first.flatMap { Int($0.prefix(while: \.isNumber)) }
                    let content = octets[place.upperBound...]
                    if content.count >= length ?? 0 {
                        seen.append(String(decoding: octets, as: UTF8.self))
                        return (head, Array(content))
                    }
                }
                var piece = [UInt8](repeating: 0, count: 4_096)
                let count = unsafe recv(descriptor, &piece, piece.count, 0)
                guard count > 0 else { return nil }
                octets += piece.prefix(count)
            }
        }

        /// Reads one request, as text; nil at the end.
        package func request() -> String? {
            message().map { $0.head + "\r\n\r\n" + String(decoding: $0.content, as: UTF8.self) }
        }

        /// Sends `text`; what the other side does not take is lost.
        package func send(_ text: String) { send(Array(text.utf8)) }

        package func send(_ octets: [UInt8]) {
            var done = 0
            while done < octets.count {
                let rest = Array(octets[done...].prefix(64 << 10))
                let count = unsafe Glibc.send(
                    descriptor, rest, rest.count, CInt(MSG_NOSIGNAL))
                guard count > 0 else { return }
                done += count
            }
        }

        /// An answer with `fields`, each with its end, and the length of its content.
        package func answer(_ status: String, fields: String = "", _ content: String) {
            send(
                "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(content.utf8.count)\r\n\r\n"
                    + content)
        }

        /// Whether the other side has not ended the connection.
        package var isOpen: Bool {
            var octet: UInt8 = 0
            let flags = CInt(MSG_PEEK | MSG_DONTWAIT)
            return unsafe recv(descriptor, &octet, 1, flags) != 0
        }

        /// Waits.
        package func pause(milliseconds: UInt32) { usleep(milliseconds * 1_000) }

        /// Lets the connection end with a reset.
        package func reset() {
            var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
            _ = unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &linger,
                socklen_t(MemoryLayout<Glibc.linger>.size))
        }
    }

    /// The port.
    package let port: UInt16
    private let descriptor: Int32
    private let seen = SharedTexts()
    private let accepted = Atomic(0)

    /// Serves each connection with `serve`, on a thread of its own.
    package init(_ serve: @escaping @Sendable (Client) -> Void) {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = unsafe bind(descriptor, address, size)
                _ = listen(descriptor, 64)
                _ = unsafe getsockname(descriptor, address, &size)
            }
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [seen, weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else {
                    close(descriptor)
                    return
                }
                self?.accepted.add(1, ordering: .relaxed)
                Thread.detachNewThread {
                    serve(Client(descriptor: client, seen: seen))
                    close(client)
                }
            }
        }
    }

    // Ends the waiting for connections, and so its thread.
    deinit { shutdown(descriptor, CInt(SHUT_RDWR)) }

    /// Its URL with `path`.
    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// How many connections there were.
    package var connections: Int { accepted.load(ordering: .relaxed) }

    /// The requests so far.
    package var requests: [String] { seen.all }
}

/// A list of texts that threads share.
final class SharedTexts: Sendable {
    private let texts = Mutex<[String]>([])

    func append(_ text: String) { texts.withLock { $0.append(text) } }

    var all: [String] { texts.withLock { $0 } }
}
