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

    # --- quirks: what is refused is said with what admits it

    def java(r_zeros, s_zeros, curve=256, **more):
        """An ECDSA value whose numbers have these octets more than they need, or less."""
        size = curve // 8

        def value(data):
            while True:
                der = Der.parse(a.run("dgst", "-sha256", "-sign",
                                      a.pki(f"brainpool-{curve}.key.pem"), data=data))
                numbers = [int.from_bytes(child.content, "big") for child in der.children]
                sizes = size + r_zeros, size + s_zeros
                if all(n >> 8 * min(k, size) == 0 for n, k in zip(numbers, sizes)):
                    return b"".join(n.to_bytes(k, "big") for n, k in zip(numbers, sizes))
        return container(sig(seal=f"brainpool-{curve}", sign_value=value, **more,
                             method="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"))

    for count, shape in ((66, (1, 1)), (62, (-1, -1)), (65, (1, 0)), (63, (0, -1)),
                         (98, (1, 1, 384))):
        # Both numbers are short once in 65,536 values: some minutes.
        if count == 62 and a.sys.argv[2:] and "v2-ecdsa-62" not in a.sys.argv[2:]:
            continue
        add(f"v2-ecdsa-{count}", java(*shape), "accepted", "V2", "TOTAL-FAILED", "SIG_CRYPTO_FAILURE",
            found=f"value of {count} octets has r and s in another width",
            comment=f"an ECDSA value of {count} octets, as Java software writes")

    in_november = [lambda s, _: s.time_stamp(time="20261123000000Z")]
    add("v2-ecdsa-stamped", java(1, 1, unsigned=in_november), "accepted", "V2", "TOTAL-FAILED",
        "SIG_CRYPTO_FAILURE", found="in another width", comment="the same with a time-stamp")
    add("v2-no-null-stamped", container(sig(unsigned=in_november, sign_value=lambda data: a.run(
        "pkeyutl", "-sign", "-inkey", a.pki("seal.key.pem"), "-pkeyopt", "rsa_padding_mode:pkcs1",
        data=bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20"
        + a.hashlib.sha256(data).digest()))), "accepted", "V2", "TOTAL-FAILED",
        "SIG_CRYPTO_FAILURE", found="digestInfoWithoutNull",
        comment="the DigestInfo in the value lacks the NULL, and there is a time-stamp")
    add("c5-namespace-stamped", container(sig(unsigned=in_november, after=lambda text: text.replace(
        a.NS["asic"], "http://uri.etsi.org/2918/v1.2.1#"))), "refused", "C5",
        found="misspeltSignaturesNamespace",
        comment="the root is in a misspelt namespace, and there is a time-stamp")

    def named(name, uri=None):
        files = [(name, b"hello, registrar\n", "text/plain")]
        signature = a.Signature(files)
        signature.references[0]["uri"] = uri or name
        return container(signature, files)

    for vector, name in (("number-sign", "a#1.txt"), ("question-mark", "a?b.txt"),
                         ("colon", "Re: x.pdf")):
        add(f"c9-{vector}", named(name), "accepted", "C9", "TOTAL-FAILED", "FORMAT_FAILURE",
            found="the quirk unescapedReference", comment=f"the reference to {name} as DSS writes it")
    add("c10-folder", container(
        more=[a.Entry("META-INF/folder/signatures001.xml", b"<x/>")]), "accepted", "C10",
        severity="warn", comment="a file in a folder of META-INF is no signature file")

    # --- extensions of the signing certificate

    for name, kind in (("mail", "2.5.29.17"), ("points", "2.5.29.31"), ("policies", "2.5.29.32")):
        add(f"v2-{name}", container(sig(seal=name)), "accepted", "V2", severity="note", found=kind,
            comment=f"the extension {kind} of the certificate, which nothing needs, is malformed")
    add("good-statements", container(sig(seal="statements")), "accepted",
        comment="critical qcStatements, each known")
    add("v2-statements", container(sig(seal="others")), "accepted", "V2", "INDETERMINATE",
        "CERTIFICATE_CHAIN_GENERAL_FAILURE", found="0.4.0.1862.1.127",
        comment="critical qcStatements with one that nobody knows")

    # --- T20: evidence that is not as its standard has it, and says the same all the same

    def stamped(time, change=lambda der: der):
        def stamp(s, _):
            imprint = a.hashlib.sha256(a.exclusive(s.value_text).encode()).digest()
            return ("<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm=\""
                    f"{a.EXC}\"></ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>"
                    + a.b64(change(a.dated_token(imprint, time))) + "</xades:EncapsulatedTimeStamp>"
                    "</xades:SignatureTimeStamp>")
        return container(sig(unsigned=[stamp]))

    def strict(vector, data, comment, found, **more):
        add(vector, data, "accepted", "T20", severity="warn", found=found, comment=comment, **more)

    for name, time in (("zeros", "20261123000000.000Z"), ("zero", "20261123000000.0Z"),
                       ("tenths", "20261123000000.50Z")):
        strict(f"t20-token-{name}", stamped(time), f"a token of {time}", "ends in zeros",
               conformance="XAdES-BASELINE-T")
    add("good-token-fraction", stamped("20261123000000.5Z"), "accepted",
        comment="a token with a fraction of a second", conformance="XAdES-BASELINE-T")

    def unsorted(signs_stored):
        def change(token):
            tree = Der.parse(token)
            signer = tree[1][0][4][0]
            attributes = signer[3]
            ordered = sorted(attributes.children, key=Der.encoded)
            attributes.children = ordered[::-1]
            signed = Der(0x31, attributes.children if signs_stored else ordered)
            signer[5].content = a.run("dgst", "-sha256", "-sign", a.pki("tsa.key.pem"),
                                      data=signed.encoded())
            return tree.encoded()
        return change

    for name, signs_stored in (("stored", True), ("sorted", False)):
        strict(f"t20-attributes-{name}", stamped("20261123000000Z", unsorted(signs_stored)),
               f"signed attributes of a token in another order, signed as {name}",
               "order of DER", conformance="XAdES-BASELINE-T")

    def forged(token):
        tree = Der.parse(unsorted(True)(token))
        tree[1][0][4][0][3].children[0][0].content += b"\1"
        return tree.encoded()

    add("s10-attributes", stamped("20261123000000Z", forged), "accepted", "S10", severity="warn",
        level="B", conformance="XAdES-T", comment="a signed attribute of a token was changed")

    def signed(tree, key):
        """Signs the first child again, in the third."""
        tree[2].content = b"\0" + a.run("dgst", "-sha256", "-sign", a.pki(key + ".key.pem"),
                                         data=tree[0].encoded())
        return tree.encoded()

    def response(path, fraction):
        """An OCSP response in one of whose times a fraction stands."""
        outer = Der.parse(a.ocsp("seal", days=7000))
        basic = Der.parse(outer[1][0][1].content)
        time = basic[0]
        for step in path:
            time = time[step]
        time.content = time.content[:-1] + fraction + b"Z"
        outer[1][0][1].content = signed(basic, "responder")
        return container(sig(unsigned=[a.evidence([], [outer.encoded()])]))

    for name, path, fraction in (("produced", [1], b".123"), ("this", [2, 0, 2], b".5"),
                                 ("next", [2, 0, 3, 0], b".000")):
        strict(f"t20-response-{name}", response(path, fraction),
               f"an OCSP response with a fraction of a second in {name}…", "fraction")

    def revocation_list(place, fraction):
        tree = Der.parse(a.revocation_list([("other", "261123000000Z")]))
        # A list of version 1: algorithm, issuer, thisUpdate, nextUpdate, entries.
        time = tree[0][place] if place < 4 else tree[0][4][0][1]
        time.tag, time.content = 0x18, b"20" + time.content[:-1] + fraction + b"Z"
        return container(sig(unsigned=[a.evidence([], [], [signed(tree, "root")])]))

    for name, place, fraction in (("this", 2, b".7"), ("next", 3, b".00"), ("entry", 4, b".000")):
        strict(f"t20-list-{name}", revocation_list(place, fraction),
               f"a revocation list with a fraction of a second ({name})", "fraction")


class Der:
    """A value in DER, as a tree that can be changed."""

    def __init__(self, tag, children=None, content=b""):
        self.tag, self.children, self.content = tag, children, content

    def __getitem__(self, index):
        return self.children[index]

    @staticmethod
    def parse(octets):
        value, rest = Der.next(octets)
        assert not rest
        return value

    @staticmethod
    def next(octets):
        tag, length, start = octets[0], octets[1], 2
        if length & 0x80:
            start += length & 0x7F
            length = int.from_bytes(octets[2:start], "big")
        content, rest = octets[start:start + length], octets[start + length:]
        if not tag & 0x20:
            return Der(tag, content=content), rest
        children = []
        while content:
            child, content = Der.next(content)
            children.append(child)
        return Der(tag, children), rest

    def encoded(self):
        content = self.content if self.children is None else b"".join(
            child.encoded() for child in self.children)
        size = len(content)
        if size < 128:
            return bytes([self.tag, size]) + content
        count = (size.bit_length() + 7) // 8
        return bytes([self.tag, 0x80 | count]) + size.to_bytes(count, "big") + content
