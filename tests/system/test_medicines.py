#!/usr/bin/env python3
"""The home's drug list and a licensed list of interactions, imported with bad
rows by `songhe import`: every fault of every row is named, the good rows come
in, the bad ones come back as a file; what came in is what the checks use."""
import csv
import io
import json
import os
import random

from api_client import Host, run

DRUGS = ["药名", "成分", "规格", "单位", "剂型", "高警示", "管制类别", "版本", "来源"]
PAIRS = ["药物甲", "药物乙", "程度", "说明", "来源", "版本"]


def text_of(header, rows):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def bring_in(host, kind, header, rows, *more):
    path = os.path.join(host.folder.name, "in.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text_of(header, rows))
    return host.cli("import", "oak", path, "--as-kind", kind, *more,
                    check=False)


def drug(i):
    return [f"药{i}片", "氨氯地平", f"{i + 1}mg*28片", "片", "片剂", "否", "无",
            "2026-11", "院目录"]


# row (as a spreadsheet counts), column, what is wrong there, field named
FAULTS = [(2, 0, "", "name"), (3, 2, "五毫克", "strength"),
          (4, 3, "箱", "unit"), (5, 4, "糖丸子", "form"),
          (6, 6, "精三", "controlled"), (7, 7, "", "edition"),
          (8, 5, "也许", "high_alert"), (9, 2, "1.2.3mg", "strength")]


def bad_rows_are_named_and_good_ones_come_in():
    rows = [drug(i) for i in range(60)]
    for row, column, wrong, _ in FAULTS:
        rows[row - 2][column] = wrong
    with Host() as host:
        mary = host.owner("mary")
        dry = bring_in(host, "medication.drugs", DRUGS, rows, "--dry-run")
        said = json.loads(dry.stdout)
        named = {(f["row"], f["field"]) for f in said["faults"]}
        missing = {(row, field) for row, _, _, field in FAULTS} - named
        assert not missing, (missing, named)
        assert {row for row, _ in named} == {row for row, *_ in FAULTS}
        url = "/api/v1/homes/oak/queries/medication.drugs"
        assert mary.get(url).json == [], "a dry run left a trace"

        done = json.loads(bring_in(host, "medication.drugs", DRUGS,
                                   rows).stdout)
        assert (done["accepted"], done["rejected"]) == (52, 8), done
        assert len(mary.get(url).json) == 52
        again = json.loads(bring_in(host, "medication.drugs", DRUGS,
                                    rows).stdout)
        assert (again["accepted"], again["rejected"]) == (52, 8), again
        assert len(mary.get(url).json) == 52, "the same row came in twice"


def interactions_reach_the_checks():
    names = ["华法林", "布洛芬", "地高辛", "呋塞米", "二甲双胍", "缬沙坦", "甲酮", "乙酮"]
    rng = random.Random(7)
    rows = []
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            rows.append([a, b, rng.choice(["禁忌", "重度", "中度", "轻度"]),
                         f"{a}与{b}", "甲库", "2026.1"])
    bad = [["华法林", "华法林钠", "重度", "同一种", "甲库", "2026.1"],
           ["华法林", "阿司匹林", "要命", "没有这个程度", "甲库", "2026.1"],
           ["", "阿司匹林", "重度", "缺甲", "甲库", "2026.1"],
           ["华法林", "阿司匹林", "重度", "缺版本", "甲库", ""]]
    with Host() as host:
        mary = host.owner("mary")
        done = json.loads(bring_in(host, "medication.interactions", PAIRS,
                                   rows + bad).stdout)
        assert (done["accepted"], done["rejected"]) == (28, 4), done
        lists = mary.get("/api/v1/homes/oak/queries/medication."
                         "imported_lists").json
        assert [(x["source"], x["edition"], x["entries"]) for x in lists] \
            == [("甲库", "2026.1", 28)], lists

        def act(name, body):
            got = mary.post(f"/api/v1/homes/oak/actions/{name}", body)
            assert got.status == 200, (name, got)
            return got.json["result"]

        who = act("residents.register", {"name": "王秀英", "sex": "female",
                                         "born": "1940-05-01"})["id"]
        ids = {name: act("medication.add_drug", {
            "name": name + "片", "ingredients": [name], "unit": "tablet"})
            ["drug"] for name in names}
        worst = {"禁忌": "stop", "重度": "warn", "中度": "warn", "轻度": "note"}
        wanted = {(a, b): worst[c] for a, b, c, *_ in rows}
        ordered = mary.post("/api/v1/homes/oak/actions/medication.order", {
            "resident": who, "drug": ids["华法林"], "route": "po",
            "dose": {"amount": "1", "unit": "tablet"}, "frequency": "qd"})
        assert ordered.status == 200, ordered
        for other in names[1:]:
            found = mary.get("/api/v1/homes/oak/queries/medication.check?"
                             f"resident={who}&drug={ids[other]}").json
            mine = [r["severity"] for r in found
                    if r["code"] == "interaction" and r["source"] == "甲库"]
            assert mine == [wanted["华法林", other]], (other, found)


run([bad_rows_are_named_and_good_ones_come_in, interactions_reach_the_checks])
