// seeds: TestVectors/asic-e/signatures
import EDoc
import EDocSystem
import EDocZip
import FoundationEssentials
import FuzzDriver

/// Whatever a signature file asks for, its container costs no more than the budget for its size.
///
/// The fuzzer is told what was spent, so that it keeps the inputs that cost more than others did. An
/// input can say "again": U+0001, which no XML holds, then an octet n and an octet m, stand for the
/// m octets behind them 2^n times.
@main enum FuzzCost: FuzzTarget {
    /// 2026-12-01T00:00:00Z, after the time-stamps of the seeds.
    private static let time = Date(timeIntervalSince1970: 1_796_083_200)
    private static let validator = ContainerValidator(trustAnchors: TrustAnchors(allRoles: roots))
    private static let largest = 8 << 20

    private static let roots: [X509Certificate] = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(5)
        let path = parts.joined(separator: "/") + "/TestVectors/asic-e/attacks/pki/root.pem"
        let pem = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
        return (try? X509Certificate.certificates(inPEM: [UInt8](pem))) ?? []
    }()

    static func test(_ input: Span<UInt8>) throws {
        precondition(!roots.isEmpty, "no root")
        let octets = try container(expanded(input))
        let limits = ValidationLimits().amounts(for: UInt64(octets.count))
        let budget = WorkBudget(limits)
        let report = try validator.examine(MemorySource(octets), file: nil, at: time, budget)
        precondition(budget.stop == nil || !report.isValid, "valid, but not looked at to the end")
        for (index, resource) in WorkBudget.Resource.allCases.enumerated() {
            let spent = budget.spent(of: resource)
            let slack = UInt64(WorkBudget.octetsAtOnce)
            precondition(spent <= limits.amount(of: resource) + slack, "\(resource): \(spent)")
            // Four steps for each doubling.
            let level = spent == 0 ? 0 : Int(4 * Double(spent).logarithm)
            note(256 * index + min(level, 255))
        }
    }

    private static func expanded(_ input: Span<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < input.count, output.count < largest {
            guard input[index] == 1, index + 2 < input.count else {
                output.append(input[index])
                index += 1
                continue
            }
            let end = min(index + 3 + Int(input[index + 2]), input.count)
            let piece = (index + 3..<end).map { input[$0] }
            for _ in 0..<(1 << min(Int(input[index + 1]), 20)) where output.count < largest {
                output += piece
            }
            index = end
        }
        return output
    }

    private static func container(_ signatureFile: [UInt8]) throws -> [UInt8] {
        var writer = ZipWriter(to: MemorySink())
        let modified = MSDOSDateTime(secondsSince1970: 1_773_157_360)
        let stored: [(String, [UInt8])] = [
            ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8)),
            ("a.txt", Array("hello, registrar\n".utf8)),
        ]
        for (name, contents) in stored {
            try writer.writeStored(
                try EntryName(name), contents: contents.span, modified: modified)
        }
        try writer.writeDeflated(
            try EntryName("META-INF/signatures001.xml"), contents: signatureFile.span,
            modified: modified)
        return try writer.finish().bytes
    }
}

extension Double {
    /// The logarithm to base 2, near enough.
    fileprivate var logarithm: Double { Double(exponent) + significand - 1 }
}
