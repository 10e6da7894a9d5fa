#!/usr/bin/env python3
"""M13, M14, M15: the home moves to another zone while it runs. Random orders
live through it, some are stopped; each planned wall time of an order has exactly
one dose: what was due before keeps its instant, what comes falls on the same
wall time of the new zone. Intervals keep their instants, birthdays their day.

    test_zone_change.py [HOMES] [SEED]"""
import collections
import datetime
import random
import sys
from zoneinfo import ZoneInfo

from ward_home import HOUR, WardHome, first_instant

ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
         "Asia/Kathmandu", "Pacific/Apia"]
TIMES = {"qd": [8], "bid": [8, 16], "tid": [8, 12, 16], "q4h": [0, 4, 8, 12, 16, 20], "qn": [20]}


class Home(WardHome):
    def __init__(self, chance):
        self.chance = chance
        super().__init__(ZoneInfo(chance.choice(ZONES)),
                         chance.choice(["2027-03-12", "2027-03-26", "2027-06-01", "2027-10-29"]))
        self.born = None
        self.moves = []   # (ms, zone before)
        self.orders = {}  # number -> (frequency, start ms, end ms or None)

    def order(self):
        frequency = self.chance.choice(list(TIMES) + [{"every": "PT7H"}])
        resident = self.register()
        number = self.act("medication.order", {
            "resident": resident, "drug": 1, "route": "po", "prescriber": "李",
            "dose": {"amount": "1", "unit": "tablet"}, "frequency": frequency,
            "start": self.iso(self.now), "document": "1"})["order"]
        self.orders[number] = (frequency, self.now, None)

    def stop(self):
        running = [n for n, (_, _, end) in self.orders.items() if end is None]
        if running:
            number = self.chance.choice(running)
            self.act("medication.stop", {"order": number, "reason": "好转"})
            frequency, start, _ = self.orders[number]
            self.orders[number] = (frequency, start, self.now)

    def move(self):
        before = self.zone
        self.zone = ZoneInfo(self.chance.choice([z for z in ZONES if z != before.key]))
        self.act("core.set_zone", {"zone": self.zone.key})
        self.moves.append((self.now, before))
        said = self.ask("core.home")
        said = said[0] if isinstance(said, list) else said
        assert said["zone"] == self.zone.key, (said, "the new zone does not hold at once")
        self.check_birthday()

    def check_birthday(self):
        """M15: a day of birth is a day, in summer time of 1989 or another zone."""
        if not self.born:
            self.born = self.register("李建国", "male", "1989-07-01")
        got = self.ask(f"residents.record?id={self.born}")
        got = got[0] if isinstance(got, list) else got
        today = datetime.datetime.fromtimestamp(self.now / 1000, self.zone).date()
        age = today.year - 1989 - ((today.month, today.day) < (7, 1))
        assert got["born"] == "1989-07-01" and got["age"] == age, (got, today)

    def tick(self):
        self.pass_time(self.chance.choice([1, 5, 11, 24, 50]) * HOUR
                       + self.chance.randrange(60) * 60000)

    # --- the reckoning ---

    def expected(self, frequency, start, end):
        until = self.now if end is None else min(self.now, end - 1)
        if isinstance(frequency, dict):
            return {start + i * 7 * HOUR for i in range(400) if start + i * 7 * HOUR <= until}
        # The zones that the order lived in, each until the next move; what had
        # come in one of them stays there. An order that was stopped moves no more.
        zones = [(at, zone) for at, zone in self.moves
                 if start < at and (end is None or at < end)]
        last = next((zone for at, zone in self.moves if end is not None and at >= end), self.zone)

        def due_of(wall):
            for at, zone in zones:
                if first_instant(zone, wall) <= at:
                    return first_instant(zone, wall)
            return first_instant(last, wall)

        ordered = zones[0][1] if zones else last
        first = datetime.datetime.fromtimestamp(start / 1000, ordered).replace(tzinfo=None)
        day, found = first.date(), set()
        while (day - first.date()).days <= 60:
            for hour in TIMES[frequency]:
                wall = datetime.datetime.combine(day, datetime.time(hour))
                if wall >= first and due_of(wall) <= until:
                    found.add(due_of(wall))
            day += datetime.timedelta(days=1)
        return found

    def check(self):
        rows = self.ask("core.duties?kind=medication.dose&limit=5000"
                        f"&from=0&to={self.now + 1}")
        got, slots = collections.defaultdict(set), collections.Counter()
        for row in rows:
            slots[row["duty"]] += 1
            got[row["data"]["order"]].add(
                round(datetime.datetime.fromisoformat(row["due"]).timestamp() * 1000))
        assert all(count == 1 for count in slots.values()), slots.most_common(3)
        doses = 0
        for number, (frequency, start, end) in self.orders.items():
            want = self.expected(frequency, start, end)
            lost, more = want - got[number], got[number] - want
            assert not lost and not more, (
                number, frequency, self.iso(start), end and self.iso(end),
                [(self.iso(at), zone.key) for at, zone in self.moves], self.zone.key,
                "lost", [self.iso(d) for d in sorted(lost)][:5],
                "more", [self.iso(d) for d in sorted(more)][:5])
            doses += len(want)
        return doses


def main():
    homes = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    doses = moves = 0
    for _ in range(homes):
        home = Home(chance)
        for _ in range(12):
            for _ in range(chance.randrange(4)):
                home.order()
            home.tick()
            if chance.random() < .3:
                home.stop()
            if chance.random() < .35:
                home.move()
        doses += home.check()
        moves += len(home.moves)
        home.close()
    assert moves >= homes and doses > 100 * homes, (moves, doses)
    print(f"{homes} homes, {moves} moves to another zone, {doses} doses: none lost, none doubled")


main()
