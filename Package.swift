// swift-tools-version: 6.2
import PackageDescription

let swift: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A Swift target with the settings that every target of this package has.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

/// The tests of the layer `layer`.
func tests(of layer: String, _ more: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(layer)Tests",
        dependencies: [.byName(name: layer), "VectorSupport"] + more,
        swiftSettings: swift)
}

let package = Package(
    name: "swift-edoc",
    products: [
        .library(name: "EDoc", targets: ["EDoc"]),
        .library(name: "EDocTesting", targets: ["EDocTesting"]),
        .library(name: "ExamCertificates", targets: ["ExamCertificates"]),
        .executable(name: "edoc-demo", targets: ["edoc-demo"]),
    ],
    targets: [
        .systemLibrary(name: "CEDocZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CEDocLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CEDocOpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CEDocGlibc"),
        .target(name: "CExamCertificateAssets", exclude: ["generate", "OFL.txt"]),

        library("EDocZip", ["CEDocZlib", "CEDocGlibc"]),
        library("EDocXML", ["CEDocLibXML2"]),
        library("EDocCrypto", ["CEDocOpenSSL", "CEDocGlibc"]),
        library("EDocXAdES", ["EDocXML", "EDocCrypto"]),
        library("EDoc", ["EDocZip", "EDocXAdES", "EDocXML", "EDocCrypto", "CEDocGlibc"]),
        library("EDocTesting", ["EDoc", "EDocCrypto", "CEDocOpenSSL"]),
        library("ExamCertificates", ["CExamCertificateAssets"]),
        .executableTarget(
            name: "edoc-demo",
            dependencies: ["EDoc", "EDocCrypto", "EDocTesting", "ExamCertificates", "CEDocGlibc"],
            swiftSettings: swift),

        .target(name: "VectorSupport", path: "Tests/VectorSupport", swiftSettings: swift),
        tests(of: "EDocZip"),
        tests(of: "EDocXML", ["CEDocLibXML2"]),
        tests(of: "EDocCrypto", ["EDocTesting"]),
        tests(of: "EDocXAdES", ["EDocTesting", "EDocXML"]),
        tests(of: "EDoc", ["EDocTesting"]),
        tests(of: "EDocTesting"),
        .testTarget(
            name: "DocumentationTests", dependencies: ["EDoc", "VectorSupport"],
            swiftSettings: swift),
        .testTarget(
            name: "ConformanceTests", dependencies: ["EDoc", "EDocTesting", "VectorSupport"],
            swiftSettings: swift),
        tests(of: "ExamCertificates", ["CEDocZlib"]),
        .testTarget(
            name: "DemoTests",
            dependencies: [
                "edoc-demo", "EDoc", "EDocTesting", "ExamCertificates", "VectorSupport",
            ],
            swiftSettings: swift),
    ]
)
