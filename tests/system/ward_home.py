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
        self.env = {**os.environ, "SONGHE_LANG": "en",
                    "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")}
        self.program = [os.path.join(BUILD, "songhe"), "--data", data]
        self.made = self.songhe("--json", "--now", start.isoformat(), "init").stdout
        self.prepare(data)
        self.songhe("home", "new", "oak", "--zone", zone.key).check_returncode()
        self.start()
        self.act("medication.add_drug", {
            "name": "甲药", "ingredients": ["甲药"], "form": "tablet",
            "unit": "tablet", "source": "test", "edition": "1"})

    def prepare(self, data):
        """What else the folder holds before the host starts; overridden."""

    def songhe(self, *words):
        return subprocess.run(self.program + list(words), env=self.env, text=True,
                              capture_output=True)

    def start(self):
        self.process = subprocess.Popen(
            self.program + ["--json", "serve", "--port", "0"], env=self.env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        url = json.loads(self.process.stdout.readline())["url"]
        self.port = int(url.rstrip("/").rpartition(":")[2])
        self.person = Person(self, local=True)

    def restart(self, kill=False):
        if kill:
            self.process.kill()
        self.process.terminate()
        self.process.wait(60)
        self.process.stdout.close()
        self.start()

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
