internal import EDocCrypto
internal import EDocXML

/// `META-INF/manifest.xml`: the files of the container and their media types
/// ([OpenDocument 1.2 part 3
/// §3.2](https://docs.oasis-open.org/office/v1.2/os/OpenDocument-v1.2-os-part3.html), EN 319 162-1
/// §4.4.3.2 5b).
enum OpenDocumentManifest {
    private static let head = Array(
        """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?>
        <manifest:manifest \
        xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
        manifest:version="1.2">
            <manifest:file-entry manifest:full-path="/" \
        manifest:media-type="\(ContainerFormat.mediaType)"/>

        """.utf8)
    private static let beforePath = Array(#"    <manifest:file-entry manifest:full-path=""#.utf8)
    private static let beforeMediaType = Array(#"" manifest:media-type=""#.utf8)
    private static let end = Array("\"/>\n".utf8)
    private static let tail = Array("</manifest:manifest>\n".utf8)

    /// Appends the manifest of `files` to `octets`: the container itself, then each file.
    static func append(
        _ files: some Sequence<(name: String, mediaType: String)>, to octets: inout [UInt8]
    ) {
        octets.append(contentsOf: head)
        for file in files {
            octets.append(contentsOf: beforePath)
            XMLWriter.appendAttributeValue(file.name, to: &octets)
            octets.append(contentsOf: beforeMediaType)
            XMLWriter.appendAttributeValue(file.mediaType, to: &octets)
            octets.append(contentsOf: end)
        }
        octets.append(contentsOf: tail)
    }
}
