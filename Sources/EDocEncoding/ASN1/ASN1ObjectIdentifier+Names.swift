extension ASN1ObjectIdentifier {
    // Digests: RFC 3279 §2.1, RFC 5754 §2.
    package static let sha1 = Self(1, 3, 14, 3, 2, 26)
    package static let sha256 = Self(2, 16, 840, 1, 101, 3, 4, 2, 1)
    package static let sha384 = Self(2, 16, 840, 1, 101, 3, 4, 2, 2)
    package static let sha512 = Self(2, 16, 840, 1, 101, 3, 4, 2, 3)

    // Message authentication and the derivation of its key: RFC 8018 Appendix B.1, C.
    package static let hmacWithSHA1 = Self(1, 2, 840, 113_549, 2, 7)
    package static let hmacWithSHA256 = Self(1, 2, 840, 113_549, 2, 9)
    package static let hmacWithSHA384 = Self(1, 2, 840, 113_549, 2, 10)
    package static let hmacWithSHA512 = Self(1, 2, 840, 113_549, 2, 11)
    package static let pbkdf2 = Self(1, 2, 840, 113_549, 1, 5, 12)

    // Keys and signatures: RFC 3279 §2.2 and §2.3, RFC 4055, RFC 5754 §3, RFC 5758 §3.
    package static let rsaEncryption = Self(1, 2, 840, 113_549, 1, 1, 1)
    package static let sha1WithRSAEncryption = Self(1, 2, 840, 113_549, 1, 1, 5)
    package static let sha256WithRSAEncryption = Self(1, 2, 840, 113_549, 1, 1, 11)
    package static let sha384WithRSAEncryption = Self(1, 2, 840, 113_549, 1, 1, 12)
    package static let sha512WithRSAEncryption = Self(1, 2, 840, 113_549, 1, 1, 13)
    package static let rsassaPSS = Self(1, 2, 840, 113_549, 1, 1, 10)
    package static let ecPublicKey = Self(1, 2, 840, 10_045, 2, 1)
    package static let ecdsaWithSHA1 = Self(1, 2, 840, 10_045, 4, 1)
    package static let ecdsaWithSHA256 = Self(1, 2, 840, 10_045, 4, 3, 2)
    package static let ecdsaWithSHA384 = Self(1, 2, 840, 10_045, 4, 3, 3)
    package static let ecdsaWithSHA512 = Self(1, 2, 840, 10_045, 4, 3, 4)

    // Certificate extensions: RFC 5280 §4.2.
    package static let subjectKeyIdentifier = Self(2, 5, 29, 14)
    package static let keyUsage = Self(2, 5, 29, 15)
    package static let subjectAltName = Self(2, 5, 29, 17)
    package static let issuerAltName = Self(2, 5, 29, 18)
    package static let basicConstraints = Self(2, 5, 29, 19)
    package static let nameConstraints = Self(2, 5, 29, 30)
    package static let cRLDistributionPoints = Self(2, 5, 29, 31)
    package static let certificatePolicies = Self(2, 5, 29, 32)
    package static let policyMappings = Self(2, 5, 29, 33)
    package static let authorityKeyIdentifier = Self(2, 5, 29, 35)
    package static let policyConstraints = Self(2, 5, 29, 36)
    package static let extKeyUsage = Self(2, 5, 29, 37)
    package static let freshestCRL = Self(2, 5, 29, 46)
    package static let inhibitAnyPolicy = Self(2, 5, 29, 54)
    package static let noRevAvail = Self(2, 5, 29, 56)
    package static let validityAssuredShortTerm = Self(0, 4, 0, 194_121, 2, 1)
    package static let authorityInfoAccess = Self(1, 3, 6, 1, 5, 5, 7, 1, 1)
    // id-ad-ocsp and id-ad-caIssuers.
    package static let accessMethodOCSP = Self(1, 3, 6, 1, 5, 5, 7, 48, 1)
    package static let accessMethodCAIssuers = Self(1, 3, 6, 1, 5, 5, 7, 48, 2)
    package static let anyPolicy = Self(2, 5, 29, 32, 0)
    // Attributes of a distinguished name: RFC 5280 Appendix A.1; ITU-T X.520 §6.4.4
    // (organizationIdentifier).
    package static let commonName = Self(2, 5, 4, 3)
    package static let serialNumber = Self(2, 5, 4, 5)
    package static let countryName = Self(2, 5, 4, 6)
    package static let organizationName = Self(2, 5, 4, 10)
    package static let organizationIdentifier = Self(2, 5, 4, 97)
    /// The attribute emailAddress of a distinguished name (RFC 2985 §5.2.1).
    package static let emailAddress = Self(1, 2, 840, 113_549, 1, 9, 1)

    // Statements about qualified certificates: RFC 3739 §3.2.6; EN 319 412-5 §4.
    package static let qcStatements = Self(1, 3, 6, 1, 5, 5, 7, 1, 3)
    package static let pkixQCSyntaxV1 = Self(1, 3, 6, 1, 5, 5, 7, 11, 1)
    package static let pkixQCSyntaxV2 = Self(1, 3, 6, 1, 5, 5, 7, 11, 2)
    package static let qcCompliance = Self(0, 4, 0, 1862, 1, 1)
    package static let qcLimitValue = Self(0, 4, 0, 1862, 1, 2)
    package static let qcRetentionPeriod = Self(0, 4, 0, 1862, 1, 3)
    package static let qcSSCD = Self(0, 4, 0, 1862, 1, 4)
    package static let qcPDS = Self(0, 4, 0, 1862, 1, 5)
    package static let qcType = Self(0, 4, 0, 1862, 1, 6)
    package static let qctEsign = Self(0, 4, 0, 1862, 1, 6, 1)
    package static let qctEseal = Self(0, 4, 0, 1862, 1, 6, 2)
    package static let qctWeb = Self(0, 4, 0, 1862, 1, 6, 3)
    package static let qcCClegislation = Self(0, 4, 0, 1862, 1, 7)

    // Extended key usages: RFC 5280 §4.2.1.12.
    package static let timeStamping = Self(1, 3, 6, 1, 5, 5, 7, 3, 8)
    package static let ocspSigning = Self(1, 3, 6, 1, 5, 5, 7, 3, 9)

    // Revocation lists: RFC 5280 §5.2, §5.3; ITU-T X.509 §9.5.2.6 (expiredCertsOnCRL).
    package static let cRLNumber = Self(2, 5, 29, 20)
    package static let reasonCode = Self(2, 5, 29, 21)
    package static let invalidityDate = Self(2, 5, 29, 24)
    package static let deltaCRLIndicator = Self(2, 5, 29, 27)
    package static let issuingDistributionPoint = Self(2, 5, 29, 28)
    package static let certificateIssuer = Self(2, 5, 29, 29)
    package static let expiredCertsOnCRL = Self(2, 5, 29, 60)

    // OCSP: RFC 6960 §4.
    package static let ocspBasic = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 1)
    package static let ocspNonce = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 2)
    package static let ocspNoCheck = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 5)
    package static let ocspArchiveCutoff = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 6)
    package static let ocspExtendedRevoke = Self(1, 3, 6, 1, 5, 5, 7, 48, 1, 9)

    // CMS and time-stamps: RFC 5652 §11, RFC 3161, RFC 5035, RFC 5816, RFC 5940.
    package static let signedData = Self(1, 2, 840, 113_549, 1, 7, 2)
    package static let contentType = Self(1, 2, 840, 113_549, 1, 9, 3)
    package static let messageDigest = Self(1, 2, 840, 113_549, 1, 9, 4)
    package static let tSTInfo = Self(1, 2, 840, 113_549, 1, 9, 16, 1, 4)
    package static let signingCertificate = Self(1, 2, 840, 113_549, 1, 9, 16, 2, 12)
    package static let signingCertificateV2 = Self(1, 2, 840, 113_549, 1, 9, 16, 2, 47)
    package static let ocspResponseRevocation = Self(1, 3, 6, 1, 5, 5, 7, 16, 2)

    // CAdES evidence in the unsigned attributes of a token: RFC 5126 §6.3.
    package static let certificateValues = Self(1, 2, 840, 113_549, 1, 9, 16, 2, 23)
    package static let revocationValues = Self(1, 2, 840, 113_549, 1, 9, 16, 2, 24)
}
