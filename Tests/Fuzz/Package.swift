// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Each target is a folder `Sources/Fuzz…` with one file in it. They are named here and not read from
// the folder: the package manager keeps what a manifest gave until its text changes.
let targets = [
    "FuzzCertificate", "FuzzCertificatePath", "FuzzCost", "FuzzEntryName", "FuzzExamResults",
    "FuzzInsertion", "FuzzOCSPResponse", "FuzzOneLine", "FuzzPEM", "FuzzPKCS12",
    "FuzzRevocationList", "FuzzSignatureFile", "FuzzTimeStampToken", "FuzzXML", "FuzzZip",
]

/// The package above this one, by the name that the package manager gives it: that of its folder.
///
/// Declarations with `package` access are visible to code that is compiled under the same name.
let package_ = URL(filePath: Context.packageDirectory)
    .deletingLastPathComponent().deletingLastPathComponent().lastPathComponent.lowercased()
let moduleName = package_.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" }

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "Fuzz",
    dependencies: [.package(path: "../..")],
    targets: [
        .target(name: "CLibFuzzer"),
        .target(name: "FuzzDriver", dependencies: ["CLibFuzzer"], swiftSettings: settings),
    ]
        + targets.map { name in
            .executableTarget(
                name: name,
                dependencies: [
                    "FuzzDriver", .product(name: "EDoc", package: package_),
                    .product(name: "ExamCertificates", package: package_),
                ],
                packageAccess: false,
                swiftSettings: settings + [.unsafeFlags(["-package-name", String(moduleName)])])
        }
)
