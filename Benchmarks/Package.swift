// swift-tools-version: 6.2
import PackageDescription

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
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ])
    ]
)
