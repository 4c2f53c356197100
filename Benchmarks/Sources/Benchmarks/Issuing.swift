import EDoc
import ExamCertificates

/// One record from its result to its signed container in memory, P-256, as the demo does it.
enum Issuing {
    static let workloads: [Workload] = [
        Workload(
            name: "issue/record/p256", what: "render one certificate and sign it, P-256",
            bareWhat: "digests, CRC-32 and one signature over a page as large", limit: nil
        ) {
            let results = try Rendering.sampleResults()
            let renderer = try CertificateRenderer()
            let prefix = try DataFile.Prefix(renderer.staticPrefix)
            var buffer: [UInt8] = []
            try renderer.render(results[0], into: &buffer)
            let page = buffer
            let fixture = try Fixture(key: .p256, document: page)
            let parts = try await fixture.parts()
            let bare = try fixture.bareCost()
            return (
                { iterations in
                    for index in 0..<iterations {
                        var rest: [UInt8] = []
                        try renderer.renderAfterStaticPrefix(
                            results[index % results.count], into: &rest)
                        let file = DataFile(
                            prefix, followedBy: rest, named: "certificate.pdf",
                            mediaType: "application/pdf")
                        _ = try await fixture.signer.sign([file])
                    }
                },
                { iterations in
                    for _ in 0..<iterations { try bare.container(page, parts) }
                }
            )
        }
    ]
}
