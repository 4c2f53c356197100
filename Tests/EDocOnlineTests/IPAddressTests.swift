import EDocOnline
import EDocSystem
import Glibc
import Testing

/// What addresses are for, and how names come to them.
@Suite struct IPAddressTests {
    @Test(
        arguments: [
            ("127.0.0.1", .loopback), ("127.255.255.255", .loopback), ("0.0.0.0", .unspecified),
            ("0.1.2.3", .unspecified), ("10.0.0.1", .privateNetwork),
            ("172.15.255.255", .global), ("172.16.0.0", .privateNetwork),
            ("172.31.255.255", .privateNetwork), ("172.32.0.0", .global),
            ("192.168.255.1", .privateNetwork), ("100.63.255.255", .global),
            ("100.64.0.0", .sharedNetwork), ("100.127.255.255", .sharedNetwork),
            ("100.128.0.0", .global), ("169.254.169.254", .linkLocal), ("224.0.0.1", .multicast),
            ("239.255.255.255", .multicast), ("240.0.0.1", .reserved),
            ("255.255.255.255", .reserved), ("192.0.0.8", .reserved), ("192.0.2.1", .reserved),
            ("198.17.0.1", .global), ("198.18.0.1", .reserved), ("198.51.100.1", .reserved),
            ("203.0.113.1", .reserved), ("192.88.99.1", .reserved), ("8.8.8.8", .global),
            ("::1", .loopback), ("::", .unspecified), ("::2", .reserved),
            ("::ffff:127.0.0.1", .loopback), ("::ffff:8.8.8.8", .global),
            ("::127.0.0.1", .loopback), ("64:ff9b::a01:203", .privateNetwork),
            ("64:ff9b::808:808", .global), ("64:ff9b:1::1", .reserved),
            ("2002:a9fe:a9fe::", .linkLocal), ("2002:808:808::", .global),
            ("2001::1", .reserved), ("2001:1ff::1", .reserved), ("2001:200::1", .global),
            ("2001:db8::1", .reserved), ("3fff:fff::1", .reserved), ("3ffe::1", .global),
            ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("fec0::1", .privateNetwork),
            ("fc00::1", .privateNetwork), ("fdff::1", .privateNetwork), ("ff02::1", .multicast),
            ("2a00:1450::1", .global), ("4000::1", .reserved), ("100::1", .reserved),
        ] as [(String, IPAddress.Kind)])
    func kinds(_ text: String, _ kind: IPAddress.Kind) throws {
        let addresses = try NameResolution.addresses(of: text)
        #expect(addresses.map(\.kind) == [kind])
        #expect(addresses.map(\.isVersion6) == [text.contains(":")])
    }

    @Test func textAndOctets() throws {
        #expect(IPAddress(octets: [192, 0, 2, 1])?.description == "192.0.2.1")
        var octets = [UInt8](repeating: 0, count: 16)
        octets[0] = 0xfe
        octets[1] = 0x80
        octets[15] = 1
        #expect(IPAddress(octets: octets, scope: 2)?.description == "fe80::1%2")
        #expect(IPAddress(octets: [1, 2, 3]) == nil)
    }

    @Test func namesHaveAddresses() throws {
        #expect(try NameResolution.addresses(of: "localhost").allSatisfy { $0.kind == .loopback })
        #expect(throws: NameResolution.Failure.self) {
            try NameResolution.addresses(of: "name.invalid")
        }
    }

    @Test func brokenPipesAreErrorsAndNoSignals() throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        close(ends[0])
        let descriptor = FileDescriptor(takingOwnershipOf: ends[1])
        let octets: [UInt8] = [1, 2, 3]
        for _ in 0..<2 {
            let failure = BrokenPipeSignal.without { () -> SystemCallError? in
                do throws(SystemCallError) {
                    try descriptor.write(octets.span)
                    return nil
                } catch { return error }
            }
            #expect(failure?.number == EPIPE)
        }
        // The signal is neither held back nor waiting to come.
        var mask = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
        #expect(unsafe sigismember(&mask, SIGPIPE) == 0)
        var pending = sigset_t()
        unsafe sigpending(&pending)
        #expect(unsafe sigismember(&pending, SIGPIPE) == 0)
    }
}
