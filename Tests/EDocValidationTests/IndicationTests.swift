import EDocValidation
import Testing

struct IndicationTests {
    @Test("Status words and their identifiers of TS 119 102-2")
    func urns() {
        #expect(Indication.totalPassed.urn == "urn:etsi:019102:mainindication:total-passed")
        #expect(
            SubIndication.outOfBoundsNoPOE.urn
                == "urn:etsi:019102:subindication:OUT_OF_BOUNDS_NO_POE")
        #expect(Set(SubIndication.allCases.map(\.urn)).count == SubIndication.allCases.count)
    }
}
