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


run([every_fault_is_listed_and_undo_is_exact, any_encoding_that_people_save])
