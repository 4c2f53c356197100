internal import EDocEncoding

/// The certificate policies of a path.
///
/// [RFC 9618 §5](https://www.rfc-editor.org/rfc/rfc9618#section-5), which replaces the tree of
/// RFC 5280 §6.1 by a graph, since the tree grows exponentially with hostile certificates. A depth
/// of the graph has at most one node a policy.
struct PolicyProcessing {
    private struct Node {
        var parents: Set<ASN1ObjectIdentifier>
        var expected: Set<ASN1ObjectIdentifier>
    }

    private typealias Level = [ASN1ObjectIdentifier: Node]

    private let inputs: CertificatePath.PolicyInputs
    /// Depth 0 first; empty once the graph is NULL.
    private var levels: [Level]
    private var explicitPolicy: Int
    private var policyMapping: Int
    private var inhibitAnyPolicy: Int

    init(_ inputs: CertificatePath.PolicyInputs, length: Int) {
        self.inputs = inputs
        levels = [[.anyPolicy: Node(parents: [], expected: [.anyPolicy])]]
        explicitPolicy = inputs.requireExplicitPolicy ? 0 : length + 1
        policyMapping = inputs.inhibitPolicyMapping ? 0 : length + 1
        inhibitAnyPolicy = inputs.inhibitAnyPolicy ? 0 : length + 1
    }

    /// RFC 5280 §6.1.3 (d), (e), (f): false when a policy is needed and none is left.
    mutating func process(
        _ certificate: X509Certificate, isLast: Bool, isSelfIssued: Bool
    ) -> Bool {
        if let stated = certificate.extensions.certificatePolicies, let above = levels.last {
            let allowsAny = inhibitAnyPolicy > 0 || !isLast && isSelfIssued
            levels.append(Self.level(below: above, stated, allowsAny: allowsAny))
            prune()
        } else {
            levels = []
        }
        return explicitPolicy > 0 || !levels.isEmpty
    }

    /// Steps (d)(1) and (d)(2).
    private static func level(
        below above: Level, _ stated: [ASN1ObjectIdentifier], allowsAny: Bool
    ) -> Level {
        var level: Level = [:]
        var expecting: [ASN1ObjectIdentifier: Set<ASN1ObjectIdentifier>] = [:]
        for (policy, node) in above {
            for expected in node.expected { expecting[expected, default: []].insert(policy) }
        }
        for policy in stated where policy != .anyPolicy {
            if let parents = expecting[policy] {
                level[policy] = Node(parents: parents, expected: [policy])
            } else if above[.anyPolicy] != nil {
                level[policy] = Node(parents: [.anyPolicy], expected: [policy])
            }
        }
        if allowsAny, stated.contains(.anyPolicy) {
            for (policy, parents) in expecting where level[policy] == nil {
                level[policy] = Node(parents: parents, expected: [policy])
            }
        }
        return level
    }

    /// Step (d)(3): nodes without children go, from the bottom up.
    private mutating func prune() {
        for depth in levels.indices.dropLast().reversed() {
            let used = levels[depth + 1].values.reduce(into: Set()) { $0.formUnion($1.parents) }
            levels[depth] = levels[depth].filter { used.contains($0.key) }
        }
        if levels.last?.isEmpty ?? true { levels = [] }
    }

    /// RFC 5280 §6.1.4 (b), (h), (i), (j).
    mutating func prepareForNext(_ certificate: X509Certificate, isSelfIssued: Bool) {
        let extensions = certificate.extensions
        map(extensions.policyMappings)
        if !isSelfIssued {
            explicitPolicy = max(0, explicitPolicy - 1)
            policyMapping = max(0, policyMapping - 1)
            inhibitAnyPolicy = max(0, inhibitAnyPolicy - 1)
        }
        if let constraints = extensions.policyConstraints {
            explicitPolicy = min(explicitPolicy, constraints.requireExplicitPolicy ?? .max)
            policyMapping = min(policyMapping, constraints.inhibitPolicyMapping ?? .max)
        }
        inhibitAnyPolicy = min(inhibitAnyPolicy, extensions.inhibitAnyPolicy ?? .max)
    }

    private mutating func map(_ mappings: [CertificateExtensions.PolicyMapping]) {
        guard !mappings.isEmpty, var level = levels.popLast() else { return }
        let subjects = Dictionary(grouping: mappings, by: \.issuerDomainPolicy)
        for (policy, mapped) in subjects {
            if policyMapping == 0 {
                level[policy] = nil
                continue
            }
            let expected = Set(mapped.map(\.subjectDomainPolicy))
            if level[policy] != nil {
                level[policy]?.expected = expected
            } else if level[.anyPolicy] != nil {
                level[policy] = Node(parents: [.anyPolicy], expected: expected)
            }
        }
        levels.append(level)
        prune()
    }

    /// RFC 5280 §6.1.5 (a), (b), (g): the policies of the path; nil when one is required and there
    /// is none.
    mutating func finish(_ leaf: X509Certificate) -> Set<ASN1ObjectIdentifier>? {
        explicitPolicy = max(0, explicitPolicy - 1)
        if leaf.extensions.policyConstraints?.requireExplicitPolicy == 0 { explicitPolicy = 0 }
        var policies: Set<ASN1ObjectIdentifier> = []
        for level in levels {
            for (policy, node) in level
            where policy != .anyPolicy && node.parents.contains(.anyPolicy) {
                policies.insert(policy)
            }
        }
        if levels.last?[.anyPolicy] != nil { policies.insert(.anyPolicy) }
        if let acceptable = inputs.acceptable, !acceptable.contains(.anyPolicy) {
            policies =
                policies.contains(.anyPolicy) ? acceptable : policies.intersection(acceptable)
        }
        return explicitPolicy > 0 || !policies.isEmpty ? policies : nil
    }
}
