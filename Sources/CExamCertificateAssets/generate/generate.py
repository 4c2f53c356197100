#!/usr/bin/env python3
"""Writes the C files of CExamCertificateAssets: two font subsets, their characters, an ICC profile.

    apt-get install fonts-noto-core
    pip install -r requirements.txt
    ./generate.py            writes the files
    ./generate.py --check    writes nothing; exit status 1 when a file would change

The same bytes come out on every machine: the font files and the tools are pinned, nothing is dated,
and zopfli (not the machine's zlib) deflates.
"""

import argparse
import hashlib
import importlib.metadata
import io
import pathlib
import struct
import sys

import zopfli.zlib
from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = pathlib.Path(__file__).resolve().parent.parent
FOLDER = "/usr/share/fonts/truetype/noto"

# Debian's fonts-noto-core 20201225-1, Noto Serif 2.004.
FONTS = {
    "regular": ("NotoSerif-Regular", 
                "9d7583b7dc9e812afd32a14280c5cac3160012efe50c8d08938f4fea266ff67f"),
    "bold": ("NotoSerif-Bold",
             "0af0ff2be8f84910fb21ec5fe1b6b7395e3073250502a334baf6ca2f860c88fe"),
}

# Latin-1 and Latin Extended-A; Romanian and Livonian letters, Azerbaijani schwa, capital sharp s;
# the punctuation of Latvian text. Without U+00AD, which shows nothing.
CHARACTERS = (
    list(range(0x20, 0x7F))
    + [c for c in range(0xA0, 0x180) if c != 0xAD]
    + [0x18F, 0x1DE, 0x1DF]
    + list(range(0x218, 0x21C))
    + list(range(0x22A, 0x234))
    + [0x259, 0x1E10, 0x1E11, 0x1E9E]
    + [0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E]
    + [0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2122]
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--fonts", default=FOLDER, help="folder of the font files (%(default)s)")
    arguments = parser.parse_args()
    require_pinned_tools()

    files, mappings = {}, []
    for variable, (name, digest) in FONTS.items():
        contents = pathlib.Path(arguments.fonts, name + ".ttf").read_bytes()
        if hashlib.sha256(contents).hexdigest() != digest:
            sys.exit(f"{name}.ttf is not the one of fonts-noto-core 20201225-1: "
                     f"its SHA-256 is {hashlib.sha256(contents).hexdigest()}")
        text, mapping = font(variable, name, contents)
        files[name.replace("-", "") + ".c"] = text
        mappings.append(mapping)
    if any(mapping != mappings[0] for mapping in mappings):
        sys.exit("the fonts number their glyphs differently")
    files["Characters.c"] = characters(mappings[0])
    files["SRGB.c"] = stream_file("exam_sRGB", srgb_profile())

    changed = [name for name, text in files.items()
               if not (TARGET / name).exists() or (TARGET / name).read_text("ascii") != text]
    if arguments.check:
        for name in changed:
            print(f"{name} differs from what generate.py writes", file=sys.stderr)
        sys.exit(1 if changed else 0)
    for name in changed:
        (TARGET / name).write_text(files[name], "ascii")
        print(f"wrote {name}")


def require_pinned_tools():
    pinned = pathlib.Path(__file__).with_name("requirements.txt").read_text().split()
    for line in pinned:
        name, version = line.split("==")
        if importlib.metadata.version(name) != version:
            sys.exit(f"{name} {importlib.metadata.version(name)} is installed, {version} is needed")


# Fonts


def font(variable, name, contents):
    """The C file of one font, and its mapping from scalars to glyphs."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT", "gasp", "DSIG", "OS/2", "meta"]
    source = TTFont(io.BytesIO(contents), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    missing = [c for c in CHARACTERS if c not in source.getBestCmap()]
    if missing:
        sys.exit(f"{name} lacks {', '.join(f'U+{c:04X}' for c in missing)}")
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(source)
    order = source.getGlyphOrder()
    mapping = {c: source.getGlyphID(g) for c, g in source.getBestCmap().items()}
    advances = [source["hmtx"][g][0] for g in order]
    head, hhea = source["head"], source["hhea"]
    if head.unitsPerEm != 1000:
        sys.exit(f"{name} has {head.unitsPerEm} units per em, not 1000")
    original = TTFont(io.BytesIO(contents))
    cap_height = original["OS/2"].sCapHeight
    stem = 10 + 220 * (original["OS/2"].usWeightClass - 50) // 900
    # CIDFontType2 with an Identity map needs no cmap (ISO 32000-1 §9.9, table 126).
    del source["cmap"]
    output = io.BytesIO()
    source.save(output, reorderTables=None)
    program = output.getvalue()
    tag = "".join(chr(65 + b % 26) for b in hashlib.sha256(program).digest()[:6])

    rows, columns, matrix = kerning(original, order)
    box = [head.xMin, head.yMin, head.xMax, head.yMax]
    text = [
        banner(f"A subset of {name}, version 2.004, under the licence in OFL.txt."),
        array("uint8_t", "program", deflate(program)),
        array("uint16_t", "advances", advances),
        array("uint8_t", "kerningRowOfGlyph", rows),
        array("uint8_t", "kerningColumnOfGlyph", columns),
        array("int16_t", "kerning", [value for row in matrix for value in row]),
        f"const exam_font exam_font_{variable} = {{",
        f'    .name = "{tag}+{name}",',
        f"    .program = {{program, sizeof program, {len(program)}}},",
        "    .advances = advances,",
        f"    .glyphCount = {len(order)},",
        "    .kerningRowOfGlyph = kerningRowOfGlyph,",
        "    .kerningColumnOfGlyph = kerningColumnOfGlyph,",
        "    .kerning = kerning,",
        f"    .kerningRows = {len(matrix)},",
        f"    .kerningColumns = {len(matrix[0])},",
        f"    .boundingBox = {{{', '.join(map(str, box))}}},",
        f"    .ascent = {hhea.ascent},",
        f"    .descent = {hhea.descent},",
        f"    .capHeight = {cap_height},",
        f"    .stemV = {stem},",
        "};",
        "",
    ]
    return "\n".join(text), mapping


def kerning(original, order):
    """Classes of glyphs and the matrix of their pair kerning, from the font's GPOS table.

    Glyphs that are on no character (parts of composite glyphs) have class 0, as have those that are
    never kerned. Accented letters are kerned as the font says, glyph by glyph.
    """
    shown = {c: g for c, g in original.getBestCmap().items() if c in CHARACTERS}
    names = list(dict.fromkeys(shown[c] for c in sorted(shown)))
    table = original["GPOS"].table
    indices = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern"
               for i in record.Feature.LookupListIndex}
    values = {}
    for index in sorted(indices):
        found = {}  # within one lookup the first subtable that covers a pair decides
        for part in table.LookupList.Lookup[index].SubTable:
            part = getattr(part, "ExtSubTable", part)
            covered = set(part.Coverage.glyphs)
            if part.Format == 1:
                for left, pairs in zip(part.Coverage.glyphs, part.PairSet):
                    for pair in pairs.PairValueRecord:
                        found.setdefault((left, pair.SecondGlyph), advance(pair.Value1))
            else:
                first, second = part.ClassDef1.classDefs, part.ClassDef2.classDefs
                for left in names:
                    if left in covered:
                        record = part.Class1Record[first.get(left, 0)].Class2Record
                        for right in names:
                            value = advance(record[second.get(right, 0)].Value1)
                            found.setdefault((left, right), value)
        for pair, value in found.items():
            values[pair] = values.get(pair, 0) + value

    def row(left):
        return tuple(values.get((left, right), 0) for right in names)

    def column(right):
        return tuple(values.get((left, right), 0) for left in names)

    row_keys, column_keys = [tuple([0] * len(names))], [tuple([0] * len(names))]
    row_of, column_of = {}, {}
    for g in names:
        for keys, of, key in ((row_keys, row_of, row(g)), (column_keys, column_of, column(g))):
            if key not in keys:
                keys.append(key)
            of[g] = keys.index(key)
    matrix = [[0] * len(column_keys) for _ in row_keys]
    for left in names:
        for right in names:
            matrix[row_of[left]][column_of[right]] = values.get((left, right), 0)
    return ([row_of.get(g, 0) for g in order], [column_of.get(g, 0) for g in order], matrix)


def advance(value):
    return getattr(value, "XAdvance", 0) if value else 0


# Characters


def characters(mapping):
    """The table of characters and the ToUnicode CMap."""
    pairs = sorted((g, c) for c, g in mapping.items())
    if len({g for g, _ in pairs}) != len(pairs):
        sys.exit("two characters share a glyph: ToUnicode would be ambiguous")
    return "\n".join([
        banner("The characters that both fonts show, and the ToUnicode CMap; "
               "the project's licence."),
        "static const exam_character characters[] = {",
        wrap([f"{{0x{c:04X}, {g}}}" for c, g in sorted(mapping.items())]),
        "};",
        "",
        "const exam_character *const exam_characters = characters;",
        f"const size_t exam_characterCount = {len(pairs)};",
        "",
        stream("exam_toUnicode", to_unicode(pairs)),
    ])


def to_unicode(pairs):
    """A CMap by ISO 32000-1 §9.10.3: runs of at most 100, none across a change of the high byte."""
    runs = []
    for glyph, scalar in pairs:
        if runs and glyph == runs[-1][1] + 1 and scalar == runs[-1][2] + glyph - runs[-1][0] \
                and glyph >> 8 == runs[-1][0] >> 8 and scalar >> 8 == runs[-1][2] >> 8:
            runs[-1][1] = glyph
        else:
            runs.append([glyph, glyph, scalar])
    text = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]
    for start in range(0, len(runs), 100):
        part = runs[start:start + 100]
        text.append(f"{len(part)} beginbfrange")
        text += [f"<{first:04X}> <{last:04X}> <{scalar:04X}>" for first, last, scalar in part]
        text.append("endbfrange")
    text += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(text).encode("ascii")


# ICC profile


def srgb_profile():
    """An RGB display profile by ICC.1:2010 (version 4.3) from the primaries of IEC 61966-2-1."""
    def fixed(value):  # s15Fixed16Number
        return struct.pack(">i", round(value * 65536))

    def multiply(a, b):
        return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]

    def inverse(m):
        (a, b, c), (d, e, f), (g, h, i) = m
        det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
        return [[(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
                [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
                [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det]]

    def xyz(x, y):
        return [[x / y], [1.0], [(1 - x - y) / y]]

    d50 = [[0.9642], [1.0], [0.8249]]
    d65 = xyz(0.3127, 0.3290)
    primaries = [xyz(0.64, 0.33), xyz(0.30, 0.60), xyz(0.15, 0.06)]
    matrix = [[p[row][0] for p in primaries] for row in range(3)]
    scale = multiply(inverse(matrix), d65)
    matrix = [[value * scale[column][0] for column, value in enumerate(row)] for row in matrix]
    bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    source, target = multiply(bradford, d65), multiply(bradford, d50)
    cone = [[target[i][0] / source[i][0] if i == j else 0 for j in range(3)] for i in range(3)]
    adaptation = multiply(inverse(bradford), multiply(cone, bradford))
    matrix = multiply(adaptation, matrix)

    def text(value):  # multiLocalizedUnicodeType
        octets = value.encode("utf-16-be")
        return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(octets), 28) + octets

    def point(values):
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + b"".join(
        map(fixed, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]))
    columns = [[row[i] for row in matrix] for i in range(3)]
    tags = [
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", point([v[0] for v in d50])),
        (b"chad", b"sf32\0\0\0\0" + b"".join(fixed(v) for row in adaptation for v in row)),
        (b"rXYZ", point(columns[0])), (b"gXYZ", point(columns[1])), (b"bXYZ", point(columns[2])),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]
    directory, body, places = b"", b"", {}
    start = 128 + 4 + 12 * len(tags)
    for signature, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        directory += signature + struct.pack(">II", places[data], len(data))
    size = start + len(body)
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI", size, bytes(4), 0x04300000, b"mntr", b"RGB ", b"XYZ ",
        2020, 1, 1, 0, 0, 0, b"acsp", bytes(4), 0, 0, 0, 0, 0)
    header += b"".join(fixed(v[0]) for v in d50) + bytes(48)
    profile = header + struct.pack(">I", len(tags)) + directory + body
    identity = hashlib.md5(profile).digest()  # §7.2.18: over the profile with this field zero
    return profile[:84] + identity + profile[100:]


# C


def banner(line):
    return f"// Written by generate/generate.py. {line}\n\n" \
           '#include "CExamCertificateAssets.h"\n'


def deflate(octets):
    return zopfli.zlib.compress(octets, numiterations=15)


def stream(name, octets):
    return "\n".join([
        array("uint8_t", "deflated", deflate(octets)),
        f"const exam_stream {name} = {{deflated, sizeof deflated, {len(octets)}}};",
        "",
    ])


def stream_file(name, octets):
    return banner("The ICC profile of sRGB, under the licence that its tag cprt gives: use freely.") \
        + "\n" + stream(name, octets)


def array(kind, name, values):
    return f"static const {kind} {name}[] = {{\n{wrap([str(v) for v in values])}\n}};\n"


def wrap(items, width=172):
    lines, line = [], ""
    for item in items:
        if len(line) + len(item) + 1 > width:
            lines.append(line)
            line = ""
        line += item + ","
    return "\n".join(lines + [line])


if __name__ == "__main__":
    main()
