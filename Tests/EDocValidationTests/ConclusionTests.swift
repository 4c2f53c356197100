import EDocValidation
import Testing

/// EN 319 102-1 §5.1.3.
struct ConclusionTests {
    @Test("The status word that each conclusion is for a signature")
    func words() {
        for (conclusion, indication) in [
            (.passed, .totalPassed), (.indeterminate(.tryLater), .indeterminate),
            (.failed(.hashFailure), .totalFailed),
        ] as [(Conclusion, Indication)] {
            #expect(conclusion.indication == indication)
        }
    }

    @Test("Only what passed has no reason")
    func reasons() {
        #expect(Conclusion.passed.isPassed && Conclusion.passed.subIndication == nil)
        for reason in SubIndication.allCases {
            for conclusion in [Conclusion.indeterminate(reason), .failed(reason)] {
                #expect(!conclusion.isPassed && conclusion.subIndication == reason)
            }
        }
    }

    @Test("The rules of the blocks are there once, and a policy weighs two of them")
    func rules() {
        let rules = ValidationRule.ofBlocks
        #expect(Set(rules).count == rules.count && rules.count >= 10)
        #expect(rules.allSatisfy { !$0.clause.isEmpty })
        #expect(rules.filter(\.isForPolicy) == [.certificateNotEnded, .revocationIsFinal])
    }
}
