#!/usr/bin/env python3
"""Workbooks through songhe-paper: what each program writes is read as it
stands on the page; what can't be read, and what wants to do harm, is refused
in words."""
import io
import os
import random
import re
import struct
import sys
import time
import xml.etree.ElementTree as tree
import zipfile

import paper_client as paper
from xlsx_files import MAIN, OFFICE, Book, Raw, book, merges, pack

WAYS = ("excel", "wps", "inline", "prefixed", "strict", "plain")
ROWS = [["姓名", "电话 & <分机>", "备注"], ["王秀英", None, " 两\n行 "],
        [None, None, None], ["李建国", "0102", "_x4E2D_"]]


def call(**more):
    body = bytes([0x80 | len(more)])
    for key, value in more.items():
        raw = value.encode()
        body += paper.pack_text(key) + bytes([0xd9, len(raw)]) + raw
    return body


def read(data, **more):
    return paper.talk(data, call(**more) if more else b"")


def cells(data, **more):
    return [row["cells"] for row in read(data, **more)]


def refused(data, code, **more):
    try:
        rows = read(data, **more)
    except paper.Refused as problem:
        assert problem.why["code"] == code, problem.why
        assert problem.why["zh"] and problem.why["en"]
        return problem.why
    raise AssertionError(f"{code}: read as {rows[:3]}")


# --- what is written ----------------------------------------------------------

def every_program_says_the_same():
    for way in WAYS:
        rows = read(book(*ROWS, way=way).bytes())
        assert [row["cells"] for row in rows] == [
            ["姓名", "电话 & <分机>", "备注"], ["王秀英", "", "两\n行"],
            ["李建国", "0102", "中"]], (way, rows)
        assert [row["row"] for row in rows] == [1, 2, 4], way
        assert rows[0]["sheet"] == {"name": "Sheet1", "sheets": ["Sheet1"],
                                    "notes": []}, way


def texts_with_runs_and_readings():
    rich = ('<si><r><rPr><b/></rPr><t>王</t></r><r><t xml:space="preserve">秀 '
            "</t></r><r><t>英</t></r><rPh sb=\"0\" eb=\"1\"><t>ワン</t></rPh>"
            "<phoneticPr fontId=\"1\"/></si>")
    data = book(["x"], ["y"]).bytes(
        sharedStrings=f'<sst xmlns="{MAIN}"><si><t>姓名</t></si>{rich}</sst>')
    assert cells(data) == [["姓名"], ["王秀 英"]], cells(data)
    inline = Raw('<c r="{r}" t="inlineStr"><is><r><t>a_x005F_b</t></r>'
                 "<rPh><t>no</t></rPh><r><t>&#10;c_x000D_\n</t></r></is></c>")
    assert cells(book([inline]).bytes()) == [["a_b\nc"]]


NUMBERS = [
    ((26.4, 0), "26.4"), (("26.399999999999999", 0), "26.4"),
    (("0.30000000000000004", 8), "0.3"), (("1E-05", 0), "0.00001"),
    (("123456789012345", 0), "123456789012345"), (("-0", 0), "0"),
    (("1.5E+3", 0), "1500"), (("-12.50", 16), "-12.5"), ((101, 13), "101"),
    # an ID number whose digits are lost, a card of 16
    (("1.1010119400105101E+17", 0), "1.10101194001051E+17"),
    ((110101194001051000, 8), "1.10101194001051E+17"),
    ((6222021234567890, 0), "6.22202123456789E+15"),
    ((1234, 6), "00001234"), ((0.955, 7), "95.5%"), ((1, 7), "100%"),
    # days
    ((46027, 1), "2026-01-05"), ((46027.5, 1), "2026-01-05"),
    ((46027, 5), "2026-01-05"), ((46027, 14), "2026-01-05"),
    (("46027.354166666664", 3), "2026-01-05 08:30"),
    (("46027.354166666664", 11), "2026-01-05 08:30"),
    (("46026.99999999999", 3), "2026-01-05"),
    ((1, 1), "1900-01-01"), ((59, 1), "1900-02-28"), ((60, 1), "1900-02-29"),
    ((61, 1), "1900-03-01"), ((0, 1), "1900-01-00"), ((-1, 1), "########"),
    ((2958465, 1), "9999-12-31"), ((2958466, 1), "########"),
    (("0.354166666666667", 10), "08:30"), ((1.5, 12), "36:00"),
    ((46027, 2), "1月5日"), ((46027, 9), "2026年1月"), ((46027, 15), "2026-01-05"),
    ((46027, 0), "46027"), ((46027, 77), "46027"),
]


def numbers_and_days_as_they_are_shown():
    rows = read(book(["n"], *[[cell] for cell, _ in NUMBERS]).bytes())[1:]
    for (cell, text), row in zip(NUMBERS, rows):
        assert row["cells"] == [text], (cell, row)
    marked = {row["cells"][0] for row in rows if row.get("marks")}
    assert marked == {"1月5日", "2026年1月", "2026-01-05"}, marked
    data = book([(0, 1)], [(1462, 1)], [(60, 1)],
                workbook='<workbookPr date1904="1"/>').bytes()
    assert cells(data) == [["1904-01-01"], ["1908-01-02"], ["1904-03-01"]]
    for text, shown in (("2026-01-05T00:00:00", "2026-01-05"),
                        ("2026-01-05T08:30:00.000Z", "2026-01-05T08:30:00"),
                        ("2026-01-05", "2026-01-05")):
        cell = Raw('<c r="{r}" t="d" s="1"><v>%s</v></c>' % text)
        assert cells(book([cell], way="strict").bytes()) == [[shown]]


def booleans_errors_and_formulas():
    rows = read(book(
        ["a", "b", "c", "d", "e", "f", "g"],
        [Raw('<c r="{r}" t="b"><v>1</v></c>'), Raw('<c r="{r}" t="b"><v>0</v></c>'),
         Raw('<c r="{r}" t="e"><v>#N/A</v></c>'), Raw('<c r="{r}" t="e"/>'),
         Raw('<c r="{r}" t="str"><f>A1&amp;"x"</f><v>ax</v></c>'),
         Raw('<c r="{r}"><f>1+1</f><v>2</v></c>'),
         Raw('<c r="{r}"><f>SUM(A1:A3)</f><v></v></c>')],
        [Raw('<c r="{r}" t="str"><f>""</f><v></v></c>'),
         Raw('<c r="{r}"><f>NOW()</f></c>')]).bytes())
    assert rows[1]["cells"] == ["TRUE", "FALSE", "#N/A", "#VALUE!", "ax", "2", "="]
    assert rows[1]["marks"] == {"6": "unsaved"}, rows[1]
    assert rows[2]["cells"] == ["", "="] and rows[2]["marks"] == {"1": "unsaved"}
    note, = rows[0]["sheet"]["notes"]
    assert note["code"] == "formulas" and "5" in note["en"], note


def merged_cells_go_down_their_rows():
    data = book(["标题", "同", "同2"], ["201", "1", "a"], [None, "2", "b"],
                [None, None, None], ["旧", "9", None], ["202", "3", "横"],
                [None, "x", "y"], more=merges("A2:A5", "C6:E6", "A6:B7", "A1:A2")).bytes()
    rows = read(data)
    assert [row["cells"] for row in rows] == [
        ["标题", "同", "同2"], ["201", "1", "a"], ["201", "2", "b"],
        ["201", "9"], ["202", "", "横"], ["202", "", "y"]], rows
    note, = rows[0]["sheet"]["notes"]
    assert note["code"] == "merged" and "A2" in note["zh"] and "5" in note["zh"], note
    for name in ("Z", "AA", "AZ", "BA", "CV"):
        first = read(book(["a"], ["1"], more=merges(f"{name}2:{name}3")).bytes())[0]
        note, = first["sheet"]["notes"]
        assert f"as {name}2 down to" in note["en"], (name, note)
    # a date that is shown in part is no better further down
    rows = read(book(["床"], [(46027, 2)], [None, "x"], more=merges("A2:A3")).bytes())
    assert rows[2] == {"row": 3, "cells": ["1月5日", "x"], "marks": {"0": "part"}}, rows


def hidden_rows_and_sheets():
    made = Book(("说明", [], ""), ("藏", [["no"]], ""),
                ("床位", [["a"], (["b"], 'hidden="1"'), (["c"], ""),
                        ([None], 'hidden="1"')], ""),
                ("老人 & 家属", [["z"]], ""), states={"藏": "hidden"})
    rows = read(made.bytes())
    assert [row["cells"] for row in rows] == [["a"], ["b"], ["c"]]
    about = rows[0]["sheet"]
    assert about["name"] == "床位"
    assert about["sheets"] == ["说明", "床位", "老人 & 家属"]
    assert [note["code"] for note in about["notes"]] == ["hidden"]
    assert "2" in about["notes"][0]["zh"], about
    assert cells(made.bytes(), sheet="老人 & 家属") == [["z"]]
    rows = read(made.bytes(), sheet="藏")
    assert rows[0]["cells"] == ["no"] and "藏" in rows[0]["sheet"]["sheets"]
    why = refused(made.bytes(), "sheet", sheet="没有")
    assert "没有" in why["zh"] and "床位" in why["zh"] and "藏" not in why["zh"]
    refused(made.bytes(), "empty", sheet="说明")
    refused(Book(("藏", [["x"]], ""), states={"藏": "veryHidden"}).bytes(), "empty")
    refused(b"a,b\n1,2\n", "sheet", sheet="Sheet1")


def a_workbook_of_excel_itself():
    """Its texts and numbers, found another way; merged cells are left out."""
    path = os.path.join(os.environ.get("SONGHE_SOURCE", "."), "..", "shared", "data",
                        "cms-nursing-home", "cms_primary_data_dictionary.xlsx")
    if not os.path.exists(path):
        print("skipped: no workbook of Excel at hand", path)
        return
    with open(path, "rb") as file:
        data = file.read()
    archive = zipfile.ZipFile(io.BytesIO(data))
    space = "{" + MAIN + "}"

    def texts(node):
        return "".join(t.text or "" for t in node.iter(space + "t"))
    shared = [texts(si) for si in tree.fromstring(archive.read("xl/sharedStrings.xml"))]
    sheets = tree.fromstring(archive.read("xl/workbook.xml")).iter(space + "sheet")
    places = {one.get("Id"): one.get("Target") for one in tree.fromstring(
        archive.read("xl/_rels/workbook.xml.rels"))}
    compared = 0
    for sheet in sheets:
        got = {row["row"]: row["cells"] for row in read(data, sheet=sheet.get("name"))}
        place = places[sheet.get("{%s}id" % OFFICE)]
        page = tree.fromstring(archive.read("xl/" + place))
        for cell in page.iter(space + "c"):
            value = cell.find(space + "v")
            if value is None:
                continue
            name, row = re.fullmatch(r"([A-Z])(\d+)", cell.get("r")).groups()
            text = shared[int(value.text)] if cell.get("t") == "s" else value.text
            if text.strip():
                compared += 1
                assert got[int(row)][ord(name) - 65] == text.strip(), (place, cell.get("r"))
    assert compared > 1000, compared


# --- what is no workbook of this kind -----------------------------------------

def other_files_are_told_by_their_bytes():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert ".xlsx" in refused(ole, "workbook")["en"]
    assert "password" in refused(ole + "EncryptedPackage".encode("utf-16le"),
                                 "password")["en"]
    for parts in ([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                   ("content.xml", "<x/>")], [("a.txt", b"x")]):
        refused(pack(parts), "workbook")
    made = book(["a"]).parts()
    made["_rels/.rels"] = made["_rels/.rels"].replace("workbook.xml", "workbook.bin")
    made["xl/workbook.bin"] = b"\x83\x01\x00"
    assert ".xlsx" in refused(pack(made.items()), "workbook")["en"]
    made = book(["a"]).parts()
    made["xl/workbook.xml"] = "<document/>"
    refused(pack(made.items()), "workbook")
    # what calls itself .xls and is a page, or XML of Excel 2003
    for text in ("<html xmlns:x='urn:x'><table><tr><td>a</td></tr></table></html>",
                 "\ufeff\n<!DOCTYPE html PUBLIC 'x'>\n<HTML><body>姓名</body></HTML>",
                 '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
                 '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'):
        assert ".xlsx" in refused(text.encode(), "workbook")["en"]
        assert refused(text.encode("utf-16"), "workbook")
    fhir = ('<Patient xmlns="http://hl7.org/fhir"><text><status value="generated"/><div xmlns='
            '"http://www.w3.org/1999/xhtml"><table><tr><td>a</td></tr></table></div></text></Patient>')
    assert read(fhir.encode())[0]["type"] == "Patient"
    assert read(b"a,<table>\n1,2\n")[0]["cells"] == ["a", "<table>"]
    # text under the name of a workbook is text
    assert read(b"a,b\n1,2\n")[0]["cells"] == ["a", "b"]


# --- what wants to do harm ----------------------------------------------------

def archives_that_are_broken():
    data = book(*ROWS).bytes()
    assert cells(data)
    for end in range(30, len(data), 97):
        refused(data[:end], "zip")
    # zip64, written without need; a stored one; one that was streamed
    assert cells(zip64(book(*ROWS).parts()))[1][0] == "王秀英"
    assert cells(pack(book(*ROWS).parts().items(), zipfile.ZIP_STORED))[1][0] == "王秀英"
    # each byte of the tail turned: an answer or a refusal, never a death
    for at in range(len(data) - 22 - 300, len(data)):
        try:
            read(data[:at] + bytes([data[at] ^ 0xff]) + data[at + 1:])
        except paper.Refused:
            pass
    # the sum of a part is wrong
    line = data.rindex(b"PK\x01\x02")
    assert b"sharedStrings" in data[line:]
    local = struct.unpack_from("<I", data, line + 42)[0]
    bad = bytearray(data)
    bad[line + 16] ^= 1
    bad[local + 14] ^= 1
    assert "damaged" in refused(bytes(bad), "zip")["en"]
    # under a password of its own
    bad = bytearray(data)
    bad[line + 8] |= 1
    refused(bytes(bad), "password")


def zip64(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(text.encode())
    return out.getvalue()


def names_that_are_paths_open_nothing():
    made = book(*ROWS).parts()
    for to in ("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"):
        parts = dict(made)
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace("worksheets/sheet1.xml", to)
        parts["../../etc/passwd"] = "<x/>"
        refused(pack(parts.items()), "workbook")
    twice = list(made.items()) + [("xl/WORKSHEETS/sheet1.xml", "<worksheet/>")]
    refused(pack(twice), "duplicate")
    slashes = [(name.replace("/", "\\"), text) for name, text in made.items()]
    assert len(cells(pack(slashes))) == 3


def bombs_are_put_out_quickly():
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    many = [("xl/media/%d.png" % i, b"") for i in range(5000)]
    began = time.monotonic()
    refused(book(["a"]).bytes(sheet1=head + b" " * (100 << 20)), "large")
    # within the ratio, past the size
    rows = b"".join(b'<row r="%d" spans="1:20"/>' % i for i in range(1, 1000000))
    refused(book(["a"]).bytes(sheet1=head + rows * 3), "large")
    refused(pack(list(book(["a"]).parts().items()) + many), "large")
    refused(book(["a"]).bytes(sheet1=head + b'<row r="1">' + b"<c/>" * 3100000), "large")
    assert time.monotonic() - began < 60


def noise(size):
    """Text that packs to about a half."""
    return random.Random(7).randbytes(size // 2).hex()


def xml_that_wants_to_do_harm():
    made = book(["a"])

    def sheet(text):
        return made.bytes(sheet1=text)
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'
    tail = "</sheetData></worksheet>"
    refused(sheet('<!DOCTYPE x [<!ENTITY a "b">]>' + head + tail), "dtd")
    refused(sheet('<!DOCTYPE x SYSTEM "file:///etc/passwd">' + head + tail), "dtd")
    began = time.monotonic()
    refused(sheet(head + "<row " + " ".join(f'a{i}="1"' for i in range(100000)) + "/>"
                  + tail), "tag")
    refused(sheet(head + f'<row a="{noise(2 << 20)}"/>' + tail), "tag")
    refused(sheet("<a>" * 100000), "xml")
    assert time.monotonic() - began < 20
    refused(sheet(head + '<row r="1"><c r="A1" t="inlineStr"><is><t>'
                  + "x" * 20000 + "</t></is></c></row>" + tail), "cell")
    assert "sheet1.xml" in refused(sheet(head + "<row>"), "xml")["zh"]
    refused(sheet((head + '<row r="1"><c r="A1" t="inlineStr"><is><t>')
                  .encode() + b"\xff\xfe</t></is></c></row>" + tail.encode()), "xml")
    for rows in ('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"/>',
                 '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
                 '<row r="1"><c r="A2"><v>1</v></c></row>', '<c><v>1</v></c>',
                 '<row r="2000000"><c><v>1</v></c></row>',
                 '<row><c r="A0"><v>1</v></c></row>',
                 '<row><c t="s"><v>7</v></c></row>',
                 '<row><c t="s"><v>-1</v></c></row>',
                 '<row><c><v>1</v></c></row></sheetData><mergeCells>'
                 '<mergeCell ref="A3:A1"/></mergeCells><sheetData>'):
        refused(sheet(head + rows + tail), "workbook")
    wide = '<row r="1"><c r="CW1"><v>1</v></c></row>'
    refused(sheet(head + wide + tail), "columns")
    assert cells(sheet(head + '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'
                       + tail)) == [["1"]]
    long = "".join(f'<row r="{i}"><c><v>1</v></c></row>' for i in range(1, 100003))
    refused(sheet(head + long + tail), "rows")
    twice = merges(*["A1:XFD1048576"] * 20001)
    refused(sheet(head + '<row><c><v>1</v></c></row></sheetData>' + twice
                  + "</worksheet>"), "large")


def a_large_sheet_fits():
    """20,000 rows of 20 texts, all of them different, in the sandbox's 64 MB."""
    rows = [[f"第{i}行{j}" for j in range(20)] for i in range(20000)]
    got = read(book(*rows).bytes())
    assert len(got) == 20000 and got[-1]["cells"] == rows[-1], got[-1]


TESTS = [
    every_program_says_the_same, texts_with_runs_and_readings,
    numbers_and_days_as_they_are_shown, booleans_errors_and_formulas,
    merged_cells_go_down_their_rows, hidden_rows_and_sheets,
    a_workbook_of_excel_itself, other_files_are_told_by_their_bytes,
    archives_that_are_broken, names_that_are_paths_open_nothing,
    bombs_are_put_out_quickly, xml_that_wants_to_do_harm, a_large_sheet_fits,
]

if __name__ == "__main__":
    for test in TESTS:
        if len(sys.argv) > 1 and sys.argv[1] not in test.__name__:
            continue
        test()
        print("ok", test.__name__, flush=True)
