#!/usr/bin/env python3
"""The round of 300 residents with 15 medicines each, with years of doses in the
file: YEARS in the environment (default 1, the aim is at 10). The outcomes are
written past the journal, since only their reading is measured. Beside it the
same question of a home whose file holds no doses yet; and, for what the machine
itself adds to the slowest of a hundred, a loop that asks nobody."""
import json
import os
import sqlite3
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "system"))
from homes import home_of  # noqa: E402
from api_client import Host  # noqa: E402

BEDS, ORDERS, ASKS = 300, 15, 200
YEARS = int(os.environ.get("YEARS", "1"))
OAK = "/api/v1/homes/oak"


def act(person, name, body):
    got = person.post(f"{OAK}/actions/{name}", body)
    assert got.status == 200, (name, body, got)
    return got.json["result"]


def fill(person):
    for kind, rows in home_of(BEDS, empty_every=0).items():
        got = person.post(f"{OAK}/imports?kind={kind}",
                          "\n".join(",".join(map(str, row)) for row in rows), kind="text/csv")
        assert got.status == 200 and got.json["rejected"] == 0, got
    for i in range(ORDERS):
        act(person, "medication.add_drug", {
            "name": f"药{i}", "ingredients": [f"药{i}"], "form": "tablet", "unit": "tablet",
            "source": "test", "edition": "1"})
    for resident in range(1, BEDS + 1):
        for drug in range(1, ORDERS + 1):
            act(person, "medication.order", {
                "resident": resident, "drug": drug, "route": "po", "frequency": "qd",
                "dose": {"amount": "1", "unit": "tablet"}, "prescriber": "李", "document": "1"})


def write_past(path):
    """The same orders, given every day of the years before."""
    base = sqlite3.connect(path)
    base.execute("pragma synchronous = off")
    person = base.execute("select min(id) from core_person").fetchone()[0]
    plans = [row[0] for row in base.execute(
        "select id from core_schedule where kind = 'medication.dose'")]
    first = base.execute("select min(due) from duty_open").fetchone()[0]
    count = 0
    for day in range(YEARS * 365, 0, -1):
        due = first - day * 86400000
        rows = [(plan, due // 500, 0, due, "given", person, due + 300000, due + 300000)
                for plan in plans]
        base.executemany("insert into core_outcome (schedule, slot, round, due, outcome, person,"
                         " at, recorded) values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        count += len(rows)
    base.commit()
    base.execute("pragma wal_checkpoint(truncate)")
    base.close()
    return count


def times(work):
    """The median and the 99th percentile of ASKS runs of it, in ms."""
    took = []
    for _ in range(ASKS):
        began = time.monotonic()
        done = work()
        took.append((time.monotonic() - began) * 1000)
        assert done
    took.sort()
    return statistics.median(took), took[int(len(took) * .99) - 1]


def ask(person):
    def once():
        got = person.get(f"{OAK}/queries/medication.round")
        assert got.status == 200, got
        return got.raw
    assert len(person.get(f"{OAK}/queries/medication.round").json) >= BEDS * ORDERS
    return times(once)


def count_alone(ms):
    """A loop that takes about `ms`: what its 99th percentile is beside its median."""
    began = time.monotonic()
    sum(range(1_000_000))
    steps = int(1_000_000 * ms / ((time.monotonic() - began) * 1000))
    middle, worst = times(lambda: sum(range(steps)))
    return worst / middle


def main():
    with Host() as host:
        person = host.owner("mary")
        fill(person)
        now = person.get(f"{OAK}/queries/core.home").json
        now = (now[0] if isinstance(now, list) else now)["now"]
        host.tick(person, now) if hasattr(host, "tick") else None
        empty, _ = ask(person)
        host.stop()
        count = write_past(os.path.join(host.data, "homes", "oak", "home.db"))
        host.start()
        person = host.person("mary")
        middle, worst = ask(person)
        print(json.dumps({"what": f"round, {BEDS * ORDERS} lines, {count} doses before, p50 (p99)",
                          "ours": f"{middle:.0f} ({worst:.0f}) ms", "yardstick": f"{empty:.0f} ms",
                          "ratio": middle / empty, "aim": "50 ms at p99, 10 years"}))
        print(json.dumps({"what": "  its p99 beside its p50, and a bare loop's",
                          "ours": round(worst / middle, 2),
                          "yardstick": round(count_alone(middle), 2), "aim": ""}))


if __name__ == "__main__":
    main()
