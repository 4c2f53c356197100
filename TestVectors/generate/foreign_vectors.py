"""The containers that attacks.py writes: intact signatures as other programs make them."""


def define(a):
    container, sig, add = a.container, a.sig, a.add

    def listed(*certificates, **more):
        """A signature whose property lists these certificates."""
        return sig(certificate_property="<xades:SigningCertificateV2>" + "".join(
            sig().cert(a.der(name)) for name in certificates) + "</xades:SigningCertificateV2>",
            **more)

    # --- T15: the signing certificate is one of those that are listed

    add("good-issuer-first", container(listed(
        "root", "seal", key_certificates=[a.der("seal"), a.der("root")])), "accepted",
        comment="SigningCertificateV2 lists the issuer before the signer")
    add("good-issuer-first-alone", container(listed("root", "seal")), "accepted",
        comment="the same, and KeyInfo holds the signer alone")
    below = dict(seal="below", unsigned=[a.evidence([a.der("intermediate")], [
        a.ocsp("below", "intermediate", "intermediate", days=7000)])])
    names = ["root", "intermediate", "below"]
    add("good-chain-first", container(listed(
        *names, key_certificates=[a.der(name) for name in names], **below)), "accepted",
        comment="SigningCertificateV2 and KeyInfo list the whole path, the signer last")
    add("good-chain-second", container(listed("intermediate", "below", **below)), "accepted",
        comment="the issuer before the signer, and the issuer stands among the values")
    failed = dict(indication="INDETERMINATE", reason="SIG_CONSTRAINTS_FAILURE")
    add("t15-other-reference", container(listed(
        "seal", "other", key_certificates=[a.der("seal"), a.der("other")])), "accepted", "T15",
        comment="a further reference is to a certificate that is on no path", **failed)
    add("t15-unknown-reference", container(listed("seal", "tsa")), "accepted", "T15",
        comment="a further reference is to a certificate that is not at hand", **failed)
    add("t15-first-reference", container(listed("stranger", "seal")), "accepted", "T15",
        comment="the first of two references is to a certificate that is on no path", **failed)
    add("t15-two-keys", container(listed(
        "other", "seal", key_certificates=[a.der("other"), a.der("seal")])), "accepted", "T15",
        comment="two certificates are listed; the value is by the second", **failed)
    add("v2-two-keys", container(listed(
        "root", "seal", key_certificates=[a.der("root"), a.der("seal")],
        sign_value=lambda data: a.run("dgst", "-sha256", "-sign", a.pki("other.key.pem"),
                                      data=data))), "accepted", "V2", "TOTAL-FAILED",
        "SIG_CRYPTO_FAILURE", comment="two certificates are listed; the value is by neither")

    def beside(inner, version=2):
        """A signature whose property holds `inner` beside the digest."""
        name = "SigningCertificateV2" if version == 2 else "SigningCertificate"
        return container(sig(certificate_property=f"<xades:{name}>" + sig().cert(inner=inner)
                             + f"</xades:{name}>"))

    def warned(vector, data, comment, found):
        add(vector, data, "accepted", "T15", severity="warn", found=found,
            conformance="XAdES-B", comment=comment)

    number = bytes.fromhex(a.number("seal"))
    number = b"\0" + number if number[0] >= 128 else number
    name = a.value(0x30, *[a.value(0x31, a.value(0x30, bytes.fromhex("06035504" + kind), a.value(
        0x13 if kind == "06" else 0x0C, text.encode()))) for kind, text in (
            ("06", "LV"), ("0a", "TEST swift-edoc"), ("03", "TEST attacks root"))])
    other = name.replace(b"attacks root", b"attacks tree")

    def issuer_serial(*parts):
        return ("<xades:IssuerSerialV2>" + a.b64(a.value(0x30, *parts)) + "</xades:IssuerSerialV2>")

    general = a.value(0x30, a.value(0xA4, name))
    add("s6-issuer-serial", beside(issuer_serial(general, a.value(2, number))), "accepted", "S6",
        severity="warn", conformance="XAdES-B", comment="issuer and serial number beside the digest")
    warned("t15-no-tag", beside(issuer_serial(a.value(0x30, name), a.value(2, number))),
           "the issuer stands in IssuerSerialV2 without its tag", "no IssuerSerial")
    warned("t15-serial", beside(issuer_serial(general, a.value(2, b"\x01\x02"))),
           "another serial number in IssuerSerialV2", "0102")
    warned("t15-issuer", beside(issuer_serial(
        a.value(0x30, a.value(0xA4, other)), a.value(2, number))),
        "another issuer in IssuerSerialV2", "tree")
    warned("t15-no-base64", beside("<xades:IssuerSerialV2>???</xades:IssuerSerialV2>"),
           "an IssuerSerialV2 that is no base64", "no base64")

    def version1(text):
        return beside("<xades:IssuerSerial><ds:X509IssuerName>CN=TEST attacks root"
                      f"</ds:X509IssuerName>{text}</xades:IssuerSerial>", 1)

    warned("t15-hexadecimal", version1(
        f"<ds:X509SerialNumber>{a.number('seal')}</ds:X509SerialNumber>"),
        "the serial number is written in hexadecimal digits", "the serial number")
    warned("t15-no-serial", version1(""), "an IssuerSerial without a serial number",
           "no serial number")

    # --- a signed property that cannot be read counts as absent (EN 319 102-1 §5.2.8.4.1)

    add("t16-empty-property", container(listed()), "accepted", "T16", "INDETERMINATE",
        "NO_SIGNING_CERTIFICATE_FOUND", comment="a SigningCertificateV2 without a Cert")
    twice = "<xades:MimeType>text/plain</xades:MimeType>" * 2
    add("s7-two-types", container(sig(formats=[("r-1", twice[16:-17])])), "accepted", "S7",
        severity="warn", conformance="XAdES-B", found="counts as absent",
        comment="a DataObjectFormat with two media types")
    add("v2-policy-identifier", container(sig(
        after_certificate="<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId>"
        "<xades:SigPolicyId></xades:SigPolicyId><xades:SigPolicyId></xades:SigPolicyId>"
        "</xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>")), "accepted", "V2",
        severity="warn", found="counts as absent", comment="a policy with two identifiers")

    # --- curves

    def on_curve(seal, **more):
        def value(data):
            der = a.run("dgst", "-sha256", "-sign", a.pki(seal + ".key.pem"), data=data)
            size = int(seal[-3:]) // 8
            start = 3 if der[1] == 0x81 else 2
            length = der[start + 1]
            parts = der[start + 2:start + 2 + length], der[start + 4 + length:]
            return b"".join(part.lstrip(b"\0").rjust(size, b"\0") for part in parts)
        return container(sig(seal=seal, sign_value=value,
                             method="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", **more))

    for bits in (256, 384, 512):
        add(f"good-brainpool-{bits}", on_curve(f"brainpool-{bits}"), "accepted",
            comment=f"ECDSA on brainpoolP{bits}r1")
    for seal, curve in (("koblitz-256", "secp256k1"), ("twisted-256", "brainpoolP256t1"),
                        ("sect-233", "sect233r1")):
        add(f"t14-{curve.lower()}", on_curve(seal), "accepted", "T14", "INDETERMINATE",
            "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", found=curve,
            comment=f"ECDSA on {curve}, with which nothing is verified")
