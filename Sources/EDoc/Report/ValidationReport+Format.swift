extension ValidationReport {
    /// What kind of file was given, as far as its first octets, its `mimetype` and its entries
    /// tell.
    ///
    /// Only ``asicEXAdES`` is validated. The others are recognised so that the refusal can say what
    /// the file is and what reads it.
    public struct Format: Sendable, Hashable, CustomStringConvertible {
        /// The name, for example `ASiC-E with XAdES`.
        public let description: String
        /// What to do with such a file; empty for the format that is validated.
        let advice: String

        /// A container that this library validates.
        public static let asicEXAdES = Format(description: "ASiC-E with XAdES", advice: "")
        /// ASiC-E whose signatures are CAdES.
        public static let asicECAdES = Format(
            description: "ASiC-E with CAdES",
            advice: "CAdES signatures (.p7s) are not supported: use a validator that reads them")
        /// ASiC-E with a time assertion instead of a signature.
        public static let asicETimeAssertion = Format(
            description: "ASiC-E with time assertions",
            advice: "the container holds time-stamps or evidence records, but no signature: nobody "
                + "vouches for its files")
        /// ASiC-E without any signature.
        public static let asicEUnsigned = Format(
            description: "ASiC-E without signatures",
            advice: "the container is not signed: nobody vouches for its files")
        /// A simple container, with one file.
        public static let asicS = Format(
            description: "ASiC-S",
            advice: "simple containers are not supported: use a validator for ASiC-S")
        /// The first generation of Latvian eDoc, in the Open Packaging Conventions.
        public static let edoc1 = Format(
            description: "eDoc 1.0 (OPC)",
            advice: "the format ended in 2015: open it at eparaksts.lv and sign its content again")
        /// Estonian DigiDoc in one XML document.
        public static let ddoc = Format(
            description: "DDOC (DIGIDOC-XML)", advice: "use the Estonian DigiDoc software")
        /// The first generation of BDOC.
        public static let bdoc1 = Format(
            description: "BDOC 1.0", advice: "use the Estonian DigiDoc software of that time")
        /// A PDF document.
        public static let pdf = Format(
            description: "PDF", advice: "a signature inside a PDF is PAdES: use a validator for it")
        /// A zip archive that is none of the above.
        public static let otherZip = Format(
            description: "zip archive of another kind",
            advice: "the archive is no ASiC-E container: ask the sender for the signed one")
        /// Not a zip archive.
        public static let notZip = Format(
            description: "not a zip archive",
            advice: "the file is damaged, or is something else: ask the sender for it again")
    }
}
