#!/usr/bin/env python3
"""Writes containers that ask for as much work as 1 MB can, at least three of each kind, and some,
called pass-…, that ask for much and are to be valid all the same.

usage: costs.py FOLDER

Not committed, since they are large together: .ci/cost makes them and measures what they cost. They
are signed with the keys of ../asic-e/attacks/pki where a signature has to pass for the work to begin.
"""
import hashlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
TARGET = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
sys.argv[1:] = [os.path.join(HERE, "..", "asic-e", "attacks")]
import attacks as a  # noqa: E402

LIMIT = 1_000_000
FILE = a.FILES[0]


def write(name, octets):
    if len(octets) > LIMIT and not name.startswith("pass-"):
        sys.exit(f"{name} has {len(octets)} octets")
    open(os.path.join(TARGET, name + ".asice"), "wb").write(octets)


def transform(prefixes="", method=a.EXC):
    inside = (f'<ec:InclusiveNamespaces xmlns:ec="{a.EXC}" PrefixList="{prefixes}"/>'
              if prefixes else "")
    return (f'<ds:Transforms><ds:Transform Algorithm="{method}">{inside}</ds:Transform>'
            "</ds:Transforms>")


def with_part(content, references):
    """A further Object, and references to it, each with its transforms."""
    text = "".join(f'<ds:Reference URI="#big">{t}{a.sig().digests(b"", "sha256")}</ds:Reference>'
                   for t in references)
    return a.container(a.sig(after=lambda t: t.replace(
        "</ds:SignedInfo>", text + "</ds:SignedInfo>").replace(
        "</ds:Signature>", f'<ds:Object Id="big">{content}</ds:Object></ds:Signature>')))


def with_unsigned(*texts):
    """With as many random octets as a signature file of that size must have to be read at all."""
    size = sum(len(t) for t in texts if isinstance(t, str))
    least = max(size // 240 if size > 8_000_000 else 0, (size - 16_000_000) // 19)
    if least > 0:
        texts += (f"<!--{a.b64(os.urandom(least))}-->",)
    return a.container(a.Signature(a.FILES, unsigned=list(texts)))


def parts():
    spaces = " " * 7_000_000
    own = [transform(f"p{i}") for i in range(200)]
    methods = [transform(method=m) for m in (
        a.EXC, a.EXC + "WithComments", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/2006/12/xml-c14n11")]
    write("parts-same", with_part(spaces, [transform()] * 1000))
    write("parts-prefixes", with_part(spaces, own))
    write("parts-methods", with_part(spaces, methods * 100))
    write("parts-elements", with_part("<b/>" * 100_000, own))
    write("parts-entities", with_part("&amp;" * 1_000_000, own))


def base():
    for name, place in [("root", "<asic:XAdESSignatures"), ("object", "<ds:Object"),
                        ("key", "<ds:KeyInfo")]:
        up = "http://h/" + "a/../" * 1_200_000
        write("base-" + name, a.container(a.sig(
            after=lambda t: t.replace(place, f"{place} xml:base='{up}'"))))


def stamps():
    """One archive time-stamp after another, over as much as the ratio allows."""
    block = os.urandom(4096)
    for name, number, lists in [("prefixes", 100, "p{0}"), ("same", 100, "p"),
                                ("long-lists", 100, "p{0} " + " ".join(f"q{i}" for i in range(60)))]:
        data = (block + bytes(400_000)) * 40
        files = [("f.bin", data, "application/octet-stream")]
        token = a.b64(a.token(b"\0" * 32))

        def stamp(_, __, i=0):
            return (f'<xades141:ArchiveTimeStamp><ds:CanonicalizationMethod Algorithm="{a.EXC}">'
                    f'<ec:InclusiveNamespaces xmlns:ec="{a.EXC}" PrefixList="{lists.format(i)}"/>'
                    "</ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>" + token
                    + "</xades:EncapsulatedTimeStamp></xades141:ArchiveTimeStamp>")

        write("stamps-" + name, a.container(a.Signature(
            files, unsigned=[lambda s, b, i=i: stamp(s, b, i) for i in range(number)]), files,
            data_entries=[a.Entry("f.bin", data, 8)]))


def deep():
    prefixes = " ".join(f"q{i}" for i in range(60))
    declared = "".join(f' xmlns:q{i}="urn:{i}"' for i in range(60))
    many = [transform(f"{prefixes} p{i}") for i in range(200)]
    nest = "<a>" * 80 + "<b/>" * 4_000 + "</a>" * 80
    write("deep-prefixes", with_part(nest, many))
    write("deep-declared", with_part(f"<a{declared}>" + nest + "</a>", many))
    write("deep-inclusive", with_part(
        f"<a{declared}>" + "<b/>" * 9_000 + "</a>",
        [transform(method="http://www.w3.org/2006/12/xml-c14n11")] * 200))
    step = "".join(f'<a xmlns:q{i}="urn:{i}">' for i in range(80))
    write("deep-steps", with_part(step + "<b/>" * 3_000 + "</a>" * 80, many))


def nodes():
    sheet = "<b/>" * 480_000
    open_ = f'<asic:XAdESSignatures xmlns:asic="{a.NS["asic"]}">'
    file = (open_ + sheet + "</asic:XAdESSignatures>").encode()
    write("nodes-one", a.container(signatures=[(a.SIG_NAME, file)]))
    write("nodes-files", a.container(signatures=[
        (f"META-INF/signatures{i:03}.xml", file) for i in range(9)]))
    write("nodes-manifest", a.container(manifest_xml=a.manifest(a.FILES, extra=sheet)))
    write("nodes-attributes", a.container(signatures=[(a.SIG_NAME, (
        open_ + ("<b " + " ".join(f"a{i}=''" for i in range(60)) + "/>") * 4_000
        + "</asic:XAdESSignatures>").encode())]))
    write("nodes-signatures", a.container(signatures=[(a.SIG_NAME, (
        open_ + f'<ds:SignatureValue xmlns:ds="{a.NS["ds"]}"/>' * 100_000
        + "</asic:XAdESSignatures>").encode())]))


def names():
    long = "/".join("a" * 2000)
    write("names-manifest", a.container(manifest_xml=a.manifest(
        a.FILES + [(f"{long}/{i}", b"", "") for i in range(1_800)])))
    write("names-long", a.container(more=[
        a.Entry(long[:3_900] + f"/{i:04}", b"") for i in range(120)]))
    write("names-folders", a.container(more=[a.Entry(f"{i:05}/", b"") for i in range(8_500)]))
    write("names-folds", a.container(more=[
        a.Entry("\u0345\u0301" * 900 + f"{i:04}", b"") for i in range(120)]))


def ratio():
    zeros = bytes(8_000_000)
    write("ratio-many", a.container(data_entries=[
        a.Entry(f"{i}.txt", zeros, 8) for i in range(100)]))
    block = os.urandom(4096)
    for name, hashes in [("sha1", ["sha1"]), ("all", ["sha1", "sha256"])]:
        data = (block + bytes(900_000)) * 180
        files = [("f.bin", data, "application/octet-stream")]
        s = a.Signature(files)
        s.references = [dict(s.references[0], id=f"r-{h}", hash=h) for h in hashes]
        write("ratio-" + name, a.container(s, files, data_entries=[a.Entry("f.bin", data, 8)]))


def evidence():
    """Certificates, responses and lists that are asked for again and again."""
    from attacks import value
    root = a.der("root")
    many = "".join(f"<xades:EncapsulatedX509Certificate>{a.b64(root)}"
                   "</xades:EncapsulatedX509Certificate>" for _ in range(500))
    values = f"<xades:CertificateValues>{many}</xades:CertificateValues>"
    write("evidence-certificates", with_unsigned(values))
    stamp = lambda s, _: s.time_stamp()
    write("evidence-stamps", with_unsigned(
        lambda s, _: s.time_stamp(tokens=90), a.evidence([root], [a.ocsp("seal", days=1)])))
    entries = [value(0x30, value(0x02, b"\x01" * 7 + bytes([i])), value(0x17, b"261123000000Z"))
               for i in range(256)]
    # A list of as many entries as fit, whose signature does not verify.
    body = b"".join(entries[i] for i in os.urandom(300_000))

    list_ = revocation_list(name_of(root), body)
    write("evidence-list", with_unsigned(stamp, a.evidence([root], [], [list_])))
    write("evidence-lists", with_unsigned(
        lambda s, _: s.time_stamp(tokens=90), a.evidence([root], [], [list_])))


def big_key():
    """A key of 16,384 bits with the longest exponent that is read; of no private key."""
    modulus = b"\0\xc0" + os.urandom(2_046) + b"\x01"
    key = der(0x30, der(0x02, modulus), der(0x02, b"\0" + b"\xff" * 8))
    return der(0x30, bytes.fromhex("300d06092a864886f70d0101010500"), der(0x03, b"\0", key))


def false_signature(octets=256):
    """What does not verify, and is as long as the key of the signer: else nobody computes."""
    return der(0x03, b"\0" + b"\x01" * octets)


def certificate(subject, issuer, key, number, extensions=b"", signature=256):
    """A certificate whose signature does not verify."""
    validity = der(0x30, der(0x17, b"260101000000Z"), der(0x17, b"460101000000Z"))
    body = der(0x30, bytes.fromhex("a003020102"), der(0x02, b"\x40" + number.to_bytes(7, "big")),
               RSA_SHA256, issuer, validity, subject, key,
               der(0xA3, der(0x30, extensions)) if extensions else b"")
    return der(0x30, body, RSA_SHA256, false_signature(signature))


def name(text):
    attribute = der(0x30, bytes.fromhex("0603550403"), der(0x0C, text.encode()))
    return der(0x30, der(0x31, attribute))


def response(number, singles, certificates=(), responder=None, signature=256, by_key=False):
    """An OCSP response whose signature does not verify."""
    data = der(0x30, der(0xA2, der(0x04, bytes(20))) if by_key
               else der(0xA1, responder or name(f"R{number}")),
               der(0x18, b"2026112900%02d%02dZ" % divmod(number, 60)), der(0x30, singles))
    basic = der(0x30, data, RSA_SHA256, false_signature(signature),
                der(0xA0, der(0x30, *certificates)) if certificates else b"")
    return der(0x30, b"\x0a\x01\0", der(0xA0, der(
        0x30, bytes.fromhex("06092b0601050507300101"), der(0x04, basic))))


def single(extensions=b""):
    """What a response says about the certificate that the others are signed with."""
    root = a.der("root")
    key = a.run("rsa", "-pubin", "-RSAPublicKey_out", "-outform", "DER",
                data=a.run("x509", "-in", a.pki("root.pem"), "-pubkey", "-noout"))
    number = bytes.fromhex(a.number("seal"))
    identifier = der(0x30, bytes.fromhex("300906052b0e03021a0500"),
                     der(0x04, hashlib.sha1(name_of(root)).digest()),
                     der(0x04, hashlib.sha1(key).digest()), der(0x02, number))
    return der(0x30, identifier, b"\x80\0", der(0x18, b"20261129000000Z"),
               der(0xA1, der(0x30, extensions)) if extensions else b"")


CA = bytes.fromhex("300f0603551d130101ff040530030101ff300e0603551d0f0101ff040403020106")
RESPONDER = bytes.fromhex("300e0603551d0f0101ff040403020780"
                          "30130603551d25040c300a06082b06010505070309")


def signatures(number, change):
    """As many signatures in one file; change gives what differs in the one of a number."""
    texts = []
    for i in range(number):
        s = a.sig(id=f"id-{i}", target=f"#id-{i}", sp_id=f"p-{i}", sp_uri=f"#p-{i}",
                  formats=[(f"r-{i}", "text/plain")])
        s.references[0]["id"] = f"r-{i}"
        for member, value in change(i).items():
            setattr(s, member, value)
        text = s.build().decode().replace("value-1", f"v-{i}")
        texts.append(text[text.index("<ds:Signature "):text.index("</asic:XAdESSignatures>")])
    return (f'<asic:XAdESSignatures xmlns:asic="{a.NS["asic"]}">' + "".join(texts)
            + "</asic:XAdESSignatures>").encode()


def keys():
    """Keys of 16,384 bits: each verification takes fifty times that of another key."""
    root = name_of(a.der("root"))
    issuers = [certificate(root, root, big_key(), i, CA, 2_048)
               for i in range(250)]
    write("keys-issuers", with_unsigned(lambda s, _: s.time_stamp(), a.evidence(issuers)))
    # Few issuers, whose certificates compress, and many certificates of theirs.
    few = issuers[:8]
    leaf = a.der("seal")
    own = key_of(leaf)

    def signed(i, issuer=root, others=few[:4]):
        mine = certificate(name(f"S{i}"), issuer, own, i, signature=2_048)
        probe = a.sig()
        return dict(key_certificates=[mine], unsigned=[a.evidence(others)], certificate_property=(
            f"<xades:SigningCertificateV2>{probe.cert(mine)}</xades:SigningCertificateV2>"))

    write("keys-leaves", a.container(signatures=[(a.SIG_NAME, signatures(600, signed))]))
    chain = [certificate(name(f"C{i // 8}"), name(f"C{i // 8 + 1}"), big_key(), i, CA,
                         2_048) for i in range(64)]
    write("keys-chains", a.container(a.sig(**signed(1, name("C0"), chain))))
    asked = single()
    answers = [response(i, asked, few[:2] + [
        certificate(name(f"R{i:03}"), root, key_of(issuer), 1_000 + i, RESPONDER, 2_048)
        for issuer in few[:2]], name(f"R{i:03}"), 2_048) for i in range(200)]
    write("keys-responses", with_unsigned(
        lambda s, _: s.time_stamp(), a.evidence([a.der("root")], answers)))
    write("keys-responders", with_unsigned(
        lambda s, _: s.time_stamp(), a.evidence(few, [
            response(i, asked, few[:3], root, 2_048) for i in range(400)])))
    lists = [revocation_list(root, der(0x30, der(0x02, (i + 256).to_bytes(2, "big")), der(
        0x17, b"261123000000Z")), 2_048) for i in range(450)]
    write("keys-lists", with_unsigned(a.evidence(issuers[:50], [], lists)))


def answers():
    """Certificates inside OCSP responses, and evidence that takes long to decode."""
    root = name_of(a.der("root"))
    small = key_of(a.der("seal"))
    asked = single()
    many = [response(i, asked, [certificate(root, root, small, 64 * i + j, CA)
                                for j in range(64)]) for i in range(300)]
    write("answers-certificates", with_unsigned(a.evidence([], many)))
    unlike = [response(i, asked, [certificate(name(f"N{64 * i + j}"), root, small, j)
                                  for j in range(64)]) for i in range(300)]
    write("answers-names", with_unsigned(a.evidence([], unlike)))
    write("answers-keys", with_unsigned(a.evidence([], [
        response(i, asked, [certificate(name(f"N{64 * i + j}"), root, small, j)
                            for j in range(64)], by_key=True) for i in range(400)])))
    none = der(0x30, der(0x30, b"\x06\x01\x2a"), b"\x03\x01\0")
    write("answers-small", with_unsigned(a.evidence([], [
        response(i, asked, [certificate(der(0x30), der(0x30), none, 64 * i + j, signature=0)
                            for j in range(64)]) for i in range(500)])))
    empty = [der(0x30, b"\x06\x01" + bytes([i]), b"\x04\0") for i in range(16)]
    asked = single(b"".join(empty)) * 256
    write("answers-extensions", with_unsigned(a.evidence([], [
        response(i, asked) for i in range(360)])))
    entry = der(0x30, b"\x02\x01\x01", der(0x17, b"261123000000Z"), der(0x30, *empty))
    write("answers-list", with_unsigned(a.evidence([], [], [
        revocation_list(root, entry * 170_000)])))
    short = der(0x30, b"\x02\x01\x01", der(0x17, b"261123000000Z"))
    write("answers-entries", with_unsigned(a.evidence([], [], [
        revocation_list(root, short * 1_100_000)])))
    nested = b"\x30\x80" * 28 + b"\x30\0" * 5_500_000 + b"\0\0" * 28
    stamp = (f"<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>{a.b64(nested)}"
             "</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>")
    write("answers-tokens", with_unsigned(*[stamp] * 2))
    parts = b"\x24\x80" + b"\x24\x80\x04\x01a\0\0" * 3_300_000 + b"\0\0"
    write("answers-strings", with_unsigned(stamp.replace(a.b64(nested), a.b64(parts))))


def passes():
    files = [(f"{i}", b"x", "text/plain") for i in range(60_000)]
    write("pass-references", a.container(a.Signature(files), files))
    data = (os.urandom(2_900) + bytes(900_000)) * 250
    files = [("f.bin", data, "application/octet-stream")]
    write("pass-ratio", a.container(a.Signature(files), files,
                                    data_entries=[a.Entry("f.bin", data, 8)]))
    data = os.urandom(64_000_000)
    files = [("f.bin", data, "application/octet-stream")]
    stamp = lambda s, before: s.time_stamp(s.archive_imprint(before),
                                           name="xades141:ArchiveTimeStamp")
    write("pass-stamps", a.container(a.Signature(
        files, unsigned=[lambda s, _: s.time_stamp()] + 10 * [stamp]), files))
    write("pass-signatures", a.container(signatures=[(
        a.SIG_NAME, signatures(1_000, lambda i: {}))]))
    write("pass-folders", a.container(more=[a.Entry(f"{i:05}/", b"") for i in range(60_000)]))


RSA_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")


def der(tag, *contents):
    """A DER value, which may be long."""
    content = b"".join(contents)
    if len(content) < 1 << 16:
        return a.value(tag, content)
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def revocation_list(issuer, entries, signature=256):
    """A list whose signature does not verify."""
    body = der(0x30, b"\x02\x01\x01", RSA_SHA256, issuer, der(0x17, b"261129000000Z"),
               der(0x17, b"460101000000Z"), der(0x30, entries))
    return der(0x30, body, RSA_SHA256, false_signature(signature))


def key_of(certificate):
    """The SubjectPublicKeyInfo of a certificate with an RSA key."""
    at = certificate.index(bytes.fromhex("300d06092a864886f70d0101010500")) - 4
    return certificate[at:at + 4 + int.from_bytes(certificate[at + 2:at + 4], "big")]


def name_of(certificate):
    """The issuer of a certificate of ours, which is short: the first SEQUENCE that has a country."""
    at = certificate.index(bytes.fromhex("310b3009060355040613"))
    return certificate[at - 2:at + certificate[at - 1]]


def main():
    os.makedirs(TARGET, exist_ok=True)
    a.make_pki()
    for kind in [parts, base, stamps, deep, nodes, names, ratio, evidence, keys, answers,
                 passes]:
        kind()
    print(len(os.listdir(TARGET)), "containers")


main()
