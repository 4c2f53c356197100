import Testing
import VectorSupport

@testable import ExamCertificates

/// The files of `TestVectors/exam-results`, each against the whole text of its `.expect`.
@Suite struct ExamResultVectorTests {
    static let names: [String] = {
        let all = (try? Vectors.names(in: Vectors.folder + "/exam-results")) ?? []
        return all.filter { $0.hasSuffix(".csv") }
    }()

    @Test func thereAreVectors() {
        #expect(Self.names.count >= 14)
    }

    @Test(arguments: names, [1, 7, 65_536])
    func isReadAsExpected(_ name: String, chunkSize: Int) throws {
        let octets = try Vectors.octets("exam-results/\(name)")
        let expected = String(
            decoding: try Vectors.octets("exam-results/\(name).expect"), as: UTF8.self)
        #expect(Self.transcript(of: octets, name, chunkSize: chunkSize) == expected)
    }

    /// One line for each accepted record, warning and error.
    static func transcript(of octets: [UInt8], _ name: String, chunkSize: Int) -> String {
        var lines: [String] = []
        do throws(ExamResultError) {
            var reader = try ExamResultReader(
                octets, named: name, options: ExamResultReader.Options(chunkSize: chunkSize))
            while let record = try reader.next() {
                lines += record.warnings.map { "warning \($0.code): \($0)" }
                switch record.outcome {
                case .result(let result):
                    lines.append("\(name), row \(record.row): \(result.status) \(result.recordID)")
                case .refused(let errors):
                    lines += errors.map { "\($0.code): \($0)" }
                }
            }
        } catch {
            lines.append("\(error.code): \(error)")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
