#!/usr/bin/env python3
"""Rebuilds the files of TestVectors/exam-results that break a rule (all but sample.csv).

Every row is a changed copy of a row of sample.csv; what is expected of each stands in NAME.expect,
which is written by hand.
"""
import csv, io, pathlib, unicodedata

folder = pathlib.Path(__file__).parent.parent / "exam-results"
with open(folder / "sample.csv", encoding="utf-8", newline="") as sample:
    header, *rows = list(csv.reader(sample))
french, maths, latvian, failed, english, mykola, culture, *_ = rows
column = {name: index for index, name in enumerate(header)}


def changed(row, number, **values):
    """`row` with its identifiers made unique by `number`, and with other values."""
    row = list(row)
    row[0] = f"vector-{number:03}"
    if row[1]:
        row[1] = row[1][:5] + f"999999001{number:03}" + row[1][17:]
    for name, value in values.items():
        row[column[name]] = value
    return row


def text(rows, header=header, delimiter=",", end="\n"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([header] + rows)
    return out.getvalue()


def numbered(changes):
    return [changed(row, number, **values) for number, (row, values) in enumerate(changes, 2)]


def write(name, content):
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    (folder / name).write_bytes(data)


# Delimiter ;, decimal comma, BOM, CR LF, another order of columns, an empty line.
order = list(reversed(header))
swapped = [[row[column[name]].replace(".00", ",00") for name in order] for row in (french, maths)]
lines = text(swapped, order, ";", "\r\n").split("\r\n")
lines.insert(2, "")
write("semicolon-bom.csv", "\ufeff" + "\r\n".join(lines))

write("empty.csv", "")
write("utf-16.csv", text([french]).encode("utf-16"))
write("header-columns.csv", text([french], [
    {"examCode": "ExamCode", "cefrLevel": "status", "issuedOn": "issued\x1b[31m"}.get(name, name)
    for name in header]))
write("header-quotes.csv", 'recordId"x,certificateNumber\n' + text([french]))

# One row in Windows-1257, one with a cut UTF-8 sequence; the rows around them are read.
good = [changed(french, number) for number in (2, 3, 4, 5)]
parts = [text([row]).split("\n", 1)[1] for row in good]
write("encoding.csv", text([]).encode() + parts[0].encode() + parts[1].encode("cp1257", "replace")
      + parts[2].encode().replace("Ņina".encode(), "Ņina".encode()[1:]) + parts[3].encode())

# Broken quotes: the line is refused and the next one read.
a, b, c, d, e = (text([changed(french, number)]).split("\n", 1)[1] for number in (2, 3, 4, 5, 6))
write("quotes.csv", text([]) + a.replace("Ņina", '"Ņina"x') + b.replace("Ņina", 'Ņi"na')
      + c + d.replace("Ņina", '"Ņina') + e)

write("row-length.csv", text([changed(french, 2)[:-1], changed(french, 3) + ["x"],
                              changed(french, 4)]))

write("duplicates.csv", text([
    changed(french, 2), changed(french, 3, recordId="vector-002"),
    changed(french, 4, certificateNumber="2024/999999001002-FRA09"), changed(french, 5)]))

write("values.csv", text(numbered([
    (french, dict(recordId="")),
    (french, dict(recordId="vector 003")),
    (french, dict(certificateNumber="2024-999999001004-FRA09")),
    (french, dict(examCode="fra09")),
    (french, dict(examName="")),
    (french, dict(examName="E" * 121)),
    (french, dict(educationLevel="primary")),
    (english, dict(contentLevel="Optimal")),
    (french, dict(grade="nine")),
    (french, dict(schoolYear="2023/2025")),
    (french, dict(institutionName="x" * 161)),
    (french, dict(institutionRegNr="999990001")),
    (french, dict(overallPercent="181")),
    (french, dict(overallPercent="81.5")),
    (french, dict(overallPercent="-1")),
    (french, dict(cefrLevel="D1")),
    (french, dict(status="Passed")),
    (french, dict(announcedAt="2024-07-01 08:00")),
    (french, dict(issuedOn="2024-02-30")),
    (french, dict(examName=" Eksāmens\u202e")),
    (french, dict(overallPercent="x", status="", schoolYear="")),
])))

write("contradictions.csv", text(numbered([
    (french, dict(certificateNumber="2024/999999001002-ANG09")),
    (french, dict(certificateNumber="")),
    (failed, dict(certificateNumber="2024/999999001004-MAT09")),
    (french, dict(contentLevel="optimal")),
    (english, dict(contentLevel="")),
    (french, dict(grade="12")),
    (english, dict(grade="9")),
    (english, dict(grade="13")),
    (french, dict(overallPercent="89")),
    (french, dict(overallPercent="75")),
    (french, dict(status="failed", certificateNumber="", issuedOn="")),
    (failed, dict(status="passed", certificateNumber="2024/999999001013-MAT09",
                  issuedOn="2024-07-01")),
    (failed, dict(status="annulled")),
    (french, dict(issuedOn="2024-06-30")),
    (french, dict(issuedOn="")),
    (french, dict(schoolYear="2030/2031")),
    (english, dict(schoolYear="2020/2021", cefrLevel="B2")),
    (english, dict(schoolYear="2020/2021", cefrLevel="B1")),
    (failed, dict(overallPercent="9")),
])))

write("persons.csv", text(numbered([
    (french, dict(givenNames=unicodedata.normalize("NFD", "Ņina Ģirte"))),
    (french, dict(familyName="")),
    (french, dict(familyName="Paraudziņa\U0001f600")),
    (french, dict(familyName="Paraudziņa3")),
    (french, dict(familyName="P" * 61)),
    (french, dict(givenNames="Ņina ")),
    (french, dict(givenNames="D’Arsī O'Nīla-Jr.")),
    (french, dict(personalCode="")),
    (french, dict(localId="9999900001-1")),
    (french, dict(personalCode="329999-0001")),
    (french, dict(personalCode="319999-00019")),
    (french, dict(personalCode="310208-20019")),
    (french, dict(personalCode="290208-20019")),
    (french, dict(personalCode="329999-00018")),
    (french, dict(personalCode="010199-20019")),
    (mykola, dict(localId="9" * 33)),
])))

write("parts.csv", text(numbered([
    (french, dict(parts="Klausīšanās=82|Lasīšana=88,5|Runāšana=76.00")),
    (french, dict(parts=r"A\|B\=C\\=81.00")),
    (french, dict(parts="")),
    (french, dict(parts="Klausīšanās")),
    (french, dict(parts="Klausīšanās=81=82")),
    (french, dict(parts="Klausīšanās=100.01")),
    (french, dict(parts="Klausīšanās=81.001")),
    (french, dict(parts="Klausīšanās=−81")),
    (french, dict(parts=r"Klausī\šanās=81")),
    (french, dict(parts="Klausīšanās=81\\")),
    (french, dict(parts="=81")),
    (french, dict(parts="|".join(["A=81"] * 9))),
    (french, dict(parts="A" * 81 + "=81")),
])))

more = header + ["partWeights", "birthDate"]
write("optional-columns.csv", text([
    changed(maths, 2) + ["0.75|0.25", "2008-12-06"],
    changed(maths, 3) + ["0,80|0,20", ""],
    changed(maths, 4) + ["0.5|0.5", ""],
    changed(maths, 5) + ["0.75|0.3", ""],
    changed(maths, 6) + ["0.75", ""],
    changed(maths, 7) + ["three|1", ""],
    changed(maths, 8) + ["1|0", ""],
    changed(maths, 9) + ["", "2024-07-01"],
    changed(maths, 10) + ["", "6.12.2008"],
], more))
