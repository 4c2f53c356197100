public import EDocValidation
public import FoundationEssentials

extension SignatureReport {
    /// What the validation of one time-stamp came to (EN 319 102-1 §5.4).
    public struct TimeStamp: Sendable, Hashable {
        /// What a time-stamp is about.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// The signature value.
            case signature = "SignatureTimeStamp"
            /// The signature with all that was gathered about it.
            case archive = "ArchiveTimeStamp"
            /// The same, as XAdES 1.3.2 had it.
            case archiveV132 = "ArchiveTimeStamp-1.3.2"
            /// All data, before they were signed.
            case allDataObjects = "AllDataObjectsTimeStamp"
            /// Some of the data, before they were signed.
            case individualDataObjects = "IndividualDataObjectsTimeStamp"

            /// Whether it is about data before they were signed.
            var isOfContent: Bool { self == .allDataObjects || self == .individualDataObjects }
        }

        /// What it is about.
        public let kind: Kind
        /// The `Id` of its property; nil when it has none.
        public let id: String?
        /// The status.
        public internal(set) var indication: Indication
        /// Why it did not pass.
        public internal(set) var subIndication: SubIndication?
        /// The time that the token states; nil when it could not be read.
        public internal(set) var time: Date?
        /// The common name of the authority; nil when its certificate is not known.
        public internal(set) var authority: String?
        /// What was found about it.
        public internal(set) var findings: [Finding] = []
        /// When the first certificate ends of those that vouch for it now, below the trust anchor.
        var certificatesEnd: Date?
        /// How far ``time`` may be off, in seconds; 1, the resolution of most tokens, when the
        /// token does not say (RFC 3161 §2.4.2).
        var accuracy = 1.0

        init(kind: Kind, id: String?, indication: Indication) {
            self.kind = kind
            self.id = id
            self.indication = indication
        }
    }
}

extension SignatureReport.TimeStamp {
    /// The status of a time-stamp, which is that of a building block: EN 319 102-1 §5.1.3 Table 5.
    public enum Indication: String, Sendable, Hashable, CaseIterable {
        /// All checks passed.
        case passed = "PASSED"
        /// A check failed for good.
        case failed = "FAILED"
        /// The evidence at hand is not enough to tell.
        case indeterminate = "INDETERMINATE"

        /// The identifier of TS 119 102-2, for example `urn:etsi:019102:mainindication:passed`.
        public var urn: String { "urn:etsi:019102:mainindication:" + rawValue.lowercased() }

        /// The status of a time-stamp whose validation ends with `conclusion`.
        init(_ conclusion: Conclusion) {
            self =
                switch conclusion {
                case .passed: .passed
                case .indeterminate: .indeterminate
                case .failed: .failed
                }
        }
    }
}
