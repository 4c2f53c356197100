internal import EDoc
internal import ExamCertificates

/// Makes a certificate of each record of a file.
///
/// A fixed number of tasks take one record after the other: memory does not grow with the file.
struct Batch: Sendable {
    let renderer: CertificateRenderer
    let prefix: DataFile.Prefix
    let signer: ContainerSigner
    let folder: OutputFolder
    let fileExtension: String
    let overwrite: Bool
    /// The file of the records, for messages.
    let input: String

    /// The outcome of one record.
    enum Outcome {
        case certified
        case notCertified(ExamResult.Status)
        case refused([String])
    }

    /// Works on all records, `jobs` at a time.
    func run(_ records: RecordQueue, jobs: Int, _ progress: Progress) async -> Summary {
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<jobs {
                group.addTask {
                    var buffer: [UInt8] = []
                    while let record = await records.next() {
                        await tally.add(record, outcome(of: record, &buffer))
                        await progress.advance()
                    }
                }
            }
        }
        return await tally.summary(of: records, input: input)
    }

    private func outcome(
        of record: ExamResultReader.Record, _ buffer: inout [UInt8]
    ) async -> Outcome {
        switch record.outcome {
        case .refused(let errors): return .refused(errors.map(\.description))
        case .result(let result):
            guard result.status == .passed else { return .notCertified(result.status) }
            do {
                try await certify(result, &buffer)
                return .certified
            } catch let error as RenderError {
                return .refused(["\(input), row \(record.row), \(error)"])
            } catch let error as EDocError where error.code == .outputExists {
                let path = self.path(of: result)
                return .refused([
                    "\(input), row \(record.row): \(path) exists; expected no file of that name, "
                        + "or --overwrite"
                ])
            } catch {
                return .refused(["\(input), row \(record.row): \(error)"])
            }
        }
    }

    private func certify(_ result: ExamResult, _ buffer: inout [UInt8]) async throws {
        buffer.removeAll(keepingCapacity: true)
        try renderer.renderAfterStaticPrefix(result, into: &buffer)
        let file = DataFile(
            prefix, followedBy: buffer, named: fileName(of: result) + ".pdf",
            mediaType: "application/pdf")
        try await signer.sign([file], to: path(of: result), overwrite: overwrite)
    }

    private func path(of result: ExamResult) -> String {
        folder.path + "/" + fileName(of: result) + "." + fileExtension
    }

    /// A file name: the number of the certificate with its `/`, the only character that no file
    /// name has, replaced.
    private func fileName(of result: ExamResult) -> String {
        String((result.certificateNumber ?? result.recordID).map { $0 == "/" ? "_" : $0 })
    }
}
