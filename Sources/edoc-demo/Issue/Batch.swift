internal import EDoc
internal import ExamCertificates
internal import Glibc

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
    /// Who may read and write the containers.
    let mode: UInt32
    /// The file of the records, for messages.
    let input: String

    /// The outcome of one record.
    enum Outcome {
        /// In this file.
        case certified(String)
        case notCertified(ExamResult.Status)
        case refused([String])
        /// The record is in order, and something else is not.
        case notMade(String)
    }

    /// Works on all records, `jobs` at a time.
    func run(
        _ records: RecordQueue, jobs: Int, _ files: sending RunFiles, _ progress: Progress
    ) async -> Summary {
        let tally = Tally(files)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<jobs {
                group.addTask {
                    var buffer: [UInt8] = []
                    while let (number, record) = await records.next() {
                        let (outcome, obstacle) = await outcome(of: record, &buffer)
                        if let obstacle { await records.stop(obstacle) }
                        if let failure = await tally.add(number, record, outcome) {
                            await records.stop(failure)
                        }
                        await progress.advance()
                    }
                }
            }
        }
        return await tally.summary(of: records, input: input)
    }

    /// The outcome, and what will be in the way of all other records too.
    private func outcome(
        of record: ExamResultReader.Record, _ buffer: inout [UInt8]
    ) async -> (Outcome, obstacle: String?) {
        switch record.outcome {
        case .refused(let errors): return (.refused(errors.map(\.description)), nil)
        case .result(let result):
            guard result.status == .passed else { return (.notCertified(result.status), nil) }
            do {
                try await certify(result, &buffer)
                return (.certified(path(of: result)), nil)
            } catch let error as RenderError {
                return (.refused(["\(input), row \(record.row), \(error)"]), nil)
            } catch let error as EDocError where error.code == .outputExists {
                let path = self.path(of: result)
                return (
                    .notMade(
                        "\(input), row \(record.row): \(path) exists; expected no file of that name, "
                            + "or --overwrite"), nil
                )
            } catch {
                return (
                    .notMade("\(input), row \(record.row): \(error)"),
                    isInTheWayOfAll(error) ? "\(error)" : nil
                )
            }
        }
    }

    /// Whether the disk, and not the record, is what is wrong.
    private func isInTheWayOfAll(_ error: any Error) -> Bool {
        guard let error = error as? EDocError, error.code == .unwritableOutput,
            let call = error.underlying as? SystemCallError
        else { return false }
        return call.number != ENAMETOOLONG && call.number != EILSEQ && call.number != EINVAL
    }

    private func certify(_ result: ExamResult, _ buffer: inout [UInt8]) async throws {
        buffer.removeAll(keepingCapacity: true)
        try renderer.renderAfterStaticPrefix(result, into: &buffer)
        let file = DataFile(
            prefix, followedBy: buffer, named: fileName(of: result) + ".pdf",
            mediaType: "application/pdf")
        try await signer.sign([file], to: path(of: result), overwrite: overwrite, mode: mode)
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
