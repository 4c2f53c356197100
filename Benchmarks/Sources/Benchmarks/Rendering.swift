import ExamCertificates

/// One page of a certificate. There is no bare cost: the limit is 8,000 pages a second, 125 µs.
enum Rendering {
    static let workloads: [Workload] = [
        Workload(
            name: "render/page", what: "one page of the sample, into a kept buffer",
            bareWhat: "a copy of the page's octets", limit: nil, most: 125
        ) {
            let results = try sampleResults()
            let renderer = try CertificateRenderer()
            var pages: [[UInt8]] = []
            for result in results {
                var page: [UInt8] = []
                try renderer.render(result, into: &page)
                pages.append(page)
            }
            let rendered = pages
            return (
                { iterations in
                    var buffer: [UInt8] = []
                    for index in 0..<iterations {
                        buffer.removeAll(keepingCapacity: true)
                        try renderer.render(results[index % results.count], into: &buffer)
                    }
                },
                { iterations in
                    var buffer: [UInt8] = []
                    for index in 0..<iterations {
                        buffer.removeAll(keepingCapacity: true)
                        buffer.append(contentsOf: rendered[index % rendered.count])
                    }
                }
            )
        }
    ]

    /// The passed results of the sample.
    static func sampleResults() throws -> [ExamResult] {
        let path =
            #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
            .joined(separator: "/") + "/TestVectors/exam-results/sample.csv"
        var reader = try ExamResultReader(contentsOf: path)
        var results: [ExamResult] = []
        while let record = try reader.next() {
            if case .result(let result) = record.outcome, result.status == .passed {
                results.append(result)
            }
        }
        guard !results.isEmpty else { throw BareCostError() }
        return results
    }
}
