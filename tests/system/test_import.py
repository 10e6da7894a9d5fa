#!/usr/bin/env python3
"""A spreadsheet of 120 beds with faults: all are listed, the rest comes in on
request, the rejected rows come back as a file, and undo takes all of it back
exactly."""
import csv
import io

from api_client import Host, run

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


def bring_in(person, data, more="", kind="beds.beds"):
    return person.post(f"{OAK}/imports?kind={kind}{more}", data,
                       kind="text/csv")


def everything(person):
    return {name: person.get(f"{OAK}/queries/{name}").json
            for name in ("beds.board", "beds.beds", "beds.rooms",
                         "residents.list")}


def every_fault_is_listed_and_undo_is_exact():
    assert len(FAULTS) == 47
    rows = sheet()
    for row, column, wrong, _ in FAULTS:
        rows[row - 1][column] = wrong
    with Host() as host:
        mary = host.owner("mary")
        before = everything(mary)
        dry = bring_in(mary, text_of(rows), "&dry_run=1")
        assert dry.status == 200, dry
        said = {(f["row"], f["field"]) for f in dry.json["faults"]}
        missing = {(row, field) for row, _, _, field in FAULTS} - said
        assert not missing, missing
        assert {row for row, _ in said} == {row for row, *_ in FAULTS}
        assert everything(mary) == before, "a dry run left a trace"

        done = bring_in(mary, text_of(rows)).json
        assert (done["accepted"], done["rejected"]) == (73, 47), done
        assert len(everything(mary)["beds.board"]) == 73

        # the reject file, mended, comes in
        back = list(csv.reader(io.StringIO(done["reject_file"])))
        good = sheet()
        by_number = sorted({row for row, *_ in FAULTS})
        mended = [back[0]] + [good[number - 1] + line[len(HEADER):]
                              for number, line in zip(by_number, back[1:])]
        again = bring_in(mary, text_of(mended)).json
        assert (again["accepted"], again["rejected"]) == (47, 0), again
        assert len(everything(mary)["beds.board"]) == 120

        for number in (again["import"], done["import"]):
            undone = mary.post(f"{OAK}/imports/{number}/undo")
            assert undone.status == 200, undone
        assert everything(mary) == before, "undo left something"
        verdict = mary.get(f"{OAK}/queries/core.verify").json
        assert verdict["ok"], verdict


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


run([every_fault_is_listed_and_undo_is_exact,
     sums_hold_for_all_rows_together, any_encoding_that_people_save])
