@testable import EDoc
import EDocXAdES
import EDocXML
import FoundationEssentials
import Testing
import VectorSupport

/// What programs of this machine say of our containers.
@Suite(.serialized) struct ProgramTests {
    static let xmlsec1 = Command(named: "xmlsec1")
    static let xmllint = Command(named: "xmllint")
    static let unzip = Command(named: "unzip")
    static let python3 = Command(named: "python3")
    static let java = Command(named: "java")

    /// Puts the files of a container and its signature file where a program finds them.
    static func unpack(_ made: JudgedContainers.Made, into folder: String) throws -> String {
        func write(_ octets: [UInt8], _ name: String) throws {
            let url = URL(filePath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(octets).write(to: url)
        }
        for file in made.files { try write(file.contents, file.name) }
        let container = try TestContainer(at: made.path)
        for name in [SignatureFileName.first(of: made.profile), "META-INF/manifest.xml"] {
            try write(container.entry(name).octets, name)
        }
        return SignatureFileName.first(of: made.profile)
    }

    @Test(.enabled(if: xmlsec1 != nil, "xmlsec1 is not installed"))
    func xmlsec1VerifiesValueAndReferences() async throws {
        try await withTemporaryFolder { folder in
            let containers = try await JudgedContainers(in: folder, most: 1_000)
            // xmlsec1 1.2 does not know RSASSA-PSS: there SignatureCheck stands in, which is
            // OpenSSL over libxml2's octets.
            for (number, made) in containers.made.enumerated() {
                try SignatureCheck(Vectors.octets(at: made.path), profile: made.profile)
                    .expectIntact(files: made.files)
                guard made.algorithm.scheme != .rsaPSS else { continue }
                let unpacked = "\(folder)/unpacked-\(number)"
                let signature = try Self.unpack(made, into: unpacked)
                let outcome = try #require(Self.xmlsec1).run(
                    [
                        "--verify", "--enabled-key-data", "x509", "--trusted-pem", containers.root,
                        "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                        signature,
                    ], in: unpacked)
                let count = made.files.count + 1
                #expect(outcome.status == 0, "\(made.name) \(outcome.errors.suffix(600))")
                #expect(
                    (outcome.output + outcome.errors).contains(
                        "SignedInfo References (ok/all): \(count)/\(count)"),
                    "\(made.name) \(outcome.errors.suffix(600))")
            }
        }
    }

    @Test(
        .enabled(if: xmllint != nil, "xmllint is not installed"),
        .enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
    func schemasAcceptSignaturesAndManifests() async throws {
        let schemas = try #require(Vectors.conformance) + "/vectors/xsd"
        try await withTemporaryFolder { folder in
            let catalog = try Self.catalog(of: schemas, in: folder)
            let containers = try await JudgedContainers(in: folder, most: 300)
            var signatures: [String] = []
            var properties: [String] = []
            var manifests: [String] = []
            for (number, made) in containers.made.enumerated() {
                let unpacked = "\(folder)/unpacked-\(number)"
                let signature = try "\(unpacked)/\(Self.unpack(made, into: unpacked))"
                signatures.append(signature)
                manifests.append(unpacked + "/META-INF/manifest.xml")
                // The 2024 schema declares no container, so it gets the properties alone.
                let octets = try Vectors.octets(at: signature)
                let qualifying = try XMLDocument(parsing: octets.span).root
                    .child(named: .signature).child(named: .object)
                    .child(named: .qualifyingProperties)
                properties.append("\(unpacked)/properties.xml")
                try Data(Canonicalizer(.c14n10).canonicalize(qualifying))
                    .write(to: URL(filePath: properties[number]))
            }
            func expectValid(_ files: [String], _ schema: String) throws {
                let outcome = try Self.validate(files, by: "\(schemas)/\(schema)", catalog)
                #expect(outcome.status == 0, "\(schema) \(outcome.errors.prefix(2_000))")
                let valid = outcome.errors.split(separator: "\n").count {
                    $0.hasSuffix(" validates")
                }
                #expect(valid == files.count)
            }
            try expectValid(signatures, "en_31916201v010101.xsd")
            try expectValid(properties, "XAdES01903v132-201601.xsd")
            try expectValid(properties, "XAdES01903v132-202407.xsd")
            try expectValid(manifests, "OpenDocument_manifest_v1_2.xsd")
            // The 2024 schema does notice a wrong order.
            let first = try String(
                decoding: Vectors.octets(at: #require(properties.first)), as: UTF8.self)
            let end = "</xades:SigningCertificateV2>"
            let time = try #require(first.firstRange(of: "<xades:SigningTime>")).lowerBound
            let certificate = try #require(first.firstRange(of: "<xades:SigningCertificateV2>"))
                .lowerBound
            let after = try #require(first.firstRange(of: end)).upperBound
            let wrong =
                first[..<time] + first[certificate..<after] + first[time..<certificate]
                + first[after...]
            try Data(wrong.utf8).write(to: URL(filePath: folder + "/wrong.xml"))
            let outcome = try Self.validate(
                [folder + "/wrong.xml"], by: "\(schemas)/XAdES01903v132-202407.xsd", catalog)
            #expect(outcome.status != 0)
        }
    }

    static func validate(
        _ files: [String], by schema: String, _ catalog: String
    ) throws -> Command.Outcome {
        try #require(xmllint).run(
            ["--nonet", "--noout", "--schema", schema] + files,
            environment: ["XML_CATALOG_FILES": catalog])
    }

    /// A catalog that leads every schema that is imported by its address into `schemas`.
    static func catalog(of schemas: String, in folder: String) throws -> String {
        try Data().write(to: URL(filePath: folder + "/empty.dtd"))
        let addresses = [
            "http://www.w3.org/TR/2008/REC-xmldsig-core-20080610/xmldsig-core-schema.xsd":
                "\(schemas)/xmldsig-core-schema.xsd",
            "http://www.w3.org/2001/XMLSchema.dtd": "\(folder)/empty.dtd",
        ]
        let rows = addresses.map { #"<system systemId="\#($0)" uri="file://\#($1)"/>"# }
        let text = """
            <catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
            <public publicId="-//W3C//DTD XMLSchema 200102//EN" uri="file://\(folder)/empty.dtd"/>
            \(rows.joined(separator: "\n"))
            </catalog>
            """
        try Data(text.utf8).write(to: URL(filePath: folder + "/catalog.xml"))
        return folder + "/catalog.xml"
    }

    @Test(.enabled(if: unzip != nil && python3 != nil, "unzip or python3 is not installed"))
    func zipReadersAcceptEveryContainer() async throws {
        try await withTemporaryFolder { folder in
            let containers = try await JudgedContainers(in: folder, most: 1_000)
            for made in containers.made {
                let tested = try #require(Self.unzip).run(["-tqq", made.path])
                #expect(tested.status == 0, "\(made.name) \(tested.output) \(tested.errors)")
            }
            let script = """
                import sys, zipfile
                for path in sys.argv[1:]:
                    with zipfile.ZipFile(path) as z:
                        assert z.testzip() is None
                        print(path, len(z.namelist()))
                """
            let listed = try #require(Self.python3).run(
                ["-c", script] + containers.made.map(\.path))
            #expect(listed.status == 0, "\(listed.errors.suffix(500))")
            #expect(
                listed.output.split(separator: "\n").map(String.init)
                    == containers.made.map { "\($0.path) \($0.files.count + 3)" })
        }
    }

    @Test(.enabled(if: java != nil, "java is not installed"))
    func javaReadsEveryContainer() async throws {
        try await withTemporaryFolder { folder in
            let containers = try await JudgedContainers(in: folder, most: 1_000)
            // ZipInputStream reads from the beginning and believes the local headers; ZipFile
            // believes the central directory.
            let source = """
                import java.io.*;
                import java.util.zip.*;
                public class Read {
                    public static void main(String[] paths) throws Exception {
                        for (String path : paths) {
                            int streamed = 0, listed = 0;
                            try (ZipInputStream in = new ZipInputStream(new FileInputStream(path))) {
                                while (in.getNextEntry() != null) { in.readAllBytes(); streamed++; }
                            }
                            try (ZipFile file = new ZipFile(path)) {
                                for (var all = file.entries(); all.hasMoreElements();) {
                                    file.getInputStream(all.nextElement()).readAllBytes(); listed++;
                                }
                            }
                            System.out.println(streamed + " " + listed);
                        }
                    }
                }
                """
            try Data(source.utf8).write(to: URL(filePath: folder + "/Read.java"))
            let outcome = try #require(Self.java).run(
                [folder + "/Read.java"] + containers.made.map(\.path))
            #expect(outcome.status == 0, "\(outcome.errors.suffix(500))")
            #expect(
                outcome.output.split(separator: "\n").map(String.init)
                    == containers.made.map { "\($0.files.count + 3) \($0.files.count + 3)" })
        }
    }
}
