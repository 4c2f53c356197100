internal import EDocValidation
internal import EDocZip

/// Names in `META-INF` that a reader could take for something that must be validated (C10, C11).
/// Other entries of the folder are not signed, and need not be (EN 319 162-1 §4.4.3.2).
enum MetaInfNames {
    /// Looks at the names.
    static func check(_ container: Container, _ findings: inout FindingList) {
        let meta = container.meta
        func place(_ index: Int) -> Finding.Place {
            Finding.Place(container.reader.entries[index].exactName)
        }
        for index in meta.cades + meta.timeAssertions {
            findings.add(
                .xadesAlone, at: place(index),
                "time assertions, evidence records and CAdES signatures beside XAdES signatures "
                    + "are not validated")
        }
        for index in meta.misleading {
            findings.add(
                .unmistakableNames, at: place(index),
                "the file is not read, though its name suggests that it has to be")
        }
        guard meta.others > 0 else { return }
        findings.add(
            .notSigned, at: Finding.Place("META-INF/"), found: "\(meta.others) other files",
            "files in this folder that are neither signatures nor the manifest are not signed")
    }
}
