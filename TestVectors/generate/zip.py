#!/usr/bin/env python3
"""Writes the archives of TestVectors/zip, each with one fault or none, and NAME.expect beside each.

Usage: zip.py [FOLDER]   (default: the folder `zip` beside this script's own folder)

An expectation has one `key: value` a line:
  outcome   accepted or refused
  rule      the rule of the finding; absent for a good archive
  field     words that the finding's field contains
  found     words that what was found contains; absent where they do not matter
  noted     the rule of a finding that does not refuse
  clause    where the rule comes from
  comment   what was done
"""

import os
import struct
import sys
import unicodedata
import zlib

TIME, DATE = 0x8B20, 0x58EF  # 2024-07-15 17:25:00
UTF8, DESCRIPTOR = 0x0800, 0x0008


class Entry:
    """One entry; `local` and `central` replace single fields of the headers."""

    def __init__(self, name, data=b"hello, archive\n", method=0, flags=UTF8, **more):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.data, self.method, self.flags = data, method, flags
        self.local = more.get("local", {})
        self.central = more.get("central", {})
        self.local_extra = more.get("local_extra", b"")
        self.central_extra = more.get("central_extra", b"")
        self.comment = more.get("comment", b"")
        self.descriptor = more.get("descriptor")  # bytes, or None for the right one
        self.ghost = more.get("ghost", False)  # only in the central directory
        self.before = more.get("before", b"")  # bytes in front of the local header
        raw = more.get("raw")
        if raw is None:
            raw = data if method != 8 else deflate(data)
        self.raw = raw

    def fields(self):
        crc = zlib.crc32(self.data)
        return dict(version=20 if self.method == 8 else 10, flags=self.flags, method=self.method,
                    time=TIME, date=DATE, crc=crc, csize=len(self.raw), size=len(self.data),
                    name=self.name)

    def local_bytes(self):
        if self.ghost:
            return b""
        f = self.fields()
        if self.flags & DESCRIPTOR:
            f.update(crc=0, csize=0, size=0)
        f.update(self.local)
        header = struct.pack("<I5H3I2H", 0x04034B50, f["version"], f["flags"], f["method"],
                             f["time"], f["date"], f["crc"], f["csize"], f["size"],
                             len(f["name"]), len(self.local_extra))
        if "signature" in f:
            header = f["signature"] + header[4:]
        out = header + f["name"] + self.local_extra + self.raw
        if self.flags & DESCRIPTOR:
            out += self.right_descriptor() if self.descriptor is None else self.descriptor
        return out

    def right_descriptor(self):
        return struct.pack("<4I", 0x08074B50, zlib.crc32(self.data), len(self.raw), len(self.data))

    def central_bytes(self, offset):
        f = self.fields()
        f.update(offset=offset, disk=0, made_by=20, attributes=0)
        f.update(self.central)
        return struct.pack("<I6H3I5H2I", 0x02014B50, f["made_by"], f["version"], f["flags"], f["method"],
                           f["time"], f["date"], f["crc"], f["csize"], f["size"], len(f["name"]),
                           len(self.central_extra), len(self.comment), f["disk"], 0,
                           f["attributes"], f["offset"]) + f["name"] + self.central_extra + self.comment


def deflate(data, finish=True):
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    out = c.compress(data)
    return out + (c.flush() if finish else c.flush(zlib.Z_SYNC_FLUSH))


def archive(members, prefix=b"", gap=b"", after=b"", comment=b"", trailing=b"", zip64=None,
            order=None, **end):
    out, offsets = prefix, []
    for e in members:
        out += e.before
        offsets.append(len(out))
        out += e.local_bytes()
    out += gap
    start = len(out)
    for i in order or range(len(members)):
        out += members[i].central_bytes(offsets[i])
    size = len(out) - start
    out += after
    f = dict(disk=0, cd_disk=0, here=len(members), entries=len(members), size=size, offset=start,
             comment=len(comment))
    if zip64 is not None:
        z = dict(record=44, disk=0, cd_disk=0, here=len(members), entries=len(members), size=size,
                 offset=start, locator_disk=0, at=len(out), disks=1, between=b"", sector=b"")
        z.update(zip64)
        out += struct.pack("<IQ2H2I4Q", 0x06064B50, z["record"], 45, 45, z["disk"], z["cd_disk"],
                           z["here"], z["entries"], z["size"], z["offset"]) + z["sector"]
        out += z["between"]
        out += struct.pack("<IIQI", 0x07064B50, z["locator_disk"], z["at"], z["disks"])
    f.update(end)
    out += struct.pack("<I4H2IH", 0x06054B50, f["disk"], f["cd_disk"], f["here"], f["entries"],
                       f["size"], f["offset"], f["comment"])
    return out + comment + trailing


def zip64_field(*values):
    return struct.pack("<HH", 1, 8 * len(values)) + b"".join(struct.pack("<Q", v) for v in values)


def unicode_path(header_name, name):
    data = struct.pack("<BI", 1, zlib.crc32(header_name)) + name
    return struct.pack("<HH", 0x7075, len(data)) + data


ONES = 0xFFFFFFFF
TEXT = b"hello, archive\n"
LONG = b"the same words again, " * 40
A, B = Entry("a.txt"), Entry("b.txt", LONG, 8)
VECTORS = []


def good(name, data, comment, clause="APPNOTE 4.3.6", **more):
    VECTORS.append((name, data, dict(outcome="accepted", clause=clause, comment=comment, **more)))


def bad(name, data, rule, field, comment, clause, **more):
    VECTORS.append((name, data, dict(outcome="refused", rule=rule, field=field, clause=clause,
                                     comment=comment, **more)))


# --- good archives

good("good-empty", archive([]), "no entry at all")
good("good-two", archive([A, B]), "one stored and one deflated entry")
good("good-descriptor", archive([A, Entry("b.txt", LONG, 8, UTF8 | DESCRIPTOR)]),
     "a data descriptor behind a deflated entry", "APPNOTE 4.3.9")
good("good-descriptor-without-signature",
     archive([Entry("b.txt", LONG, 8, UTF8 | DESCRIPTOR,
                    descriptor=B.right_descriptor()[4:]), A]),
     "a data descriptor without its optional signature", "APPNOTE 4.3.9.3")
good("good-comment", archive([A], comment=b"made by hand"), "a comment in the last record",
     "APPNOTE 4.3.16")
good("good-zip64-records",
     archive([A], zip64={}, entries=0xFFFF, here=0xFFFF, size=ONES, offset=ONES),
     "zip64 records though the numbers are small", "APPNOTE 4.3.14")
good("good-zip64-sizes",
     archive([Entry("a.txt", local=dict(csize=ONES, size=ONES),
                    local_extra=zip64_field(15, 15),
                    central=dict(csize=ONES, size=ONES, offset=ONES),
                    central_extra=zip64_field(15, 15, 0))]),
     "zip64 extra fields though the numbers are small", "APPNOTE 4.5.3")
good("good-folder", archive([Entry("folder/", b""), Entry("folder/a.txt")]), "a folder's own entry")
good("good-other-order", archive([A, B], order=[1, 0]),
     "the central directory lists the entries in another order than they lie in")
good("good-extra-fields",
     archive([Entry("a.txt", local_extra=struct.pack("<HHBI", 0x5455, 5, 1, 1700000000),
                    central_extra=struct.pack("<HHBI", 0x5455, 5, 1, 1700000000))]),
     "an extra field that changes nothing (extended timestamp)", "APPNOTE 4.5")
good("good-unicode-path",
     archive([Entry("a.txt", local_extra=unicode_path(b"a.txt", b"a.txt"),
                    central_extra=unicode_path(b"a.txt", b"a.txt"))]),
     "a Unicode path field with the entry's own name", "APPNOTE 4.6.9")
good("noted-case", archive([Entry("Report.txt"), Entry("report.txt")]),
     "names that differ only in upper and lower case", "EN 319 162-1 A.6; APPNOTE 4.4.17.1", noted="T6")

# --- the records at the end (T8, C1)

bad("end-none", archive([A])[:-22], "T8", "end of central directory record",
    "the last record is cut off", "APPNOTE 4.3.16", found="no such record")
bad("end-trailing", archive([A], trailing=b"\0"), "T8", "comment length",
    "one byte behind the last record", "APPNOTE 4.3.16")
bad("end-comment-too-short", archive([A], comment=b"abc")[:-1], "T8", "comment length",
    "the comment is shorter than its length says", "APPNOTE 4.3.16")
bad("end-two-records",
    archive([A], comment=archive([B])), "T8", "end of central directory record",
    "the comment is an archive of its own, so that readers differ in what they see",
    "APPNOTE 4.3.16", found="2")
bad("end-signature-in-comment", archive([A], comment=b"PK\5\6 and more"), "T8",
    "end of central directory record",
    "PK 05 06 in the comment, where readers that look from the end take it for the record",
    "APPNOTE 4.3.16", found="2")
bad("end-count-high", archive([A], entries=2, here=2), "T8", "central directory",
    "the last record counts one entry more than there are", "APPNOTE 4.4.22")
bad("end-count-low", archive([A, B], entries=1, here=1), "T8", "central directory",
    "the last record counts one entry less than there are", "APPNOTE 4.4.22")
for name, kind, found in (("link", 0o120777, "symbolic link"), ("device", 0o060644, "0o60000"),
                          ("folder", 0o040755, "a folder")):
    bad(f"entry-{name}", archive([A, Entry("b", central=dict(made_by=0x0314,
                                                             attributes=kind << 16))]),
        "T6", "external attributes",
        f"the attributes make of an entry what POSIX knows as {kind >> 12 << 12:#o}",
        "APPNOTE 4.4.15", found=found)
bad("entry-link-os-x", archive([A, Entry("b", central=dict(made_by=0x1314,
                                                           attributes=0o120777 << 16))]),
    "T6", "external attributes", "a symbolic link in an archive made by OS X",
    "APPNOTE 4.4.2.2, 4.4.15", found="symbolic link")
good("entry-regular", archive([A, Entry("b", central=dict(made_by=0x0314,
                                                          attributes=0o100644 << 16))]),
     "the attributes of a regular file")
bad("end-split", archive([A], disk=1, cd_disk=1), "C1", "disks",
    "the archive says that it is the second of two pieces", "ISO/IEC 21320-1; APPNOTE 4.4.19")
bad("end-split-count", archive([A], here=0), "C1", "disks",
    "the archive says that its entry is in another piece", "ISO/IEC 21320-1; APPNOTE 4.4.21")
bad("end-offset", archive([A], offset=len(A.local_bytes()) + 1), "T8", "size and offset",
    "the central directory is one byte earlier than the last record says", "APPNOTE 4.4.24")
bad("end-gap", archive([A], after=b"\0\0\0"), "T8", "bytes behind the central directory",
    "three bytes between the central directory and the last record", "APPNOTE 4.3.6")
bad("end-signature-record", archive([A], after=b"PK\5\5\2\0ab"), "T8",
    "bytes behind the central directory",
    "a digital signature record, which no reader looks at", "APPNOTE 4.3.13")
bad("prefix", archive([A], prefix=b"#!/bin/sh\n"), "T8", "local file header",
    "ten bytes before the first entry, counted in the offsets", "APPNOTE 4.3.6", found="10 bytes")
bad("prefix-not-counted", b"#!/bin/sh\n" + archive([A]), "T8", "local file header",
    "ten bytes before the first entry, not counted in the offsets", "APPNOTE 4.3.6",
    found="10 bytes")

# --- zip64 records (T8, C1)

Z = dict(entries=0xFFFF, here=0xFFFF, size=ONES, offset=ONES)
bad("zip64-locator-offset", archive([A], zip64=dict(at=0), **Z), "T8", "locator, offset",
    "the locator points elsewhere", "APPNOTE 4.3.15")
bad("zip64-gap", archive([A], zip64=dict(between=b"\0\0\0\0"), **Z), "T8",
    "zip64 end of central directory record", "four bytes between the zip64 record and its locator",
    "APPNOTE 4.3.6")
bad("zip64-sector",
    archive([A], zip64=dict(record=52, sector=b"\0" * 8), **Z), "T8",
    "zip64 end of central directory record", "an extensible data sector", "APPNOTE 4.3.14.2")
bad("zip64-record-size", archive([A], zip64=dict(record=52), **Z), "T8",
    "zip64 end of central directory record", "the zip64 record says that it is longer than it is",
    "APPNOTE 4.3.14.1")
bad("zip64-contradicts", archive([A], zip64={}, entries=2, here=2, size=ONES, offset=ONES),
    "T8", "end of central directory record, entries",
    "the zip64 record counts one entry, the last record two", "APPNOTE 4.4.1.4")
bad("zip64-disks", archive([A], zip64=dict(disks=2), **Z), "C1", "locator, disks",
    "the locator says that there are two pieces", "APPNOTE 4.3.15")
bad("zip64-count", archive([A], zip64=dict(entries=70000, here=70000), **Z), "T8",
    "central directory", "the zip64 record counts 70,000 entries where there is one",
    "APPNOTE 4.4.22")

# --- central directory (C1, T8)

bad("central-signature",
    archive([A]).replace(b"PK\1\2", b"PK\1\3"), "T8", "central directory header 1",
    "the signature of the header is wrong", "APPNOTE 4.3.12")
bad("central-name-length",
    archive([A]).replace(struct.pack("<3H", 5, 0, 0) + b"\0\0", struct.pack("<3H", 5, 0, 9) + b"\0\0"),
    "T8", "lengths", "the header's comment reaches behind the central directory", "APPNOTE 4.3.12")
bad("encrypted", archive([Entry("a.txt", flags=UTF8 | 1)]), "C1", "flags",
    "bit 0 says that the entry is encrypted", "ISO/IEC 21320-1; APPNOTE 4.4.4", found="encrypted")
bad("strong-encryption", archive([Entry("a.txt", flags=UTF8 | 0x40)]), "C1", "flags",
    "bit 6 says that the entry is strongly encrypted", "ISO/IEC 21320-1; APPNOTE 4.4.4",
    found="encrypted")
bad("masked-header", archive([Entry("a.txt", flags=UTF8 | 0x2000)]), "C1", "flags",
    "bit 13 says that header values are masked", "ISO/IEC 21320-1; APPNOTE 4.4.4")
bad("aes-field",
    archive([Entry("a.txt", central_extra=struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 0))]),
    "C1", "extra field", "a field that describes AES encryption", "ISO/IEC 21320-1")
bad("method-bzip2", archive([Entry("a.txt", method=12)]), "C1", "compression method",
    "a method other than stored and deflated", "ISO/IEC 21320-1", found="method 12")
bad("entry-on-other-disk", archive([Entry("a.txt", central=dict(disk=3))]), "C1",
    "disk number start", "the entry begins in another piece", "APPNOTE 4.4.11")
bad("stored-sizes",
    archive([Entry("a.txt", local=dict(size=14), central=dict(size=14))]), "T8", "sizes",
    "a stored entry with two sizes", "APPNOTE 4.4.8")
bad("folder-with-bytes", archive([Entry("folder/", TEXT)]), "T8", "uncompressed size",
    "a folder that holds bytes", "APPNOTE 4.3.8")
bad("extra-overrun", archive([Entry("a.txt", central_extra=b"\x55\x54\x09\x00\x01")]), "T8",
    "extra field", "a field that is longer than the extra field", "APPNOTE 4.5.1")
bad("extra-two-zip64",
    archive([Entry("a.txt", central=dict(size=ONES),
                   central_extra=zip64_field(15) + zip64_field(16))]),
    "T8", "extra field", "two zip64 fields with two sizes", "APPNOTE 4.5.3")
bad("zip64-field-short",
    archive([Entry("a.txt", central=dict(size=ONES, csize=ONES), central_extra=zip64_field(15))]),
    "T8", "zip64", "a zip64 field without the second size that the header refers to",
    "APPNOTE 4.5.3")
bad("zip64-field-contradicts",
    archive([Entry("a.txt", central_extra=zip64_field(16, 16))]), "T8", "zip64",
    "a zip64 field that nothing refers to, with another size", "APPNOTE 4.5.3")
bad("unicode-path",
    archive([Entry("a.txt", central_extra=unicode_path(b"a.txt", b"b.txt"))]), "T8",
    "Unicode path", "a Unicode path field with another name", "APPNOTE 4.6.9")
bad("local-offset", archive([Entry("a.txt", central=dict(offset=5000))]), "T8",
    "offset of the local header", "an entry behind the central directory", "APPNOTE 4.4.16")
bad("size-beyond",
    archive([Entry("a.txt", local=dict(size=5000, csize=5000),
                   central=dict(size=5000, csize=5000))]), "T8", "compressed size",
    "an entry that reaches into the central directory", "APPNOTE 4.4.8")

# --- local header against central directory (T8)

for field, value, words in [
        ("flags", 0, "general purpose flags"), ("method", 8, "compression method"),
        ("time", TIME + 1, "modification time"), ("date", DATE + 1, "modification date"),
        ("crc", 1, "CRC-32"), ("csize", 14, "compressed size"), ("size", 14, "uncompressed size"),
        ("name", b"b.txt", "name")]:
    bad("local-" + field, archive([Entry("a.txt", local={field: value})]), "T8",
        "local file header, " + words, f"the local header has another {words}", "APPNOTE 4.3.7")
bad("local-signature", archive([Entry("a.txt", local=dict(signature=b"PK\3\5"))]), "T8",
    "local file header", "the signature of the local header is wrong", "APPNOTE 4.3.7")
bad("local-unicode-path",
    archive([Entry("a.txt", local_extra=unicode_path(b"a.txt", b"b.txt"))]), "T8",
    "Unicode path", "a Unicode path field in the local header with another name", "APPNOTE 4.6.9")
bad("local-zip64",
    archive([Entry("a.txt", local=dict(csize=ONES, size=ONES), local_extra=zip64_field(15, 16))]),
    "T8", "local file header, compressed size", "a zip64 field with another size", "APPNOTE 4.5.3")
bad("local-zip64-short",
    archive([Entry("a.txt", local_extra=zip64_field(15))]),
    "T8", "local file header, extra field, zip64", "a zip64 field with only one of the sizes",
    "APPNOTE 4.5.3")
bad("local-zip64-long",
    archive([Entry("a.txt", local=dict(csize=ONES, size=ONES), local_extra=zip64_field(15, 15, 0))]),
    "T8", "local file header, extra field, zip64", "a zip64 field with more than both sizes",
    "APPNOTE 4.5.3", found="24 bytes")
bad("gap", archive([A, Entry("b.txt", before=b"PK\3\4")]), "T8", "local file header",
    "four bytes between two entries", "APPNOTE 4.3.6", found="4 bytes")
bad("gap-before-central", archive([A], gap=b"\0" * 7), "T8", "central directory",
    "seven bytes between the last entry and the central directory", "APPNOTE 4.3.6",
    found="7 bytes")
inner = Entry("b.txt").local_bytes()
outer = Entry("a.txt", inner)
bad("overlap",
    archive([outer, Entry("b.txt", ghost=True, central=dict(offset=35))]), "T8",
    "local file header", "an entry that lies within another one", "APPNOTE 4.3.6", found="overlap")
bad("same-local-name",
    archive([A, Entry("A.txt", local=dict(name=b"a.txt"))]), "T8", "local file header, name",
    "two entries whose local headers have one name", "APPNOTE 4.3.7", noted="T6")

# --- data descriptors (T8, C2a)

SD = UTF8 | DESCRIPTOR
R = B.right_descriptor()
bad("descriptor-crc",
    archive([Entry("b.txt", LONG, 8, SD, descriptor=R[:4] + b"\1\2\3\4" + R[8:])]), "T8",
    "data descriptor, CRC-32", "the descriptor has another checksum", "APPNOTE 4.3.9")
bad("descriptor-size",
    archive([Entry("b.txt", LONG, 8, SD, descriptor=R[:12] + b"\1\0\0\0")]), "T8",
    "data descriptor, sizes", "the descriptor has another size", "APPNOTE 4.3.9")
bad("descriptor-none", archive([Entry("b.txt", LONG, 8, SD, descriptor=b"")]), "T8",
    "data descriptor", "bit 3 is set, and no descriptor follows", "APPNOTE 4.3.9")
bad("descriptor-extra", archive([Entry("b.txt", LONG, 8, SD, descriptor=R + b"\0")]), "T8",
    "central directory", "a byte behind the descriptor", "APPNOTE 4.3.6", found="1 byte")
bad("descriptor-64",
    archive([Entry("b.txt", LONG, 8, SD,
                   descriptor=R[:8] + struct.pack("<2Q", len(B.raw), len(LONG)))]), "C2a",
    "data descriptor", "a 64-bit descriptor behind a small entry: Java cannot read it as a stream",
    "APPNOTE 4.3.9.2")
bad("descriptor-zip64-field",
    archive([Entry("b.txt", LONG, 8, SD, local=dict(csize=ONES, size=ONES),
                   local_extra=zip64_field(0, 0))]), "C2a", "zip64",
    "a zip64 field announces a 64-bit descriptor for a small entry", "APPNOTE 4.5.3")
bad("descriptor-stored", archive([Entry("a.txt", flags=SD)]), "C2a", "general purpose flags",
    "a data descriptor behind a stored entry: Java cannot read it as a stream", "APPNOTE 4.3.9")
bad("descriptor-local-sizes",
    archive([Entry("b.txt", LONG, 8, SD, local=dict(size=5))]), "T8", "uncompressed size",
    "bit 3 is set, and the local header has a size that is neither 0 nor the right one",
    "APPNOTE 4.4.4")

# --- names (C1, T6, T7)

for name, entry, comment in [
        ("empty", b"", "an empty name"), ("absolute", b"/etc/passwd", "an absolute name"),
        ("parent", b"a/../../b.txt", "a name that leads out of the archive"),
        ("parent-end", b"a/..", "a name whose last segment is '..'"),
        ("dot", b"./a.txt", "a segment '.'"), ("empty-segment", b"a//b.txt", "an empty segment"),
        ("backslash", b"..\\a.txt", "a backslash"), ("drive", b"C:a.txt", "a drive letter"),
        ("nul", b"a.txt\0.pdf", "a NUL byte"), ("control", b"a\r\nb.txt", "line ends"),
        ("c1-control", "a\u0085b.txt".encode(), "a control character of ISO 6429"),
        ("trailing-space", b"mimetype ", "a space at the end"),
        ("trailing-dot", b"a./b.txt", "a dot at the end of a segment"),
        ("marks", ("a" + 31 * "\u0301").encode(), "more combining marks than UAX #15 holds safe")]:
    bad("name-" + name, archive([Entry(entry)]), "T6", "entry name", comment, "EN 319 162-1 A.6; APPNOTE 4.4.17.1")
bad("name-not-utf8", archive([Entry(b"a\xe2\x82.txt")]), "C1", "entry name",
    "a name that is not UTF-8", "ISO/IEC 21320-1")
bad("name-without-flag", archive([Entry("ā.txt", flags=0)]), "C1", "general purpose flags",
    "a UTF-8 name that is not marked as such: some readers see other letters", "APPNOTE appendix D")
bad("duplicate", archive([A, Entry("a.txt", b"other")]), "T7", "entry name",
    "two entries of one name", "EN 319 162-1 4.4.2", found="an entry of this name already")
bad("duplicate-nfc",
    archive([Entry("\u0101.txt"), Entry(unicodedata.normalize("NFD", "\u0101.txt"))]), "T7",
    "entry name", "two names that differ only in Unicode normalisation", "EN 319 162-1 4.4.2",
    found="looks the same")
bad("duplicate-folder", archive([Entry("a"), Entry("a/", b"")]), "T7", "entry name",
    "a file and a folder of one name", "EN 319 162-1 4.4.2")
bad("file-then-folder", archive([A, Entry("a.txt/b")]), "T7", "entry name",
    "a name in a folder that is a file", "EN 319 162-1 4.4.2", found="needs a folder")
bad("folder-then-file", archive([Entry("a.txt/b/c"), A]), "T7", "entry name",
    "a file where another name needs a folder", "EN 319 162-1 4.4.2", found="in a folder")

# --- contents (T8, T9)

bad("crc", archive([Entry("a.txt", local=dict(crc=1), central=dict(crc=1))]), "T8",
    "CRC-32 of the contents", "the contents have another checksum", "APPNOTE 4.4.7")
bad("deflate-trailing", archive([Entry("b.txt", LONG, 8, raw=deflate(LONG) + b"\0\0")]), "T8",
    "compressed bytes", "two bytes behind the end of the deflate stream", "APPNOTE 4.4.8")
bad("deflate-cut", archive([Entry("b.txt", LONG, 8, raw=deflate(LONG)[:-1])]), "T8",
    "deflate stream", "the deflate stream lacks its last byte", "RFC 1951")
bad("deflate-unfinished", archive([Entry("b.txt", LONG, 8, raw=deflate(LONG, finish=False))]), "T8",
    "deflate stream", "the deflate stream has no last block", "RFC 1951 3.2.3")
bad("deflate-damaged", archive([Entry("b.txt", LONG, 8, raw=b"\x07" + deflate(LONG)[1:])]), "T8",
    "deflate stream", "a block of the reserved type", "RFC 1951 3.2.3")
bad("deflate-longer",
    archive([Entry("b.txt", LONG, 8, local=dict(size=100), central=dict(size=100))]), "T8",
    "size of the contents", "more comes out than the headers say", "APPNOTE 4.4.9", found="more")
bad("deflate-shorter",
    archive([Entry("b.txt", LONG, 8, local=dict(size=5000), central=dict(size=5000))]), "T8",
    "size of the contents", "less comes out than the headers say", "APPNOTE 4.4.9")
ZEROS = bytes(9 << 20)
bad("ratio", archive([Entry("zeros", ZEROS, 8)]), "T9", "sizes",
    "9 MiB of zeros from 9 KB: more than 250 bytes from one", "APPNOTE 4.4.9")

# --- the entry mimetype (C2)

M, TYPE = "mimetype", b"application/vnd.etsi.asic-e+zip"
good("mimetype", archive([Entry(M, TYPE), A]), "as EN 319 162-1 A.1 asks", "EN 319 162-1 A.1")
bad("mimetype-second", archive([A, Entry(M, TYPE)]), "C2", "local file header",
    "not the first entry", "EN 319 162-1 A.1")
bad("mimetype-deflated", archive([Entry(M, TYPE, 8)]), "C2", "compression method",
    "compressed", "EN 319 162-1 A.1")
bad("mimetype-extra",
    archive([Entry(M, TYPE, local_extra=struct.pack("<HHBI", 0x5455, 5, 1, 1700000000))]), "C2",
    "extra field length", "an extra field in the local header", "EN 319 162-1 A.1")
bad("mimetype-nowhere",
    archive([Entry(M, TYPE, 8, central=dict(offset=ONES), central_extra=zip64_field(2**64 - 1))]),
    "T8", "offset of the local header", "at the largest offset that zip64 can express",
    "APPNOTE 4.4.16")


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(here), "zip")
    os.makedirs(folder, exist_ok=True)
    assert len({v[0] for v in VECTORS}) == len(VECTORS)
    for name, data, expect in VECTORS:
        with open(os.path.join(folder, name + ".zip"), "wb") as f:
            f.write(data)
        with open(os.path.join(folder, name + ".zip.expect"), "w") as f:
            for key in ("outcome", "rule", "field", "found", "noted", "clause", "comment"):
                if key in expect:
                    f.write(f"{key}: {expect[key]}\n")


main()
