#!/usr/bin/env python3
"""M13, M14, M15: the home moves to another zone while it runs. Random orders
live through it, some are stopped; each planned wall time of an order has exactly
one dose: what was due before keeps its instant, what comes falls on the same
wall time of the new zone. Intervals keep their instants, birthdays their day.

    test_zone_change.py [HOMES] [SEED]"""
import collections
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
from zoneinfo import ZoneInfo

from api_client import BUILD, SOURCE, Person

HOUR = 3600000
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
         "Asia/Kathmandu", "Pacific/Apia"]
TIMES = {"qd": [8], "bid": [8, 16], "tid": [8, 12, 16], "q4h": [0, 4, 8, 12, 16, 20], "qn": [20]}


def instant(zone, wall):
    """ms of a wall time: in a gap the first instant after it, of two the first."""
    ms = round(wall.replace(tzinfo=zone, fold=0).timestamp() * 1000)
    if datetime.datetime.fromtimestamp(ms / 1000, zone).replace(tzinfo=None) == wall:
        return ms
    probe = min(ms, round(wall.replace(tzinfo=zone, fold=1).timestamp() * 1000))
    while datetime.datetime.fromtimestamp(probe / 1000, zone).replace(tzinfo=None) < wall:
        probe += 60000
    return probe


class Home:
    def __init__(self, chance):
        self.chance, self.zone = chance, ZoneInfo(chance.choice(ZONES))
        self.folder = tempfile.TemporaryDirectory()
        data = os.path.join(self.folder.name, "data")
        self.socket = os.path.join(data, "host.sock")
        day = chance.choice(["2027-03-12", "2027-03-26", "2027-06-01", "2027-10-29"])
        start = datetime.datetime.fromisoformat(day + "T07:00:00").replace(tzinfo=self.zone)
        self.now = round(start.timestamp() * 1000)
        env = {**os.environ, "SONGHE_LANG": "en",
               "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")}
        program = [os.path.join(BUILD, "songhe"), "--data", data]
        for words in (["--now", start.isoformat(), "init"],
                      ["home", "new", "oak", "--zone", self.zone.key]):
            subprocess.run(program + words, check=True, env=env, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            program + ["--json", "serve", "--port", "0"], env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        url = json.loads(self.process.stdout.readline())["url"]
        self.port = int(url.rstrip("/").rpartition(":")[2])
        self.person = Person(self, local=True)
        self.act("medication.add_drug", {"name": "甲药", "ingredients": ["甲药"],
                 "form": "tablet", "unit": "tablet", "source": "test", "edition": "1"})
        self.born = None
        self.moves = []   # (ms, zone before)
        self.orders = {}  # number -> (frequency, start ms, end ms or None)

    def act(self, name, body):
        answer = self.person.post("/api/v1/homes/oak/actions/" + name, body)
        assert answer.status == 200, (name, body, answer)
        return answer.json["result"]

    def iso(self, ms):
        return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).isoformat()

    def order(self):
        frequency = self.chance.choice(list(TIMES) + [{"every": "PT7H"}])
        resident = self.act("residents.register", {
            "name": "王秀英", "sex": "female", "born": "1940-05-01"})["id"]
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
        said = self.person.get("/api/v1/homes/oak/queries/core.home").json
        said = said[0] if isinstance(said, list) else said
        assert said["zone"] == self.zone.key, (said, "the new zone does not hold at once")
        self.check_birthday()

    def check_birthday(self):
        """M15: a day of birth is a day, in summer time of 1989 or another zone."""
        if not self.born:
            self.born = self.act("residents.register", {
                "name": "李建国", "sex": "male", "born": "1989-07-01"})["id"]
        got = self.person.get(f"/api/v1/homes/oak/queries/residents.record?id={self.born}").json
        got = got[0] if isinstance(got, list) else got
        today = datetime.datetime.fromtimestamp(self.now / 1000, self.zone).date()
        age = today.year - 1989 - ((today.month, today.day) < (7, 1))
        assert got["born"] == "1989-07-01" and got["age"] == age, (got, today)

    def tick(self):
        self.now += self.chance.choice([1, 5, 11, 24, 50]) * HOUR + self.chance.randrange(60) * 60000
        answer = self.person.post("/api/v1/homes/oak/tick", {"to": self.iso(self.now)})
        assert answer.status == 200, answer

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
                if instant(zone, wall) <= at:
                    return instant(zone, wall)
            return instant(last, wall)

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
        rows = self.person.get("/api/v1/homes/oak/queries/core.duties?kind=medication.dose"
                               f"&limit=5000&from=0&to={self.now + 1}").json
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

    def close(self):
        self.process.terminate()
        assert self.process.wait(60) == 0
        self.process.stdout.close()
        self.folder.cleanup()


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
