"""Workbooks (.xlsx) as Excel, WPS, LibreOffice and programs write them, made
with the standard library only."""
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
# cell formats, by index: their number formats
FORMATS = ["General", 14, 58, 22, "@", 'yyyy"年"m"月"d"日";@', "00000000",
           "0.00%", "0.00", 57, 20, "[$-804]yyyy/m/d h:mm;@", 46,
           "[Red]General", 'd\\-mmm\\-yy', "[DBNum1]aaaa", "#,##0.00_);[Red]0"]


class Raw(str):
    """A cell's own XML, written as it is; {r} is its place."""


def column(index):
    return (chr(64 + index // 26) if index > 25 else "") + chr(65 + index % 26)


def styles(space):
    own = [f for f in FORMATS if isinstance(f, str) and f != "General"]
    ids = {f: f if isinstance(f, int) else 0 if f == "General"
           else 176 + own.index(f) for f in FORMATS}
    return (f'<styleSheet xmlns="{space}"><numFmts>'
            + "".join(f'<numFmt numFmtId="{ids[f]}" formatCode={quoteattr(f)}/>'
                      for f in own)
            + '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
            '<cellXfs>' + "".join(f'<xf numFmtId="{ids[f]}"/>' for f in FORMATS)
            + "</cellXfs></styleSheet>")


class Book:
    """`way`: who writes it. A sheet is (name, rows, more): a row is a list of
    None, str (text), Raw, or (number, format's index), or a pair of such a
    list and the row's attributes; `more` goes after the rows."""

    def __init__(self, *sheets, way="excel", workbook="", states=()):
        self.sheets, self.way, self.workbook = sheets, way, workbook
        self.states = dict(states)
        self.shared = {}  # text: its index
        self.space = STRICT if way == "strict" else MAIN
        self.office = STRICT_OFFICE if way == "strict" else OFFICE

    def text(self, value, place):
        space = ' xml:space="preserve"' if value != value.strip() else ""
        if self.way in ("inline", "prefixed"):
            return (f'<c r="{place}" t="inlineStr"><is><t{space}>'
                    f"{escape(value)}</t></is></c>")
        index = self.shared.setdefault(value, len(self.shared))
        return f'<c r="{place}" s="4" t="s"><v>{index}</v></c>'

    def cell(self, value, place):
        if value is None:
            return f'<c r="{place}" s="1"/>' if self.way in ("wps", "plain") else ""
        if isinstance(value, Raw):
            return value.replace("{r}", place)
        if isinstance(value, tuple):
            return f'<c r="{place}" s="{value[1]}"><v>{value[0]}</v></c>'
        return self.text(value, place)

    def sheet(self, rows, more):
        out = []
        for number, row in enumerate(rows, 1):
            cells, attributes = row if isinstance(row, tuple) else (row, "")
            body = "".join(self.cell(value, f"{column(i)}{number}")
                           for i, value in enumerate(cells))
            if self.way == "plain":  # the places are left out
                body = re.sub(r' r="[A-Z]+\d+"', "", body)
                out.append(f"<row {attributes}>{body}</row>")
            elif body:
                out.append(f'<row r="{number}" spans="1:9" {attributes}>{body}</row>')
        if self.way == "wps":  # empty rows below that somebody has formatted
            out.append(f'<row r="{len(rows) + 1}"><c r="A{len(rows) + 1}" s="1"/></row>')
        return (f'<worksheet xmlns="{self.space}" xmlns:r="{self.office}">'
                f'<sheetData>{"".join(out)}</sheetData>{more}</worksheet>')

    def parts(self):
        """{name: text}, in the order they are written."""
        books = [self.sheet(rows, more) for _, rows, more in self.sheets]
        names = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{i}" '
            + (f'state="{self.states[name]}" ' if name in self.states else "")
            + f'r:id="rId{i}"/>' for i, (name, *_) in enumerate(self.sheets, 1))
        target = "/xl/" if self.way == "wps" else ""
        relations = [(f"rId{i}", "worksheet", f"{target}worksheets/sheet{i}.xml")
                     for i in range(1, len(books) + 1)]
        relations.append(("rId98", "styles", f"{target}styles.xml"))
        if self.shared:
            relations.append(("rId99", "sharedStrings", f"{target}sharedStrings.xml"))
        parts = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": self.relations([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f'<workbook xmlns="{self.space}" xmlns:r="{self.office}">'
                               f"{self.workbook}<sheets>{names}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": self.relations(relations),
            "xl/styles.xml": styles(self.space)}
        for i, text in enumerate(books, 1):
            parts[f"xl/worksheets/sheet{i}.xml"] = text
        if self.shared:
            parts["xl/sharedStrings.xml"] = (
                f'<sst xmlns="{self.space}">' + "".join(
                    f'<si><t xml:space="preserve">{escape(text)}</t></si>'
                    for text in self.shared) + "</sst>")
        if self.way == "prefixed":
            parts = {name: prefixed(text) if MAIN in text else text
                     for name, text in parts.items()}
        return parts

    def relations(self, rows):
        return (f'<Relationships xmlns="{PACKAGE}">' + "".join(
            f'<Relationship Id="{i}" Type="{self.office}/{kind}" Target="{to}"/>'
            for i, kind, to in rows) + "</Relationships>")

    def bytes(self, **changed):
        """`changed`: parts by their last name, "sheet1", as other text."""
        parts = self.parts()
        for short, text in changed.items():
            name = next(n for n in parts if n.endswith(f"/{short}.xml"))
            parts[name] = text(parts[name]) if callable(text) else text
        return pack(parts.items())


def prefixed(text):
    """Every element under x:, as Open XML SDK and some exports write."""
    text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)


def pack(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts:
            archive.writestr(name, text if isinstance(text, bytes) else HEAD + text)
    return out.getvalue()


def book(*rows, more="", **how):
    """One sheet."""
    return Book(("Sheet1", list(rows), more), **how)


def merges(*places):
    return (f'<mergeCells count="{len(places)}">'
            + "".join(f'<mergeCell ref="{p}"/>' for p in places) + "</mergeCells>")
