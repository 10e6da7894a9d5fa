#!/usr/bin/env python3
"""A simulated year of a home that misses some things: at its end exactly the
duties that it missed are missed, the hazards that it left are open, and the
grade is what a calculation of this file gives."""
import collections
import datetime
import json
import os
import random
import subprocess
import tempfile

SOURCE = os.environ.get("SONGHE_SOURCE") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("SONGHE_BUILD") or os.path.join(SOURCE, "build")
BEGIN = datetime.date(2027, 1, 1)
END = datetime.date(2028, 3, 1)  # a year end and a leap day on the way
# What the fire rules ask of a home as a whole, by month and day, and how many
# days after it an unanswered one is missed.
MONTHLY = {"monthly_check": (range(1, 13), 27), "fire_drill": ((4, 10), 27),
           "training": ((3, 9), 27), "full_test": ((5,), 27)}


class Home:
    def __init__(self, work):
        self.data = os.path.join(work, "data")
        self.run("--now", f"{BEGIN}T07:00:00+08:00", "init")
        self.run("home", "new", "h", "--zone", "Asia/Shanghai")

    def run(self, *words):
        done = subprocess.run([os.path.join(BUILD, "songhe"), "--data", self.data,
                               "--json", *words], capture_output=True, text=True,
                              timeout=300, check=False)
        assert done.returncode == 0, (words, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def do(self, action, **value):
        return self.run("do", "h", action, json.dumps(value))["result"]

    def ask(self, query, **value):
        return self.run("ask", "h", query, json.dumps(value))


def days(first, after):
    while first < after:
        yield first
        first += datetime.timedelta(days=1)


def local_day(instant):
    return datetime.datetime.fromisoformat(instant).date()


def review(home, skipped):
    """Reviews the patrols of every open day that the home does not skip."""
    rows = home.run("duties", "h", "--state", "open")
    for row in rows:
        if row["kind"] == "fire_safety.patrol_review" and row["state"] != "upcoming" \
                and local_day(row["due"]) not in skipped:
            home.do("fire_safety.review_patrols", duty=row["duty"], outcome="done")


def expected_missed(skipped):
    want = collections.Counter()
    end = datetime.datetime.combine(END, datetime.time(12))

    def over(day, hour, after):
        return datetime.datetime.combine(day, datetime.time(hour)) + after <= end

    for kind, (months, after) in MONTHLY.items():
        for day in days(BEGIN, END):
            if day.day == 1 and day.month in months and over(
                    day, 8, datetime.timedelta(days=after)):
                want[kind] += 1
    want["patrol_review"] = sum(over(day, 9, datetime.timedelta(days=2)) for day in skipped)
    return want


def judge(home, hazard, outcome, **more):
    row = next(one for one in home.ask("fire_safety.hazards") if one["id"] == hazard)
    home.do("fire_safety.judge", hazard=hazard, duty=row["duty"], outcome=outcome, **more)


def main():
    chance = random.Random(2027)
    skipped = {day for day in days(BEGIN, END) if chance.random() < .6}
    scores = {"environment": 97, "facilities": 105, "operation": 121, "service": 481}
    with tempfile.TemporaryDirectory() as work:
        home = Home(work)
        home.do("fire_safety.start_programme")
        at = BEGIN
        while at < END:
            step = chance.choice([1, 3, 7, 7, 14])  # a week or two of downtime
            at = min(END, at + datetime.timedelta(days=step))
            home.run("tick", "h", "--to", f"{at}T12:00:00+08:00")
            review(home, skipped)

        want = expected_missed(skipped)
        missed = collections.Counter(
            row["kind"].split(".")[1] for row in home.ask(
                "core.obligations", **{"from": f"{BEGIN}", "to": f"{END}", "state": "missed"})
            if row["kind"].startswith("fire_safety."))
        assert missed == want, (missed - want, want - missed)
        done = home.ask("core.obligation_days", **{
            "from": f"{BEGIN}", "to": f"{BEGIN + datetime.timedelta(days=365)}", "state": "done"})
        want_done = 365 - sum(day.year == 2027 for day in skipped)
        assert sum(row["count"] for row in done) == want_done, (len(done), want_done)

        for what in ("杂物", "通道堵死", "插座松动"):
            home.do("fire_safety.report_hazard", kind="fire", what=what)
        judge(home, 1, "ordinary")
        graded = home.ask("quality.grade", standard="GB/T 37276-2018", scores=scores)
        # 97/120, 105/130, 121/150, 481/600 are all at least 80 %, 804 >= 780.
        assert graded["level"] == 4 and graded["total"] == 804, graded
        judge(home, 2, "major", grounds=["no_watch"])
        graded = home.ask("quality.grade", standard="GB/T 37276-2018", scores=scores)
        assert graded["level"] == 0 and graded["would_be"] == 4, graded
        assert [one["hazard"] for one in graded["blocked"]] == [2], graded
        left = {row["id"]: row["state"] for row in home.ask("fire_safety.hazards")}
        assert left == {1: "judged", 2: "judged", 3: "found"}, left
        print(f"a year: {dict(missed)} missed, {want_done} reviewed in 2027, "
              f"{len(left)} hazards open, the grade as computed")


main()
