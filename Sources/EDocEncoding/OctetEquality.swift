extension String {
    /// Whether both are the same octets; `==` would take é in one scalar and in two for equal (P1).
    package func hasOctets(of other: String) -> Bool {
        let octets = utf8.span
        let others = other.utf8.span
        guard octets.count == others.count else { return false }
        for index in octets.indices where octets[index] != others[index] { return false }
        return true
    }
}
