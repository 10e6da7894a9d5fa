#!/usr/bin/env python3
"""Random orders, changes, leaves, downtimes, clock steps and zone changes, all
in one history, against an independent reckoning of the doses that must be due
(dose_oracle.py): nothing lost, nothing doubled (M4, M8, M11 to M17).

    test_dose_oracle.py [COURSES] [SEED]        or RUNS=10000 test_dose_oracle.py

A real host whose clock stands where the test puts it: time goes on as in a
sleep of the machine, the wall clock is set forward and back, the host ends and
starts again, the home moves to another zone. After each of these what the host
says of every dose is held against the oracle; at the end so are the events, and
the journal is verified. Beside them live homes whose host is not told one thing:
each of those must be found out. Homes live in processes of their own; each can be
lived again alone by its seed."""
import collections
import concurrent.futures
import datetime
import os
import random
import sys
import time
from zoneinfo import ZoneInfo

import dose_oracle
from api_client import Host, Person
from clock_shift import Shift
from dose_oracle import DAY, HOUR, MINUTE, RULES, Oracle, usual_times

COURSES = 4000  # of a run that names no number
BATCH = 125     # courses of one home
HOMES = 4       # that live at the same time: they wait more than they work
STEPS = 18      # of one home's history
AHEAD = 9 * DAY  # that the clock may have shown more than it shows now
HORIZON = 47 * HOUR  # of what is to come, all is there (duties.md: 48)
AWAY = {"leave": "请假外出", "hospital": "住院"}  # and what the orders call it
# Zone and the day around which a home lives: clocks forward, back, neither.
PLACES = [("Asia/Shanghai", "2026-12-30"), ("America/New_York", "2027-03-12"),
          ("America/New_York", "2026-10-30"), ("Europe/Berlin", "2027-03-26"),
          ("Europe/Berlin", "2027-10-29"), ("Australia/Lord_Howe", "2027-04-02"),
          ("Australia/Lord_Howe", "2027-10-01"), ("Asia/Shanghai", "2028-02-26")]
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
         "Asia/Kathmandu", "Pacific/Apia", "Pacific/Honolulu"]
# What the host of a control is not told: doses are lost, too many, elsewhere.
LIES = ["medication.order", "medication.change", "medication.stop", "medication.hold",
        "beds.return", "core.set_zone", "core.confirm_clock"]
INTERVALS = [3, 4, 5, 6, 7, 8, 12, 24, 36]


class StandingHost(Host):
    """Home oak; time stands at `now` until the test moves it."""

    def __init__(self, zone, now):
        self.now, self.set_by, self.zone = now, 0, zone
        self.shift = None
        super().__init__(virtual=False, one=True)

    @property
    def environ(self):
        if self.shift is None:
            self.shift = Shift(self.folder.name, stands=self.now)
        return {**super().environ, **self.shift.environ}

    def cli(self, *words, **more):
        if words[:2] == ("home", "new"):
            words += ("--zone", self.zone)
        return super().cli(*words, **more)

    def goes_on(self, ms):
        self.now += ms
        self.shift.stand(self.now)

    def is_set(self, ms):
        self.set_by += ms // 1000
        self.shift.set(self.set_by)

    def call(self, name, body):
        for _ in range(20):
            answer = Person(self, local=True).post("/api/v1/homes/oak/actions/" + name, body)
            if answer.status != 503:  # nothing was saved, the machine is too busy
                break
        return answer

    def act(self, name, body):
        answer = self.call(name, body)
        assert answer.status == 200, (name, body, answer)
        return answer.json["result"]

    def ask(self, query):
        answer = Person(self, local=True).get("/api/v1/homes/oak/queries/" + query)
        assert answer.status == 200, (query, answer)
        return answer.json


class Differs(AssertionError):
    """Host and oracle do not say the same."""


def iso(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).isoformat()


def ms_of(text):
    return round(datetime.datetime.fromisoformat(text).timestamp() * 1000)


def slot_of(dose):
    """What the id of its duty names it by."""
    wall = dose.wall or dose_oracle.local(datetime.timezone.utc, dose.due)
    return wall.strftime("%Y%m%dT%H%M%S")


class Resident:
    """`since` when they are where they are, `back` when they were last away."""

    def __init__(self, number, housed, now):
        self.id, self.housed, self.courses = number, housed, []
        self.came = self.since = now
        self.where, self.back = None, 0


class Home:
    """One history, lived by the host and by the oracle."""

    patience = 30  # s until the host has to say the same

    def __init__(self, seed, courses, lie=None):
        self.chance, self.lie = random.Random(seed), lie
        zone, day = self.chance.choice(PLACES)
        start = datetime.datetime.fromisoformat(day + "T07:00:00").replace(tzinfo=ZoneInfo(zone))
        now = round(start.timestamp() * 1000) + self.chance.randrange(3600) * 1000
        self.host = StandingHost(zone, now)
        self.oracle = Oracle(zone, now)
        self.wanted = courses
        self.residents = []
        self.counts = collections.Counter()
        self.duties = {}     # (order, its slot) -> id of the duty
        self.log = []
        for number in range(4):
            self.host.act("medication.add_drug", {
                "name": f"药{number}", "ingredients": [f"药{number}"], "form": "tablet",
                "unit": "tablet", "source": "test", "edition": "1"})
        self.born = self.host.act("residents.register", {
            "name": "李建国", "sex": "male", "born": "1989-07-01"})["id"]

    @property
    def now(self):
        return self.oracle.now

    def act(self, name, body):
        """Told to the host, but for the one lie of a control."""
        if body.get("order") == 0:  # nor of what hangs on it
            return {"order": 0}
        if name != self.lie or len(self.log) < 3:
            return self.host.act(name, body)
        self.lie, self.patience = None, 3
        return {"order": 0}

    # --- what people do ---

    def frequency(self):
        """What is asked for, in the words of the request and of the oracle."""
        chance = self.chance
        if chance.random() < .25:
            every = f"PT{chance.choice(INTERVALS)}H"
            return self.said(every, None), (every, None)
        if chance.random() < .1:
            rule = chance.choice(list(RULES))
            return self.said(rule, usual_times(rule)), (rule, usual_times(rule))
        code = chance.choice(list(dose_oracle.CODES))
        times = usual_times(code)
        if chance.random() < .3:
            times = sorted(chance.sample(range(0, 1440, 30), len(times)))
        return self.said(code, times), (code, times)

    @staticmethod
    def said(frequency, times):
        """In the words of the request."""
        if frequency.startswith("PT"):
            return {"frequency": {"every": frequency}}
        if frequency in RULES:
            hours = ",".join(map(str, RULES[frequency]))
            return {"frequency": {"rrule": f"{frequency};BYHOUR={hours};BYMINUTE=0;BYSECOND=0"}}
        if times == usual_times(frequency):
            return {"frequency": frequency}
        return {"frequency": frequency, "times": [f"{m // 60:02d}:{m % 60:02d}" for m in times]}

    def register(self):
        resident = self.act("residents.register", {
            "name": "王秀英", "sex": "female", "born": "1940-05-01"})["id"]
        self.act("medication.sign_consent", {
            "resident": resident, "signer": "王建国", "relation": "child",
            "signed": iso(self.now - 30 * DAY)[:10], "document": "1"})
        housed = self.chance.random() < .6
        if housed:
            bed = self.act("beds.import_bed", {
                "floor": "1", "room": str(resident), "class": "basic",
                "bed": f"{resident}-1", "kind": "nursing"})["bed"]
            self.act("beds.assign", {"resident": resident, "bed": bed,
                                          "from": iso(self.now)})
        self.residents.append(Resident(resident, housed, self.now))
        return self.residents[-1]

    def begin(self):
        free = [person for person in self.residents if len(person.courses) < 4]
        person = (self.chance.choice(free) if free and self.chance.random() < .6
                  else self.register())
        body, meant = self.frequency()
        critical = self.chance.random() < .15
        starts = self.now + self.chance.choice([0, 0, 0, -5, 7, 30]) * HOUR
        body.update(resident=person.id, drug=len(person.courses) + 1, route="po", prescriber="李",
                    dose={"amount": "1", "unit": "tablet"}, start=iso(starts), document="1",
                    **{"class": "critical" if critical else "ordinary"})
        ends = None
        if self.chance.random() < .2:
            # an end at midnight means that whole day: never quite midnight
            ends = starts + self.chance.randrange(35, 250) * HOUR + 17 * MINUTE + 1000
            body["end"] = iso(ends)
        order = self.act("medication.order", body)["order"]
        course = self.oracle.order(order, *meant, critical, starts,
                                   None if ends is None else ends + 1)
        if person.where:
            course.hold(person.since, "away")
        person.courses.append(course)
        self.oracle.settle([course])

    def away(self, person):
        """On leave or in hospital, or back: through the beds, not the orders. The
        orders hear of it by an event; what is said to them next, in the same
        instant or not, comes behind it."""
        if not person.housed or not person.courses:
            return
        name = self.chance.choice(list(AWAY))
        if person.where == name or person.where and self.chance.random() < .7:
            name = "return"
        # two changes in one millisecond, or at an earlier one, follow each other
        at = self.now if self.now > person.since else person.since + 1
        if not person.where and at < person.back:  # they were away then
            answer = self.host.call("beds." + name, {"resident": person.id})
            assert answer.status == 409, self.words(person.id, name, answer)
            return
        self.act("beds." + name, {"resident": person.id})
        for course in person.courses:
            if person.where:
                course.release(at, "away")
            if name != "return":
                course.hold(at, "away")
        self.counts["leaves"] += not person.where
        if name == "return":
            person.where, person.since, person.back = None, person.came, at
        else:
            person.where, person.since = name, at
        self.wait(lambda: self.heard(person, at), self.patience)
        self.oracle.settle(person.courses)

    def heard(self, person, at):
        """The orders know where their resident is."""
        held = [row.get("held") or ""
                for row in self.host.ask(f"medication.orders?resident={person.id}")
                if row.get("ends") is None or ms_of(row["ends"]) > at]
        return all((word in text) == (kind == person.where)
                   for kind, word in AWAY.items() for text in held)

    def when(self, course, body):
        """From when something said of an order holds, as a rule from now on. What has
        not begun is changed as it begins."""
        now = course.in_force(self.now)
        body["order"] = self.chance.choice([now, course.last]).order
        at = max(self.now, now.starts)
        if self.chance.random() < .15:
            at += self.chance.choice([7, 30]) * HOUR
            body["from"] = iso(at)
        return at

    def change(self, course):
        body = {}
        at = self.when(course, body)
        ahead = self.oracle.taken_from(course, at)
        last = course.in_force(at if ahead is None else ahead + MINUTE)
        if last.ends is not None and last.ends - 1 <= (at if ahead is None else ahead + MINUTE):
            return
        if self.chance.random() < .6:
            said, meant = self.frequency()
            body.update(said)
        else:  # it is the dose that changes
            meant = last.frequency, last.times
            if self.chance.random() < .5:
                body.update(self.said(*meant))
        critical = self.chance.random() < .15
        body.update(reason="改方", dose={"amount": "2", "unit": "tablet"},
                    **{"class": "critical" if critical else "ordinary"})
        if ahead is not None and "from" in body:
            answer = self.host.call("medication.change", body)
            assert answer.status == 422, self.words("change", body, answer)
            return
        order = self.act("medication.change", body)["order"]
        self.oracle.change(course, at, order, *meant, critical)
        self.counts["changes"] += 1

    def stop(self, course):
        if course.in_force(self.now).over(self.now):
            return
        body = {"reason": "好转"}
        at = self.when(course, body)
        self.act("medication.stop", body)
        self.oracle.stop(course, at)

    def pause(self, course):
        if course.in_force(self.now).over(self.now):
            return
        held = course.on_hold("doctor")
        name, body = ("resume", {}) if held else ("hold", {"reason": "呕吐"})
        at = self.when(course, body)
        # one that has not begun is taken back, but not from a time before it
        if "from" in body and held and at < max(a for a, to, kind in course.holds if to is None and kind == "doctor"):
            answer = self.host.call("medication.resume", body)  # it was held later
            assert answer.status == 422, self.words("resume", body, answer)
            return
        self.act("medication." + name, body)
        (course.release if held else course.hold)(at, "doctor")

    def give(self, course):
        """Some dose that is open, now: taken or refused as the oracle says."""
        near = [dose for version in course.versions for dose in version.doses
                if not dose.done and version.asks(dose)
                and self.now - 2 * DAY < dose.due < self.now + 3 * HOUR
                and (dose.order, slot_of(dose)) in self.duties]
        if not near:
            return
        dose = self.chance.choice(near)
        if course.held(dose.due):
            outcome, may = {"outcome": "refused", "reason": "外出"}, True
        else:
            # with a reason: one by an earlier version may have been given just before
            outcome = {"outcome": "given", "reason": "照医嘱"}
            may = self.oracle.may_give(course, dose)
        duty = self.duties[dose.order, slot_of(dose)]
        answer = self.host.call("medication.record", {"duty": duty, **outcome})
        assert (answer.status == 200) == may, self.words("give", duty, may, answer)
        if may:
            self.oracle.record(dose, outcome["outcome"] == "given")
        self.counts["recorded" if may else "refused"] += 1

    def happen(self):
        for person in self.residents:
            leaves = self.chance.random()
            if leaves < .1:
                self.away(person)
            for course in person.courses:
                if course.open and self.chance.random() < .3:
                    self.chance.choice([self.change, self.stop, self.pause, self.give,
                                        self.give])(course)
            # what is due at once is told at once, whatever comes next
            self.oracle.settle(person.courses)
            if leaves > .9:
                self.away(person)

    # --- what the clock, the host and the zone do ---

    def goes_on(self):
        ms = self.chance.choice([1, 3, 8, 8, 24, 24, 30, 50]) * HOUR
        ms += self.chance.randrange(3600) * 1000
        self.host.goes_on(ms)
        self.oracle.goes_on(ms)

    def downtime(self):
        ms = self.chance.choice([MINUTE, HOUR, 8 * HOUR, DAY, 3 * DAY, 10 * DAY])
        ms += self.chance.randrange(3600) * 1000
        if self.chance.random() < .5:
            self.host.stop()
        else:
            self.host.process.kill()
            self.host.process.wait()
            self.host.process.stdout.close()
        self.host.goes_on(ms)
        self.host.start()
        self.oracle.goes_on(ms)
        self.counts["downtimes"] += 1

    def clock_set(self):
        seconds = self.chance.choice([1, 240, 360, 3600, 8 * 3600, 86400, 7 * 86400, -1, -60,
                                      -3600, -8 * 3600, -26 * 3600, -7 * 86400])
        if self.oracle.reached - self.now - 1000 * seconds > AHEAD:
            return
        self.host.is_set(1000 * seconds)
        self.oracle.is_set(1000 * seconds)
        self.counts["forward" if seconds > 0 else "back"] += 1

    def confirm(self):
        self.act("core.confirm_clock", {})
        self.oracle.confirm()

    def move(self):
        zone = self.chance.choice([z for z in ZONES if z != self.oracle.zone.key])
        self.act("core.set_zone", {"zone": zone})
        self.wait(lambda: self.host.ask("core.home")["zone"] == zone, self.patience)
        self.oracle.move(zone)
        self.oracle.settle()
        self.counts["moves"] += 1
        self.check_birthday()

    def check_birthday(self):
        """A day of birth is a day, in summer time of 1989 or another zone (M15)."""
        got = self.host.ask(f"residents.record?id={self.born}")
        got = got[0] if isinstance(got, list) else got
        today = dose_oracle.local(self.oracle.zone, self.now)
        age = today.year - 1989 - ((today.month, today.day) < (7, 1))
        assert got["born"] == "1989-07-01" and got["age"] == age, (got, today)

    def live(self):
        each = [self.goes_on, self.goes_on, self.goes_on, self.downtime, self.clock_set,
                self.clock_set, self.move]
        for number in range(STEPS):
            missing = self.wanted - len(self.oracle.courses)
            for _ in range(min(missing, self.wanted // 8 + 1)):
                self.begin()
            self.happen()
            self.oracle.settle()
            self.check()
            # a turn of the host: what is held comes without a sign
            self.host.call("core.confirm_copy", {})
            step = self.chance.choice(each)
            step()
            self.log.append((step.__name__, iso(self.now), self.oracle.zone.key))
            self.check()
            if self.oracle.doubt and self.chance.random() < .5:
                self.confirm()
        self.check(whole=True)

    # --- the comparison ---

    def rows(self, since, until):
        rows = []
        while True:
            page = self.host.ask(f"core.duties?kind=medication.dose&limit=5000"
                                 f"&from={since}&to={until}")
            if len(page) < 5000:
                return rows + page
            last = page[-1]["due"]
            rows += [row for row in page if row["due"] != last]
            since = ms_of(last)

    def wait(self, what, seconds):
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                return False
            time.sleep(.05)
        return True

    def check(self, whole=False):
        """The host gets there by itself, and stays: each look sees all again. What
        lies farther ahead than its horizon need not be there unless it has come."""
        until = max(self.oracle.reached, self.now) + HORIZON
        since = 0 if whole else self.now - 4 * DAY
        want = self.near(self.oracle.found(since, until))

        def same():
            self.found = collections.Counter()
            rows = self.rows(since, until)
            assert len({row["duty"] for row in rows}) == len(rows), "a duty is there twice"
            for row in rows:
                key = row["data"]["order"], ms_of(row["due"])
                self.found[(*key, row["state"])] += 1
                self.duties[key[0], row["duty"].partition("-")[2]] = row["duty"]
            self.found = self.near(self.found)
            doubt = self.host.ask("core.home")["clock_doubt"]
            return self.found == want and doubt == self.oracle.doubt

        if not self.wait(same, self.patience):
            raise Differs(self.explain(want))
        self.want = want

    def near(self, found):
        return collections.Counter({
            (order, due, state): number for (order, due, state), number in found.items()
            if due < self.now + HORIZON or state not in ("upcoming", "held")})

    def explain(self, want):
        lost, more = want - self.found, self.found - want
        if not lost and not more:
            return self.words("the clock is doubted wrongly, or is not")
        order = min([*lost, *more])[0]
        course = next((c for c in self.oracle.courses
                       if order in [v.order for v in c.versions]), None)
        return self.words(
            len(lost), len(more), "order", order,
            "lost", [(iso(d), s) for o, d, s in sorted(lost) if o == order][:6],
            "more", [(iso(d), s) for o, d, s in sorted(more) if o == order][:6],
            course and [(v.order, v.frequency, v.times, iso(v.starts), iso(v.anchor[0]),
                         v.ends and iso(v.ends)) for v in course.versions],
            course and [(iso(a), b and iso(b), kind) for a, b, kind in course.holds])

    def words(self, *what):
        return "\n".join(map(str, [*what, "now", iso(self.now), "reached",
                                   iso(self.oracle.reached), self.oracle.doubt, *self.log]))

    def check_events(self):
        """Each dose was told due, late and missed once, and never again."""
        told, after = collections.Counter(), 0
        while True:
            page = self.host.ask(f"core.events?after={after}&limit=1000&type=duty.*")
            for event in page:
                payload, state = event["payload"], event["type"].partition(".")[2]
                if payload["kind"] == "medication.dose" and state in dose_oracle.STATES:
                    told[state, payload["data"]["order"], payload["due"]] += 1
            if len(page) < 1000:
                break
            after = page[-1]["id"]
        want = collections.Counter(each[:3] for each in self.oracle.told)
        if told != want:
            raise Differs(self.words("told too little", list((want - told).items())[:5],
                                     "too much", list((told - want).items())[:5]))

    def close(self):
        self.host.stop()
        self.host.cli("verify", "oak")
        self.host.folder.cleanup()


def live(seed, courses):
    """One home; its counts, or why not."""
    home = Home(seed, courses)
    try:
        home.live()
        home.check_events()
        home.close()
    except BaseException as error:
        home.host.process.kill()
        raise AssertionError(f"home of seed {seed}, {courses} courses: "
                             + (str(error) or repr(error))) from None
    home.counts["homes"] = 1
    home.counts["courses"] = len(home.oracle.courses)
    home.counts["doses"] = sum(home.want.values())
    home.counts["told"] = len(home.oracle.told)
    return home.counts


def control(lie):
    """A home whose host is not told one thing is found out; not each time: an
    order may have no dose before the history ends."""
    for seed in range(5):
        home = Home(seed, 24, lie)
        try:
            home.live()
        except Differs:
            return {"controls": 1}
        finally:
            home.host.process.kill()
    raise AssertionError(f"nobody saw that {lie} was not told")


def main():
    courses = int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RUNS", COURSES))
    # the same histories each time, unless asked for more
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else (
        random.randrange(10**6) if "RUNS" in os.environ else 20261130)
    print(f"seed {seed}", flush=True)
    counts = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(HOMES) as pool:
        lives = [pool.submit(live, seed + first, min(BATCH, courses - first))
                 for first in range(0, courses, BATCH)]
        lives += [pool.submit(control, lie) for lie in LIES]
        failed = [each.exception() for each in concurrent.futures.as_completed(lives)
                  if each.exception() or counts.update(each.result())]
    for why in failed:
        print(why)
    print(", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
    assert not failed, f"{len(failed)} of {len(lives)} homes differ"
    assert counts["doses"] > courses and counts["controls"] == len(LIES), counts
    print("nothing lost, nothing doubled")


if __name__ == "__main__":
    main()
