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
for name, one, other in (
        ("case", "Report.txt", "report.txt"), ("case-sharp-s", "Straße", "STRASSE"),
        ("case-capital-sharp-s", "Straße", "STRA\u1e9eE"), ("case-long-s", "lesen", "le\u017fen"),
        ("case-kelvin", "k", "\u212a"), ("case-ligature", "fi", "\ufb01"),
        ("case-final-sigma", "\u03c3", "\u03c2"), ("case-nfd", "\u0100", "a\u0304"),
        ("case-folder", "a/b", "A/B"), ("case-file-in-folder", "A", "a/b"),
        ("case-folder-over-file", "A/b", "a")):
    good("noted-" + name, archive([Entry(one), Entry(other)]),
         "names that are one where upper and lower case are", "APPNOTE 4.4.17.1; Unicode 3.13",
         noted="T6")
good("good-case-folders", archive([Entry("a/b"), Entry("A/c"), Entry("d/", b""), Entry("d/e")]),
     "names in folders that are one where upper and lower case are; a folder before its file",
     "Unicode 3.13")
good("good-case-folder-behind", archive([Entry("a/b"), Entry("a/", b"")]),
     "a folder's own entry behind what is in it", "Unicode 3.13")
for name, text, comment in (
        ("bidi", "invoice\u202efdp.exe", "a right-to-left override"),
        ("bidi-isolate", "a\u2067b\u2069.txt", "an isolate"), ("bidi-mark", "a\u200e.txt", "a mark"),
        ("zero-width", "a\u200b.txt", "a space of no width"),
        ("joiner", "a\u200d.txt", "a joiner of no width"),
        ("byte-order-mark", "\ufeffa.txt", "a byte order mark"),
        ("soft-hyphen", "a\u00adb.txt", "a hyphen that is not seen"),
        ("line-separator", "a\u2028b.txt", "the end of a line"),
        ("device", "CON", "a device of Windows"), ("device-extension", "nul.tar.gz", "one"),
        ("device-number", "a/com1.txt", "one in a folder"), ("device-folder", "aux/a.txt", "one"),
        ("device-superscript", "LPT\u00b9", "one with a superscript"),
        ("device-space", "PRN .txt", "one before a space"),
        ("colon", "a.txt:b", "a stream of Windows"), ("colon-folder", "ab:/c", "one in a folder"),
        ("question-mark", "why?.txt", "what Windows does not allow"),
        ("segment-256", "a/" + 256 * "b", "a segment of 256 bytes"),
        ("segment-256-utf8", 128 * "ā" + "/b", "a folder of 256 bytes"),
        ("version-number", "a.txt;1", "a version of VMS")):
    good("noted-name-" + name, archive([Entry(text)]), "a name that is not the same everywhere: "
         + comment, "APPNOTE 4.4.17.1; Unicode UTR 36", noted="T6")
for name, text in (("device", "CONTRACT.txt"), ("device-number", "COM10"), ("device-end", "a.con"),
                   ("segment-255", 255 * "b"), ("version-number", "a;1.txt"),
                   ("letters", "Ščērbaķis – līgums (2).pdf")):
    good("good-name-" + name, archive([Entry(text)]), "a name that is the same everywhere",
         "APPNOTE 4.4.17.1")

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

# --- attributes that make something else of an entry (T6)


def attributes(host, mode, low=0, name="b"):
    folder = name.endswith("/")
    return archive([A, Entry(name, b"" if folder else TEXT,
                             central=dict(made_by=host << 8 | 20, attributes=mode << 16 | low))])


# Under every host system: MS-DOS (0), Amiga (1), VMS (2), UNIX (3), NTFS (10), OS X (19), none (255).
for name, mode, found in (
        ("link", 0o120777, "symbolic link"), ("device", 0o060644, "block device"),
        ("terminal", 0o020620, "character device"), ("fifo", 0o010644, "FIFO"),
        ("socket", 0o140755, "socket"), ("unknown", 0o050644, "0o50000"),
        ("folder", 0o040755, "a folder"), ("setuid", 0o104755, "setuid"),
        ("setgid", 0o102755, "setgid"), ("sticky", 0o101644, "sticky"),
        ("setuid-alone", 0o004000, "setuid")):
    for host in (0, 3, 19) if name in ("link", "folder", "setuid") else (3,):
        bad(f"entry-{name}" + (f"-host-{host}" if host != 3 else ""), attributes(host, mode),
            "T6", "external attributes",
            f"the attributes give an entry the mode {mode:#o}, with host system {host}",
            "APPNOTE 4.4.2.2, 4.4.15", found=found)
for host in (1, 2, 10, 255):
    bad(f"entry-link-host-{host}", attributes(host, 0o120777), "T6", "external attributes",
        f"a symbolic link with host system {host}", "APPNOTE 4.4.2.2, 4.4.15", found="symbolic link")
for name, low, found in (("folder", 0x10, "a folder"), ("label", 0x08, "volume label"),
                         ("device", 0x40, "a device"), ("reparse", 0x420, "reparse point")):
    for host in (0, 3, 10):
        bad(f"entry-ms-dos-{name}-host-{host}", attributes(host, 0, low), "T6",
            "external attributes", f"the attributes of MS-DOS {low:#x} with host system {host}",
            "APPNOTE 4.4.15", found=found)
bad("entry-folder-as-file", attributes(3, 0o100644, name="b/"), "T6", "external attributes",
    "the attributes of a file, and the name of a folder", "APPNOTE 4.4.15", found="a regular file")
bad("entry-folder-as-link", attributes(0, 0o120777, 0x10, name="b/"), "T6", "external attributes",
    "the attributes of a link, and the name of a folder", "APPNOTE 4.4.15", found="symbolic link")
bad("entry-folder-setgid", attributes(3, 0o042755, 0x10, name="b/"), "T6", "external attributes",
    "a folder that gives its group to what is in it", "APPNOTE 4.4.15", found="setgid")
for name, host, mode, low, entry in (
        ("regular", 3, 0o100644, 0, "b"), ("mode-alone", 3, 0o644, 1, "b"),
        ("ms-dos", 0, 0, 0x27, "b"), ("ntfs", 10, 0, 0x2020, "b"),
        ("folder", 3, 0o040755, 0x10, "b/"), ("folder-ms-dos", 0, 0, 0x10, "b/"),
        ("folder-without", 0, 0, 0, "b/")):
    good(f"good-entry-{name}", attributes(host, mode, low, entry),
         f"the mode {mode:#o} and the attributes {low:#x} with host system {host}", "APPNOTE 4.4.15")

# --- fields and versions that make something else of an entry (T6)


def asi_unix(mode, size=0, target=b""):
    data = struct.pack("<HIHH", mode, size, 0, 0) + target
    return struct.pack("<HHI", 0x756E, 4 + len(data), zlib.crc32(data)) + data


def extra_field(number, data):
    return struct.pack("<HH", number, len(data)) + data


XL_LINK = extra_field(0x6C78, struct.pack("<BHI", 5, 0x0314, 0o120777 << 16))
for name, data, comment in (
        ("xl", XL_LINK, "libarchive's field makes a symbolic link of it"),
        ("xl-empty", extra_field(0x6C78, b"\0"), "libarchive's field, with nothing in it"),
        ("asi-link", asi_unix(0o120777, 5, b"c.txt"), "ASi's field makes a symbolic link of it"),
        ("asi-folder", asi_unix(0o040755), "ASi's field makes a folder of it"),
        ("asi-setuid", asi_unix(0o104755), "ASi's field sets the mode bit setuid"),
        ("asi-hard-link", asi_unix(0o100644, 5, b"c.txt"), "ASi's field has the target of a link"),
        ("pkware-link", extra_field(0x000D, bytes(12) + b"c"), "PKWARE's field has the target of a link"),
        ("pkware-device", extra_field(0x000D, bytes(12) + struct.pack("<II", 8, 1)),
         "PKWARE's field has the numbers of a device")):
    for place, extra in (("central", dict(central_extra=data)), ("local", dict(local_extra=data))):
        bad(f"extra-{name}-{place}", archive([A, Entry("b", **extra)]), "T6",
            f"{place} {'directory' if place == 'central' else 'file'} header, extra field", comment,
            "APPNOTE 4.5.7, 4.6.1")
good("good-extra-asi", archive([A, Entry("b", central_extra=asi_unix(0o100644),
                                         local_extra=asi_unix(0o100644))]),
     "ASi's field of a regular file", "APPNOTE 4.6.1")
good("good-extra-pkware", archive([A, Entry("b", central_extra=extra_field(0x000D, bytes(12)))]),
     "PKWARE's field with times and owner", "APPNOTE 4.5.7")
for version in (64, 255, 0x0340):
    for place in ("central", "local"):
        bad(f"version-{version}-{place}", archive([A, Entry("b", **{place: dict(version=version)})]),
            "T6", f"{place} {'directory' if place == 'central' else 'file'} header, version needed",
            "a version of APPNOTE that there is not: programs leave the entry out", "APPNOTE 4.4.3")
good("good-version-host", archive([A, Entry("b", local=dict(version=0x031e),
                                            central=dict(version=0x031e))]),
     "a host system in the upper byte of the version needed", "APPNOTE 4.4.3")
good("good-version-63", archive([A, Entry("b", local=dict(version=63), central=dict(version=63))]),
     "the last version of APPNOTE", "APPNOTE 4.4.3")

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
    "a data descriptor behind a stored entry: Java cannot read it as a stream",
    "java.util.zip.ZipInputStream")
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
for name, text in (("", "ā.txt"), ("-folder", "ā/a.txt"), ("-end", "a.t\u20ac")):
    bad("name-without-flag" + name, archive([Entry(text, flags=0)]), "C1a", "general purpose flags",
        "a UTF-8 name that is not marked as such: some readers see other letters",
        "APPNOTE appendix D")
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
