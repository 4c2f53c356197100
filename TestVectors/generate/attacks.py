#!/usr/bin/env python3
"""Writes the containers of TestVectors/asic-e/attacks, each with one fault or none, and NAME.expect
beside each.

Usage: attacks.py [FOLDER [NAME ...]]   (default: asic-e/attacks beside this script's own folder)

With names only these vectors are written, and all others stay as they are.

Needs the command openssl. The keys and certificates in FOLDER/pki are made when they are not there;
time-stamps and OCSP responses bear the time at which the script runs.

An expectation has one `key: value` a line:
  verdict     accepted or refused
  indication  of each signature, with | between them; absent when none is reported
  reason      its sub-indication, likewise, - where there is none; absent when none has one
  rule        the rule of the finding
  severity    fail, warn or note
  found       words that the finding contains, where the rule does not say enough
  time        the best signature time; absent when it is not looked at
  conformance of the first signature, where the fault lowers it
  level       that is proved of the first signature, where it is less than that
  comment     what was done
"""

import base64
import hashlib
import importlib.util
import io
import os
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
_spec = importlib.util.spec_from_file_location("archives", os.path.join(HERE, "zip.py"))
archives = importlib.util.module_from_spec(_spec)
_argv, sys.argv = sys.argv, ["zip.py", tempfile.mkdtemp()]
_spec.loader.exec_module(archives)
sys.argv = _argv
Entry, archive, UTF8, DESCRIPTOR = (archives.Entry, archives.archive, archives.UTF8,
                                    archives.DESCRIPTOR)

TARGET = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "asic-e", "attacks")
PKI = os.path.join(TARGET, "pki")
NS = {
    "asic": "http://uri.etsi.org/02918/v1.2.1#",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
    "xades141": "http://uri.etsi.org/01903/v1.4.1#",
}
EXC = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA = {
    "sha1": "http://www.w3.org/2000/09/xmldsig#sha1",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "md5": "http://www.w3.org/2001/04/xmldsig-more#md5",
}
RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SP_TYPE = "http://uri.etsi.org/01903#SignedProperties"
ASICE = "application/vnd.etsi.asic-e+zip"


def run(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


# --- keys and certificates

CNF = """
[ca]
default_ca = this
[this]
dir = .
database = index.txt
rand_serial = yes
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[seal]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[authentication]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[responder]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
[checked]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[mail]
keyUsage = critical, nonRepudiation
2.5.29.17 = DER:300481026180
[points]
keyUsage = critical, nonRepudiation
2.5.29.31 = DER:0500
[policies]
keyUsage = critical, nonRepudiation
2.5.29.32 = DER:0500
[statements]
keyUsage = critical, nonRepudiation
1.3.6.1.5.5.7.1.3 = critical, DER:300a3008060604008e460101
[others]
keyUsage = critical, nonRepudiation
1.3.6.1.5.5.7.1.3 = critical, DER:300a3008060604008e46017f
[tsa_config]
serial = tsa.serial
default_policy = 1.2.3.4.1
digests = sha1, sha256
ess_cert_id_alg = sha256
signer_digest = sha256
"""


def make_pki():
    os.makedirs(PKI, exist_ok=True)
    here = os.getcwd()
    os.chdir(PKI)
    try:
        open("ca.cnf", "w").write(CNF)
        if not os.path.exists("index.txt"):
            open("index.txt", "w").write("")
        start, end = "20260101000000Z", "20460101000000Z"

        def issue(name, extensions, common_name, until=end, selfsign=False, issuer="root",
                  bits=2048, md="sha256", curve=None):
            if os.path.exists(name + ".pem"):
                return
            kind = ["ec", "-pkeyopt", "ec_paramgen_curve:" + curve] if curve else [f"rsa:{bits}"]
            run("req", "-new", "-newkey", *kind, "-nodes", "-keyout", name + ".key.pem",
                "-out", name + ".csr", "-subj", f"/C=LV/O=TEST swift-edoc/CN={common_name}")
            own = ["-selfsign", "-keyfile", name + ".key.pem"] if selfsign else [
                "-keyfile", issuer + ".key.pem", "-cert", issuer + ".pem"]
            run("ca", "-batch", "-notext", "-config", "ca.cnf", *own, "-in", name + ".csr", "-out",
                name + ".pem", "-extensions", extensions, "-startdate", start, "-enddate", until,
                "-md", md)
            os.remove(name + ".csr")

        issue("root", "root", "TEST attacks root", selfsign=True)
        issue("seal", "seal", "TEST attacks seal")
        issue("other", "seal", "TEST attacks other seal")
        issue("revoked", "seal", "TEST attacks revoked seal")
        issue("expired", "seal", "TEST attacks expired seal", until="20260601000000Z")
        issue("authentication", "authentication", "TEST attacks authentication")
        issue("tsa", "tsa", "TEST attacks time-stamps")
        issue("responder", "responder", "TEST attacks responder")
        issue("intermediate", "root", "TEST attacks intermediate")
        issue("below", "seal", "TEST attacks seal below", issuer="intermediate")
        issue("brief", "root", "TEST attacks brief intermediate", until="20261125000000Z")
        issue("under", "seal", "TEST attacks seal under it", issuer="brief")
        issue("brief-tsa", "tsa", "TEST attacks brief time-stamps", until="20261125000000Z")
        issue("sha1-tsa", "tsa", "TEST attacks SHA-1 time-stamps", md="sha1")
        issue("late", "responder", "TEST attacks late responder", until="20260601000000Z")
        issue("weak", "responder", "TEST attacks weak responder", md="sha1")
        issue("small", "seal", "TEST attacks small seal", bits=1024)
        issue("weak-seal", "seal", "TEST attacks weak seal", md="sha1")
        issue("checked", "checked", "TEST attacks responder that is checked")
        issue("stamping", "stamping", "TEST attacks time-stamps alone")
        for name in ("mail", "points", "policies", "statements", "others"):
            issue(name, name, f"TEST attacks seal with {name}")
        for name, curve in (
                ("brainpool-256", "brainpoolP256r1"), ("brainpool-384", "brainpoolP384r1"),
                ("brainpool-512", "brainpoolP512r1"), ("koblitz-256", "secp256k1"),
                ("twisted-256", "brainpoolP256t1"), ("sect-233", "sect233r1")):
            issue(name, "seal", f"TEST attacks seal on {curve}", curve=curve)
        if not os.path.exists("stranger.pem"):
            run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "stranger.key.pem",
                "-out", "stranger.pem", "-subj", "/C=LV/O=TEST swift-edoc/CN=TEST attacks root",
                "-days", "7000")
        if not os.path.exists("strange-tsa.pem"):
            run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "strange-tsa.key.pem",
                "-out", "strange-tsa.pem", "-subj", "/C=LV/O=TEST swift-edoc/CN=TEST strange time",
                "-days", "7000", "-addext", "extendedKeyUsage=critical,timeStamping",
                "-addext", "keyUsage=critical,digitalSignature")
        if not os.path.exists("root.crl.pem"):
            own = ["-config", "ca.cnf", "-keyfile", "root.key.pem", "-cert", "root.pem"]
            run("ca", *own, "-revoke", "revoked.pem")
            run("ca", *own, "-gencrl", "-crl_lastupdate", "20261120000000Z", "-crl_nextupdate", end,
                "-out", "root.crl.pem")
        for name in os.listdir("."):
            if name.startswith("index.txt.") or re.fullmatch("[0-9A-F]{20,}\\.pem", name):
                os.remove(name)
    finally:
        os.chdir(here)


def pki(name):
    return os.path.join(PKI, name)


def der(name):
    return run("x509", "-in", pki(name + ".pem"), "-outform", "DER")


def b64(data):
    return base64.b64encode(data).decode()


def digest(data, algorithm="sha256"):
    return b64(hashlib.new(algorithm, data).digest())


def token(imprint, algorithm="sha256", tsa="tsa"):
    """An RFC 3161 token over a digest."""
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        open(at("cnf"), "w").write(CNF.replace("serial = tsa.serial",
                                               "serial = " + at("serial")))
        open(at("serial"), "w").write("01\n")
        run("ts", "-query", "-digest", imprint.hex(), "-" + algorithm, "-cert", "-out", at("q"))
        run("ts", "-reply", "-config", at("cnf"), "-section", "tsa_config", "-queryfile", at("q"),
            "-signer", pki(tsa + ".pem"), "-inkey", pki(tsa + ".key.pem"), "-token_out", "-out",
            at("r"))
        return open(at("r"), "rb").read()


def value(tag, *contents):
    """A DER value."""
    content = b"".join(contents)
    length = bytes([len(content)]) if len(content) < 128 else (
        b"\x81" + bytes([len(content)]) if len(content) < 256 else
        b"\x82" + len(content).to_bytes(2, "big"))
    return bytes([tag]) + length + content


def dated_token(imprint, time, tsa="tsa", signer_digest="sha256"):
    """An RFC 3161 token over a SHA-256 digest that states another time: 20261122100000Z."""
    sha256 = value(0x30, bytes.fromhex("0609608648016503040201"), b"\x05\x00")
    info = value(0x30, b"\x02\x01\x01", bytes.fromhex("06042a030401"),
                 value(0x30, sha256, value(0x04, imprint)), b"\x02\x01\x07",
                 value(0x18, time.encode()))
    return run("cms", "-sign", "-cades", "-md", signer_digest, "-binary", "-nodetach", "-nosmimecap",
               "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-outform", "DER", "-signer",
               pki(tsa + ".pem"), "-inkey", pki(tsa + ".key.pem"), data=info)


def number(name):
    return run("x509", "-in", pki(name + ".pem"), "-noout", "-serial").decode().strip().split("=")[1]


def revocation_list(entries, issuer="root", update="20261129000000Z", until="20460101000000Z"):
    """A list with entries (certificate, 261123000000Z or 261123000000Z,reason)."""
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        open(at("index"), "w").write("".join(
            f"R\t460101000000Z\t{date}\t{number(name)}\tunknown\t/CN={name}\n"
            for name, date in entries))
        open(at("index.attr"), "w").write("unique_subject = no\n")
        open(at("cnf"), "w").write(CNF.replace("database = index.txt", "database = " + at("index")))
        text = run("ca", "-config", at("cnf"), "-keyfile", pki(issuer + ".key.pem"), "-cert",
                   pki(issuer + ".pem"), "-gencrl", "-crl_lastupdate", update, "-crl_nextupdate",
                   until)
        return run("crl", "-outform", "DER", data=text)


def ocsp(certificate, responder="responder", issuer="root", days=None, forget=False,
         named_issuer=None):
    """An OCSP response about a certificate, as of now."""
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        if named_issuer:
            run("ocsp", "-sha256", "-issuer", pki(named_issuer + ".pem"), "-serial",
                "0x" + number(certificate), "-no_nonce", "-reqout", at("q"))
            issuer = named_issuer
        else:
            run("ocsp", "-sha256", "-issuer", pki(issuer + ".pem"), "-cert",
                pki(certificate + ".pem"), "-no_nonce", "-reqout", at("q"))
        index = open(pki("index.txt")).read()
        open(at("index"), "w").write("" if forget else index)
        open(at("index.attr"), "w").write("unique_subject = no\n")
        more = ["-ndays", str(days)] if days else []
        run("ocsp", "-index", at("index"), "-CA", pki(issuer + ".pem"), "-rsigner",
            pki(responder + ".pem"), "-rkey", pki(responder + ".key.pem"), "-reqin", at("q"),
            "-respout", at("r"), *more)
        return open(at("r"), "rb").read()


# --- canonical XML, for the text that is written here: exclusive, without comments

TAG = re.compile(r"<(/?)([\w:]+)((?:\s+[\w:]+=\"[^\"]*\")*)\s*(/?)>")


def exclusive(text):
    out, scope, last = [], [set()], 0
    for m in TAG.finditer(text):
        out.append(text[last:m.start()])
        last = m.end()
        if m.group(1):
            out.append(m.group(0))
            scope.pop()
            continue
        attributes = re.findall(r"([\w:]+)=\"([^\"]*)\"", m.group(3))
        attributes = sorted(a for a in attributes if not a[0].startswith("xmlns"))
        used = {m.group(2).split(":")[0]} if ":" in m.group(2) else set()
        used |= {a[0].split(":")[0] for a in attributes if ":" in a[0]} - {"xml"}
        new = sorted(used - scope[-1])
        out.append("<" + m.group(2) + "".join(f' xmlns:{p}="{NS[p]}"' for p in new)
                   + "".join(f' {n}="{v}"' for n, v in attributes) + ">")
        if m.group(4):
            out.append(f"</{m.group(2)}>")
        else:
            scope.append(scope[-1] | used)
    return "".join(out) + text[last:]


# --- signatures

class Signature:
    """A signature file in the making; what a vector changes are attributes and methods."""

    def __init__(self, files, seal="seal", **change):
        self.files = files  # [(name, data, media type)]
        self.seal = seal
        self.id = "id-1"
        self.references = [
            dict(id=f"r-{i + 1}", uri=uri(name), data=data) for i, (name, data, _) in
            enumerate(files)]
        self.formats = [(f"r-{i + 1}", media) for i, (_, _, media) in enumerate(files)]
        self.canonicalization = EXC
        self.method, self.hash = RSA, "sha256"
        self.reference_hash = "sha256"
        self.signing_time = "<xades:SigningTime>2026-11-22T10:00:00Z</xades:SigningTime>"
        self.certificate_property = None
        self.after_certificate = ""
        self.content_time_stamps = []  # functions of the signature
        self.key_certificates = None
        self.unsigned = []  # texts
        self.objects_before = self.objects_after = ""
        self.sp_reference = True
        self.method_content = ""
        self.sp_transforms = f'<ds:Transforms><ds:Transform Algorithm="{EXC}"></ds:Transform></ds:Transforms>'
        self.sp_uri = "#xades-id-1"
        self.more_references = ""
        self.target = "#id-1"
        self.sp_id = "xades-id-1"
        self.after = lambda text: text
        self.sign_value = lambda data: run("dgst", "-" + self.hash, "-sign",
                                           pki(self.seal + ".key.pem"), data=data)
        for name, value in change.items():
            setattr(self, name, value)

    def cert(self, octets=None, algorithm="sha256", inner="", attributes=""):
        octets = der(self.seal) if octets is None else octets
        return (f"<xades:Cert{attributes}><xades:CertDigest>{self.digests(octets, algorithm)}"
                f"</xades:CertDigest>{inner}</xades:Cert>")

    def digests(self, data, algorithm):
        return (f'<ds:DigestMethod Algorithm="{SHA[algorithm]}"></ds:DigestMethod>'
                f"<ds:DigestValue>{digest(data, algorithm)}</ds:DigestValue>")

    def signed_properties(self):
        certificate = self.certificate_property
        if certificate is None:
            certificate = ("<xades:SigningCertificateV2>" + self.cert()
                           + "</xades:SigningCertificateV2>")
        formats = "".join(
            f'<xades:DataObjectFormat ObjectReference="#{r}">'
            + (f"<xades:MimeType>{m}</xades:MimeType>" if m else "") + "</xades:DataObjectFormat>"
            for r, m in self.formats)
        formats += "".join(stamp(self) for stamp in self.content_time_stamps)
        if formats:
            formats = f"<xades:SignedDataObjectProperties>{formats}</xades:SignedDataObjectProperties>"
        return (f'<xades:SignedProperties Id="{self.sp_id}"><xades:SignedSignatureProperties>'
                f"{self.signing_time}{certificate}{self.after_certificate}"
                f"</xades:SignedSignatureProperties>{formats}</xades:SignedProperties>")

    def signed_info(self, properties):
        references = ""
        for r in self.references:
            references += (f'<ds:Reference Id="{r["id"]}" URI="{r["uri"]}">{r.get("transforms", "")}'
                           f'{self.digests(r["data"], r.get("hash", self.reference_hash))}'
                           "</ds:Reference>")
        references += self.more_references
        if self.sp_reference:
            octets = exclusive(properties).encode()
            references += (f'<ds:Reference Type="{SP_TYPE}" URI="{self.sp_uri}">{self.sp_transforms}'
                           f"{self.digests(octets, self.reference_hash)}</ds:Reference>")
        return (f'<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{self.canonicalization}">'
                "</ds:CanonicalizationMethod>"
                f'<ds:SignatureMethod Algorithm="{self.method}">{self.method_content}'
                "</ds:SignatureMethod>"
                f"{references}</ds:SignedInfo>")

    def time_stamp(self, imprint=None, method=True, name="xades:SignatureTimeStamp", tokens=1,
                   tsa="tsa", time=None, **more):
        octets = imprint if imprint is not None else exclusive(self.value_text).encode()
        octets = hashlib.sha256(octets).digest()
        value = b64(dated_token(octets, time, tsa, **more) if time else token(octets, tsa=tsa))
        c14n = (f'<ds:CanonicalizationMethod Algorithm="{EXC}"></ds:CanonicalizationMethod>'
                if method else "")
        return (f"<{name}>{c14n}" + tokens * f"<xades:EncapsulatedTimeStamp>{value}"
                "</xades:EncapsulatedTimeStamp>" + f"</{name}>")

    def content_time_stamp(self, include=None, imprint=None, **more):
        """A time-stamp of all data, or of the references with the Ids in include."""
        data = {r["id"]: r["data"] for r in self.references}
        octets = b"".join(data.get(i, b"") for i in (data if include is None else include))
        name = "AllDataObjectsTimeStamp" if include is None else "IndividualDataObjectsTimeStamp"
        text = self.time_stamp(octets if imprint is None else imprint, name="xades:" + name, **more)
        includes = "".join(f'<xades:Include URI="#{i}" referencedData="true"></xades:Include>'
                           for i in include or [])
        return text.replace(f"<xades:{name}>", f"<xades:{name}>{includes}", 1)

    def archive_imprint(self, before):
        parts = [r["data"] for r in self.references]
        texts = [self.properties, self.info, self.value_text, self.key_info] + before
        return b"".join(parts) + "".join(exclusive(t) for t in texts).encode()

    def build(self):
        self.properties = self.signed_properties()
        self.info = self.signed_info(self.properties)
        value = b64(self.sign_value(exclusive(self.info).encode()))
        self.value_text = f'<ds:SignatureValue Id="value-1">{value}</ds:SignatureValue>'
        certificates = self.key_certificates
        if certificates is None:
            certificates = [der(self.seal)]
        self.key_info = ("<ds:KeyInfo><ds:X509Data>" + "".join(
            f"<ds:X509Certificate>{b64(c)}</ds:X509Certificate>" for c in certificates)
            + "</ds:X509Data></ds:KeyInfo>") if certificates else ""
        unsigned = []
        for part in self.unsigned:
            unsigned.append(part(self, unsigned) if callable(part) else part)
        unsigned = "".join(unsigned)
        if unsigned:
            unsigned = ("<xades:UnsignedProperties><xades:UnsignedSignatureProperties>" + unsigned
                        + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>")
        xmlns = "".join(f' xmlns:{p}="{u}"' for p, u in NS.items() if p != "asic")
        return self.after(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="{NS["asic"]}">'
            f'<ds:Signature{xmlns} Id="{self.id}">{self.info}{self.value_text}{self.key_info}'
            f'{self.objects_before}<ds:Object><xades:QualifyingProperties Target="{self.target}">'
            f"{self.properties}{unsigned}</xades:QualifyingProperties></ds:Object>"
            f"{self.objects_after}</ds:Signature></asic:XAdESSignatures>").encode()


def uri(name):
    return "".join(chr(b) if chr(b).isalnum() and b < 128 or chr(b) in "-._~/" else f"%{b:02X}"
                   for b in name.encode())


def evidence(certificates=(), responses=(), lists=()):
    text = ""
    if certificates:
        text += "<xades:CertificateValues>" + "".join(
            f"<xades:EncapsulatedX509Certificate>{b64(c)}</xades:EncapsulatedX509Certificate>"
            for c in certificates) + "</xades:CertificateValues>"
    if responses or lists:
        text += "<xades:RevocationValues>"
        if lists:
            text += "<xades:CRLValues>" + "".join(
                f"<xades:EncapsulatedCRLValue>{b64(c)}</xades:EncapsulatedCRLValue>"
                for c in lists) + "</xades:CRLValues>"
        if responses:
            text += "<xades:OCSPValues>" + "".join(
                f"<xades:EncapsulatedOCSPValue>{b64(c)}</xades:EncapsulatedOCSPValue>"
                for c in responses) + "</xades:OCSPValues>"
        text += "</xades:RevocationValues>"
    return text


def manifest(files, root=ASICE, extra=""):
    rows = "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="{m}"/>'
                   for n, _, m in files)
    first = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{root}"/>' if root \
        else ""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest='
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            f"{first}{rows}{extra}</manifest:manifest>").encode()


FILES = [("a.txt", b"hello, registrar\n", "text/plain")]
SIG_NAME = "META-INF/signatures001.xml"


def container(signature=None, files=FILES, mimetype=True, manifest_xml=True, more=(), stored=None,
              signatures=None, data_entries=None, **end):
    members = []
    if mimetype is True:
        members.append(Entry("mimetype", ASICE.encode()))
    elif mimetype:
        members.append(mimetype)
    members += data_entries if data_entries is not None else [Entry(n, d) for n, d, _ in (
        stored or files)]
    if signatures is None:
        signatures = [(SIG_NAME, (signature or Signature(files)).build())]
    members += [Entry(n, s, 8) for n, s in signatures]
    if manifest_xml is True:
        members.append(Entry("META-INF/manifest.xml", manifest(files), 8))
    elif manifest_xml:
        members.append(Entry("META-INF/manifest.xml", manifest_xml, 8))
    return archive(members + list(more), **end)


VECTORS = []
SEEDS = ["good-b", "good-lt", "good-lta", "s6-version-1", "s14-version-132", "s13-references",
         "s8-version-1", "t1-moved-properties", "v4-content-all", "v4-content-individual"]


def add(name, data, verdict, rule=None, indication="TOTAL-PASSED", reason=None, **more):
    """`comment` and whatever else the expectation has."""
    row = dict(verdict=verdict)
    if indication:
        row["indication"] = indication
    if reason:
        row["reason"] = reason
    if rule:
        row["rule"] = rule
        row.setdefault("severity", "fail")
    row.update(more)
    VECTORS.append((name, data, row))


def refused(name, rule, comment, data=None, expect={}, **change):
    add(name, data if data is not None else container(**change), "refused", rule, comment=comment,
        **expect)


def format_failure(name, rule, comment, signature):
    """Nobody knows what a signature covers that cannot be read: the container is accepted."""
    add(name, container(signature), "accepted", rule, "TOTAL-FAILED", "FORMAT_FAILURE",
        comment=comment)


def sig(**change):
    return Signature(FILES, **change)


def main():
    make_pki()
    import attack_vectors
    import foreign_vectors
    attack_vectors.define(sys.modules[__name__])
    foreign_vectors.define(sys.modules[__name__])
    only = sys.argv[2:]
    for name in os.listdir(TARGET):
        if name.endswith((".asice", ".expect")) and not only:
            os.remove(os.path.join(TARGET, name))
    for name, data, row in VECTORS:
        if only and name not in only:
            continue
        path = os.path.join(TARGET, name + ".asice")
        open(path, "wb").write(data)
        open(path + ".expect", "w").write("".join(f"{k}: {v}\n" for k, v in row.items()))
    # Signature files alone, as seeds for fuzzing.
    if only:
        return
    folder = os.path.join(TARGET, "..", "signatures")
    os.makedirs(folder, exist_ok=True)
    for name, data, _ in VECTORS:
        if name in SEEDS:
            with zipfile.ZipFile(io.BytesIO(data)) as archive_:
                open(os.path.join(folder, name + ".xml"), "wb").write(archive_.read(SIG_NAME))
    print(len(VECTORS), "containers")


if __name__ == "__main__":
    sys.path.insert(0, HERE)
    sys.modules["attacks"] = sys.modules["__main__"]
    main()
