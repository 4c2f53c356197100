internal import EDocEncoding
package import EDocPKI

/// Extensions of a valid path that cannot be read, and that no step of RFC 5280 §6.1 needed.
package enum UnreadableExtensions {
    /// Notes each such extension below the anchor of `path`.
    package static func report(
        _ path: CertificatePath, at place: Finding.Place, _ findings: inout FindingList
    ) {
        for certificate in path.certificates.dropLast() {
            for unreadable in certificate.extensions.unreadable {
                findings.add(
                    .readableExtension, at: place,
                    "an extension of the certificate of \(certificate.displayName), which nothing "
                        + "here needs, cannot be read: \(unreadable.identifier): "
                        + unreadable.error.message)
            }
        }
    }
}
