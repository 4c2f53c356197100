// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Every folder `Sources/Fuzz…` is a target: to add one, add a folder with one file in it.
let sources = Context.packageDirectory + "/Sources"
let targets = ((try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? [])
    .filter { $0.hasPrefix("Fuzz") && $0 != "FuzzDriver" }.sorted()

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
