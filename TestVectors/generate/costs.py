#!/usr/bin/env python3
"""Writes containers that ask for as much work as 1 MB can, at least three of each kind, and some,
called pass-…, that ask for much and are to be valid all the same.

usage: costs.py FOLDER

Not committed, since they are large together: .ci/cost makes them and measures what they cost. They
are signed with the keys of ../asic-e/attacks/pki where a signature has to pass for the work to begin.
"""
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


def with_unsigned(*texts, files=a.FILES, entries=None):
    return a.container(a.Signature(files, unsigned=list(texts)), files, data_entries=entries)


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

    def long_value(tag, content):
        return bytes([tag, 0x84]) + len(content).to_bytes(4, "big") + content

    tbs = long_value(0x30, b"\x02\x01\x01" + bytes.fromhex("300d06092a864886f70d01010b0500")
                     + name_of(root) + value(0x17, b"261129000000Z")
                     + value(0x17, b"460101000000Z") + long_value(0x30, body))
    list_ = long_value(0x30, tbs + bytes.fromhex("300d06092a864886f70d01010b0500")
                       + long_value(0x03, b"\0" + b"\x01" * 256))
    write("evidence-list", with_unsigned(stamp, a.evidence([root], [], [list_])))
    write("evidence-lists", with_unsigned(
        lambda s, _: s.time_stamp(tokens=90), a.evidence([root], [], [list_])))


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
    texts = []
    for i in range(1_000):
        s = a.sig(id=f"id-{i}", target=f"#id-{i}", sp_id=f"p-{i}", sp_uri=f"#p-{i}",
                  formats=[(f"r-{i}", "text/plain")])
        s.references[0]["id"] = f"r-{i}"
        text = s.build().decode().replace("value-1", f"v-{i}")
        texts.append(text[text.index("<ds:Signature "):text.index("</asic:XAdESSignatures>")])
    write("pass-signatures", a.container(signatures=[(a.SIG_NAME, (
        f'<asic:XAdESSignatures xmlns:asic="{a.NS["asic"]}">' + "".join(texts)
        + "</asic:XAdESSignatures>").encode())]))


def name_of(certificate):
    """The issuer of a certificate of ours, which is short: the first SEQUENCE that has a country."""
    at = certificate.index(bytes.fromhex("310b3009060355040613"))
    return certificate[at - 2:at + certificate[at - 1]]


def main():
    os.makedirs(TARGET, exist_ok=True)
    a.make_pki()
    for kind in [parts, base, stamps, deep, nodes, names, ratio, evidence, passes]:
        kind()
    print(len(os.listdir(TARGET)), "containers")


main()
