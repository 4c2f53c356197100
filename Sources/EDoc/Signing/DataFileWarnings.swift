internal import EDocEncoding
public import EDocPKI
internal import EDocZip

extension DataFile {
    /// Warnings about names of `files` that people, other programs or other systems take for other
    /// names. The container is valid all the same.
    ///
    /// Validation warns of the same names by rule T6.
    public static func warnings(about files: [DataFile]) -> [SigningWarning] {
        var warnings: [SigningWarning] = []
        for file in files {
            guard let concern = EntryName.concern(about: file.name) else { continue }
            warnings.append(
                SigningWarning(
                    .fileName,
                    "the file name \(PlainText.quoted(file.name)) has \(concern); another name is safer"
                ))
        }
        let names = files.map { Array($0.name.utf8)[...] }
        for (first, second) in CaseInsensitiveNames.collisions(among: names, spend: { _ in }) {
            warnings.append(
                SigningWarning(
                    .fileName,
                    "the file names \(PlainText.quoted(files[first].name)) and "
                        + "\(PlainText.quoted(files[second].name)) are one where upper and lower case "
                        + "are, and only one of the files can be taken out there"))
        }
        return warnings
    }
}
