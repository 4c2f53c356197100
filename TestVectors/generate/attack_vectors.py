"""The containers that attacks.py writes: one fault each, by row of the rules."""

import struct


def zip_containers(a, files):
    """What an archive can have and be in order; .ci/zip-readers changes each octet of it."""
    Entry, field, descriptor = a.Entry, a.archives.extra_field, a.UTF8 | a.DESCRIPTOR
    mimetype = Entry("mimetype", a.ASICE.encode())
    owner = field(0x7875, b"\1\4\0\0\0\0\4\0\0\0\0")
    time = field(0x5455, struct.pack("<BI", 1, 1700000000))

    def unix(name, data, method=0, flags=a.UTF8, mode=0o100644, **more):
        extra = time + owner + a.archives.unicode_path(name.encode(), name.encode())
        return Entry(name, data, method, flags, local_extra=extra,
                     central=dict(made_by=0x031E, attributes=mode << 16 | (mode & 0o40000) >> 10),
                     central_extra=extra + a.archives.asi_unix(0o100644), comment=b"made by hand",
                     **more)

    a.add("good-zip-unix", a.container(
        signature=a.Signature(files), files=files, mimetype=mimetype, data_entries=[
            unix("b/", b"", mode=0o040755), unix(files[0][0], files[0][1]),
            unix(files[1][0], files[1][1], 8, descriptor)], comment=b"and the archive too"),
        "accepted", comment="extra fields, modes, comments, a descriptor, an entry of a folder")
    ones, wide = a.archives.ONES, a.archives.zip64_field
    entries = []
    for name, data, _ in files:
        size = len(data)
        entries.append(Entry(name, data, local=dict(csize=ones, size=ones),
                             local_extra=wide(size, size),
                             central=dict(csize=ones, size=ones, made_by=0x032D,
                                          attributes=0o100644 << 16),
                             central_extra=wide(size, size)))
    a.add("good-zip64", a.container(
        signature=a.Signature(files), files=files, mimetype=mimetype, data_entries=entries, zip64={},
        entries=0xFFFF, here=0xFFFF, offset=ones),
        "accepted", comment="zip64 fields and records though the numbers are small")


def define(a):
    Entry, archive, container, sig, exclusive = (a.Entry, a.archive, a.container, a.sig,
                                                 a.exclusive)
    FILES, Signature, add, refused, NS = a.FILES, a.Signature, a.add, a.refused, a.NS
    name, data, media = FILES[0]

    # --- good

    add("good-b", container(), "accepted", comment="nothing is wrong")
    # Whatever the time-stamp comes to, the response is fresh at the time of the validation.
    lt = [lambda s, _: s.time_stamp(), a.evidence([a.der("root")], [a.ocsp("seal", days=30)])]
    good_lt = container(sig(unsigned=lt))
    add("good-lt", good_lt, "accepted", comment="a time-stamp and an OCSP response",
        conformance="XAdES-BASELINE-LT")
    archived = lt + [lambda s, before: s.time_stamp(s.archive_imprint(before),
                                                    name="xades141:ArchiveTimeStamp")]
    add("good-lta", container(sig(unsigned=archived)), "accepted",
        comment="and an archive time-stamp over them", conformance="XAdES-BASELINE-LTA")
    two = FILES + [("b/ā č.txt", b"x" * 100, "text/plain")]
    unix = dict(made_by=0x0314, attributes=0o100644 << 16)
    add("good-two-files", container(Signature(two), two, data_entries=[
        Entry(n, d, central=unix) for n, d, _ in two]), "accepted",
        comment="a second file, in a folder, with letters and a space in its name")

    zip_containers(a, two)

    key_info = ('<ds:KeyInfo Id="key"><ds:X509Data><ds:X509Certificate>'
                + a.b64(a.der("seal")) + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>")
    note = '<ds:Object Id="note"><asic:Note xmlns:asic="' + NS["asic"] + '">read</asic:Note></ds:Object>'

    def same_document(identifier, text):
        return (f'<ds:Reference URI="#{identifier}"><ds:Transforms><ds:Transform Algorithm="{a.EXC}">'
                "</ds:Transform></ds:Transforms>" + sig().digests(exclusive(text).encode(), "sha256")
                + "</ds:Reference>")

    def parts(key_text, note_text):
        return container(sig(
            more_references=same_document("key", key_info) + same_document("note", note),
            objects_after=note_text, after=lambda t: t.replace(
                t[t.index("<ds:KeyInfo>"):t.index("<ds:Object>")], key_text)))

    add("good-parts", parts(key_info, note), "accepted",
        comment="KeyInfo and a further Object are signed too")

    # --- C: the container

    unreadable = dict(indication="INDETERMINATE", reason="SIGNED_DATA_NOT_FOUND")
    refused("c1-method", "C1", "the data file is compressed by method 12 (bzip2)",
            data_entries=[Entry(name, data, 12, raw=b"BZh9")], expect=unreadable)
    refused("c1-encrypted", "C1", "the data file says that it is encrypted",
            data_entries=[Entry(name, data, flags=a.UTF8 | 1)], expect=unreadable)
    mime = a.ASICE.encode()
    umlaut = [("\u0101.txt", data, media)]
    refused("c1a-unmarked", "C1a", "a name in UTF-8 that is not marked as such", files=umlaut,
            signature=Signature(umlaut), data_entries=[Entry("\u0101.txt", data, flags=0)])
    refused("c2-not-first", "C2", "the entry mimetype is the last one", mimetype=False,
            more=[Entry("mimetype", mime)])
    refused("c2-deflated", "C2", "the entry mimetype is deflated", mimetype=Entry("mimetype", mime, 8))
    refused("c2-extra", "C2", "the entry mimetype has an extra field",
            mimetype=Entry("mimetype", mime, local_extra=b"\x55\x54\x01\x00\x00"))
    refused("c2a-descriptor", "C2a", "a stored data file has a data descriptor",
            data_entries=[Entry(name, data, flags=a.UTF8 | a.DESCRIPTOR)])
    add("c4-meta-inf", container(more=[Entry("meta-inf/x.txt", b"x")]), "refused", "C4",
        comment="a file in a folder that many file systems take for META-INF")
    add("c5-unsigned", container(signatures=[]), "refused", "C5", None, comment="no signature")
    add("c5-root", container(sig(after=lambda t: t.replace("XAdESSignatures", "Signatures"))),
        "refused", "C5", comment="another root element")
    add("c5-namespace", container(sig(after=lambda t: t.replace("02918", "2918"))),
        "refused", "C5", comment="the root is in a misspelt namespace")
    add("c5-empty", container(signatures=[(a.SIG_NAME, (
        f'<asic:XAdESSignatures xmlns:asic="{NS["asic"]}"></asic:XAdESSignatures>').encode())]),
        "refused", "C5", None, comment="a signature file without a signature")
    add("c5-not-xml", container(signatures=[(a.SIG_NAME, sig().build()),
                                            ("META-INF/signatures002.xml", b"<no")]),
        "refused", "C5", comment="a second signature file that is no XML")
    add("c5-element", container(sig(after=lambda t: t.replace(
        "</asic:XAdESSignatures>", "<asic:More></asic:More></asic:XAdESSignatures>"))),
        "refused", "C5", comment="an element beside the signature")
    add("c5-element-first", container(sig(after=lambda t: t.replace(
        "<ds:Signature ", "<asic:More></asic:More><ds:Signature ", 1))),
        "refused", "C5", comment="an element before the signature, which is read all the same")
    typed = [("[Content_Types].xml", b"<Types/>\n", "text/xml")]
    add("good-content-types", container(Signature(typed), typed), "accepted",
        comment="a data file of the name by which eDoc 1.0 is known")
    refused("c7-no-manifest", "C7", "no manifest", manifest_xml=False)
    a.format_failure("c8-no-file", "C8", "the signature covers no file",
                     sig(references=[], formats=[]))
    twice = sig()
    twice.references.append(dict(twice.references[0], id="r-9"))
    add("c8-twice", container(twice), "accepted", "C8", "INDETERMINATE",
        "SIG_CONSTRAINTS_FAILURE", comment="the file is referred to twice")
    add("c8-partial", container(signatures=[
        (a.SIG_NAME, Signature(two).build()), ("META-INF/signatures002.xml", sig().build())],
        files=two), "refused", "C8", "TOTAL-PASSED|TOTAL-PASSED",
        comment="the second signature covers only one of the files")
    add("c5-clash", container(signatures=[
        (a.SIG_NAME, sig().build()), ("META-INF/Signatures001.xml", sig().build())]),
        "accepted", "T6", "TOTAL-PASSED|TOTAL-PASSED", severity="warn",
        comment="two signature files whose names differ only in upper and lower case")

    def reference(**change):
        s = sig()
        s.references[0].update(change)
        return s

    for vector, text, rule, comment in [
        ("c9-absolute", "/a.txt", "C9", "an absolute reference"),
        ("c9-scheme", "file:a.txt", "C9", "a reference with a scheme"),
        ("c9-query", "a.txt?x", "C9", "a reference with a query"),
        ("c9-fragment", "a.txt#x", "C9", "a reference with a fragment"),
        ("c9-percent", "a.tx%7", "C9", "a % without two digits"),
        ("c9-slash", "b%2Fa.txt", "C9", "a reference with an escaped /"),
        ("c9-nul", "a.txt%00", "C9", "a reference with a NUL"),
        ("c9-backslash", "b%5Ca.txt", "C9", "a reference with a backslash"),
        ("c9-not-utf-8", "%FF.txt", "C9", "a reference that is not UTF-8"),
        ("c9-folder", "b/", "C9", "a reference to a folder"),
        ("t6-reference", "b/../a.txt", "T6", "a reference with .."),
        ("t6-escaped", "%2E/a.txt", "T6", "a reference with . in its escaped form"),
        ("t19-signature", "META-INF/signatures002.xml", "T19",
         "a reference to another signature file"),
        ("t19-manifest", "META-INF/manifest.xml", "T19", "a reference to the manifest"),
        ("t19-mimetype", "mimetype", "T19", "a reference to the entry mimetype"),
    ]:
        a.format_failure(vector, rule, comment, reference(uri=text))
    add("c9-missing", container(reference(uri="b.txt")), "refused", "C9", "INDETERMINATE",
        "SIGNED_DATA_NOT_FOUND", comment="the reference names a file that is not there")
    spaced = [("a b.txt", data, media)]
    twice_escaped = Signature(spaced)
    twice_escaped.references[0]["uri"] = "a%2520b.txt"
    add("c9-twice-escaped", container(twice_escaped, spaced), "refused", "C9", "INDETERMINATE",
        "SIGNED_DATA_NOT_FOUND", comment="the name is escaped twice: it is decoded once")
    add("c10-name", container(more=[Entry("META-INF/old-signature.txt", b"x")]), "accepted", "C10",
        severity="warn", comment="a file in META-INF whose name suggests a signature")
    add("c11-evidence", container(more=[Entry("META-INF/evidencerecord.ers", b"x")]), "accepted",
        "C11", severity="warn", comment="an evidence record, which is not validated")
    add("c14-data", container(stored=[(name, b"hello, Registrar\n", media)]), "accepted", "C14",
        "TOTAL-FAILED", "HASH_FAILURE", comment="the data file was changed")

    # Of two signatures one is by the key of the other's certificate.
    def by(key):
        return lambda data: a.run("dgst", "-sha256", "-sign", a.pki(key + ".key.pem"), data=data)

    for vector, key, indication, reason, comment in [
        ("v2-first", "other", "TOTAL-FAILED|TOTAL-PASSED", "SIG_CRYPTO_FAILURE|-",
         "the first of two signatures fails"),
        ("v2-second", "seal", "TOTAL-PASSED|TOTAL-FAILED", "-|SIG_CRYPTO_FAILURE",
         "the second of two signatures fails"),
    ]:
        add(vector, container(signatures=[
            (a.SIG_NAME, sig(sign_value=by(key)).build()),
            ("META-INF/signatures002.xml", sig(seal="other", sign_value=by(key)).build())]),
            "accepted", "V2", indication, reason, comment=comment)

    # --- T: traps

    def wrap(vector, rule, comment, after, verdict=None, **more):
        verdict = verdict or ("refused" if "reason" in more else "accepted")
        more.setdefault("indication", "TOTAL-FAILED")
        more.setdefault("reason", "FORMAT_FAILURE")
        add(vector, container(sig(after=after)), verdict, rule, comment=comment, **more)

    evil_time = "2020-01-01T00:00:00Z"

    def properties(text):
        start = text.index("<xades:SignedProperties")
        end = text.index("</xades:SignedProperties>") + len("</xades:SignedProperties>")
        return text[start:end]

    def evil(text, identifier="xades-id-1"):
        return properties(text).replace("2026-11-22T10:00:00Z", evil_time).replace(
            'Id="xades-id-1"', f'Id="{identifier}"')

    def moved(text):
        own = properties(text)
        return text.replace(own, evil(text, "evil")).replace(
            "</ds:Signature>", f"<ds:Object>{own}</ds:Object></ds:Signature>")

    wrap("t1-moved-properties", "T1",
         "the signed SignedProperties are in another Object, others at their place", moved,
         verdict="refused")
    wrap("t1-second-properties", "V2", "two SignedProperties in QualifyingProperties",
         lambda t: t.replace(properties(t), evil(t, "evil") + properties(t)))
    wrap("t1-second-qualifying", "T1", "two QualifyingProperties in two Objects",
         lambda t: t.replace("</ds:Signature>", '<ds:Object><xades:QualifyingProperties Target="#id-1">'
                             + evil(t, "evil") + "</xades:QualifyingProperties></ds:Object>"
                             "</ds:Signature>"))
    wrap("t1-properties-beside", "T1", "two QualifyingProperties in one Object",
         lambda t: t.replace("</xades:QualifyingProperties>", "</xades:QualifyingProperties>"
                             '<xades:QualifyingProperties Target="#id-1">' + evil(t, "evil")
                             + "</xades:QualifyingProperties>"))
    wrap("t1-unsigned-object", "T1", "an Object that no reference covers",
         lambda t: t.replace("</ds:Signature>", '<ds:Object Id="o">paid</ds:Object></ds:Signature>'))
    wrap("t1-object-content", "T1", "another element beside the QualifyingProperties",
         lambda t: t.replace("</xades:QualifyingProperties>",
                             "</xades:QualifyingProperties><xades:More></xades:More>"))
    wrap("t1-nested-signature", "T1", "a second signature inside KeyInfo",
         lambda t: t.replace("<ds:KeyInfo>", "<ds:KeyInfo>" + t[t.index("<ds:Signature"):
                             t.index("</asic:")].replace(' Id="', ' Id="evil-')),
         indication="TOTAL-PASSED", reason=None)
    wrap("t1-counter-signature", "T1", "a second signature in a CounterSignature in KeyInfo",
         lambda t: t.replace("<ds:KeyInfo>", "<ds:KeyInfo><xades:CounterSignature>"
                             + t[t.index("<ds:Signature"):t.index("</asic:")].replace(
                                 ' Id="', ' Id="evil-') + "</xades:CounterSignature>"),
         indication="TOTAL-PASSED", reason=None)
    wrap("t1-signed-info", "T1", "a second SignedInfo in KeyInfo",
         lambda t: t.replace("<ds:KeyInfo>", "<ds:KeyInfo>" + t[t.index("<ds:SignedInfo>"):
                             t.index("<ds:SignatureValue")].replace(' Id="', ' Id="evil-')),
         indication="TOTAL-PASSED", reason=None)
    wrap("t1-wrong-element", "T1", "the reference to the properties leads to KeyInfo",
         lambda t: t.replace('Id="xades-id-1"', 'Id="evil"').replace(
             "<ds:KeyInfo>", '<ds:KeyInfo Id="xades-id-1">'))
    wrap("t1-xml-id", "T1", "the identifier of the properties stands elsewhere, as xml:id",
         lambda t: t.replace('Id="xades-id-1"', 'Id="evil"').replace(
             "<ds:KeyInfo>", '<ds:KeyInfo xml:id="xades-id-1">'))
    wrap("t1-order", "T1", "KeyInfo stands after the Object",
         lambda t: t.replace(t[t.index("<ds:KeyInfo>"):t.index("<ds:Object>")], "").replace(
             "</ds:Signature>", t[t.index("<ds:KeyInfo>"):t.index("<ds:Object>")]
             + "</ds:Signature>"))
    s = sig()
    s.more_references = (f'<ds:Reference Type="{a.SP_TYPE}" URI="#xades-id-1">{s.sp_transforms}'
                         + s.digests(exclusive(s.signed_properties()).encode(), "sha256")
                         + "</ds:Reference>")
    a.format_failure("t1-two-references", "T1", "two references to the signed properties", s)
    a.format_failure("t1-property-reference", "T1",
                     "the reference of the properties' type names something else",
                     sig(sp_uri="#id-1"))
    wrap("t2-duplicate-id", "T2", "an identifier that stands twice",
         lambda t: t.replace("<ds:KeyInfo>", '<ds:KeyInfo Id="xades-id-1">'),
         indication=None, reason=None)
    wrap("t2-duplicate-xml-id", "T2", "an identifier that stands twice, once as xml:id",
         lambda t: t.replace("<ds:KeyInfo>", '<ds:KeyInfo xml:id="xades-id-1">'),
         indication=None, reason=None)
    wrap("t3-doctype", "T3", "a document type declaration",
         lambda t: t.replace("?>", "?><!DOCTYPE x>"), indication=None, reason=None)
    wrap("t3-entity", "T3", "an entity that reads a file",
         lambda t: t.replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
         indication=None, reason=None)
    refused("t3-manifest", "T3", "a document type declaration in the manifest",
            manifest_xml=a.manifest(FILES).replace(b"?>", b"?><!DOCTYPE x>"))
    def part(number):
        """References to one large part, each with a PrefixList of its own."""
        return "".join(
            '<ds:Reference URI="#big"><ds:Transforms><ds:Transform Algorithm="' + a.EXC
            + '"><ec:InclusiveNamespaces xmlns:ec="' + a.EXC + f'" PrefixList="p{i}"/>'
            "</ds:Transform></ds:Transforms>" + sig().digests(b"", "sha256") + "</ds:Reference>"
            for i in range(number))

    def with_parts(references, content):
        return sig(after=lambda t: t.replace(
            "</ds:SignedInfo>", references + "</ds:SignedInfo>").replace(
            "</ds:Signature>", f'<ds:Object Id="big">{content}</ds:Object></ds:Signature>'))

    stopped = dict(indication="INDETERMINATE", reason="CUSTOM")
    refused("t21-parts", "T21", "one part of 6 MB, which 40 references canonicalize",
            signature=with_parts(part(40), " " * 6_000_000), expect=stopped)
    prefixes = " ".join(f"q{i}" for i in range(60))
    refused("t21-prefixes", "T21", "61 prefixes, looked for in 5,000 elements inside 80 others, 8 times",
            signature=with_parts(part(8).replace('PrefixList="', f'PrefixList="{prefixes} '),
                                 "<a>" * 80 + "<b/>" * 5_000 + "</a>" * 80), expect=stopped)
    refused("t21-nodes", "T21", "600,000 elements in one signature file",
            signature=with_parts("", "<b/>" * 600_000), expect=dict(indication=None))
    refused("t9-total", "T9", "ten files of 1 MB of zeros each in 10 KB",
            data_entries=[Entry(f"{i}.txt", bytes(1_000_000), 8) for i in range(10)],
            expect=dict(indication="INDETERMINATE", reason="SIGNED_DATA_NOT_FOUND"))
    up = "http://h/" + "a/../" * 400
    for vector, place in [("root", "<asic:XAdESSignatures"), ("object", "<ds:Object"),
                          ("properties", "<xades:SignedSignatureProperties")]:
        wrap("t22-" + vector, "T22", "an attribute xml:base",
             lambda t: t.replace(place, f"{place} xml:base='{up}'"), indication=None, reason=None)
    refused("t22-manifest", "T22", "an attribute xml:base in the manifest",
            manifest_xml=a.manifest(FILES).replace(b"<manifest:manifest",
                                                   b'<manifest:manifest xml:base="../a/"'))
    for vector, algorithm in [
        ("t4-xpath", "http://www.w3.org/TR/1999/REC-xpath-19991116"),
        ("t4-xslt", "http://www.w3.org/TR/1999/REC-xslt-19991116"),
        ("t4-enveloped", "http://www.w3.org/2000/09/xmldsig#enveloped-signature"),
        ("t4-base64", "http://www.w3.org/2000/09/xmldsig#base64"),
    ]:
        a.format_failure(vector, "T4", "another transform than a canonicalization", sig(
            sp_transforms=f'<ds:Transforms><ds:Transform Algorithm="{algorithm}"></ds:Transform>'
                          "</ds:Transforms>"))
    c14n = f'<ds:Transform Algorithm="{a.EXC}"></ds:Transform>'
    a.format_failure("t4-two", "T4", "two transforms",
                     sig(sp_transforms=f"<ds:Transforms>{c14n}{c14n}</ds:Transforms>"))
    a.format_failure("t4-file", "T4", "a transform of a file",
                     reference(transforms=f"<ds:Transforms>{c14n}</ds:Transforms>"))
    for vector, entry, comment in [
        ("t6-parent", "../evil.sh", "an entry that leads out of the folder"),
        ("t6-absolute", "/evil.sh", "an entry with an absolute name"),
        ("t6-backslash", "x\\evil.sh", "an entry with a backslash"),
        ("t6-drive", "C:evil.sh", "an entry with a drive"),
        ("t6-space", "evil.sh ", "an entry whose name ends with a space"),
    ]:
        refused(vector, "T6", comment, more=[Entry(entry, b"x")])
    for vector, change, comment in [
        ("t6-link", dict(made_by=0x0014, attributes=0o120777 << 16), "a link, by MS-DOS's number"),
        ("t6-folder", dict(attributes=0x10), "a folder, by the attributes of MS-DOS"),
        ("t6-setuid", dict(made_by=0x0314, attributes=0o104755 << 16), "a file with setuid"),
    ]:
        refused(vector, "T6", "the attributes make of the data file " + comment,
                data_entries=[Entry(name, data, central=change)])
    refused("t6-link-field", "T6", "an extra field makes a link of the data file", data_entries=[
        Entry(name, data, local_extra=b"\x78\x6c\x07\0" + struct.pack("<BHI", 5, 0x0314,
                                                                      0o120777 << 16))])
    for vector, text, comment in [
        ("t6-bidi", "invoice\u202efdp.exe", "a name that seems to end in .pdf"),
        ("t6-device", "con.txt", "a device of Windows"),
        ("t6-stream", "a.pdf:b.txt", "a part of another file on Windows"),
    ]:
        named = [(text, data, media)]
        add(vector, container(Signature(named), named), "accepted", "T6", severity="warn",
            comment=comment)
    refused("t7-duplicate", "T7", "the data file stands there twice, the second time changed",
            more=[Entry(name, b"evil\n")])
    refused("t7-duplicate-first", "T7", "the data file stands there twice, the first time changed",
            data_entries=[Entry(name, b"evil\n"), Entry(name, data)],
            expect=dict(indication="TOTAL-FAILED", reason="HASH_FAILURE"))
    nested = FILES + [(name + "/second.txt", b"good\n", media)]
    add("t7-file-and-folder", container(Signature(nested), nested), "refused", "T7",
        comment="two signed files, and the name of one is the folder of the other")
    nfc, nfd = (a.unicodedata.normalize(f, "ā.txt") for f in ("NFC", "NFD"))
    twins = [(nfc, b"good\n", media)]
    add("t7-nfd-twin", container(Signature(twins), twins, more=[Entry(nfd, b"evil\n")]), "refused",
        "T7", comment="a second file whose name differs only in its normalization form")
    identifiers = Signature([("a.txt", b"a", media), ("b.sh", b"b", "application/x-sh")])
    for place, form in enumerate(("NFC", "NFD")):
        identifier = a.unicodedata.normalize(form, "ā")
        identifiers.references[place]["id"] = identifier
        identifiers.formats[place] = (identifier, identifiers.formats[place][1])
    add("p1-nfd-identifier", container(identifiers, identifiers.files), "accepted",
        comment="the Ids of the two references differ only in their normalization form")
    add("p1-nfd-reference", container(Signature(twins), [(nfd, b"good\n", media)]), "refused",
        "C9", "INDETERMINATE", "SIGNED_DATA_NOT_FOUND",
        comment="the signed name is NFC, the name of the file NFD")
    refused("t8-local-name", "T8", "the local header has another name",
            data_entries=[Entry(name, data, local=dict(name=b"b.txt"))])
    for vector, entry, comment in [
        ("crc", Entry("META-INF/notes.txt", b"x", local=dict(crc=1), central=dict(crc=1)),
         "a file beside the signatures has another checksum"),
        ("stream", Entry("META-INF/notes.txt", b"x" * 99, 8, raw=b"\x07x"),
         "a file beside the signatures is no deflate stream"),
        ("size", Entry("META-INF/notes.txt", b"x" * 99, 8, local=dict(size=98),
                       central=dict(size=98)), "a file beside the signatures is longer"),
        ("folder", Entry("folder/", b"", 8, raw=b"x"), "a folder has bytes"),
        ("folder-crc", Entry("folder/", b"", local=dict(crc=1), central=dict(crc=1)),
         "a folder has a checksum"),
    ]:
        refused("t8-unread-" + vector, "T8", comment, more=[entry])
    refused("t8-gap", "T8", "bytes between two entries", data_entries=[
        Entry(name, data, before=b"hidden")])
    refused("t8-prefix", "T8", "bytes before the archive", data=b"MZ" + container())
    refused("t8-trailing", "T8", "bytes after the archive", trailing=b"more")
    zeros = b"\0" * (12 << 20)
    bomb = [("zeros.bin", zeros, "application/octet-stream")]
    refused("t9-ratio", "T9", "12 MB of zeros in 12 KB, which are not even inflated",
            data=container(Signature(bomb), bomb, data_entries=[Entry("zeros.bin", zeros, 8)]),
            expect=dict(indication="INDETERMINATE", reason="SIGNED_DATA_NOT_FOUND"))
    refused("t10-unsigned", "T10", "a file that no signature covers",
            more=[Entry("extra.txt", b"not signed\n")])
    refused("t10-beside-unreadable", "T10", "a file beside a signature that passes and one that "
            "cannot be read", signatures=[
                (a.SIG_NAME, sig().build()),
                ("META-INF/signatures002.xml", sig(target="#id-2").build())],
            more=[Entry("extra.txt", b"not signed\n")],
            expect=dict(indication="TOTAL-PASSED|TOTAL-FAILED", reason="-|FORMAT_FAILURE",
                        found="that can be read"))
    refused("t11-missing", "T11", "a file that is not in the manifest", manifest_xml=a.manifest([]))
    refused("t11-extra", "T11", "the manifest lists a file that is not there",
            manifest_xml=a.manifest(FILES + [("b.txt", b"", media)]))
    refused("t11-root", "T11", "the manifest gives the container another media type",
            manifest_xml=a.manifest(FILES, "application/zip"))
    refused("t11-no-root", "T11", "the manifest does not name the container",
            manifest_xml=a.manifest(FILES, None))
    refused("t11-duplicate", "T11", "the manifest lists a file twice",
            manifest_xml=a.manifest(FILES + FILES))
    refused("t12-newline", "T12", "a line end after the media type",
            mimetype=Entry("mimetype", mime + b"\n"))
    refused("t12-mark", "T12", "a byte order mark before the media type",
            mimetype=Entry("mimetype", b"\xef\xbb\xbf" + mime))
    refused("t12-other", "T12", "another media type",
            mimetype=Entry("mimetype", b"application/zip"))
    add("t12-absent", container(mimetype=False), "accepted", "T12", severity="warn",
        comment="no entry mimetype")
    add("t13-media-type", container(manifest_xml=a.manifest([(name, data, "image/png")])),
        "accepted", "T13", severity="warn", comment="the manifest gives another media type")
    add("t14-sha1-digest", container(sig(reference_hash="sha1")), "accepted", "T14",
        "INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", comment="digests by SHA-1")
    add("t14-md5-digest", container(sig(reference_hash="md5")), "accepted", "T14", "INDETERMINATE",
        "CRYPTO_CONSTRAINTS_FAILURE", comment="digests by MD5")
    add("t14-sha1-value", container(sig(method="http://www.w3.org/2000/09/xmldsig#rsa-sha1",
                                        hash="sha1")), "accepted", "T14", "INDETERMINATE",
        "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", comment="the value is by RSA with SHA-1")
    add("t14-sha1-certificate", container(sig(
        certificate_property="<xades:SigningCertificateV2>" + sig().cert(algorithm="sha1")
        + "</xades:SigningCertificateV2>")), "accepted", "T14", severity="warn",
        comment="the signing certificate is identified by SHA-1")
    add("t14-weak-certificate", container(sig(seal="weak-seal")), "accepted", "T14",
        "INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", found="the certificate of",
        comment="the signing certificate, of 2026, is signed with SHA-1")
    add("t14-small-key", container(sig(seal="small")), "accepted", "T14", "INDETERMINATE",
        "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", comment="an RSA key of 1024 bits")
    pss = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"

    def signed_pss(salt):
        return lambda data: a.run(
            "dgst", "-sha256", "-sign", a.pki("seal.key.pem"), "-sigopt", "rsa_padding_mode:pss",
            "-sigopt", f"rsa_pss_saltlen:{salt}", data=data)

    add("good-pss", container(sig(method=pss, sign_value=signed_pss(32))), "accepted",
        comment="RSASSA-PSS")
    add("v2-pss-salt", container(sig(method=pss, sign_value=signed_pss(20))), "accepted", "V2",
        "TOTAL-FAILED", "SIG_CRYPTO_FAILURE", comment="RSASSA-PSS with a salt of another length")
    a.format_failure("v2-pss-parameters", "V2", "RSASSA-PSS with parameters beside the method", sig(
        method=pss, sign_value=signed_pss(32), method_content="<ds:X></ds:X>"))
    add("t15-key-info", container(sig(key_certificates=[a.der("other")])), "accepted", "T15",
        "INDETERMINATE", "NO_SIGNING_CERTIFICATE_FOUND",
        comment="KeyInfo holds another certificate than was signed")
    add("t16-no-property", container(sig(certificate_property="")), "accepted", "T16",
        "INDETERMINATE", "NO_SIGNING_CERTIFICATE_FOUND",
        comment="the signature does not sign its certificate")

    def with_ocsp(response, seal="seal"):
        s = sig(seal=seal, unsigned=[lambda s, _: s.time_stamp(),
                                     a.evidence([a.der("root")], [response])])
        return container(s)

    # The given list says nothing of a certificate that the OCSP response is needed for: the list
    # is by the root, so these use responses beside it.
    add("t17-stranger", with_ocsp(a.ocsp("seal", "stranger")), "accepted", "T17", severity="warn",
        level="T", comment="an OCSP response by somebody else; the given CRL decides")
    add("t17-no-eku", with_ocsp(a.ocsp("seal", "other")), "accepted", "T17", severity="warn",
        level="T", comment="an OCSP response by a certificate that is not for OCSP; the given CRL decides")
    add("t17-revoked", container(sig(seal="revoked")), "accepted", "V2", "INDETERMINATE",
        "REVOKED_NO_POE", comment="the given CRL has the signing certificate")
    add("t17-stale-latest", container(sig(unsigned=[
        a.evidence([a.der("root")], [a.ocsp("seal", days=1)])])), "accepted", "T17", "INDETERMINATE",
        "TRY_LATER", found="not fresh enough",
        comment="the latest word about the seal is stale; an older list, which is given, is not")
    add("t17-revoked-ocsp", with_ocsp(a.ocsp("revoked"), "revoked"), "accepted", "V2",
        "INDETERMINATE", "REVOKED_NO_POE", comment="the OCSP response says revoked")
    add("t17-expired-responder", with_ocsp(a.ocsp("seal", "late")), "accepted", "T17",
        severity="warn", level="T", comment="the certificate of the OCSP responder has ended")
    add("t17-sibling", with_ocsp(a.ocsp("seal", "stranger", named_issuer="stranger")), "accepted",
        "S11", severity="warn", level="T", conformance="XAdES-LT",
        comment="an OCSP response about a certificate of the same number by another issuer")

    add("t17-other-certificate", with_ocsp(a.ocsp("expired")), "accepted", "S11", severity="warn",
        level="T", conformance="XAdES-LT",
        comment="an OCSP response about another certificate of the issuer; the given CRL decides")

    def with_list(entries, seal="seal", **more):
        return container(sig(seal=seal, unsigned=[lambda s, _: s.time_stamp(), a.evidence(
            [a.der("root")], lists=[a.revocation_list(entries, **more)])]))

    add("t17-same-name", with_list([], "revoked", issuer="stranger"), "accepted", "T17",
        "INDETERMINATE", "REVOKED_NO_POE", severity="warn",
        comment="a CRL by somebody of the same name as the issuer, without the revoked seal")
    add("t17-revoked-before", with_list([("seal", "261123000000Z,keyCompromise")]), "accepted",
        "V2", "INDETERMINATE", "REVOKED_NO_POE", comment="revoked before the time-stamp")
    add("t17-revoked-after", with_list([("seal", "261128000000Z,keyCompromise")]), "accepted",
        comment="revoked after the time-stamp", conformance="XAdES-BASELINE-LT")
    add("t17-hold", with_list([("seal", "261123000000Z,certificateHold")]), "accepted", "V2",
        "INDETERMINATE", "TRY_LATER", comment="suspended before the time-stamp")
    add("t17-remove", with_list([("seal", "261123000000Z,removeFromCRL")]), "accepted", "T17",
        severity="warn", level="T", conformance="XAdES-LT",
        comment="a complete CRL with an entry removeFromCRL; the given CRL decides")
    add("t17-future", with_list([("seal", "261204000000Z")], update="20261205000000Z"), "accepted",
        "T17", severity="note", level="T", conformance="XAdES-BASELINE-LT",
        comment="a CRL from after the time of the validation")
    add("t17-in-future", with_list([], update="20261201000101Z"), "accepted", "T17",
        severity="note", level="T", conformance="XAdES-BASELINE-LT",
        comment="a CRL from 61 seconds after the validation")
    add("t17-tolerated", with_list([], update="20261201000100Z"), "accepted",
        conformance="XAdES-BASELINE-LT", comment="a CRL from 60 seconds after the validation: clocks differ")

    add("t17-revoked-issuer", container(sig(seal="below", unsigned=[
        lambda s, _: s.time_stamp(), a.evidence(
            [a.der("intermediate")], [a.ocsp("below", "intermediate", "intermediate", days=1)],
            [a.revocation_list([("intermediate", "261123000000Z,cACompromise")])])])), "accepted",
        "V2", "INDETERMINATE", "REVOKED_CA_NO_POE",
        comment="the certificate of the issuer was revoked before the time-stamp")
    add("t17-weak-responder", with_ocsp(a.ocsp("seal", "weak", days=1)), "accepted", level="T",
        conformance="XAdES-BASELINE-LT",
        comment="the responder's certificate of 2026 is signed with SHA-1; the given CRL decides")

    add("t17-revoked-responder", container(sig(unsigned=[lambda s, _: s.time_stamp(), a.evidence(
        [a.der("root")], [a.ocsp("seal", "checked", days=1)],
        [a.revocation_list([("checked", "261123000000Z,keyCompromise")])])])), "accepted", "T17",
        severity="warn", found="the certificate of the OCSP responder is revoked",
        conformance="XAdES-BASELINE-LT",
        comment="the certificate of the responder was revoked; the lists decide")
    add("t17-list-after-end", container(sig(
        seal="expired", signing_time="<xades:SigningTime>2026-05-20T00:00:00Z</xades:SigningTime>",
        unsigned=[lambda s, _: s.time_stamp(time="20260520000000Z"), a.evidence(
            [a.der("root")], [], [a.revocation_list([])])])), "accepted", "V2", "INDETERMINATE",
        "TRY_LATER", found="nothing that counts",
        comment="a CRL from after the end of the certificate, of which it need not know any more")

    def lists(*made, seal="seal", certificates=("root",), time="20261123000000Z"):
        return container(sig(seal=seal, unsigned=[
            lambda s, _: s.time_stamp(time=time),
            a.evidence([a.der(name) for name in certificates], lists=made)]))

    compromise, hold = ("261120000000Z,keyCompromise"), ("261120000000Z,certificateHold")
    add("t17-taken-back", lists(
        a.revocation_list([("seal", compromise)], update="20261121000000Z"),
        a.revocation_list([], update="20261124000000Z")), "accepted", "T17", "INDETERMINATE",
        "REVOKED_NO_POE", comment="a CRL has the seal as compromised, a newer one not any more")
    add("t17-hold-lifted", lists(
        a.revocation_list([("seal", hold)], update="20261121000000Z"),
        a.revocation_list([], update="20261124000000Z")), "accepted",
        conformance="XAdES-BASELINE-LT",
        comment="a CRL has the seal as suspended, a newer one not any more")
    add("t17-hold-again", lists(
        a.revocation_list([], update="20261121000000Z"),
        a.revocation_list([("seal", hold)], update="20261124000000Z")), "accepted", "V2",
        "INDETERMINATE", "TRY_LATER",
        comment="a CRL does not have the seal, a newer one as suspended")
    add("t17-issuer-ended", lists(
        a.revocation_list([], issuer="brief", update="20261126000000Z"), seal="under",
        certificates=("brief",)), "accepted", "T17", "INDETERMINATE",
        "CERTIFICATE_CHAIN_GENERAL_FAILURE", severity="warn", found="was not valid",
        comment="a CRL from after the end of its issuer")

    # --- V5: what has ended

    add("v5-issuer", lists(
        a.revocation_list([], issuer="brief", update="20261124000000Z"), seal="under",
        certificates=("brief",)), "accepted", "V5", "INDETERMINATE",
        "CERTIFICATE_CHAIN_GENERAL_FAILURE", found="past validation",
        comment="the issuer's certificate was valid at the time-stamp, and has ended")
    add("v5-tsa", container(sig(unsigned=[
        lambda s, _: s.time_stamp(time="20261123000000Z", tsa="brief-tsa"), lt[1]])), "accepted",
        "V5", severity="warn", level="B", conformance="XAdES-BASELINE-LT",
        comment="the certificate of the authority was valid at the time-stamp, and has ended")

    # --- V3: time

    def stamped(*properties, **change):
        return container(sig(unsigned=list(properties) + [lt[1]], **change))

    def stamp(**more):
        return lambda s, _: s.time_stamp(**more)

    add("v3-strange-tsa", stamped(stamp(tsa="strange-tsa")), "accepted", "V3", severity="warn",
        level="B", conformance="XAdES-BASELINE-LT",
        comment="a time-stamp by an authority that no anchor issued")
    add("v3-revoked-tsa", container(sig(unsigned=[stamp(), a.evidence(
        [a.der("root")], [a.ocsp("seal", days=1)],
        [a.revocation_list([("tsa", "261123000000Z,keyCompromise")])])])), "accepted", "V3",
        severity="warn", level="B", conformance="XAdES-BASELINE-LT",
        comment="the certificate of the authority was revoked before the time-stamp")
    add("v3-two-stamps", stamped(stamp(imprint=b"something else"), stamp()), "accepted", "S10",
        severity="warn", level="LT", conformance="XAdES-LT",
        comment="two time-stamps, the first about something else")
    add("v3-three-stamps", stamped(*[stamp(time=f"202611{day}000000Z") for day in (24, 23, 25)]),
        "accepted", conformance="XAdES-BASELINE-LT", time="2026-11-23T00:00:00Z",
        comment="three time-stamps; the earliest, between the others, is the best signature time")
    add("v3-other-signature", stamped(
        stamp(imprint=b'<ds:SignatureValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#">AAAA'
                      b"</ds:SignatureValue>")), "accepted", "S10", severity="warn", level="B",
        conformance="XAdES-LT", comment="a time-stamp over another signature")
    add("v3-future", stamped(stamp(time="20261205000000Z")), "accepted", "V3", severity="note",
        level="B", comment="a time-stamp from after the time of the validation")
    add("v3-stamped-after-end", container(sig(
        seal="expired", signing_time="<xades:SigningTime>2026-05-20T00:00:00Z</xades:SigningTime>",
        unsigned=[stamp(), a.evidence([a.der("root")], [a.ocsp("expired", days=30)])])),
        "accepted", "V2", "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE",
        comment="a time-stamp from after the end of the certificate, for which a signature before it is claimed")
    add("v3-stamped-in-time", container(sig(
        seal="expired", signing_time="<xades:SigningTime>2026-05-20T00:00:00Z</xades:SigningTime>",
        unsigned=[stamp(time="20260521000000Z"), a.evidence(
            [a.der("root")], lists=[a.revocation_list([], update="20260522000000Z")])])),
        "accepted", conformance="XAdES-BASELINE-LT", time="2026-05-21T00:00:00Z",
        comment="the certificate has ended since; the time-stamp and the CRL are of its time")
    add("v2-no-intermediate", container(sig(seal="below", unsigned=[stamp()])), "accepted", "V2",
        "INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND",
        comment="nobody gives the certificate of the issuer, which a path to the anchor needs")
    add("v3-order", container(sig(unsigned=lt + [lambda s, before: s.time_stamp(
        s.archive_imprint(before), name="xades141:ArchiveTimeStamp", time="20261123000000Z")])),
        "accepted", "V3", "INDETERMINATE", "TIMESTAMP_ORDER_FAILURE",
        comment="the archive time-stamp is older than the time-stamp that it covers")
    add("v3-too-early", stamped(stamp(time="20251123000000Z", tsa="tsa")), "accepted", "S10",
        severity="warn", level="B", conformance="XAdES-LT",
        comment="the certificate of the authority was not valid yet at the time of the time-stamp")
    add("v3-sha1", stamped(stamp(time="20261123000000Z", signer_digest="sha1")), "accepted", "T14",
        severity="warn", level="B", comment="the authority signs with SHA-1")
    add("t14-sha1-tsa", stamped(stamp(time="20261123000000Z", tsa="sha1-tsa")), "accepted", "T14",
        severity="warn", level="B", conformance="XAdES-BASELINE-LT",
        comment="the certificate of the authority is of 2026 and signed with SHA-1")
    add("v3-local-time", stamped(
        stamp(time="20261123000000Z"), signing_time="<xades:SigningTime>2026-11-23T02:00:00Z"
        "</xades:SigningTime>"), "accepted", "V3", severity="note",
        comment="the claimed time is two hours after the time-stamp: local time labelled Z")
    add("v3-late-claim", stamped(
        stamp(time="20261123000000Z"), signing_time="<xades:SigningTime>2026-11-24T00:00:00Z"
        "</xades:SigningTime>"), "accepted", "V3", severity="warn",
        comment="the claimed time is a day after the time-stamp")
    def claims(time, **more):
        return dict(signing_time=f"<xades:SigningTime>{time}</xades:SigningTime>", **more)

    lacks = ("accepted", "V3", "INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    add("v3-claim-before", container(sig(**claims("2025-12-31T23:59:59Z"))), *lacks,
        found="2025-12-31T23:59:59Z",
        comment="the claimed time is a second before the certificate is valid")
    add("v3-claim-long-before", stamped(stamp(time="20261123000000Z"), **claims(
        "1999-01-01T00:00:00Z")), *lacks, found="1999-01-01T00:00:00Z", level="B",
        comment="the claimed time is decades before the certificate is valid; there is a time-stamp")
    add("v3-claim-after", stamped(stamp(time="20261123000000Z"), **claims("2046-01-01T00:00:01Z")),
        *lacks, found="2046-01-01T00:00:01Z", level="B",
        comment="the claimed time is a second after the end of the certificate; there is a time-stamp")
    add("v3-claim-in-future", container(sig(**claims("2026-12-01T00:01:01Z"))), *lacks,
        found="2026-12-01T00:01:01Z",
        comment="the claimed time is 61 seconds after the validation, and there is no time-stamp")
    add("v3-claim-tolerated", container(sig(**claims("2026-12-01T00:01:00Z"))), "accepted",
        comment="the claimed time is 60 seconds after the validation: clocks differ")
    add("v3-claim-ahead", stamped(stamp(time="20261123000000Z"), **claims("2026-11-23T00:01:00Z")),
        "accepted", "V3", severity="note",
        comment="the claimed time is 60 seconds after the time-stamp: clocks differ")
    add("v3-stamp-tolerated", stamped(stamp(time="20261201000100Z")), "accepted",
        time="2026-12-01T00:00:00Z",
        comment="the time-stamp is 60 seconds after the validation: clocks differ")
    add("v3-stamp-in-future", stamped(stamp(time="20261201000101Z")), "accepted", "V3",
        severity="note", level="B", comment="the time-stamp is 61 seconds after the validation")
    # --- V4: time-stamps of the data before they were signed

    def content(include=None, **more):
        return lambda s: s.content_time_stamp(include, **more)

    def with_content(*stamps, **change):
        change.setdefault("unsigned", [stamp(time="20261123000000Z"), lt[1]])
        return container(sig(content_time_stamps=list(stamps), **change))

    early = "20261121100000Z"
    add("v4-content-all", with_content(content(time=early)), "accepted",
        comment="a time-stamp of all data, before they were signed")
    two = a.FILES + [("b.txt", b"and another\n", "text/plain")]
    add("v4-content-individual", container(a.Signature(
        two, content_time_stamps=[content(["r-2", "r-1"], time=early), content(["r-2"], time=early)]),
        files=two), "accepted",
        comment="a time-stamp of two files in the other order, and one of the second")
    add("v4-content-imprint", with_content(content(time=early, imprint=b"something else")),
        "accepted", "V4", severity="warn", comment="a content time-stamp about something else")
    add("v4-content-stranger", with_content(content(time=early, tsa="strange-tsa")), "accepted",
        "V4", severity="warn", comment="a content time-stamp by an authority that no anchor issued")
    add("v4-content-include", with_content(content(["r-9"], time=early)), "accepted", "V4",
        severity="warn", found="includes something else",
        comment="a content time-stamp about a reference that is not there")
    add("v4-content-properties", with_content(content(["xades-id-1"], time=early)), "accepted", "V4",
        severity="warn", found="includes something else",
        comment="a content time-stamp about the signed properties, in which it stands")
    add("v4-content-order", with_content(content(time="20261124000000Z")), "accepted", "V3",
        "INDETERMINATE", "TIMESTAMP_ORDER_FAILURE", found="older than one of the data",
        comment="the time-stamp of the signature is older than that of its data")
    add("v4-content-expired", with_content(
        content(time="20260601000001Z"), content(time="20260601000010Z"), seal="expired",
        unsigned=[]), "accepted", "V3", "TOTAL-FAILED", "EXPIRED",
        found="had ended", comment="the data are younger than the end of the certificate")
    add("v4-content-not-expired", with_content(
        content(time="20260601000000Z"), seal="expired", unsigned=[]), "accepted", "V2",
        "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE",
        comment="the data are of the last second of the certificate")
    add("v4-content-revoked", with_content(
        content(time="20261124000000Z"),
        unsigned=[a.evidence([a.der("root")], lists=[a.revocation_list(
            [("seal", "261123000000Z,keyCompromise")])])]), "accepted", "V3", "TOTAL-FAILED",
        "REVOKED", found="was revoked", comment="the data are younger than the revocation")
    add("v4-content-stamped-before", with_content(
        content(time="20261124000000Z"),
        unsigned=[stamp(time="20261122120000Z"), a.evidence(
            [a.der("root")], lists=[a.revocation_list(
                [("seal", "261123000000Z,keyCompromise")])])]), "accepted", "V3", "TOTAL-FAILED",
        "REVOKED", found="was revoked",
        comment="the data are younger than the revocation, and the time-stamp of the signature older")
    add("v4-content-before-revocation", with_content(
        content(time="20261122000000Z"),
        unsigned=[a.evidence([a.der("root")], lists=[a.revocation_list(
            [("seal", "261123000000Z,keyCompromise")])])]), "accepted", "V2", "INDETERMINATE",
        "REVOKED_NO_POE", comment="the data are older than the revocation; what of the signature?")
    add("v4-content-small-key", with_content(content(time=early), seal="small", unsigned=[]),
        "accepted", "T14", "INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE",
        comment="the key was not reliable any more when the signature was made")
    add("v2-expired", container(sig(seal="expired")), "accepted", "V2", "INDETERMINATE",
        "OUT_OF_BOUNDS_NO_POE", comment="the certificate has ended, and there is no time-stamp")
    add("v2-authentication", container(sig(seal="authentication")), "accepted", "V2",
        "INDETERMINATE", "CHAIN_CONSTRAINTS_FAILURE",
        comment="the certificate is for authentication")
    add("v2-time-stamping", container(sig(seal="stamping")), "accepted", "V2", "INDETERMINATE",
        "CHAIN_CONSTRAINTS_FAILURE", found="one for time-stamps or OCSP responses alone",
        comment="the certificate is for time-stamps alone, with the key usage of a seal")
    add("v2-stranger", container(sig(seal="stranger")), "accepted", "V2", "INDETERMINATE",
        "NO_CERTIFICATE_CHAIN_FOUND", comment="a certificate that no anchor issued")
    add("v2-value", container(sig(after=lambda t: t.replace(
        "2026-11-22T10:00:00Z", "2026-11-22T10:00:01Z"))), "accepted", "V2", "TOTAL-FAILED",
        "HASH_FAILURE", comment="the signing time was changed")
    add("v2-key-info", parts(key_info.replace("</ds:X509Data>", "<ds:X509Certificate>" + a.b64(
        a.der("other")) + "</ds:X509Certificate></ds:X509Data>"), note), "accepted", "V2",
        "TOTAL-FAILED", "HASH_FAILURE", comment="a certificate was added to the signed KeyInfo")
    add("v2-object", parts(key_info, note.replace("read", "paid")), "accepted", "V2",
        "TOTAL-FAILED", "HASH_FAILURE", comment="the further Object that is signed was changed")
    add("v2-other-key", container(sig(sign_value=lambda data: a.run(
        "dgst", "-sha256", "-sign", a.pki("other.key.pem"), data=data))), "accepted", "V2",
        "TOTAL-FAILED", "SIG_CRYPTO_FAILURE", comment="the value is by another key")
    add("v2-method", container(sig(method="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")),
        "accepted", "V2", "TOTAL-FAILED", "SIG_CRYPTO_FAILURE",
        comment="the signature method does not fit the key")
    # DigestInfo (RFC 8017 §9.2) of SHA-256 without the NULL of its algorithm.
    add("v2-no-null", container(sig(sign_value=lambda data: a.run(
        "pkeyutl", "-sign", "-inkey", a.pki("seal.key.pem"), "-pkeyopt", "rsa_padding_mode:pkcs1",
        data=bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20"
        + a.hashlib.sha256(data).digest()))), "accepted", "V2", "TOTAL-FAILED",
        "SIG_CRYPTO_FAILURE", comment="the DigestInfo in the value lacks the NULL")
    add("v2-hmac", container(sig(method="http://www.w3.org/2000/09/xmldsig#hmac-sha1")),
        "accepted", "T14", "INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE",
        comment="the signature method is a MAC")
    trailing = a.der("seal") + b"\0"
    add("t20-trailing", container(sig(
        key_certificates=[trailing], certificate_property="<xades:SigningCertificateV2>"
        + sig().cert(trailing) + "</xades:SigningCertificateV2>")), "accepted", "T20",
        "INDETERMINATE", "NO_SIGNING_CERTIFICATE_FOUND",
        comment="a byte after the DER of the certificate")

    # --- S: the signature; what does not decide lowers the conformance

    def lowered(vector, rule, comment, signature, **more):
        more.setdefault("conformance", "XAdES-B")
        add(vector, container(signature), "accepted", rule, severity="warn", comment=comment, **more)

    add("s1-no-key-info", container(sig(key_certificates=[])), "accepted", "S1", "INDETERMINATE",
        "NO_SIGNING_CERTIFICATE_FOUND", comment="no KeyInfo")
    lowered("s2-comments", "S2", "the canonicalization keeps comments",
            sig(canonicalization=a.EXC + "WithComments"))
    a.format_failure("s2-method", "S2", "a canonicalization that is none",
                     sig(canonicalization="http://www.w3.org/TR/1999/REC-xslt-19991116"))
    a.format_failure("s3-no-reference", "S3", "the properties are not signed",
                     sig(sp_reference=False))
    lowered("s5-no-time", "S5", "no signing time", sig(signing_time=""))
    lowered("s5-stamped", "S5", "no signing time, but a time-stamp",
            sig(signing_time="", unsigned=lt), conformance="XAdES-LT")
    lowered("s5-offset", "S5", "the signing time is not in UTC", sig(
        signing_time="<xades:SigningTime>2026-11-22T12:00:00+02:00</xades:SigningTime>"))
    lowered("s5-no-date", "S5", "the signing time is no time", sig(
        signing_time="<xades:SigningTime>yesterday</xades:SigningTime>"))
    lowered("s5-leap-second", "S5", "a signing time with a leap second", sig(
        signing_time="<xades:SigningTime>2026-06-30T23:59:60Z</xades:SigningTime>"))
    lowered("s5-year-zero", "S5", "a signing time in a year that there was not", sig(
        signing_time="<xades:SigningTime>0000-01-01T00:00:00Z</xades:SigningTime>"))
    v1 = "<xades:SigningCertificate>" + sig().cert(inner=(
        "<xades:IssuerSerial><ds:X509IssuerName>CN=TEST attacks root</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>{serial(a)}</ds:X509SerialNumber></xades:IssuerSerial>")) \
        + "</xades:SigningCertificate>"
    lowered("s6-version-1", "S6", "SigningCertificate of the first version",
            sig(certificate_property=v1))
    lowered("s6-both", "S6", "SigningCertificate in both versions", sig(
        certificate_property="<xades:SigningCertificateV2>" + sig().cert()
        + "</xades:SigningCertificateV2>" + v1))
    lowered("s6-uri", "S6", "xades:Cert with a URI", sig(
        certificate_property="<xades:SigningCertificateV2>"
        + sig().cert(attributes=' URI="http://x.test/"') + "</xades:SigningCertificateV2>"))
    add("s6-serial", container(sig(certificate_property=v1.replace(serial(a), "12345"))),
        "accepted", "T15", severity="warn", conformance="XAdES-B",
        comment="the serial number beside the digest is another one")
    lowered("s7-no-format", "S7", "no DataObjectFormat", sig(formats=[]))
    lowered("s7-no-type", "S7", "a DataObjectFormat without a MimeType",
            sig(formats=[("r-1", None)]))
    lowered("s7-other", "S7", "a DataObjectFormat for another reference",
            sig(formats=[("r-1", media), ("r-7", media)]))
    lowered("s7-many", "S7", "20000 DataObjectFormats for references that are not there",
            sig(formats=[("r-1", media)] + [(f"x-{i}", None) for i in range(20000)]))
    lowered("s7-twice", "S7", "two DataObjectFormats for one reference",
            sig(formats=[("r-1", media), ("r-1", "application/x-sh")]))
    lowered("s8-empty", "S8", "an empty SignatureProductionPlaceV2", sig(
        after_certificate="<xades:SignatureProductionPlaceV2></xades:SignatureProductionPlaceV2>"))
    lowered("s8-version-1", "S8", "a SignerRole of the first version", sig(
        after_certificate="<xades:SignerRole><xades:ClaimedRoles><xades:ClaimedRole>Registrar"
                          "</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRole>"))
    a.format_failure("s9-target", "S9", "Target names another signature", sig(target="#id-2"))
    a.format_failure("s9-none", "S9", "no QualifyingProperties", sig(after=lambda t: t.replace(
        t[t.index("<ds:Object>"):t.index("</ds:Signature>")], "")))
    ts = lambda **more: [lambda s, _: s.time_stamp(**more), lt[1]]
    lowered("s10-imprint", "S10", "the time-stamp is about something else",
            sig(unsigned=ts(imprint=b"something else")), conformance="XAdES-LT", level="B")
    lowered("s10-no-method", "S10", "the time-stamp does not name its canonicalization", sig(
        unsigned=[lambda s, _: s.time_stamp(imprint=exclusive(s.value_text).replace(
            f' xmlns:ds="{NS["ds"]}"', "".join(
                f' xmlns:{p}="{NS[p]}"' for p in sorted(NS)), 1).encode(), method=False), lt[1]]),
        conformance="XAdES-LT")
    lowered("s10-two-tokens", "S10", "two tokens in one time-stamp", sig(unsigned=ts(tokens=2)),
            conformance="XAdES-LT")
    lowered("s11-values", "S11", "the intermediate certificate is in the OCSP response only", sig(
        seal="below", unsigned=[lt[0], a.evidence(
            [], [a.ocsp("below", "intermediate", "intermediate")])]), conformance="XAdES-LT")
    lowered("s11-revocation", "S11", "no revocation data about the intermediate certificate", sig(
        seal="below", unsigned=[lt[0], a.evidence([a.der("intermediate")], [
            a.ocsp("below", "intermediate", "intermediate")])]), conformance="XAdES-LT")
    add("s11-empty", container(sig(unsigned=[
        lt[0], "<xades:RevocationValues></xades:RevocationValues>"])), "accepted",
        comment="RevocationValues without content: no level LT", conformance="XAdES-BASELINE-T")
    a.format_failure("t5-tokens", "T5", "101 time-stamp tokens", sig(unsigned=[
        "<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>AAAA</xades:EncapsulatedTimeStamp>"
        "</xades:SignatureTimeStamp>" * 101]))
    a.format_failure("t5-evidence", "T5", "513 certificates", sig(unsigned=[
        a.evidence([b"0"] * 300), a.evidence([b"0"] * 213)]))
    lowered("s11-unreadable", "S11", "1000 certificates that are no base64", sig(unsigned=[
        lt[0], lt[1], a.evidence([b"0"] * 1000).replace(a.b64(b"0"), "?")]),
        conformance="XAdES-LT")
    lowered("s12-order", "S12", "the validation data of the time-stamp does not follow it", sig(
        unsigned=lt + ["<xades141:TimeStampValidationData>" + a.evidence([a.der("root")])
                       + "</xades141:TimeStampValidationData>"]), conformance="XAdES-LT")
    lowered("s13-references", "S13", "references to certificates", sig(
        unsigned=lt + ["<xades:CompleteCertificateRefs></xades:CompleteCertificateRefs>"]),
        conformance="XAdES-LT")
    lowered("s14-version-132", "S14", "an archive time-stamp of XAdES 1.3.2", sig(
        unsigned=lt + [lambda s, before: s.time_stamp(s.archive_imprint(before),
                                                      name="xades:ArchiveTimeStamp")]),
            conformance="XAdES-LTA")
    lowered("s15-imprint", "S15", "the archive time-stamp is about something else", sig(
        unsigned=lt + [lambda s, before: s.time_stamp(b"something else",
                                                      name="xades141:ArchiveTimeStamp")]),
            conformance="XAdES-LTA", level="LT")
    lowered("s16-inserted", "S15", "evidence was inserted before the archive time-stamp", sig(
        unsigned=lt + [a.evidence([a.der("root")]).replace("Values>", "Values>"),
                       lambda s, before: s.time_stamp(s.archive_imprint(before[:-1]),
                                                      name="xades141:ArchiveTimeStamp")]),
            conformance="XAdES-LTA", level="LT")


def serial(a):
    text = a.run("x509", "-in", a.pki("seal.pem"), "-noout", "-serial").decode()
    return str(int(text.split("=")[1], 16))
