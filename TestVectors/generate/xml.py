#!/usr/bin/env python3
"""Rebuilds TestVectors/xml: documents that the XML layer judges, and what it must say.

Run from anywhere; needs nothing but Python. Rows: name, document, error code ("none": accepted),
whole message ("": not compared, it is libxml2's), clause or rule.
"""
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "xml"

DOCTYPE = "a document type declaration (<!DOCTYPE), which this format does not have"
ENTITY = "a reference to an entity other than amp, lt, gt, quot and apos"
ENCODING = "the document says that it is in %s, expected UTF-8"
UTF16 = "line 1: the document is in UTF-16 or UTF-32, expected UTF-8"


def attributes(count, name="a%d"):
    return " ".join(name % i + '="urn:%d"' % i for i in range(count))


VECTORS = [
    # T3: document type declarations and entities
    ("doctype", '<!DOCTYPE r>\n<r/>', "documentTypeRefused", "line 1: " + DOCTYPE, "T3"),
    ("doctype-after-declaration", '<?xml version="1.0"?>\n<!-- c -->\n<!DOCTYPE r SYSTEM "http://example.invalid/r.dtd">\n<r/>',
     "documentTypeRefused", "line 3: " + DOCTYPE, "T3"),
    ("doctype-external-entity", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<r>&x;</r>',
     "documentTypeRefused", "line 1: " + DOCTYPE, "T3"),
    ("doctype-billion-laughs", '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>\n<r>&c;</r>',
     "documentTypeRefused", "line 1: " + DOCTYPE, "T3"),
    ("doctype-inside-root", '<r>\n<!DOCTYPE r></r>', "documentTypeRefused", "line 2: " + DOCTYPE, "T3"),
    ("doctype-lower-case", '<!doctype r><r/>', "notWellFormed",
     'line 1: "<!" that begins neither a comment nor a CDATA section', "T3; XML 1.0 §2.8"),
    ("doctype-in-comment", '<r><!-- <!DOCTYPE r> --></r>', "none", "", "T3; XML 1.0 §2.5"),
    ("doctype-in-cdata", '<r><![CDATA[<!DOCTYPE r>]]></r>', "none", "", "T3; XML 1.0 §2.7"),
    ("entity-reference", '<r>\n&x;</r>', "entityReferenceRefused", "line 2: " + ENTITY, "T3; XML 1.0 §4.1"),
    ("entity-reference-in-attribute", '<r a="&x;"/>', "entityReferenceRefused", "line 1: " + ENTITY, "T3; XML 1.0 §4.1"),
    ("ampersand-alone", '<r>a & b</r>', "entityReferenceRefused", "line 1: " + ENTITY, "T3; XML 1.0 §2.4"),
    ("entities-predefined", '<r a="&amp;&lt;&gt;&quot;&apos;&#65;&#x41;">&amp;&lt;&gt;&quot;&apos;&#65;&#x41;</r>', "none", "",
     "XML 1.0 §4.6"),
    ("character-reference-without-number", '<r>&#;</r>', "notWellFormed", "", "XML 1.0 §4.1"),
    ("character-reference-to-nul", '<r>&#0;</r>', "notWellFormed", "", "XML 1.0 §4.1"),
    # Encodings
    ("encoding-latin1", '<?xml version="1.0" encoding="ISO-8859-1"?>\n<r/>', "encodingRefused",
     "line 1: " + ENCODING % "ISO-8859-1", "XML 1.0 §4.3.3"),
    ("encoding-utf7", "<?xml version='1.0' encoding='UTF-7'?>\n<r/>", "encodingRefused", "line 1: " + ENCODING % "UTF-7",
     "XML 1.0 §4.3.3"),
    ("encoding-utf8-in-lower-case", '<?xml version="1.0" encoding="utf-8"?><r/>', "none", "", "XML 1.0 §4.3.3"),
    ("utf16-with-mark", "\ufeff<r/>".encode("utf-16-le"), "encodingRefused", UTF16, "XML 1.0 §4.3.3"),
    ("utf16-without-mark", "<r/>".encode("utf-16-be"), "encodingRefused", UTF16, "XML 1.0 App. F"),
    ("utf32-with-mark", "\ufeff<r/>".encode("utf-32-be"), "encodingRefused", UTF16, "XML 1.0 App. F"),
    ("utf8-with-mark", "\ufeff<r/>", "none", "", "XML 1.0 §4.3.3"),
    ("not-utf8", b"<r>\n\xe4</r>", "encodingRefused", "line 2: octets that are not UTF-8", "XML 1.0 §4.3.3"),
    ("utf8-too-long", b"<r>\xc0\xbcx/>\xe0\x80\xaf</r>", "encodingRefused", "line 1: octets that are not UTF-8", "Unicode, table 3-7"),
    ("utf8-too-long-3", b"<r>\xe0\x9f\xbf</r>", "encodingRefused", "line 1: octets that are not UTF-8", "Unicode, table 3-7"),
    ("utf8-too-long-4", b"<r>\xf0\x8f\xbf\xbf</r>", "encodingRefused", "line 1: octets that are not UTF-8", "Unicode, table 3-7"),
    ("utf8-beyond", b"<r>\xf4\x90\x80\x80</r>", "encodingRefused", "line 1: octets that are not UTF-8", "Unicode, table 3-7"),
    ("utf8-borders", b"<r>\xe0\xa0\x80\xed\x9f\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbd</r>", "none", "", "Unicode, table 3-7"),
    ("utf8-surrogate", b"<r>\xed\xa0\x80</r>", "encodingRefused", "line 1: octets that are not UTF-8", "Unicode, table 3-7"),
    ("utf8-cut", b"<r/>\n\xe2\x82", "encodingRefused", "line 2: octets that are not UTF-8", "Unicode, table 3-7"),
    ("xml-1.1", '<?xml version="1.1"?>\n<r/>', "notWellFormed", "line 1: the document says that it is XML 1.1, expected 1.0",
     "C14N 1.0 §1"),
    ("nul", b"<r/>\n\x00<!DOCTYPE r>", "notWellFormed", "line 2: U+0000, which no XML document holds", "XML 1.0 §2.2"),
    ("control-character", b"<r>\x01</r>", "notWellFormed", "", "XML 1.0 §2.2"),
    # P2: what libxml2 is slow at
    ("attributes-64", "<r %s/>" % attributes(64), "none", "", "P2"),
    ("attributes-65", "<r>\n<s %s/></r>" % attributes(65), "limitExceeded",
     "line 2: the element s has 65 attributes, the limit is 64", "P2"),
    ("namespaces-64", "<r %s/>" % attributes(64, "xmlns:n%d"), "none", "", "P2"),
    ("namespaces-65", "<r %s/>" % attributes(65, "xmlns:n%d"), "limitExceeded",
     "line 1: the element r has 65 namespace declarations, the limit is 64", "P2"),
    ("depth-100", "<r>" * 100 + "</r>" * 100, "none", "", "P2"),
    ("depth-101", "<r>\n" * 101 + "</r>" * 101, "limitExceeded", "line 101: more than 100 elements inside each other", "P2"),
    ("namespaces-in-scope", "".join("<r %s>" % attributes(64, "xmlns:n" + str(d) + "_%d") for d in range(40)) + "<s/>" * 20
     + "</r>" * 40, "limitExceeded", "line 1: too many namespace declarations in too many elements", "P2"),
    ("name-too-long", "<%s/>" % ("r" * 1001), "limitExceeded", "line 1: a name longer than 1000 octets", "P2"),
    # T2: identifiers
    ("identifiers-unique", '<r Id="a"><s ID="b"/><t id="c" xml:id="d"/><u iD="a" x:id="a" xmlns:x="urn:x"/></r>', "none", "", "T2"),
    ("identifier-twice", '<r>\n<s Id="a"/>\n<s Id="a"/></r>', "duplicateIdentifier",
     'line 3: the identifier "a" stands in 2 attributes, of /r/s[1] (line 2) and /r/s[2] (line 3); expected one', "T2"),
    ("identifier-twice-as-xml-id", '<r xml:id="a">\n<s Id="a"/></r>', "duplicateIdentifier",
     'line 2: the identifier "a" stands in 2 attributes, of /r (line 1) and /r/s (line 2); expected one', "T2"),
    ("identifier-twice-in-other-case", '<r ID="a">\n<s id="a"/></r>', "duplicateIdentifier",
     'line 2: the identifier "a" stands in 2 attributes, of /r (line 1) and /r/s (line 2); expected one', "T2"),
    ("identifier-twice-by-reference", '<r Id="a">\n<s Id="&#97;"/></r>', "duplicateIdentifier",
     'line 2: the identifier "a" stands in 2 attributes, of /r (line 1) and /r/s (line 2); expected one', "T2"),
    ("identifier-four-times", '<r Id="a">\n<s Id="a"/><s Id="a"/><s Id="a"/></r>', "duplicateIdentifier",
     'line 2: the identifier "a" stands in 4 attributes, of /r (line 1) and /r/s[1] (line 2) and /r/s[2] (line 2) and others; '
     'expected one', "T2"),
    # Well-formedness, ours (what decides where markup begins and ends) and libxml2's
    ("empty", "", "notWellFormed", "line 1: the document is empty", "XML 1.0 §2.1"),
    ("one-octet", "<", "notWellFormed", 'line 1: "<" that begins no markup, or no name where one is due', "XML 1.0 §2.1"),
    ("text-only", "not XML", "notWellFormed", "", "XML 1.0 §2.1"),
    ("two-roots", "<r/><r/>", "notWellFormed", "", "XML 1.0 §2.1"),
    ("end-missing", "<r>\n<s></r>", "notWellFormed", "", "XML 1.0 §3"),
    ("ends-inside", "<r>\n<s>", "notWellFormed", "line 2: the document ends inside an element", "XML 1.0 §3"),
    ("end-without-start", "<r/>\n</r>", "notWellFormed", "line 2: an end tag without a start tag", "XML 1.0 §3"),
    ("less-than-in-attribute", '<r a="<"/>', "notWellFormed", 'line 1: "<" in an attribute value', "XML 1.0 §3.1"),
    ("attribute-without-quotes", "<r a=b/>", "notWellFormed", "line 1: an attribute value without quotes", "XML 1.0 §3.1"),
    ("attribute-without-value", "<r a/>", "notWellFormed", 'line 1: an attribute without "="', "XML 1.0 §3.1"),
    ("attributes-without-space", '<r a="1"b="2"/>', "notWellFormed", "line 1: a start tag without its end", "XML 1.0 §3.1"),
    ("attribute-twice", '<r a="1" a="2"/>', "notWellFormed", "", "XML 1.0 §3.1"),
    ("attribute-twice-by-namespace", '<r xmlns:a="urn:x" xmlns:b="urn:x" a:c="1" b:c="2"/>', "notWellFormed", "",
     "Namespaces in XML 1.0 §6.3"),
    ("prefix-undeclared", "<a:r/>", "notWellFormed", "", "Namespaces in XML 1.0 §5"),
    ("comment-open", "<r><!-- </r>", "notWellFormed", "line 1: a comment without its end", "XML 1.0 §2.5"),
    ("comment-too-short", "<r><!--></r>", "notWellFormed", "line 1: a comment without its end", "XML 1.0 §2.5"),
    ("comment-with-hyphens", "<r><!-- -- --></r>", "notWellFormed", "", "XML 1.0 §2.5"),
    ("cdata-open", "<r><![CDATA[x]]</r>", "notWellFormed", "line 1: a CDATA section without its end", "XML 1.0 §2.7"),
    ("instruction-open", "<r><?x </r>", "notWellFormed", "line 1: a processing instruction without its end", "XML 1.0 §2.6"),
    ("instruction", '<?x y?><r><?x?></r>', "none", "", "XML 1.0 §2.6"),
    ("declaration-not-first", ' <?xml version="1.0"?><r/>', "notWellFormed", "", "XML 1.0 §2.8"),
]


def main():
    FOLDER.mkdir(exist_ok=True)
    for old in [*FOLDER.glob("*.xml"), *FOLDER.glob("*.expect")]:
        old.unlink()
    for name, document, error, message, clause in VECTORS:
        octets = document if isinstance(document, bytes) else document.encode()
        (FOLDER / (name + ".xml")).write_bytes(octets)
        lines = ["error: " + error] + (["message: " + message] if message else []) + ["clause: " + clause]
        (FOLDER / (name + ".expect")).write_text("\n".join(lines) + "\n")


main()
