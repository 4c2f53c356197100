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
        .library(name: "EDocOnline", targets: ["EDocOnline"]),
        .library(name: "EDocTesting", targets: ["EDocTesting"]),
        .library(name: "ExamCertificates", targets: ["ExamCertificates"]),
        .executable(name: "edoc-demo", targets: ["edoc-demo"]),
    ],
    targets: [
        .systemLibrary(name: "CEDocZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CEDocLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CEDocOpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CEDocTLS", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CEDocGlibc"),
        .systemLibrary(name: "CEDocDemo"),
        .target(name: "CExamCertificateAssets", exclude: ["generate", "OFL.txt"]),

        library("EDocSystem", ["CEDocGlibc"]),
        library("EDocEncoding", []),
        library("EDocZip", ["CEDocZlib", "EDocSystem", "EDocEncoding"]),
        library("EDocXML", ["CEDocLibXML2", "EDocSystem", "EDocEncoding"]),
        library("EDocCrypto", ["CEDocOpenSSL", "EDocSystem", "EDocEncoding"]),
        library("EDocPKI", ["EDocCrypto", "EDocSystem", "EDocEncoding"]),
        library("EDocValidation", ["EDocPKI", "EDocCrypto", "EDocSystem", "EDocEncoding"]),
        library(
            "EDocXAdES",
            ["EDocXML", "EDocValidation", "EDocPKI", "EDocCrypto", "EDocSystem", "EDocEncoding"]),
        library(
            "EDoc",
            [
                "EDocZip", "EDocXAdES", "EDocXML", "EDocValidation", "EDocPKI", "EDocCrypto",
                "EDocSystem", "EDocEncoding",
            ]),
        library(
            "EDocOnline", ["EDoc", "EDocCrypto", "EDocSystem", "EDocEncoding", "CEDocTLS"]),
        library(
            "EDocTesting",
            ["EDoc", "EDocPKI", "EDocCrypto", "EDocSystem", "EDocEncoding", "CEDocOpenSSL"]),
        library("ExamCertificates", ["CExamCertificateAssets", "EDocSystem", "EDocEncoding"]),
        .executableTarget(
            name: "edoc-demo",
            dependencies: ["EDoc", "EDocOnline", "EDocTesting", "ExamCertificates", "CEDocDemo"],
            swiftSettings: swift, plugins: ["DemoVersion"]),
        .plugin(name: "DemoVersion", capability: .buildTool(), path: "Sources/DemoVersion"),

        .target(name: "VectorSupport", path: "Tests/VectorSupport", swiftSettings: swift),
        .target(
            name: "TestPKI",
            dependencies: [
                "VectorSupport", "EDocTesting", "EDocPKI", "EDocCrypto", "EDocEncoding",
            ],
            path: "Tests/TestPKI", swiftSettings: swift),
        .target(
            name: "LoopbackServices", dependencies: ["EDoc", "EDocTesting"],
            path: "Tests/LoopbackServices", swiftSettings: swift),
        tests(of: "EDocSystem"),
        tests(of: "EDocEncoding", ["EDocTesting", "EDocCrypto"]),
        tests(of: "EDocZip", ["EDocSystem", "EDocEncoding"]),
        tests(of: "EDocXML", ["CEDocLibXML2", "EDocSystem", "EDocEncoding"]),
        tests(of: "EDocCrypto", ["TestPKI", "EDocTesting", "EDocSystem", "EDocEncoding"]),
        tests(of: "EDocPKI", ["TestPKI", "EDocTesting", "EDocCrypto", "EDocEncoding"]),
        tests(
            of: "EDocValidation",
            ["TestPKI", "EDocTesting", "EDocPKI", "EDocCrypto", "EDocEncoding"]),
        tests(
            of: "EDocXAdES",
            [
                "TestPKI", "EDocTesting", "EDocXML", "EDocValidation", "EDocPKI", "EDocCrypto",
                "EDocEncoding",
            ]),
        tests(
            of: "EDoc",
            [
                "TestPKI", "EDocTesting", "EDocZip", "EDocXML", "EDocXAdES", "EDocValidation",
                "EDocPKI", "EDocCrypto", "EDocSystem", "EDocEncoding",
            ]),
        tests(
            of: "EDocOnline",
            [
                "LoopbackServices", "EDoc", "EDocXAdES", "EDocXML", "EDocZip", "EDocPKI",
                "EDocCrypto", "EDocSystem", "EDocEncoding",
            ]),
        tests(of: "EDocTesting", ["EDoc", "EDocPKI", "EDocCrypto", "EDocEncoding"]),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "EDoc", "EDocOnline", "EDocTesting", "ExamCertificates", "VectorSupport",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "ConformanceTests", dependencies: ["EDoc", "EDocTesting", "VectorSupport"],
            swiftSettings: swift),
        tests(of: "ExamCertificates", ["CEDocZlib"]),
        .testTarget(
            name: "DemoTests",
            dependencies: [
                "edoc-demo", "EDoc", "EDocTesting", "ExamCertificates", "EDocEncoding",
                "LoopbackServices", "VectorSupport",
            ],
            swiftSettings: swift),
    ]
)
