#!/usr/bin/env python3
"""A spreadsheet of 120 beds with faults: all are listed, the rest comes in on
request, the rejected rows come back as a file, and undo takes all of it back
exactly."""
import csv
import io
import json
import os
import threading

from api_client import Host, run, until
from xlsx_files import Book, Raw, book, merges

OAK = "/api/v1/homes/oak"
HEADER = ["楼栋", "楼层", "照料单元", "房间", "床号", "类型", "房间面积"]
# row (as a spreadsheet counts), column, what is wrong there, field named
FAULTS = [(i, column, wrong, field)
          for column, wrong, field, rows in (
              (3, "", "room", range(2, 14)),
              (4, "", "bed", range(14, 26)),
              (5, "水床", "kind", range(26, 38)),
              (6, "很大", "area", range(38, 49)))
          for i in rows]


def sheet():
    rows = [HEADER]
    for i in range(120):
        room = f"{i // 40 + 1}{i // 4 % 10 + 1:02}"
        rows.append(["主楼", f"{i // 40 + 1}楼", f"{i // 40 + 1}区", room,
                     f"{room}-{i % 4 + 1}", "护理型", "26.40"])
    return rows


def text_of(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def workbook_of(rows):
    """The same as somebody types it: what looks like a number is one."""
    return book(*[[(value, 8) if value.replace(".", "").isdigit() else value or None
                   for value in row] for row in rows]).bytes()


def bring_in(person, data, more="", kind="beds.beds"):
    return person.post(f"{OAK}/imports?kind={kind}{more}", data,
                       kind="text/csv")


def everything(person):
    return {name: person.get(f"{OAK}/queries/{name}").json
            for name in ("beds.board", "beds.beds", "beds.rooms",
                         "residents.list")}


def every_fault_is_listed_and_undo_is_exact():
    assert faults_and_undo(text_of) == faults_and_undo(workbook_of)


def faults_and_undo(written):
    assert len(FAULTS) == 47
    rows = sheet()
    for row, column, wrong, _ in FAULTS:
        rows[row - 1][column] = wrong
    with Host() as host:
        mary = host.owner("mary")
        before = everything(mary)
        dry = bring_in(mary, written(rows), "&dry_run=1")
        assert dry.status == 200, dry
        said = {(f["row"], f["field"]) for f in dry.json["faults"]}
        missing = {(row, field) for row, _, _, field in FAULTS} - said
        assert not missing, missing
        assert {row for row, _ in said} == {row for row, *_ in FAULTS}
        assert everything(mary) == before, "a dry run left a trace"

        done = bring_in(mary, written(rows)).json
        assert (done["accepted"], done["rejected"]) == (73, 47), done
        assert len(everything(mary)["beds.board"]) == 73

        # the reject file, mended, comes in
        back = list(csv.reader(io.StringIO(done["reject_file"])))
        good = sheet()
        by_number = sorted({row for row, *_ in FAULTS})
        mended = [back[0]] + [good[number - 1] + line[len(HEADER):]
                              for number, line in zip(by_number, back[1:])]
        again = bring_in(mary, written(mended)).json
        assert (again["accepted"], again["rejected"]) == (47, 0), again
        assert len(everything(mary)["beds.board"]) == 120

        for number in (again["import"], done["import"]):
            undone = mary.post(f"{OAK}/imports/{number}/undo")
            assert undone.status == 200, undone
        assert everything(mary) == before, "undo left something"
        verdict = mary.get(f"{OAK}/queries/core.verify").json
        assert verdict["ok"], verdict
        return dry.json["faults"]


def sums_hold_for_all_rows_together():
    """Points that do not come to the part's take the whole file back; the file
    that does stands, and comes again with other words."""
    head = ["部分", "编号", "内容", "分值", "记录依据", "人日"]
    parts = {"环境": 120, "设施设备": 130}
    rows = [[part, f"{n}.{i}", f"第 {i} 项", str(points // 10), "", "2"]
            for n, (part, points) in enumerate(parts.items(), 1) for i in range(1, 11)]
    rows[13][4] = "消防器材检查和维修"
    wrong = [list(row) for row in rows]
    wrong[4][3] = "11"
    with Host() as host:
        mary = host.owner("mary")

        def items():
            return mary.get(f"{OAK}/queries/quality.items_of").json

        for more in ("&dry_run=1", ""):
            got = bring_in(mary, text_of([head] + wrong), more, "quality.items").json
            assert got["accepted"] == (20 if more else 0) and got["import"] is None, got
            assert [(one["field"], one["code"]) for one in got["faults"]] == [("points", "sum")]
            assert "119" in got["faults"][0]["zh"] and "120" in got["faults"][0]["zh"], got
            assert items() == [], "something of a refused file stayed"
        got = bring_in(mary, text_of([head] + rows), "", "quality.items").json
        assert (got["accepted"], got["rejected"], got["faults"]) == (20, 0, []), got
        assert len(items()) == 20 and items()[13]["fact"] == "equipment", items()[13]
        undone = mary.post(f"{OAK}/imports/{got['import']}/undo")
        assert undone.status == 200 and items() == [], undone


def any_encoding_that_people_save():
    text = text_of(sheet()[:5])
    with Host() as host:
        mary = host.owner("mary")
        for data in (text.encode("gb18030"), b"\xef\xbb\xbf" + text.encode(),
                     text.encode("utf-16"),
                     text.replace(",", ";").encode()):
            got = bring_in(mary, data, "&dry_run=1")
            assert got.status == 200 and got.json["accepted"] == 4, got
        for data in (b'a,"b\nc', b"\x00\x01\x02", b""):
            got = bring_in(mary, data, "&dry_run=1")
            assert got.status == 422, got
            assert got.json["errors"][0]["field"] == "file", got
        for data in (b"PK\x03\x04" + b"\0" * 30, b"\xd0\xcf\x11\xe0" + b"x" * 30):
            got = bring_in(mary, data, "&dry_run=1")
            assert got.status == 422, got
            assert "save it a" in got.json["errors"][0]["text"], got


PEOPLE = ["姓名（必填）", "性 别", "出生日期", "身份证号", "电话", "备注"]


def bring_people(person, *rows, more="&dry_run=1", head=PEOPLE):
    got = bring_in(person, text_of([head, *rows]), more,
                   "residents.residents")
    assert got.status == 200, got
    return got.json


def what_spreadsheets_write_otherwise_is_read():
    with Host() as host:
        mary = host.owner("mary")
        got = bring_people(
            mary,
            ["王一", "女", "2026/1/5", "", "", "x"],
            ["王二", "女", "1940年1月5日", "", "", ""],
            ["王三", "女", "1940.12.31", "", "1380000０００1", ""],
            ["\u3000王四 ", "女", "１９４０－０１－０５", "", "=\"01012345\"", ""],
            ["王五", "女", "19400105", "", "'01012345", ""],
            ["王六", "女", "1940/1/5 0:00", "", "", ""],
            ["", "　", "", "", "", ""], more="")
        assert (got["accepted"], got["rejected"]) == (6, 0), got
        assert got["unused"] == ["备注"], got
        people = {row["name"]: row for row in
                  mary.get(f"{OAK}/queries/residents.list").json}
        assert "王四" in people, people
        born = [mary.get(f"{OAK}/queries/residents.record?id={row['id']}")
                .json[0] for row in people.values()]
        assert sorted(row["born"] for row in born) == [
            "1940-01-05"] * 4 + ["1940-12-31", "2026-01-05"], born
        assert {row["phone"] for row in born if row["name"] in (
            "王四", "王五")} == {"01012345"}, born
        # an instant is no count of milliseconds
        got = bring_in(mary, text_of([["姓名", "床号", "入住时间"],
                                      ["王一", "1", "46027"],
                                      ["王一", "1", "1795392000000"]]),
                       "&dry_run=1", "beds.stays").json
        said = [(f["row"], f["code"]) for f in got["faults"]
                if f["field"] == "from"]
        assert said == [(2, "serial"), (3, "type")], got


def what_spreadsheets_have_spoilt_is_refused_by_row():
    with Host() as host:
        mary = host.owner("mary")
        got = bring_people(
            mary,
            ["王一", "女", "1940-01-05", "1.10101E+17", "", ""],
            ["王二", "女", "1940-01-05", "110101194001051000", "", ""],
            ["王三", "女", "14615", "", "", ""],
            ["#N/A", "?", "########", "", "", ""],
            ["王五", "女", "2026-02-30", "", "", ""],
            ["王六", "女", "05/01/1940", "", "", ""],
            ["王七", "女", "1940-01-05", "", "", ""], more="")
        said = {(f["row"], f["field"], f["code"]) for f in got["faults"]}
        assert said == {
            (2, "id_number", "mangled"), (3, "id_number", "mangled"),
            (4, "born", "date"), (5, "name", "formula"),
            (5, "born", "formula"), (5, "sex", "choice"), (6, "born", "date"),
            (7, "born", "date")}, said
        assert (got["accepted"], got["rejected"]) == (1, 6), got
        assert len(mary.get(f"{OAK}/queries/residents.list").json) == 1
        twice = bring_people(mary, ["a"], head=["姓名", "性别", "出生日期",
                                                "电话", "本人电话", "姓名"])
        assert {(f["field"], f["code"]) for f in twice["faults"]} == {
            ("name", "duplicate"), ("phone", "duplicate")}, twice


def id_number(body):
    weighed = sum(int(c) * 2 ** (17 - i) for i, c in enumerate(body))
    return body + "10X98765432"[weighed % 11]


def a_workbook_says_what_stands_on_its_page():
    head = [*PEOPLE[:5], "失智"]
    data = book(
        head,
        ["王一", "女", (14615, 1), id_number("11010119400105102"), (13800000001, 0), Raw('<c r="{r}" t="b"><v>1</v></c>')],
        ["王二", "女", (14615, 5), ("1.1010119400105101E+17", 0), None, None],
        ["王三", "女", (14615, 2), None, None, None],
        ["王四", "女", (14615, 0), None, None, None],
        ["王五", "女", (60, 1), None, None, None],
        ["王六", "女", Raw('<c r="{r}" t="e"><v>#N/A</v></c>'), None, None, None],
        [Raw('<c r="{r}"><f>A1</f></c>'), "女", "1940-01-05", None, None, None],
        [Raw('<c r="{r}" t="str"><f>A1</f><v>王八</v></c>'), "女", "1940年1月5日", None,
         (1013, 6), Raw('<c r="{r}" t="b"><v>0</v></c>')], way="wps").bytes()
    with Host() as host:
        mary = host.owner("mary")
        got = bring_in(mary, data, "", "residents.residents").json
        said = {(f["row"], f["field"], f["code"]) for f in got["faults"]}
        assert said == {
            (3, "id_number", "mangled"), (4, "born", "mangled"), (5, "born", "date"),
            (6, "born", "date"), (7, "born", "formula"), (8, "name", "formula")}, said
        assert (got["accepted"], got["rejected"], got["sheet"]) == (2, 6, "Sheet1"), got
        assert [note["code"] for note in got["notes"]] == ["formulas"], got["notes"]
        part, = [f for f in got["faults"] if f["row"] == 4]
        assert "1月5日" in part["zh"] and "1月5日" in part["en"], part
        people = {row["name"]: mary.get(f"{OAK}/queries/residents.record?id={row['id']}").json[0]
                  for row in mary.get(f"{OAK}/queries/residents.list").json}
        assert {name: (row["born"], row["phone"], row["dementia"])
                for name, row in people.items()} == {
            "王一": ("1940-01-05", "13800000001", True),
            "王八": ("1940-01-05", "00001013", False)}, people
        again = list(csv.reader(io.StringIO(got["reject_file"])))
        assert len(again) == 7 and again[1][3] == "1.10101194001051E+17", again


def merged_rooms_and_one_sheet_of_several():
    beds = [["楼层", "房间", "床号", "启用日期"], ["1楼", (101, 0), "101-1", (46027, 1)],
            [None, None, "101-2", None], [None, None, "101-3", None], ["1楼", (102, 0), (46027, 2), None]]
    made = Book(("封面", [["各位"]], ""), ("说明", [["填写"], ["说明"]], ""), ("床位 2", beds, merges("A2:A4", "B2:B4")))
    with Host() as host:
        mary = host.owner("mary")
        first = bring_in(mary, made.bytes(), "&dry_run=1").json
        assert first["sheet"] == "说明", first
        assert first["sheets"] == ["封面", "说明", "床位 2"], first
        assert {f["code"] for f in first["faults"]} == {"header"}, first
        got = bring_in(mary, made.bytes(), "&sheet=nothing")
        assert got.status == 422 and "床位 2" in got.json["errors"][0]["text"], got
        # a bed's number that has become a day is no bed
        got = bring_in(mary, made.bytes(), "&sheet=%E5%BA%8A%E4%BD%8D%202").json
        assert (got["accepted"], got["rejected"]) == (3, 1), got
        assert [(f["row"], f["field"], f["code"]) for f in got["faults"]] == [
            (5, "bed", "mangled")], got
        assert [note["code"] for note in got["notes"]] == ["merged"], got
        board = mary.get(f"{OAK}/queries/beds.board").json
        assert {(bed["room"], bed["floor"]) for bed in board} == {("101", "1楼")}, board
        assert mary.post(f"{OAK}/imports/{got['import']}/undo").status == 200
        # the same by the command line, through the host and without it
        path = os.path.join(host.folder.name, "sheet.csv")  # by its bytes, not its name
        with open(path, "wb") as file:
            file.write(made.bytes())
        words = ("import", "oak", path, "--as-kind", "beds.beds", "--dry-run")
        for running in (True, False):
            if not running:
                host.stop()
            got = json.loads(host.cli(*words, "--sheet", "床位 2"))
            assert (got["accepted"], got["sheet"]) == (3, "床位 2"), got
            assert json.loads(host.cli(*words))["sheet"] == "说明"
        host.start()


def what_stands_under_no_heading_is_not_lost():
    """A comma without quotes moves the rest of a row: half an allergy."""
    with Host() as host:
        mary = host.owner("mary")
        text = ("姓名,性别,出生日期,过敏\n王一,女,1940-01-05,青霉素\n王二,女,1940-01-05,青霉素,头孢\n"
                "王三,女,1940-01-05,花生,,\n")
        got = bring_in(mary, text, "", "residents.residents").json
        assert [(f["row"], f["field"], f["code"]) for f in got["faults"]] == [
            (3, "", "columns")], got
        assert (got["accepted"], got["rejected"]) == (2, 1), got
        rows = list(csv.reader(io.StringIO(got["reject_file"].lstrip("\ufeff"))))
        assert rows[1][3:5] == ["青霉素", "头孢"] and rows[1][5].startswith("Column 5"), rows
        again = bring_in(mary, got["reject_file"], "&dry_run=1", "residents.residents").json
        assert (again["accepted"], again["rejected"]) == (0, 1), again
        got = bring_in(mary, "姓名,性别,出生日期,\n王四,女,1940-01-05,聋\n", "&dry_run=1",
                       "residents.residents").json
        assert [f["code"] for f in got["faults"]] == ["columns"], got
        got = bring_in(mary, "姓名,性别,出生日期\n王五,女,1940-01-05\n王六\",女,1940-01-05\n",
                       "&dry_run=1", "residents.residents")
        assert got.status == 422 and "row 3" in got.json["errors"][0]["text"], got


def the_same_file_twice_makes_nobody_twice():
    with Host() as host:
        mary = host.owner("mary")
        rows = [["王一", "女", "1940-01-05", "", "", ""], ["王一", "女", "1940/1/6", "", "", ""],
                ["王二", "男", "1940-01-05", id_number("50022319400105001"), "", ""]]
        for accepted in (3, 0):
            got = bring_people(mary, *rows, more="")
            assert (got["accepted"], got["rejected"]) == (accepted, 3 - accepted), got
        assert [(f["row"], f["field"]) for f in got["faults"]] == [
            (2, "name"), (3, "name"), (4, "id_number")], got


def a_title_above_the_header_row_is_named():
    with Host() as host:
        mary = host.owner("mary")
        text = "楼层,房间,床号\n1楼,1,1-1\n"
        for wrong in ("某某养老院床位表,,\n" + text, text.replace(",", "，"), text.replace(",", "|")):
            got = bring_in(mary, wrong, "&dry_run=1").json
            assert [(f["row"], f["field"], f["code"]) for f in got["faults"]] == [
                (1, "", "header")], got
            assert "标题" in got["faults"][0]["zh"] and got["accepted"] == 0, got
        got = bring_in(mary, text.replace("床号", "床"), "&dry_run=1").json
        assert [(f["field"], f["code"]) for f in got["faults"]] == [("bed", "header")], got


def words_that_homes_use_are_read_or_named():
    with Host() as host:
        mary = host.owner("mary")
        head = ["姓名", "性别", "出生日期", "能力等级", "身份", "过敏"]
        born = "1940-01-05"
        got = bring_people(
            mary, ["王一", "女性", born, "中度失能", "特困/低保", "青霉素，头孢"],
            ["王二", "男性", born, "完好", "无", "否认药物过敏史"],
            ["王三", "公", born, "", "", ""], head=head, more="")
        assert (got["accepted"], got["rejected"]) == (2, 1), got
        assert [(f["row"], f["field"], f["zh"]) for f in got["faults"]] == [
            (4, "sex", "要填其中之一：男、女。")], got
        one, two = (mary.get(f"{OAK}/queries/residents.record?id={n}").json[0] for n in (1, 2))
        assert (one["sex"], one["care_level"], two["care_level"]) == ("female", 2, 0), one
        said = [mary.get(f"{OAK}/queries/residents.{name}?resident={n}").json
                for name in ("allergies", "statuses") for n in (1, 2)]
        assert [len(rows) for rows in said] == [2, 0, 2, 0], said
        rows = [["楼层", "房间", "床号", "房间面积（㎡）"], ["1楼", "1", "1月2日", "20"],
                ["1楼", "2", "2-Jan", "20"], ["1楼", "2026/1/2", "3", "20"], ["1楼", "4", "4-1", "20"]]
        got = bring_in(mary, text_of(rows), "&dry_run=1").json
        assert [(f["row"], f["field"], f["code"]) for f in got["faults"]] == [
            (2, "bed", "mangled"), (3, "bed", "mangled"), (4, "room", "mangled")], got
        assert got["unused"] == [] and got["accepted"] == 1, got


MANY = 12000


def many_licences(wrong=()):
    """No end, so that no reminder is made; `wrong` rows lack their number."""
    rows = [["种类", "编号", "发证机关", "发证日期"]]
    for i in range(2, MANY + 2):
        rows.append(["medical", "" if i in wrong else f"L{i}", "民政局, 甲处", "2026-01-05"])
    return text_of(rows)


def licences(person):
    said = person.get(f"{OAK}/queries/core.imports").json
    return sum(one["accepted"] for one in said if not one["undone"])


def bring_many(person, answers, data, **more):
    try:
        answers.append(person.post(f"{OAK}/imports?kind=registry.licences", data,
                                   kind="text/csv", **more))
    except OSError as problem:  # the host went away
        answers.append(problem)


def many_rows_come_in_by_parts():
    """Each part is an import of its own; others work on meanwhile; rows keep
    their numbers; the same again changes nothing; undo takes all of it."""
    wrong = (7003, 11000, 11001)
    data = many_licences(wrong)
    with Host() as host:
        mary, otto = host.owner("mary"), host.owner("mary")
        dry = bring_in(mary, data, "&dry_run=1", "registry.licences").json
        assert (dry["rows"], dry["accepted"], dry["imports"]) == (MANY, MANY - 3, []), dry
        assert licences(mary) == 0, "a dry run left a trace"

        answers, receipts = [], []
        working = threading.Thread(target=bring_many, args=(mary, answers, data),
                                   kwargs={"Idempotency_Key": "many"})
        working.start()
        while not answers:
            got = otto.post(f"{OAK}/actions/residents.register", {
                "name": f"老人{len(receipts)}", "sex": "female", "born": "1940-01-05"})
            assert got.status == 200, got
            receipts.append(got.json["receipt"])
        working.join()
        got = answers[0].json
        assert (got["rows"], got["accepted"], got["rejected"]) == (MANY, MANY - 3, 3), got
        assert got["imports"] == [1, 2, 3] and got["import"] is None, got
        assert [(one["row"], one["field"]) for one in got["faults"]] == [
            (row, "number") for row in wrong] and got["faults_omitted"] == 0, got
        back = list(csv.reader(io.StringIO(got["reject_file"])))
        assert len(back) == 4 and back[0][-1] == "fault", back
        assert all(line[2] == "民政局, 甲处" and line[-1].startswith("编号: ") for line in back[1:]), back
        firsts = [one["import"] for one in mary.get(f"{OAK}/queries/core.imports").json]
        assert sorted(firsts) == [1, 2, 3], firsts
        between = [one for one in receipts if 5000 < one < MANY]
        assert between, ("nobody could work meanwhile", receipts)

        again = mary.post(f"{OAK}/imports?kind=registry.licences", data, kind="text/csv",
                          Idempotency_Key="many").json
        assert again == got, again
        assert licences(mary) == MANY - 3
        for number in (3, 2, 1):
            undone = mary.post(f"{OAK}/imports/{number}/undo")
            assert undone.status == 200, undone
        assert mary.get(f"{OAK}/queries/registry.licences").json == []
        assert mary.get(f"{OAK}/queries/core.verify").json["ok"]


def a_host_that_ends_between_parts_goes_on_later():
    data = many_licences()
    with Host() as host:
        mary, answers = host.owner("mary"), []
        working = threading.Thread(target=bring_many, args=(mary, answers, data),
                                   kwargs={"Idempotency_Key": "many"})
        working.start()
        until(lambda: licences(host.owner("mary")) > 0)
        host.process.kill()
        host.process.wait()
        working.join()
        host.start()
        mary = host.owner("mary")
        some = licences(mary)
        assert some in (5000, 10000), (some, answers)
        answers.clear()
        bring_many(mary, answers, data, Idempotency_Key="many")
        assert answers[0].json["accepted"] == licences(mary) == MANY, answers


def what_must_come_as_a_whole_says_where_to_cut():
    rows = [["部分", "编号", "内容", "分值", "记录依据", "人日"]]
    rows += [["环境", f"1.{i}", "项", "1", "", "2"] for i in range(5001)]
    with Host() as host:
        mary = host.owner("mary")
        got = bring_in(mary, text_of(rows), "", "quality.items")
        assert got.status == 422, got
        assert "at most 5000 rows" in got.json["errors"][0]["text"], got
        wide = ",".join("abcdefghij") + "\n" + "1,,,,,,,,,\n" * 100001
        got = bring_in(mary, wide, "&dry_run=1")
        assert "at most 100,000" in got.json["errors"][0]["text"], got
        wide = ",".join("a" * 50) + "\n" + ("1" + "," * 49 + "\n") * 20001
        got = bring_in(mary, wide, "&dry_run=1")
        assert "at most 20000 rows" in got.json["errors"][0]["text"], got


def a_million_cells_are_read():
    """The reading itself; a cell more is refused. Headings for no column: not
    one row is tried."""
    wide = ",".join(f"h{i}" for i in range(10)) + "\n" + "1,,,,,,,,,\n" * 100000
    with Host() as host:
        got = bring_in(host.owner("mary"), wide, "&dry_run=1")
        assert got.status == 200 and got.json["accepted"] == 0, got
        assert {one["code"] for one in got.json["faults"]} == {"header"}, got


run([every_fault_is_listed_and_undo_is_exact,
     sums_hold_for_all_rows_together, any_encoding_that_people_save,
     what_spreadsheets_write_otherwise_is_read,
     what_spreadsheets_have_spoilt_is_refused_by_row,
     a_workbook_says_what_stands_on_its_page,
     merged_rooms_and_one_sheet_of_several,
     what_stands_under_no_heading_is_not_lost,
     the_same_file_twice_makes_nobody_twice,
     a_title_above_the_header_row_is_named,
     words_that_homes_use_are_read_or_named,
     many_rows_come_in_by_parts,
     a_host_that_ends_between_parts_goes_on_later,
     what_must_come_as_a_whole_says_where_to_cut, a_million_cells_are_read])
