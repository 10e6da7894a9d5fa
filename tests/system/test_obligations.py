#!/usr/bin/python3
"""The obligations calendar against an independent reckoning by dateutil: no
duty doubled or missing over leap day, year end and a week of downtime, whether
it is done, open or still ahead; and each line opens its rule and evidence."""
import collections
import datetime
import json
import os
import random
import subprocess
import tempfile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

SOURCE = os.environ.get("SONGHE_SOURCE") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("SONGHE_BUILD") or os.path.join(SOURCE, "build")
ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = "2027-12-20T07:00:00+08:00"
PLUGIN = """
local duty = { zh = "事", en = "Task", permission = "tasks.do", late = "PT1H", missed = "PT4H",
  standard = "GB 00000-2027 4.2", outcomes = { { value = "done", zh = "已做", en = "Done", done = true },
    { value = "not_done", zh = "没有做", en = "Not done", reason = true } },
  fields = { { name = "pressure", type = "integer", zh = "压力", en = "Pressure" } } }
return { id = "tasks", version = "1.0.0", host = 1, zh = "任务", en = "Tasks",
  permissions = { ["tasks.do"] = { roles = { "manager" }, zh = "做", en = "Do" } },
  duties = { a = duty, b = duty, c = duty },
  actions = { plan = { zh = "安排", en = "Plan", permission = "tasks.do",
    input = { { name = "kind", type = "text", zh = "种类", en = "Kind" }, { name = "spec", type = "json", zh = "安排", en = "Spec" } },
    run = function(call, home) return { schedule = home.schedule(call.input.kind, call.input.spec) } end },
  stop = { zh = "停止", en = "Stop", permission = "tasks.do",
    input = { { name = "schedule", type = "integer", zh = "日程", en = "Schedule" }, { name = "from", type = "instant", zh = "从", en = "From" } },
    run = function(call, home) home.stop(call.input.schedule, call.input.from) end } } }
"""
START = "2027-12-20T08:00:00"
RULES = [  # kind, rules, until
    ("a", ["FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0"], None),
    ("a", ["FREQ=DAILY;BYHOUR=0,2,4,6,8,10,12,14,16,18,20,22;BYMINUTE=0"], None),
    ("a", ["FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "FREQ=DAILY;BYHOUR=12,18;BYMINUTE=30"],
     "2028-03-05T12:00:00"),
    ("b", ["FREQ=MONTHLY;BYMONTHDAY=31"], None),
    ("b", ["FREQ=MONTHLY;BYMONTHDAY=-1"], None),
    ("b", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"], None),
    ("b", ["FREQ=DAILY;INTERVAL=3"], None),
    ("c", ["FREQ=WEEKLY;BYDAY=MO,TH"], None),
    ("c", ["FREQ=DAILY;COUNT=40"], None),
    ("c", ["FREQ=YEARLY;BYYEARDAY=1,-1"], None),
]


def ms(wall):
    return round(wall.replace(tzinfo=ZONE).timestamp() * 1000)


class Home:
    def __init__(self, work):
        folder = os.path.join(work, "plugins", "tasks")
        os.makedirs(folder)
        with open(os.path.join(folder, "plugin.lua"), "w", encoding="utf-8") as out:
            out.write(PLUGIN)
        self.data = os.path.join(work, "data")
        self.env = dict(os.environ, SONGHE_PLUGINS=os.path.join(work, "plugins"),
                        SONGHE_LANG="en")
        self.run("--now", BEGIN, "init")
        self.run("home", "new", "h", "--zone", "Asia/Shanghai")

    def run(self, *words, may_fail=False):
        done = subprocess.run([os.path.join(BUILD, "songhe"), "--data", self.data,
                               "--json", *words], env=self.env, capture_output=True,
                              text=True, timeout=300, check=False)
        if done.returncode and not may_fail:
            raise AssertionError(f"{words}: {done.stderr}")
        return done if may_fail else (json.loads(done.stdout) if done.stdout.strip() else None)

    def do(self, action, value):
        answer = self.run("do", "h", action, json.dumps(value))
        return answer.get("result", answer)

    def ask(self, query, value):
        return self.run("ask", "h", query, json.dumps(value))


def reckon(begin, end):
    """Counter of (day, kind) and the list of (ms, kind) within [begin, end)."""
    found = []
    start = datetime.datetime.fromisoformat(START)
    for kind, rules, until in RULES:
        times = set()
        for rule in rules:
            last = min(end, datetime.datetime.fromisoformat(until)) if until else end
            times |= {t for t in rrulestr(f"RRULE:{rule}", dtstart=start)
                      .between(begin, last, inc=True) if t < last}
        found += [(ms(t), kind, t.date().isoformat()) for t in times]
    elapsed = start
    while elapsed < end:  # PT8H of true time; no change of clocks here
        if elapsed >= begin:
            found.append((ms(elapsed), "c", elapsed.date().isoformat()))
        elapsed += datetime.timedelta(hours=8)
    return found


def compare(home, begin, end, stage):
    want = reckon(begin, end)
    days = home.ask("core.obligation_days", {
        "from": begin.isoformat(), "to": end.isoformat()})
    have = collections.Counter()
    for row in days:
        have[(row["day"], row["kind"].split(".")[1])] += row["count"]
    assert have == collections.Counter((day, kind) for _, kind, day in want), (
        stage, (have - collections.Counter((d, k) for _, k, d in want)).most_common(3),
        (collections.Counter((d, k) for _, k, d in want) - have).most_common(3))
    return want, days


def compare_listed(home, want, day, stage):
    rows = home.ask("core.obligations", {"day": day.isoformat()})
    have = sorted((round(datetime.datetime.fromisoformat(row["due"]).timestamp() * 1000),
                   row["kind"].split(".")[1]) for row in rows)
    assert have == sorted((at, kind) for at, kind, on in want if on == day.isoformat()), (
        stage, day, rows)
    assert len({row["duty"] for row in rows}) == len(rows), (stage, day)
    assert all(row["standard"] == "GB 00000-2027 4.2" for row in rows)
    return rows


def compare_counts(home, begin, end):
    """The figures of each kind are what the lists of its duties come to; a duty
    is late when it was recorded as done more than an hour after it was due."""
    span = {"from": begin.isoformat(), "to": end.isoformat()}
    want = collections.defaultdict(collections.Counter)
    for kind in "abc":
        for row in home.ask("core.obligations", dict(span, kind=f"tasks.{kind}")):
            count, state = want[row["kind"]], row["state"]
            if state == "upcoming":
                continue
            count["asked"] += state != "held"
            count[{"due": "open", "late": "open"}.get(state, state)] += 1
            if state == "done":
                count["late"] += (datetime.datetime.fromisoformat(row["at"])
                                  - datetime.datetime.fromisoformat(row["due"])
                                  ) > datetime.timedelta(hours=1)
    have = {row["kind"]: row for row in home.ask("core.obligation_counts", span)}
    assert set(have) == {kind for kind, count in want.items() if count}, (have, want)
    for kind, row in have.items():
        for name in ("asked", "done", "late", "undone", "missed", "open", "held"):
            assert row[name] == want[kind][name], (kind, name, row, want[kind])
    assert sum(row["late"] for row in have.values()) > 0, have
    for state in ("missed", "undone", "done", "late"):
        rows = home.ask("core.obligations", dict(span, state=state))
        assert all(row["state"] == state for row in rows), (state, rows[:2])
        if state != "late":
            assert rows and len(rows) == sum(row[state] for row in have.values()), state


def main():
    random.seed(20261124)
    with tempfile.TemporaryDirectory() as work:
        home = Home(work)
        for kind, rules, until in RULES:
            spec = {"rule": rules, "start": START, "subject": "thing:1"}
            if until:
                spec["until_"] = until
            home.do("tasks.plan", {"kind": kind, "spec": spec})
        home.do("tasks.plan", {"kind": "c", "spec": {"every": "PT8H", "start": START}})
        begin = datetime.datetime.fromisoformat("2027-12-20T00:00:00")
        end = datetime.datetime.fromisoformat("2028-12-20T00:00:00")
        seen = collections.Counter()
        # Year end, a week of downtime, leap day.
        for to in ("2027-12-20T07:30", "2027-12-31T23:59", "2028-01-01T00:00",
                   "2028-01-08T03:00", "2028-02-28T23:00", "2028-02-29T12:00",
                   "2028-03-01T00:30"):
            home.run("tick", "h", "--to", f"{to}:00+08:00")
            want, _ = compare(home, begin, end, to)
            special = [datetime.date(2027, 12, 31), datetime.date(2028, 1, 1),
                       datetime.date(2028, 2, 29), datetime.date(2028, 3, 5)]
            for day in special + [datetime.date(2027, 12, 20) + datetime.timedelta(
                    days=random.randrange(365)) for _ in range(3)]:
                rows = compare_listed(home, want, day, to)
                for row in rows:
                    if row["state"] in ("due", "late", "missed") and random.random() < .5:
                        done = random.random() < .7
                        home.run("duties", "record", "h", row["duty"],
                                 "done" if done else "not_done", json.dumps(
                                     {"facts": {"pressure": 7}} if done else {"reason": "down"}))
                        seen["done" if done else "undone"] += 1
                        story = home.ask("core.obligation", {"duty": row["duty"]})[0]
                        assert story["state"] == ("done" if done else "undone"), story
                        assert story["standard"] == "GB 00000-2027 4.2"
                        if done:
                            assert story["facts"] == [{"name": "Pressure", "value": "7"}], story
                        else:
                            assert story["history"][0]["reason"] == "down", story
        _, days = compare(home, begin, end, "recorded")
        states = collections.Counter()
        for row in days:
            states[row["state"]] += row["count"]
        assert states["done"] == seen["done"] and states["undone"] == seen["undone"], (states, seen)
        assert states["missed"] > 0 and states["upcoming"] > 0, states

        compare_counts(home, begin, datetime.datetime.fromisoformat("2028-03-02T00:00:00"))

        # What is stopped is asked for no more; the past stays.
        home.do("tasks.stop", {"schedule": 2, "from": "2028-06-01T00:00:00+08:00"})
        left = home.ask("core.obligation_days", {
            "from": "2028-06-01", "to": "2028-06-02", "kind": "tasks.a"})
        assert sum(row["count"] for row in left) == 2, left
        by = home.ask("core.obligation_days", {
            "from": begin.isoformat(), "to": end.isoformat(), "state": "undone"})
        assert sum(row["count"] for row in by) == seen["undone"]

        # Bad input has one clear refusal.
        for query, value, field in (
                ("core.obligation_days", {"from": "2028-01-01", "to": "2027-01-01"}, "to"),
                ("core.obligation_days", {"from": "2028-01-01", "to": "2030-01-01"}, "to"),
                ("core.obligations", {"from": "2028-01-01"}, "to"),
                ("core.obligations", {"day": "2028-02-30"}, "day"),
                ("core.obligations", {"day": "2028-02-01", "state": "perhaps"}, "state"),
                ("core.obligation", {"duty": "12-nonsense"}, "duty")):
            done = home.run("ask", "h", query, json.dumps(value), may_fail=True)
            assert done.returncode == 1, (query, value, done)
            fields = [one["field"] for one in json.loads(done.stderr)["errors"]]
            assert fields == [field], (query, value, fields)
        print(f"obligations: {sum(states.values())} of a year agree, "
              f"{dict(states)}")


main()
