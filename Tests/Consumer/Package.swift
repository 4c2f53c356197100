// swift-tools-version: 6.2
import PackageDescription

// A service that uses the library as others do: it links `EDoc` and nothing else.
let package = Package(
    name: "consumer",
    dependencies: [.package(name: "swift-edoc", path: "../..")],
    targets: [
        .executableTarget(
            name: "consumer",
            dependencies: [.product(name: "EDoc", package: "swift-edoc")],
            swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")])
    ]
)
