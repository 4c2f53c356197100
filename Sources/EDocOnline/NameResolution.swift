package import EDocSystem
internal import Glibc

/// Which addresses a name of a host has, by the system's own resolver.
package enum NameResolution {
    /// A name that has no address, or that nobody could be asked about.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The name.
        package let host: String
        /// The system's own words, such as `Name or service not known`.
        package let description: String
    }

    /// The addresses of `host`, in the order in which the system would try them; at least one.
    ///
    /// It blocks the thread, for as long as the system's resolver waits. A host that is an address
    /// already, in whatever form the system reads, has that one.
    package static func addresses(of host: String) throws(Failure) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let result = unsafe getaddrinfo(host, nil, &hints, &list)
        guard result == 0 else {
            let reason = unsafe gai_strerror(result).map { unsafe String(cString: $0) }
            throw Failure(host: host, description: reason ?? "error \(result)")
        }
        defer { unsafe freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe address(of: entry.pointee), !found.contains(address) {
                found.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        guard !found.isEmpty else { throw Failure(host: host, description: "no address") }
        return found
    }

    private static func address(of entry: addrinfo) -> IPAddress? {
        guard let address = unsafe UnsafeRawPointer(entry.ai_addr) else { return nil }
        if unsafe entry.ai_family == AF_INET {
            let octets = unsafe address.loadUnaligned(as: sockaddr_in.self).sin_addr
            return IPAddress(octets: unsafe withUnsafeBytes(of: octets) { unsafe Array($0) })
        }
        guard unsafe entry.ai_family == AF_INET6 else { return nil }
        let six = unsafe address.loadUnaligned(as: sockaddr_in6.self)
        return IPAddress(
            octets: unsafe withUnsafeBytes(of: six.sin6_addr) { unsafe Array($0) },
            scope: six.sin6_scope_id)
    }
}
