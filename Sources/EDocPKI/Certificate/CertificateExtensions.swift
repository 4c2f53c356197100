package import EDocEncoding

/// The extensions of a certificate that path validation knows, decoded.
///
/// A known extension that cannot be read is remembered in ``unreadable``: whether it matters is a
/// question of the path, not of decoding.
package struct CertificateExtensions: Sendable {
    /// [RFC 5280 §4.2.1.9](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9)
    package struct BasicConstraints: Hashable, Sendable {
        /// Whether the subject is a certification authority.
        package let cA: Bool
        /// How many intermediate certificates may follow; nil: any number.
        package let pathLenConstraint: Int?
    }

    /// The bits of KeyUsage, bit 0 of the standard lowest
    /// ([RFC 5280 §4.2.1.3](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3)).
    package struct KeyUsage: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        package static let digitalSignature = KeyUsage(rawValue: 1 << 0)
        package static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
        package static let keyCertSign = KeyUsage(rawValue: 1 << 5)
        package static let cRLSign = KeyUsage(rawValue: 1 << 6)
    }

    /// [RFC 5280 §4.2.1.11](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.11): how many
    /// certificates may follow before each takes effect; nil: never.
    package struct PolicyConstraints: Hashable, Sendable {
        package let requireExplicitPolicy: Int?
        package let inhibitPolicyMapping: Int?
    }

    /// One pair of [RFC 5280 §4.2.1.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.5).
    package struct PolicyMapping: Hashable, Sendable {
        package let issuerDomainPolicy: ASN1ObjectIdentifier
        package let subjectDomainPolicy: ASN1ObjectIdentifier
    }

    // The extensions of RFC 5280 §4.2.1 and §4.2.2 under their names there. Nil or empty: absent,
    // or in ``unreadable``.
    package private(set) var basicConstraints: BasicConstraints?
    package private(set) var keyUsage: KeyUsage?
    package private(set) var extendedKeyUsage: [ASN1ObjectIdentifier]?
    package private(set) var extendedKeyUsageIsCritical = false
    package private(set) var certificatePolicies: [ASN1ObjectIdentifier]?
    package private(set) var policyMappings: [PolicyMapping] = []
    package private(set) var policyConstraints: PolicyConstraints?
    package private(set) var inhibitAnyPolicy: Int?
    package private(set) var nameConstraints: NameConstraints?
    package private(set) var subjectAltName: [GeneralName] = []
    package private(set) var subjectKeyIdentifier: [UInt8]?
    package private(set) var authorityKeyIdentifier: [UInt8]?
    package private(set) var cRLDistributionPoints: [DistributionPoint]?
    package private(set) var authorityInfoAccess: [AccessDescription] = []
    /// Whether the responder's certificate says that its own revocation need not be checked
    /// ([RFC 6960 §4.2.2.2.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.2.2.1)); the
    /// value should be NULL and is empty in old Latvian certificates, so it is not looked at.
    package private(set) var ocspNoCheck = false
    /// Whether its issuer assures the certificate for all its short life, and says nothing of its
    /// revocation: id-etsi-ext-valassured-ST-certs (EN 319 412-1 §5.2.2) or noRevAvail
    /// ([RFC 9608 §2](https://www.rfc-editor.org/rfc/rfc9608#section-2)).
    package private(set) var isValidityAssured = false
    /// Critical extensions that are not known here.
    package private(set) var unknownCritical: [ASN1ObjectIdentifier] = []
    /// Known extensions whose value is not what it should be.
    package private(set) var unreadable: [Unreadable] = []

    /// A known extension that cannot be read.
    package struct Unreadable: Hashable, Sendable {
        package let identifier: ASN1ObjectIdentifier
        package let isCritical: Bool
        package let error: ASN1Error
    }

    /// Decodes the known ones of `extensions`.
    package init(_ extensions: [Extension]) {
        for next in extensions {
            do throws(ASN1Error) {
                try take(next)
            } catch {
                unreadable.append(
                    Unreadable(
                        identifier: next.identifier, isCritical: next.isCritical, error: error))
            }
        }
    }

    private mutating func take(_ next: Extension) throws(ASN1Error) {
        switch next.identifier {
        case .basicConstraints:
            var reader = try next.decoded(.sequence, "basicConstraints").reader
            let cA = try reader.optional(.boolean, "cA")?.boolean("cA") ?? false
            let length = try reader.optional(.integer, "pathLenConstraint")
            try reader.end("basicConstraints")
            basicConstraints = BasicConstraints(
                cA: cA, pathLenConstraint: try length?.smallInteger("pathLenConstraint"))
        case .keyUsage:
            keyUsage = KeyUsage(
                rawValue: try next.decoded(.bitString, "keyUsage").namedBits("keyUsage"))
        case .extKeyUsage:
            extendedKeyUsage = try Self.identifiers(
                try next.decoded(.sequence, "extKeyUsage"), "extKeyUsage")
            extendedKeyUsageIsCritical = next.isCritical
        case .certificatePolicies: certificatePolicies = try Self.policies(next)
        case .policyMappings: policyMappings = try Self.mappings(next)
        case .policyConstraints: policyConstraints = try Self.constraints(next)
        case .inhibitAnyPolicy:
            inhibitAnyPolicy = try next.decoded(.integer, "inhibitAnyPolicy")
                .smallInteger("inhibitAnyPolicy")
        case .nameConstraints:
            nameConstraints = try NameConstraints(try next.decoded(.sequence, "nameConstraints"))
        case .subjectAltName:
            subjectAltName = try GeneralName.names(
                in: try next.decoded(.sequence, "subjectAltName"), "subjectAltName")
        case .subjectKeyIdentifier:
            subjectKeyIdentifier = [UInt8](
                try next.decoded(.octetString, "subjectKeyIdentifier").content)
        case .authorityKeyIdentifier:
            var reader = try next.decoded(.sequence, "authorityKeyIdentifier").reader
            let identifier = try reader.optional(.primitive(0), "keyIdentifier")
            authorityKeyIdentifier = identifier.map { [UInt8]($0.content) }
        case .cRLDistributionPoints:
            cRLDistributionPoints = try DistributionPoint.points(
                in: try next.decoded(.sequence, "cRLDistributionPoints"))
        case .authorityInfoAccess:
            authorityInfoAccess = try AccessDescription.descriptions(
                in: try next.decoded(.sequence, "authorityInfoAccess"))
        case .ocspNoCheck: ocspNoCheck = true
        case .validityAssuredShortTerm, .noRevAvail: isValidityAssured = true
        // Path validation needs nothing from these, so they count as known (RFC 5280 §4.2).
        case .issuerAltName, .freshestCRL: break
        case .qcStatements where next.isCritical:
            // RFC 3739 §3.2.6: in a critical extension each statement is critical too.
            let statements = try QCStatement.statements(in: next)
            unknownCritical += statements.filter { !$0.isKnown }.map(\.type)
        default: if next.isCritical { unknownCritical.append(next.identifier) }
        }
    }

    private static func identifiers(
        _ sequence: DERValue, _ field: String
    ) throws(ASN1Error) -> [ASN1ObjectIdentifier] {
        var identifiers: [ASN1ObjectIdentifier] = []
        var reader = sequence.reader
        while !reader.isAtEnd {
            guard identifiers.count < 256 else {
                throw ASN1Error(.limitExceeded, field, "more than 256 identifiers")
            }
            identifiers.append(try ASN1ObjectIdentifier(try reader.next(field), field))
        }
        guard !identifiers.isEmpty else { throw ASN1Error(.invalidValue, field, "is empty") }
        return identifiers
    }

    private static func policies(
        _ next: Extension
    ) throws(ASN1Error) -> [ASN1ObjectIdentifier] {
        let field = "certificatePolicies"
        var policies: [ASN1ObjectIdentifier] = []
        var reader = try next.decoded(.sequence, field).reader
        while !reader.isAtEnd {
            guard policies.count < 256 else {
                throw ASN1Error(.limitExceeded, field, "more than 256 policies")
            }
            var information = try reader.next(.sequence, field).reader
            let policy = try ASN1ObjectIdentifier(try information.next(field), field)
            // Qualifiers are text for people: RFC 5280 §4.2.1.4 asks for no processing.
            _ = try information.optional(.sequence, field)
            try information.end(field)
            guard !policies.contains(policy) else {
                throw ASN1Error(.invalidValue, field, "the policy \(policy) is there twice")
            }
            policies.append(policy)
        }
        guard !policies.isEmpty else { throw ASN1Error(.invalidValue, field, "is empty") }
        return policies
    }

    private static func mappings(_ next: Extension) throws(ASN1Error) -> [PolicyMapping] {
        let field = "policyMappings"
        var mappings: [PolicyMapping] = []
        var reader = try next.decoded(.sequence, field).reader
        while !reader.isAtEnd {
            guard mappings.count < 256 else {
                throw ASN1Error(.limitExceeded, field, "more than 256 mappings")
            }
            var pair = try reader.next(.sequence, field).reader
            let issuer = try ASN1ObjectIdentifier(try pair.next(field), field)
            let subject = try ASN1ObjectIdentifier(try pair.next(field), field)
            try pair.end(field)
            mappings.append(PolicyMapping(issuerDomainPolicy: issuer, subjectDomainPolicy: subject))
        }
        return mappings
    }

    private static func constraints(_ next: Extension) throws(ASN1Error) -> PolicyConstraints {
        let field = "policyConstraints"
        var reader = try next.decoded(.sequence, field).reader
        let explicit = try reader.optional(.primitive(0), field)
        let mapping = try reader.optional(.primitive(1), field)
        try reader.end(field)
        return PolicyConstraints(
            requireExplicitPolicy: try explicit?.smallInteger(field),
            inhibitPolicyMapping: try mapping?.smallInteger(field))
    }
}
