#!/usr/bin/env python3
"""Imports of every kind taken back: all declared tables are what they were,
also where rows were there before, plugins had answered events, and duties had
been opened. What somebody recorded or changed since stands, and is named."""
import csv
import io
import json
import os
import sqlite3
import time

from api_client import Host, run, until

OAK = "/api/v1/homes/oak"


# --- the home's tables --------------------------------------------------------

def tables_of(host):
    """Every row of every declared table. Left out: schedules that were
    withdrawn before they began, which ask for nothing, the list of imports,
    and of files that were written."""
    path = os.path.join(host.data, "homes", "oak", "home.db")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        names = [f"{plugin}_{table}"
                 for plugin, tables in db.execute(
                     "select plugin, tables from schema")
                 for table in json.loads(tables)]
        found = {}
        for name in names:
            columns = [row[1] for row in
                       db.execute(f"pragma table_info({name})")
                       if row[1] != "_seq"]
            where = (" where ends is null or ends > starts"
                     if name == "core_schedule" else "")
            found[name] = db.execute(
                "select " + ",".join(f'"{c}"' for c in columns)
                + f" from {name}{where} order by id").fetchall()
        found["open duties"] = db.execute(
            "select schedule, slot, due, held from duty_open"
            " order by 1, 2").fetchall()
        del found["core_import"], found["core_effect"]
        return found


def settled(host):
    """The tables once plugins have answered what they were told."""
    seen = [tables_of(host)]

    def still():
        time.sleep(0.15)
        seen.append(tables_of(host))
        return seen[-2] == seen[-1]
    until(still)
    return seen[-1]


def differs(before, after):
    return {name: (before.get(name), after.get(name))
            for name in before | after if before.get(name) != after.get(name)}


def verified(mary):
    verdict = mary.get(f"{OAK}/queries/core.verify").json
    assert verdict["ok"], verdict


# --- imports ------------------------------------------------------------------

def sheet(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def bring_in(mary, kind, data):
    got = mary.post(f"{OAK}/imports?kind={kind}", data, kind="text/csv")
    assert got.status == 200, got
    got = got.json
    assert got["rejected"] == 0 and got["accepted"] > 0, got
    return got


def take_back(mary, number):
    """Undone; a plugin that is still at it is waited for."""
    got = []

    def answered():
        got.append(mary.post(f"{OAK}/imports/{number}/undo"))
        return got[-1].status != 503
    until(answered)
    return got[-1]


def taken_back(mary, host, kind, number, before):
    got = take_back(mary, number)
    assert got.status == 200, (kind, got)
    after = tables_of(host)
    assert not differs(before, after), (kind, differs(before, after))


def do(person, action, **values):
    answer = person.post(f"{OAK}/actions/{action}", values)
    assert answer.status == 200, answer
    return answer.json["result"]


BEDS = sheet(["楼层", "房间", "床号", "类型"],
             *[["3楼", f"30{i // 2}", f"30{i // 2}-{i % 2 + 1}", "护理型"]
               for i in range(6)])
RESIDENTS = sheet(
    ["姓名", "性别", "出生日期", "身份证号", "过敏", "联系人", "联系电话"],
    ["王秀英", "女", "1940-05-01", "110101194005011223", "青霉素", "王强", "13800000001"],
    ["李建国", "男", "1938-02-11", "110101193802111230", "", "", ""])
STAYS = sheet(["姓名", "床号", "入住时间"],
              ["王秀英", "300-1", "2026-11-01"],
              ["李建国", "301-2", "2026-11-02"])


def request(name, **more):
    """An order twice a day, by FHIR."""
    return {"resourceType": "MedicationRequest", "id": name,
            "status": "active", "intent": "order",
            "medicationCodeableConcept": {"text": "甲药"},
            "subject": {"reference": "Patient/p1"},
            "dosageInstruction": [{
                "timing": {"repeat": {"frequency": 2, "period": 1,
                                      "periodUnit": "d"}},
                "route": {"text": "口服"},
                "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "片"}}]}],
            **more}


def patient():
    return {"resourceType": "Patient", "id": "p1",
            "name": [{"family": "赵", "given": ["玉兰"]}],
            "gender": "female", "birthDate": "1941-03-02"}


def bundle(*resources):
    return json.dumps({"resourceType": "Bundle", "type": "collection",
                       "entry": [{"resource": one} for one in resources]})


def ward(host):
    """Mary, a drug, and the moment before anything is brought in."""
    mary = host.owner("mary")
    do(mary, "medication.add_drug", name="甲药", ingredients=["甲"],
       form="tablet", unit="tablet", source="test", edition="1")
    do(mary, "core.set_setting", plugin="fire_safety", name="home_code",
       value="OAK")
    return mary


# --- tests --------------------------------------------------------------------

def every_kind_goes_without_a_trace():
    kinds = (
        ("beds.beds", BEDS), ("residents.residents", RESIDENTS),
        ("beds.stays", STAYS),
        ("fire_safety.equipment", sheet(
            ["种类", "位置", "楼层", "出厂日期", "上次维修"],
            ["干粉灭火器", "东走廊", "3楼", "2024-03-01", ""],
            ["烟感", "301 房", "3楼", "", ""])),
        ("medication.drugs", sheet(
            ["药名", "成分", "剂型", "单位", "版本", "来源"],
            ["乙药", "乙", "片", "片", "2026", "院内"])),
        ("medication.interactions", sheet(
            ["药物甲", "药物乙", "程度", "说明", "来源", "版本"],
            ["甲", "乙", "重度", "出血", "说明书", "1"])),
        ("registry.licences", sheet(
            ["种类", "编号", "发证机关", "发证日期", "到期日"],
            ["catering", "JY1", "市监局", "2024-01-01", "2027-01-01"])),
        ("feedback.days", sheet(["日期", "类型", "名称"],
                                ["2026-10-01", "节假日", "国庆"])),
        ("fhir", bundle(patient(), request("r1"))))
    with Host() as host:
        mary = ward(host)
        done = []
        for kind, data in kinds:
            before = settled(host)
            number = bring_in(mary, kind, data)["import"]
            assert differs(before, tables_of(host)), kind
            taken_back(mary, host, kind, number, before)
            # it comes in again as if it had never been there
            number = bring_in(mary, kind, data)["import"]
            done.append((kind, number, before))
        for kind, number, before in reversed(done):
            taken_back(mary, host, kind, number, before)
            twice = mary.post(f"{OAK}/imports/{number}/undo")
            assert twice.status == 409, twice
        verified(mary)


def duties(mary, state="open"):
    return mary.get(f"{OAK}/duties?state={state}&limit=1000").json


def doses(mary):
    return [d for d in duties(mary) if d["kind"] == "medication.dose"]


def tick(host, to):
    got = host.administrator().post(f"{OAK}/tick", {"to": to})
    assert got.status == 200, got


def a_dose_that_was_recorded_stays_and_is_named():
    with Host() as host:
        mary = ward(host)
        first = bring_in(mary, "fhir", bundle(patient(), request("r1")))
        second = bring_in(mary, "fhir", bundle(
            patient() | {"id": "p2", "name": [{"text": "钱桂英"}]},
            request("r2", subject={"reference": "Patient/p2"})))
        one = doses(mary)
        assert len(one) >= 4, one
        tick(host, "2026-11-24T12:00:00+08:00")
        # some are due, late or missed by now, and were told of
        late = [d for d in doses(mary) if d["state"] in ("late", "missed")]
        assert late, doses(mary)
        # nobody recorded anything of the second: it goes, late doses too
        gone = [d["duty"] for d in doses(mary) if d["subject"] == "resident:2"]
        got = take_back(mary, second["import"])
        assert got.status == 200, got
        assert not [d for d in doses(mary) if d["subject"] == "resident:2"]
        for duty in gone:  # withdrawn, in so many words (M4)
            story = mary.get(f"{OAK}/queries/core.obligation?duty={duty}")
            assert story.status == 422 and "withdrawn" in story.raw.decode(), story
        # one of the first is recorded: it stays
        duty = [d for d in late if d["subject"] == "resident:1"][0]["duty"]
        do(mary, "medication.record", duty=duty, outcome="refused",
           reason="不想吃")
        during = settled(host)
        got = take_back(mary, first["import"])
        assert got.status == 409, got
        named = got.json["errors"]
        assert [e["field"] for e in named] == [duty], got.json
        assert "mary" in named[0]["text"] and "Refused" in named[0]["text"], named
        assert not differs(during, settled(host))
        verified(mary)


def what_an_import_changed_gets_its_old_words():
    head = ["部分", "编号", "内容", "分值", "记录依据", "人日"]
    parts = {"环境": 120, "设施设备": 130}
    rows = [[part, f"{n}.{i}", f"第 {i} 项", str(points // 10), "", "2"]
            for n, (part, points) in enumerate(parts.items(), 1)
            for i in range(1, 11)]
    other = [row[:2] + [row[2] + "（新）"] + row[3:] for row in rows]
    with Host() as host:
        mary = ward(host)
        bring_in(mary, "quality.items", sheet(head, *rows))
        before = settled(host)
        number = bring_in(mary, "quality.items", sheet(head, *other))["import"]
        assert differs(before, tables_of(host))
        third = bring_in(mary, "quality.items", sheet(head, *rows))["import"]
        # the third stands on the second: last in, first out
        got = take_back(mary, number)
        assert got.status == 409 and len(got.json["errors"]) == 20, got
        for each in (third, number):
            assert take_back(mary, each).status == 200
        assert not differs(before, settled(host)), differs(before, settled(host))
        verified(mary)


def what_others_did_since_is_named():
    with Host() as host:
        mary = ward(host)
        bring_in(mary, "beds.beds", BEDS)
        number = bring_in(mary, "residents.residents", RESIDENTS)["import"]
        stays = bring_in(mary, "beds.stays", STAYS)["import"]
        before = settled(host)
        got = take_back(mary, number)  # they live in beds by now
        assert got.status == 409, got
        assert any("residents_resident" in e["field"]
                   for e in got.json["errors"]), got.json
        assert not differs(before, settled(host))
        assert take_back(mary, stays).status == 200
        assert take_back(mary, number).status == 200
        listed = mary.get(f"{OAK}/queries/core.imports").json
        assert [(row["person"], row["undone"], row.get("undone_by"))
                for row in listed] == [
            ("mary", True, "mary"), ("mary", True, "mary"),
            ("mary", False, None)], listed
        verified(mary)


run([every_kind_goes_without_a_trace,
     a_dose_that_was_recorded_stays_and_is_named,
     what_an_import_changed_gets_its_old_words,
     what_others_did_since_is_named])
