// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The package above this one, by the name that the package manager gives it: that of its folder.
///
/// Declarations with `package` access are visible to code that is compiled under the same name.
let above = URL(filePath: Context.packageDirectory).deletingLastPathComponent().lastPathComponent
    .lowercased()
let packageName = String(above.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "swift-edoc", path: "..")],
    targets: [
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                .product(name: "EDoc", package: "swift-edoc"),
                .product(name: "EDocTesting", package: "swift-edoc"),
                .product(name: "ExamCertificates", package: "swift-edoc"),
            ],
            path: "Sources/Benchmarks",
            packageAccess: false,
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .unsafeFlags(["-package-name", packageName]),
            ])
    ]
)
