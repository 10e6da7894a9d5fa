"""A home with a medicine in a zone of its own, its host running on a virtual
clock: what the property tests of doses live in."""
import datetime
import json
import os
import subprocess
import tempfile

from api_client import BUILD, SOURCE, Person

HOUR = 3600000


def first_instant(zone, wall):
    """The ms at which a wall time is due: in a gap the first instant after it,
    of two the first."""
    ms = round(wall.replace(tzinfo=zone, fold=0).timestamp() * 1000)
    back = datetime.datetime.fromtimestamp(ms / 1000, zone).replace(tzinfo=None)
    if back != wall:  # a gap: walk to its end, minute by minute
        probe = min(ms, round(wall.replace(tzinfo=zone, fold=1).timestamp() * 1000))
        while datetime.datetime.fromtimestamp(
                probe / 1000, zone).replace(tzinfo=None) < wall:
            probe += 60000
        return probe
    return ms


class WardHome:
    """Open at seven in the morning of `day`; drug 1 is there."""

    def __init__(self, zone, day):
        self.zone = zone
        self.folder = tempfile.TemporaryDirectory()
        data = os.path.join(self.folder.name, "data")
        self.socket = os.path.join(data, "host.sock")
        start = datetime.datetime.fromisoformat(day + "T07:00:00").replace(tzinfo=zone)
        self.now = round(start.timestamp() * 1000)
        env = {**os.environ, "SONGHE_LANG": "en",
               "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")}
        program = [os.path.join(BUILD, "songhe"), "--data", data]
        for words in (["--now", start.isoformat(), "init"],
                      ["home", "new", "oak", "--zone", zone.key]):
            subprocess.run(program + words, check=True, env=env,
                           stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            program + ["--json", "serve", "--port", "0"], env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        url = json.loads(self.process.stdout.readline())["url"]
        self.port = int(url.rstrip("/").rpartition(":")[2])
        self.person = Person(self, local=True)
        self.act("medication.add_drug", {
            "name": "甲药", "ingredients": ["甲药"], "form": "tablet",
            "unit": "tablet", "source": "test", "edition": "1"})

    def close(self):
        self.process.terminate()
        assert self.process.wait(60) == 0
        self.process.stdout.close()
        self.folder.cleanup()

    def act(self, name, body):
        answer = self.person.post("/api/v1/homes/oak/actions/" + name, body)
        assert answer.status == 200, (name, body, answer)
        return answer.json["result"]

    def ask(self, query):
        return self.person.get("/api/v1/homes/oak/queries/" + query).json

    def iso(self, ms):
        return datetime.datetime.fromtimestamp(
            ms / 1000, datetime.timezone.utc).isoformat()

    def register(self, name="王秀英", sex="female", born="1940-05-01"):
        return self.act("residents.register", {"name": name, "sex": sex, "born": born})["id"]

    def pass_time(self, ms):
        self.now += ms
        answer = self.person.post("/api/v1/homes/oak/tick", {"to": self.iso(self.now)})
        assert answer.status == 200, answer
