#!/usr/bin/env python3
"""A year of a home with 300 beds graded again from its records: 1.6 million
doses, 440,000 care tasks, patrols, checks, assessments, ratings, incidents.
The outcomes are written past the journal, since only their reading is
measured. Yardstick: sqlite's own library reading the same outcomes."""
import datetime
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from homes import home_of  # noqa: E402

BEDS, ORDERS, TIMES, ROUNDS = 300, 5, 3, 5
FIRST = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
DAY = 86400000
SONGHE = os.path.join(os.environ["SONGHE_BUILD"], "songhe")


def run(data, *words):
    done = subprocess.run([SONGHE, "--data", data, "--json", *words], capture_output=True,
                          text=True, timeout=600, check=False)
    assert done.returncode == 0, (words, done.stderr[-2000:])
    return json.loads(done.stdout) if done.stdout.strip() else None


def do(data, action, **value):
    return run(data, "do", "h", action, json.dumps(value))


def bring_in(data, folder, kind, rows):
    path = os.path.join(folder, "rows.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(",".join(map(str, row)) for row in rows))
    got = run(data, "import", "h", path, "--as-kind", kind, "--yes")
    assert got.get("rejected", got.get("result", {}).get("rejected")) == 0, got


def fill(data, folder):
    for kind, rows in home_of(BEDS, empty_every=0).items():
        bring_in(data, folder, kind, rows)
    do(data, "staff.hire", name="李护理", post="carer", since="2020-01-05")
    do(data, "quality.self_assess", scores={"environment": 96, "facilities": 104,
       "operation": 120, "service": 480}, **{"from": "2025-01-06", "to": "2025-12-31"})


def schedules():
    """(kind, times a day or None, every so many days, how many of them)"""
    return (("medication.dose", (8, 12, 18), 1, BEDS * ORDERS),
            ("assessment.care_task", (7, 13), 1, BEDS * 2),
            ("fire_safety.patrol_day", (10,), 1, 1),
            ("fire_safety.patrol_night", (0, 2, 4, 6, 20, 22), 1, 1),
            ("fire_safety.patrol_review", (9,), 1, 1),
            ("fire_safety.monthly_check", (9,), 30, 1),
            ("fire_safety.equipment_check", (9,), 30, 120))


def write_year(path):
    start = round(FIRST.timestamp() * 1000)
    base = sqlite3.connect(path)
    base.execute("pragma synchronous = off")
    person = base.execute("select min(id) from core_person").fetchone()[0]
    plan = base.execute("select coalesce(max(id), 0) from core_schedule").fetchone()[0]
    rows = []
    for kind, hours, every, many in schedules():
        for _ in range(many):
            plan += 1
            base.execute("insert into core_schedule (id, version, kind, spec, starts, ends)"
                         " values (?, 1, ?, ?, ?, ?)",
                         (plan, kind, json.dumps({"at": start}), start, start + 1))
            for day in range(0, 365, every):
                for hour in hours:
                    due = start + day * DAY + hour * 3600000
                    late = len(rows) % 50 == 0
                    rows.append((plan, due // 500, 0, due,
                                 "given" if kind == "medication.dose" else "done", person,
                                 due + (5400000 if late else 300000), due))
    rows.sort(key=lambda row: row[3])  # as they come in in life
    count = len(rows)
    base.executemany("insert into core_outcome (schedule, slot, round, due, outcome, person, at,"
                     " recorded) values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    base.commit()
    base.execute("pragma wal_checkpoint(truncate)")
    base.close()
    return count


def yardstick(path):
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    began = time.monotonic()
    base.execute("select s.kind, count(*), sum(c.at - c.due > 3600000) from core_outcome c"
                 " join core_schedule s on s.id = c.schedule group by s.kind").fetchall()
    took = time.monotonic() - began
    base.close()
    return took


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        run(data, "--now", "2026-01-06T00:00:00+08:00", "init")
        run(data, "home", "new", "h", "--zone", "Asia/Shanghai")
        fill(data, folder)
        path = next(os.path.join(where, name) for where, _, names in os.walk(data)
                    for name in names if name.endswith(".db") and "/h" in where)
        run(data, "tick", "h", "--to", "2027-01-01T00:00:00+08:00")
        count = write_year(path)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            began = time.monotonic()
            answer = run(data, "ask", "h", "quality.from_records", json.dumps(
                {"from": "2026-01-01", "to": "2026-12-31"}))
            ours.append(time.monotonic() - began)
            theirs.append(yardstick(path))
        facts = {one["fact"]: one for one in answer["facts"]}
        assert facts["doses"]["of"] == BEDS * ORDERS * TIMES * 365, facts["doses"]
        assert facts["doses_in_time"]["met"] < facts["doses"]["met"], facts["doses_in_time"]
        ours, theirs = statistics.median(ours), statistics.median(theirs)
        print(json.dumps({"what": f"a year of 300 beds regraded, {count} outcomes",
                          "ours": f"{ours:.2f} s", "yardstick": f"{theirs:.2f} s",
                          "ratio": ours / theirs, "aim": "5 s"}))


if __name__ == "__main__":
    main()
