internal import EDoc
internal import EDocTesting
internal import ExamCertificates
internal import FoundationEssentials

/// The options that say who signs and when, the same for every command that signs.
enum SealOptions {
    static let seal = Option(
        "seal", "file",
        "The key to sign with: PKCS#12 (.p12, .pfx), or PEM, which may hold its certificate, too. "
            + "Without it, a demonstration seal is made that is worth nothing.")
    static let certificate = Option(
        "seal-certificate", "file",
        "PEM file with the certificate of the key and those of its issuers.", isRead: true)
    static let passphraseFile = Option(
        "passphrase-file", "file",
        "The file whose first line is the passphrase of the seal. Without it the variable "
            + "EDOC_PASSPHRASE is taken, or else the terminal is asked.", isRead: true)
    static let demoKey = Option(
        "demo-key", "type", "The key of the demonstration seal; p256 if not given.",
        choices: VirtualKeyType.allCases.map(\.rawValue))
    static let level = Option(
        "level", "level",
        "How long signatures can be validated: B, the signer's word alone; T, with a time-stamp; LT, "
            + "also with all that says that the seal was good. LT if not given, which a demonstration "
            + "seal makes with demonstration services, offline.",
        choices: SignatureLevel.allCases.dropLast().map(\.letters))
    static let time = Option(
        "time", "moment",
        "Sign as if it were this moment, such as 2024-07-11T08:00:00Z, not by the clock.")

    static let all =
        [seal, certificate, passphraseFile, demoKey, level, time].grouped("Seal")
        + [OnlineOptions.tsa, OnlineOptions.allowPrivate].grouped("Network")

    /// The time at which to sign; nil: that of the clock.
    static func time(in arguments: Arguments) throws(UsageError) -> Date? {
        try arguments.moment(time)
    }

    /// The level of the signatures.
    static func level(in arguments: Arguments) -> SignatureLevel {
        SignatureLevel.allCases.first { $0.letters == arguments[level] } ?? .baselineLT
    }

    /// Throws when options are given that do not go together.
    static func check(_ arguments: Arguments) throws(UsageError) {
        if arguments.has(seal) {
            guard !arguments.has(demoKey) else {
                throw UsageError(
                    "--demo-key is for the demonstration seal; expected it without --seal")
            }
            guard arguments.has(OnlineOptions.tsa) || level(in: arguments) == .baselineB else {
                throw UsageError(
                    "level \(level(in: arguments).letters) with a seal of your own needs a "
                        + "time-stamping authority; expected --tsa with its URL, or --level B")
            }
            guard !arguments.has(OnlineOptions.tsa) || level(in: arguments) != .baselineB else {
                throw UsageError("--tsa is given with --level B, which has no time-stamp")
            }
        } else {
            for option in [certificate, passphraseFile, OnlineOptions.tsa, ClaimOptions.pss]
            where arguments.has(option) {
                throw UsageError("--\(option.name) is given without --seal; expected both")
            }
        }
    }
}

extension Arguments {
    /// The value of `option` as a moment; nil when it was not given.
    /// - Throws: ``UsageError`` when it is not a moment.
    func moment(_ option: Option) throws(UsageError) -> Date? {
        guard let text = self[option] else { return nil }
        guard let moment = OffsetDateTime(text) else {
            throw UsageError(
                "--\(option.name): found \(quoted(text)); "
                    + "expected a moment such as 2024-07-11T08:00:00Z")
        }
        return Date(timeIntervalSince1970: Double(moment.secondsSince1970))
    }
}
