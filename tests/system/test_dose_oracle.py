#!/usr/bin/env python3
"""Random orders, changes, stops, pauses, leaves and downtimes against an independent
reckoning of the doses that must be due: nothing lost, nothing doubled (M4,
M13, M16, M17).

    test_dose_oracle.py [COURSES] [SEED]

A home in a zone drawn by lot, its virtual clock close to a change of the clocks
where there is one; each course of a resident lives through an order, changes, a
stop, a pause; time goes on in steps from an hour to a week. What the host says
was due is held against what this file says, which shares no code with it."""
import collections
import datetime
import random
import sys
from zoneinfo import ZoneInfo

from ward_home import HOUR, WardHome, first_instant

BATCH = 250  # courses in one home
# Zone and the day around which the home lives: clocks forward, back, neither.
PLACES = [("Asia/Shanghai", "2026-12-30"), ("America/New_York", "2027-03-13"),
          ("America/New_York", "2026-11-30"), ("Europe/Berlin", "2027-03-27"),
          ("Europe/Berlin", "2027-10-30"), ("Australia/Lord_Howe", "2027-04-03"),
          ("Australia/Lord_Howe", "2027-10-02"), ("Asia/Shanghai", "2028-02-27")]
TIMES = {"qd": [8], "qn": [20], "bid": [8, 16], "tid": [8, 12, 16],
         "qid": [8, 12, 16, 20], "q4h": [0, 4, 8, 12, 16, 20],
         "q6h": [2, 8, 14, 20], "q8h": [0, 8, 16], "q12h": [8, 20],
         "qod": [8], "qw": [8], "biw": [8], "tiw": [8], "q2w": [8], "hs": [20]}
WEEKDAYS = {"qw": {0}, "biw": {0, 3}, "tiw": {0, 2, 4}}
EVERY_DAYS = {"qod": 2, "q2w": 14}


# --- the oracle ---------------------------------------------------------------


def instants(zone, day, minutes):
    return first_instant(zone, datetime.datetime.combine(day, datetime.time())
                         + datetime.timedelta(minutes=minutes))


class Version:
    def __init__(self, frequency, anchor, starts, times):
        self.frequency, self.anchor, self.starts = frequency, anchor, starts
        self.times = times  # minutes of the day, or None
        self.ends = None    # the first ms at which nothing is due

    def due(self, zone, until):
        ends = until + 1 if self.ends is None else min(self.ends, until + 1)
        if isinstance(self.frequency, dict):
            step = int(self.frequency["every"][2:-1]) * HOUR
            at = self.anchor
            while at < ends:
                if at >= self.starts:
                    yield at
                at += step
            return
        first = datetime.datetime.fromtimestamp(self.anchor / 1000, zone).date()
        day = datetime.datetime.fromtimestamp(self.starts / 1000, zone).date()
        last = datetime.datetime.fromtimestamp(ends / 1000, zone).date()
        while day <= last:
            if self.on(day, first):
                for minutes in self.times:
                    at = instants(zone, day, minutes)
                    if self.starts <= at < ends:
                        yield at
            day += datetime.timedelta(days=1)

    def on(self, day, first):
        if self.frequency in EVERY_DAYS:
            return (day - first).days % EVERY_DAYS[self.frequency] == 0
        return day.weekday() in WEEKDAYS.get(self.frequency, range(7))


class Course:
    def __init__(self, version):
        self.versions, self.pauses, self.leaves = [version], [], []
        self.resident, self.bed = None, None  # bed: since when
        self.orders = []  # numbers, the newest last
        self.open = True

    def cut(self, at):
        self.versions[-1].ends = at

    def expected(self, zone, until):
        found = collections.Counter()
        for version in self.versions:
            # two planned times that a gap brings to one instant are one dose
            found.update(set(version.due(zone, until)))
        return found

    def held(self, at):
        return any(a <= at and (b is None or at < b) for a, b in self.pauses + self.leaves)


# --- the home -----------------------------------------------------------------


class Home(WardHome):
    def __init__(self, chance):
        name, day = chance.choice(PLACES)
        self.chance, self.place = chance, name
        super().__init__(ZoneInfo(name), day)
        self.courses, self.beds = [], 0

    def tick(self):
        step = self.chance.choice([1, 3, 8, 24, 24, 30, 72, 168])
        self.pass_time(step * HOUR + self.chance.randrange(60) * 60000)

    # --- what may happen ---

    def frequency(self):
        """What is asked for, and its times of the day in minutes."""
        if self.chance.random() < 0.2:
            return {"every": f"PT{self.chance.choice([4, 5, 6, 8, 12, 24, 36])}H"}, None, None
        code = self.chance.choice(list(TIMES))
        if self.chance.random() < 0.3:
            own = sorted(self.chance.sample(range(0, 1440, 30), len(TIMES[code])))
            return code, [f"{m // 60:02d}:{m % 60:02d}" for m in own], own
        return code, None, [h * 60 for h in TIMES[code]]

    def begin(self):
        frequency, asked, times = self.frequency()
        start = self.now + self.chance.choice([0, 0, 0, 7, 30]) * HOUR
        resident = self.register()
        housed = self.chance.random() < 0.4
        if housed:
            self.beds += 1
            self.act("beds.import_bed", {"floor": "1", "room": str(self.beds), "class": "basic",
                                         "bed": f"{self.beds}-1", "kind": "nursing"})
            self.act("beds.assign", {"resident": resident, "bed": self.beds,
                                     "from": self.iso(self.now)})
        body = {"resident": resident, "drug": 1, "route": "po",
                "dose": {"amount": "1", "unit": "tablet"}, "frequency": frequency,
                "start": self.iso(start), "prescriber": "李", "document": "1"}
        if asked:
            body["times"] = asked
        course = Course(Version(frequency, start, start, times))
        course.resident, course.bed = resident, self.now if housed else None
        if self.chance.random() < 0.2:
            # an end at midnight means that whole day: never quite midnight
            end = start + self.chance.randrange(20, 200) * HOUR + 17 * 60000
            if datetime.datetime.fromtimestamp(end / 1000, self.zone).time() == datetime.time():
                end += 60000
            body["end"] = self.iso(end)
            course.versions[0].ends = end + 1
        course.orders.append(self.act("medication.order", body)["order"])
        self.courses.append(course)

    def away(self, course):
        """On leave or in hospital, or back: through the beds, not the orders."""
        if course.bed is None:
            return
        if course.leaves and course.leaves[-1][1] is None:
            self.act("beds.return", {"resident": course.resident})
            course.leaves[-1] = (course.leaves[-1][0], self.now)
        else:
            self.act(self.chance.choice(["beds.leave", "beds.hospital"]),
                     {"resident": course.resident})
            # nobody leaves in the instant of coming: it counts from the next
            course.leaves.append((self.now + (self.now == course.bed), None))

    def change(self, course):
        """Another frequency from now on: a version that is cut at an instant."""
        if course.versions[-1].ends is not None or course.versions[-1].starts > self.now:
            return
        frequency, asked, times = self.frequency()
        body = {"order": course.orders[-1], "frequency": frequency, "reason": "改方"}
        if asked:
            body["times"] = asked
        course.orders.append(self.act("medication.change", body)["order"])
        old = course.versions[-1]
        # the same days or hours go on when the frequency is said once more
        counts = isinstance(frequency, dict) or frequency in EVERY_DAYS
        anchor = old.anchor if counts and frequency == old.frequency else self.now
        course.cut(self.now)
        course.versions.append(Version(frequency, anchor, self.now, times))

    def stop(self, course):
        if course.versions[-1].starts > self.now:
            return
        ended = course.versions[-1].ends
        if ended is not None and ended <= self.now:
            return
        self.act("medication.stop", {"order": course.orders[-1], "reason": "好转"})
        course.cut(self.now)
        course.open = False

    def pause(self, course):
        if course.versions[-1].starts > self.now:
            return
        if course.pauses and course.pauses[-1][1] is None:
            self.act("medication.resume", {"order": course.orders[-1]})
            course.pauses[-1] = (course.pauses[-1][0], self.now)
        else:
            self.act("medication.hold", {"order": course.orders[-1], "reason": "呕吐"})
            course.pauses.append((self.now, None))

    def live(self, courses):
        """All begin within the first steps; each step something happens."""
        while len(self.courses) < courses:
            for _ in range(min(courses - len(self.courses), courses // 4 + 1)):
                self.begin()
            self.happen()
            self.tick()
        for _ in range(2):
            self.happen()
            self.tick()

    def happen(self):
        for course in self.courses:
            if course.open and self.chance.random() < 0.35:
                self.chance.choice([self.change, self.stop, self.pause, self.away])(course)

    # --- the comparison ---

    def seen(self):
        """Duties of each course by its orders: due -> state, and doubles."""
        rows, start = [], 0
        while True:
            page = self.ask("core.duties?kind=medication.dose&limit=5000"
                            f"&from={start}&to={self.now + 1}")
            rows += page
            if len(page) < 5000:
                return rows
            last = datetime.datetime.fromisoformat(page[-1]["due"])
            start = round(last.timestamp() * 1000)
            rows = [r for r in rows
                    if datetime.datetime.fromisoformat(r["due"]) < last]

    def check(self):
        found = collections.defaultdict(collections.Counter)
        states = {}
        for row in self.seen():
            due = round(datetime.datetime.fromisoformat(row["due"]).timestamp() * 1000)
            found[row["data"]["order"]][due] += 1
            states[row["data"]["order"], due] = row["state"]
        doses = 0
        for number, course in enumerate(self.courses, 1):
            got = collections.Counter()
            for order in course.orders:
                got.update(found.pop(order, {}))
            want = course.expected(self.zone, self.now)
            lost, more = want - got, got - want
            assert not lost and not more, self.explain(number, course, lost, more)
            for due in got:
                held = any(states.get((order, due)) == "held"
                           for order in course.orders)
                assert held == course.held(due), (self.place, number, self.iso(due))
            doses += sum(want.values())
        assert not found, f"doses of nobody's orders: {found}"
        return doses

    def explain(self, number, course, lost, more):
        return (self.place, number,
                [(v.frequency, self.iso(v.anchor), self.iso(v.starts),
                  v.ends and self.iso(v.ends)) for v in course.versions],
                "lost", [self.iso(d) for d in sorted(lost)][:5],
                "more", [self.iso(d) for d in sorted(more)][:5])


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    lived = doses = 0
    while lived < wanted:
        home = Home(chance)
        home.live(min(BATCH, wanted - lived))
        lived += len(home.courses)
        doses += home.check()
        home.close()
    assert doses > lived, "too few doses to show anything"
    print(f"{lived} courses, {doses} doses due: none lost, none doubled")


main()
