import EDocXML
import Testing
import VectorSupport

@Suite("XML that is refused")
struct XMLRefusalTests {
    /// The vectors under TestVectors/xml: a document and what must be said of it.
    struct Vector: CustomTestStringConvertible, Sendable {
        let name: String
        var testDescription: String { name }

        static let all: [Vector] =
            ((try? Vectors.names(in: Vectors.folder + "/xml")) ?? [])
            .filter { $0.hasSuffix(".xml") }
            .map { Vector(name: String($0.dropLast(".xml".count))) }

        func octets() throws -> [UInt8] { try Vectors.octets("xml/\(name).xml") }
    }

    @Test("there are vectors") func vectorsAreThere() { #expect(Vector.all.count >= 30) }

    @Test("the vector is judged as it says", arguments: Vector.all)
    func judged(_ vector: Vector) throws {
        let expectation = try Vectors.expectation("xml/\(vector.name).expect")
        let octets = try vector.octets()
        let error = refusal { () throws(XMLError) in
            let document = try XMLDocument(parsing: octets.span)
            try document.checkIdentifiersAreUnique()
        }
        #expect(expectation["clause"] != nil)
        #expect(error?.code.description ?? "none" == expectation["error"])
        // What libxml2 says differs from version to version.
        if let message = expectation["message"] { #expect(error?.description == message) }
    }
}

/// The error that `body` throws; nil when it throws none.
func refusal(_ body: () throws(XMLError) -> Void) -> XMLError? {
    do throws(XMLError) {
        try body()
        return nil
    } catch {
        return error
    }
}
