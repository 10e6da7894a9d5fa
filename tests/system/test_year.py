#!/usr/bin/env python3
"""A simulated year of a home that misses some things: at its end exactly the
duties that it missed are missed (fire, doses, assessments), the hazards that it
left are open, and evidence and grade are what a calculation of this file gives."""
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


class Care:
    """One resident on a medicine three times a day, who falls at times and is
    assessed late: what happened, as this file knows it."""

    def __init__(self, home, chance):
        self.home, self.chance = home, chance
        self.given = self.refused = self.falls = 0
        self.ratings = collections.Counter()
        self.assessed = BEGIN
        home.do("beds.import_bed", floor="1", room="101", bed="1", kind="nursing", **{
            "class": "basic"})
        home.do("residents.register", name="王秀英", sex="female", born="1940-05-01")
        home.do("beds.assign", resident=1, bed=1, **{"from": f"{BEGIN}T06:00:00+08:00"})
        home.do("medication.add_drug", name="甲药", ingredients=["甲药"], form="tablet",
                unit="tablet", source="test", edition="1")
        home.do("medication.order", resident=1, drug=1, route="po", frequency="tid",
                dose={"amount": "1", "unit": "tablet"}, start=f"{BEGIN}T07:00:00+08:00",
                times=["08:00", "12:00", "16:00"], prescriber="李", document="1")
        home.do("medication.sign_consent", resident=1, signer="王建国", relation="child",
                signed=f"{BEGIN}", starts=f"{BEGIN}", document="协议1")
        self.assess()

    def assess(self):
        codes = [f"B.{part}.{i}" for part, count in ((1, 8), (2, 4), (3, 9), (4, 5))
                 for i in range(1, count + 1)]
        answers = dict(zip(codes, map(int, "22233442333244334411211212")))
        self.home.do("assessment.complete", resident=1, standard="GB/T 42195-2022",
                     answers=answers, assessors=[
                         {"name": "赵护士", "background": "nursing"},
                         {"name": "钱社工", "background": "social_work"}])

    def noon(self, day):
        """What the home does at noon of a day that it is there."""
        rows = self.home.run("duties", "h", "--state", "open", "--from",
                             f"{day}T12:00:00+08:00", "--to", f"{day}T12:00:01+08:00")
        dose = next(row for row in rows if row["kind"] == "medication.dose")
        lot = self.chance.random()
        if lot < .5:
            self.home.do("medication.record", duty=dose["duty"], outcome="given")
            self.given += 1
        elif lot < .6:
            self.home.do("medication.record", duty=dose["duty"], outcome="refused",
                         reason="不想吃")
            self.refused += 1
        if self.chance.random() < .1:
            self.home.do("incidents.report", kind="fall", severity="none", resident=1,
                         what="起身时滑倒")
            self.falls += 1
        if self.chance.random() < .2:
            grade = str(self.chance.randrange(1, 6))
            self.home.do("feedback.rate", grade=grade, area="care", from_whom="resident")
            self.ratings[grade] += 1
        if self.assessed == BEGIN and day >= BEGIN + datetime.timedelta(days=200):
            self.assess()  # due after 180 days
            self.assessed = day

    def expected(self):
        """Facts of the last 365 days and of the whole time."""
        end = datetime.datetime.combine(END, datetime.time(12))
        doses = [datetime.datetime.combine(day, datetime.time(hour))
                 for day in days(BEGIN, END + datetime.timedelta(days=1)) for hour in (8, 12, 16)]
        return sum(dose <= end for dose in doses)


def local_day(instant):
    return datetime.datetime.fromisoformat(instant).date()


def review(home, skipped):
    """Reviews the patrols of every open day that the home does not skip."""
    for row in home.ask("core.duties", state="open", kind="fire_safety.patrol_review"):
        if row["state"] != "upcoming" and local_day(row["due"]) not in skipped:
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


def check_care(home, care):
    span = {"from": f"{BEGIN}", "to": f"{END + datetime.timedelta(days=1)}"}
    counts = {row["kind"]: row for row in home.ask("core.obligation_counts", **span)}
    doses = counts["medication.dose"]
    assert doses["asked"] == care.expected(), (doses, care.expected())
    assert (doses["done"], doses["undone"]) == (care.given, care.refused), doses
    assert doses["missed"] == doses["asked"] - care.given - care.refused - doses["open"], doses
    assert doses["open"] <= 2, doses
    # The second assessment came late and withdrew its duty; the third never came.
    due = care.assessed + datetime.timedelta(days=180)
    late = home.ask("core.obligations", kind="assessment.reassess", **span)
    assert len([row for row in late if local_day(row["due"]) == due]) == (due <= END), late


def share(met, of):
    """Percent with two places, half up."""
    return f"{(met * 20000 + of) // (2 * of) / 100:.2f}".rstrip("0").rstrip(".")


def check_grade(home, care):
    """Evidence of the last year, items by the records, and the grade of both."""
    first = END - datetime.timedelta(days=365)
    span = {"from": f"{first}", "to": f"{END}"}
    facts = {row["fact"]: row for row in home.ask("quality.evidence", **span)}
    good = sum(care.ratings[grade] for grade in "345")
    whole = home.ask("feedback.summary", **{"from": f"{BEGIN}", "to": f"{END}"})[0]
    assert whole["ratings"] == sum(care.ratings.values()), (whole, care.ratings)
    assert whole["very_satisfied"] + whole["satisfied"] + whole["fair"] == good, whole
    falls = home.ask("incidents.counts", **{"from": f"{BEGIN}", "to": f"{END}"})
    nights = (END - BEGIN).days
    assert sum(row["count"] for row in falls) == care.falls, falls
    assert all(row["days"] == nights for row in falls), (falls, nights)
    if care.falls:
        assert falls[0]["rate"] == share(care.falls * 10, nights), (falls, nights)
    until = care.assessed + datetime.timedelta(days=183)
    assert facts["assessed"]["met"] == (END < until), (facts["assessed"], care.assessed)
    assert facts["medication_errors"]["value"] == "0", facts["medication_errors"]

    done = facts["monthly_check"]
    assert (done["met"], done["of"]) == (0, 12), done
    reviewed = home.ask("core.obligation_counts", **{
        "from": span["from"], "to": f"{END + datetime.timedelta(days=1)}",
        "kind": "medication.dose"})[0]
    assert facts["doses"]["met"] == reviewed["done"], (facts["doses"], reviewed)
    for code, name, points, fact in (("3.1", "防火检查", 50, "monthly_check"),
                                     ("3.2", "用药", 60, "doses"), ("3.3", "制度", 40, None)):
        home.do("quality.import_item", part="operation", code=code, name=name, points=points,
                **({"fact": fact} if fact else {}))
    home.do("quality.check_items")
    draft = home.do("quality.begin", **span)["draft"]
    assert home.do("quality.take_suggested", draft=draft)["scored"] == 2
    home.do("quality.score_item", draft=draft, item=3, score=40, document="制度汇编")
    by_doses = 60 * facts["doses"]["met"] // facts["doses"]["of"]
    operation = by_doses + 40
    made = home.do("quality.self_assess", draft=draft, scores={
        "environment": 120, "facilities": 130, "service": 600})
    assert made["total"] == 850 + operation, (made, operation)
    level = max(n for n, rate in ((0, 0), (1, 40), (2, 50), (3, 60), (4, 80), (5, 90))
                if operation * 100 >= rate * 150)
    assert made["level"] == level, (made, operation, level)
    again = home.ask("quality.from_records", **span)
    assert (again["total"], again["level"], again["moved"]) == (made["total"], level, []), again
    assert json.dumps(again) == json.dumps(home.ask("quality.from_records", **span))


def main():
    chance = random.Random(2027)
    skipped = {day for day in days(BEGIN, END) if chance.random() < .6}
    scores = {"environment": 97, "facilities": 105, "operation": 121, "service": 481}
    with tempfile.TemporaryDirectory() as work:
        home = Home(work)
        home.do("fire_safety.start_programme")
        care = Care(home, chance)
        at = BEGIN
        while at < END:
            step = chance.choice([1, 3, 7, 7, 14])  # a week or two of downtime
            at = min(END, at + datetime.timedelta(days=step))
            home.run("tick", "h", "--to", f"{at}T12:00:00+08:00")
            review(home, skipped)
            care.noon(at)

        want = expected_missed(skipped)
        missed = collections.Counter(
            row["kind"].split(".")[1] for row in home.ask(
                "core.obligations", **{"from": f"{BEGIN}", "to": f"{END}", "state": "missed"})
            if row["kind"].startswith("fire_safety."))
        assert missed == want, (missed - want, want - missed)
        done = home.ask("core.obligation_days", **{
            "from": f"{BEGIN}", "to": f"{BEGIN + datetime.timedelta(days=365)}", "state": "done",
            "kind": "fire_safety.patrol_review"})
        want_done = 365 - sum(day.year == 2027 for day in skipped)
        assert sum(row["count"] for row in done) == want_done, (len(done), want_done)

        check_care(home, care)
        check_grade(home, care)

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
