package import EDocXML

/// The shape of a signature file: its `Id`s and its canonicalization.
///
/// Both profiles are valid by the same standards; they follow the two kinds of producer that
/// readers have met most.
public struct SignatureProfile: Sendable, Hashable, CustomStringConvertible {
    /// The name of the profile.
    public let description: String
    /// The only canonicalization, used wherever one is needed.
    package let canonicalization: CanonicalizationMethod
    /// `Id` of `ds:Signature`.
    package let signatureID: String
    /// `Id` of `ds:SignedInfo`; nil: none.
    package let signedInfoID: String?
    /// `Id` of `xades:QualifyingProperties`; nil: none.
    package let qualifyingPropertiesID: String?
    /// `Id` of `xades:SignedProperties`.
    package let signedPropertiesID: String
    /// `Id` of `xades:SignedSignatureProperties`; nil: none.
    package let signedSignaturePropertiesID: String?
    /// `Id` of the reference to the signed properties; nil: none.
    package let signedPropertiesReferenceID: String?
    /// `Id` of the reference to the first file, without its number at the end.
    package let referenceIDPrefix: String
    /// `Id` of `xades:UnsignedProperties`; nil: none.
    package let unsignedPropertiesID: String?
    /// `Id` of `xades:UnsignedSignatureProperties`; nil: none.
    package let unsignedSignaturePropertiesID: String?
    /// `Id` of the first `xades:SignatureTimeStamp`.
    package let signatureTimeStampID: String

    /// As the Latvian eParaksts software of 2025 writes `.edoc`: Canonical XML 1.1,
    /// `META-INF/edoc-signatures-S1.xml`.
    public static let edoc = SignatureProfile(
        description: "edoc",
        canonicalization: .c14n11,
        signatureID: "S1",
        signedInfoID: "S1-SignedInfo",
        qualifyingPropertiesID: "S1-QualifyingProperties",
        signedPropertiesID: "S1-SignedProperties",
        signedSignaturePropertiesID: "S1-SignedSignatureProperties",
        signedPropertiesReferenceID: "S1-ref-SignedProperties",
        referenceIDPrefix: "S1-ref-",
        unsignedPropertiesID: "S1-UnsignedProperties",
        unsignedSignaturePropertiesID: "S1-UnsignedSignatureProperties",
        signatureTimeStampID: "S1-ts-0")

    /// As the European Commission's DSS writes ASiC-E: Exclusive Canonicalization,
    /// `META-INF/signatures001.xml`.
    public static let asice = SignatureProfile(
        description: "asice",
        canonicalization: .exclusive,
        signatureID: "id-1",
        signedInfoID: nil,
        qualifyingPropertiesID: nil,
        signedPropertiesID: "xades-id-1",
        signedSignaturePropertiesID: nil,
        signedPropertiesReferenceID: nil,
        referenceIDPrefix: "r-id-1-",
        unsignedPropertiesID: nil,
        unsignedSignaturePropertiesID: nil,
        signatureTimeStampID: "ts-id-1")
}

extension SignatureProfile {
    /// Those of `namespaces` that inclusive canonicalization repeats at the apex.
    func inherited(_ namespaces: [XMLNamespace]) -> [XMLNamespace] {
        canonicalization.isExclusive ? [] : namespaces
    }
}
