/// The results as a Markdown table or as one JSON object a line.
enum Table {
    static let header = """
        | workload | ours µs | bare µs | ratio | middle half | limit |
        |---|---:|---:|---:|---|---:|
        """

    static func row(_ measurement: Measurement) -> String {
        let limit =
            measurement.workload.limit.map { text($0, 2) }
            ?? measurement.workload.most.map { text($0, 0) + " µs" } ?? ""
        let mark = measurement.keepsLimit ? "" : " **over**"
        return "| \(measurement.workload.name) | \(text(measurement.oursMicroseconds, 1))"
            + " | \(text(measurement.bareMicroseconds, 1)) | \(text(measurement.ratio, 3))"
            + " | \(text(measurement.spread.low, 3))–\(text(measurement.spread.high, 3))"
            + " | \(limit)\(mark) |"
    }

    static func json(_ measurement: Measurement) -> String {
        "{\"workload\":\"\(measurement.workload.name)\","
            + "\"oursMicroseconds\":\(text(measurement.oursMicroseconds, 3)),"
            + "\"bareMicroseconds\":\(text(measurement.bareMicroseconds, 3)),"
            + "\"ratio\":\(text(measurement.ratio, 4)),"
            + "\"spread\":[\(text(measurement.spread.low, 4)),\(text(measurement.spread.high, 4))],"
            + "\"pairs\":\(measurement.samples.count),\"iterations\":\(measurement.iterations)}"
    }

    /// `value` with `decimals` decimals, without a formatter.
    static func text(_ value: Double, _ decimals: Int) -> String {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        guard decimals > 0 else { return "\(scaled)" }
        let fraction = String(abs(scaled % scale))
        let padded = String(repeating: "0", count: decimals - fraction.count) + fraction
        return "\(scaled / scale).\(padded)"
    }
}
