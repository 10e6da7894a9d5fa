#!/usr/bin/env python3
"""A disk that fills up, step by step, under the running host: what is limited,
what goes on, what is refused with one clear word and nothing written; and that
all of it comes back with the room."""
import json
import os
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from api_client import SOURCE, Person, until
from small_disk import in_a_small_disk
from ward_home import HOUR, WardHome

DISK = Path("/tmp/songhe-space")
MB = 1 << 20
# the limits of a small disk; the order is that of a real one
LIMITS = {"short_mb": 96, "tight_mb": 64, "last_mb": 32, "ballast_mb": 16,
          "roomy_mb": 112, "every_s": 1}
OAK = "/api/v1/homes/oak"

# it keeps no duties: its work in the background can wait
TALLY = """return {
  id = "tally", version = "1.0.0", host = 1, needs = { "residents" },
  zh = "计数", en = "Tally",
  permissions = { ["tally.see"] = { roles = { "manager" }, zh = "看", en = "See" } },
  tables = { heard = { zh = "听到", en = "Heard", columns = {
    { name = "resident", type = "integer", required = true, zh = "老人", en = "Resident" } } } },
  queries = { heard = { zh = "听到", en = "Heard", permission = "tally.see",
    columns = { { name = "resident", type = "integer", zh = "老人", en = "Resident" } },
    sql = "select resident from tally_heard order by id" } },
  on = { ["residents.registered"] = function(event, home)
    home.insert("heard", { resident = event.payload.resident })
  end },
}
"""


class SmallHome(WardHome):
    def __init__(self, limits):
        self.limits = limits
        self.filler = DISK / "filler"
        super().__init__(ZoneInfo("Asia/Shanghai"), "2026-11-23")
        self.data = Path(self.folder.name, "data")

    def prepare(self, data):
        Path(data, "space.json").write_text(json.dumps(self.limits))
        os.makedirs(os.path.join(data, "plugins", "tally"))
        Path(data, "plugins", "tally", "plugin.lua").write_text(TALLY)

    # --- the disk ---

    def free(self):
        disk = os.statvfs(DISK)
        return disk.f_bavail * disk.f_frsize

    def fill_to(self, mb):
        """So that the host counts this much as free."""
        wanted = mb * MB
        if self.ballast() == 0:
            wanted += self.limits["ballast_mb"] * MB
        with open(self.filler, "ab") as file:
            size = file.tell() + self.free() - wanted
            if size < file.tell():
                file.truncate(max(size, 0))
            elif size > file.tell():
                os.posix_fallocate(file.fileno(), 0, size)

    def fill_whole(self):
        """Whatever there is, faster than anybody looks."""
        with open(self.filler, "ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 4096)
            except OSError:
                pass

    def ballast(self):
        """Bytes that it holds; None: there is none."""
        path = self.data / "ballast"
        return path.stat().st_blocks * 512 if path.exists() else None

    # --- what is said ---

    def space(self):
        return self.ask("core.home")["space"]

    def becomes(self, level):
        until(lambda: self.space()["level"] == level, 10)

    def doctor(self):
        done = self.songhe("--json", "doctor")
        return {row["what"]: row for row in json.loads(done.stdout)}

    def commands(self):
        """How many commands the journal holds, once nothing is left to do."""
        self.pass_time(0)
        return self.ask("core.verify")["commands"]

    # --- what is tried ---

    def post(self, path, body, **more):
        return self.person.post(path, body, **more)

    def do(self, name, body, **more):
        return self.post(f"{OAK}/actions/{name}", body, **more)

    def refused(self, answer, *words):
        assert answer.status == 507, answer
        problem = answer.json
        assert problem["type"].endswith("full") and not problem.get("errors"), problem
        for word in words:
            assert word in problem["detail"], problem
        zh = self.ask("core.home")  # a read goes on whatever is refused
        assert zh["writable"], zh

    def resident(self, name):
        return self.do("residents.register",
                       {"name": name, "sex": "male", "born": "1939-04-02"})

    def due_doses(self):
        return [row for row in self.ask(
            f"core.duties?kind=medication.dose&to={self.now + 1}")
            if row["state"] in ("due", "late")]


def set_up(home):
    home.act("beds.import_bed", {"floor": "1", "room": "101", "bed": "101-1",
                                 "class": "basic", "kind": "nursing", "unit": "east"})
    home.patient = home.register()
    home.act("beds.assign", {"resident": home.patient, "bed": 1, "from": home.iso(home.now)})
    home.act("medication.sign_consent", {
        "resident": home.patient, "signer": "王小明", "relation": "child",
        "signed": "2026-11-01", "document": "协议"})
    order = {"resident": home.patient, "drug": 1, "route": "po",
             "dose": {"amount": "1", "unit": "tablet"}, "start": home.iso(home.now),
             "prescriber": "李", "document": "1"}
    home.act("medication.order", {**order, "frequency": {"every": "PT1H"}})
    answer = home.do("residents.register", {"name": "先", "sex": "male", "born": "1939-04-02"},
                     Idempotency_Key="first")
    assert answer.status == 200, answer
    home.pass_time(HOUR)


def ample(home):
    home.becomes("ample")
    space = home.space()
    assert space["ballast"] == "held" and "zh" not in space, space
    assert home.ballast() == LIMITS["ballast_mb"] * MB, home.ballast()
    said = home.doctor()
    assert said["space"]["ok"] and said["ballast"]["ok"], said


def short(home):
    home.fill_to(80)
    home.becomes("short")
    space = home.space()
    assert 78 <= space["free_mb"] <= 82 and "Free space" in space["en"] and space["zh"], space
    said = home.doctor()
    assert not said["space"]["ok"] and said["space"]["text"] == home.space()["en"], said
    assert home.resident("短").status == 200
    got = home.post(f"{OAK}/imports?kind=residents.residents", "姓名,性别,出生日期\n入,男,1939-04-02\n",
                    kind="text/csv")
    assert got.status == 200, got
    until(lambda: len(home.ask("tally.heard")) == 4, 10)


def tight(home):
    home.fill_to(48)
    home.becomes("tight")
    before = home.commands()
    table = "姓名,性别,出生日期\n又,男,1939-04-02\n"
    home.refused(home.post(f"{OAK}/imports?kind=residents.residents", table, kind="text/csv"),
                 "imported", "Free space")
    home.refused(home.post(f"{OAK}/imports/1/undo", {}), "imported")
    home.refused(home.post(f"{OAK}/files", b"%PDF-1.4\n%%EOF\n", kind="application/pdf"),
                 "uploaded")
    assert not list((home.data / "homes/oak/files").glob("??")), "a file was kept"
    assert home.commands() == before, "something refused was written"
    # people's work goes on, and what keeps duties; the tally waits
    assert home.resident("紧").status == 200
    home.pass_time(HOUR)
    assert home.due_doses()
    assert len(home.ask("tally.heard")) == 4
    assert home.space()["ballast"] == "held"


def last(home):
    home.fill_to(20)
    home.becomes("last")
    until(lambda: home.space()["ballast"] == "out", 10)
    assert home.ballast() == 0, home.ballast()
    assert "duties" in home.space()["en"], home.space()
    said = home.doctor()
    assert not said["space"]["ok"] and not said["ballast"]["ok"], said


def only_duties(home):
    """At `last`: what is refused leaves nothing; what records duties goes on."""
    before = home.commands()
    word = "only doses and other duties"
    home.refused(home.resident("末"), word)
    home.refused(home.do("residents.register?dry_run=1", {
        "name": "末", "sex": "male", "born": "1939-04-02"}), word)
    home.refused(home.do("beds.leave", {"resident": home.patient}), word)
    home.refused(home.do("core.add_person", {"user": "x", "name": "x"}), word)
    home.refused(home.post("/api/v1/accounts", {"name": "mary", "password": "pine-tree-9431"}),
                 word)
    home.refused(home.post("/api/v1/homes", {"id": "elm"}), word)
    home.refused(home.post(f"{OAK}/files", b"%PDF-1.4\n%%EOF\n", kind="application/pdf"), word)
    assert home.commands() == before, "something refused was written"
    assert [row["id"] for row in home.person.get("/api/v1/homes").json] == ["oak"]
    assert all(row["name"] != "mary" for row in home.person.get("/api/v1/accounts").json)
    # what was done before is answered from the journal
    again = home.do("residents.register", {"name": "先", "sex": "male", "born": "1939-04-02"},
                    Idempotency_Key="first")
    assert again.status == 200 and again.json["repeated"], again
    record(home)
    paper(home)


def record(home):
    """A dose by its action and by the core's own call, and its correction."""
    home.pass_time(HOUR)
    duties = [row["duty"] for row in home.due_doses()]
    given = home.do("medication.record", {"duty": duties[-1], "outcome": "given"})
    assert given.status == 200, given
    wrong = home.do("medication.record", {
        "duty": duties[-1], "outcome": "refused", "reason": "吐出",
        "supersedes": given.json["result"]["outcome"]})
    assert wrong.status == 200, wrong
    if len(duties) > 1:
        other = home.do("core.record_duty", {"duty": duties[0], "outcome": "refused",
                                             "reason": "睡着"})
        assert other.status == 200, other
    row = next(r for r in home.ask(f"core.duties?kind=medication.dose&to={home.now + 1}")
               if r["duty"] == duties[-1])
    assert row["outcome"] == "refused", row


def paper(home):
    """A shift begins: its sheets are written, and may be asked for."""
    sheet = home.data / "homes/oak/out/mar-east.html"
    sheet.unlink(missing_ok=True)
    home.pass_time(9 * HOUR)
    until(sheet.exists, 10)
    assert "甲药" in sheet.read_text()
    duty = home.ask(f"core.duties?kind=medication.take_paper&to={home.now + 1}")[-1]["duty"]
    taken = home.do("medication.take_paper", {"duty": duty, "outcome": "done"})
    assert taken.status == 200, taken
    sheet.unlink()
    printed = home.do("medication.print_paper", {})
    assert printed.status == 200, printed
    until(sheet.exists, 10)


def signing_in(home):
    """By password, its change at the first time, and the log of reads."""
    word = json.loads(home.made)["password"]
    person = Person(home)
    assert person.post("/api/v1/session", {"user": "admin", "password": word}).status == 200
    new = "nine-old-pines-7"
    got = person.post("/api/v1/session/password", {"old": word, "new": new})
    assert got.status in (200, 204), got
    before = home.ask("core.verify")["reads"]
    assert person.get(f"{OAK}/queries/residents.record?id={home.patient}").status == 200
    until(lambda: home.ask("core.verify")["reads"] > before, 10)


def back(home):
    home.filler.unlink()
    home.becomes("ample")
    until(lambda: home.space()["ballast"] == "held", 10)
    assert home.ballast() == LIMITS["ballast_mb"] * MB
    assert home.resident("回").status == 200
    # the tally hears what it missed, in order
    until(lambda: len(home.ask("tally.heard")) == 6, 10)
    heard = [row["resident"] for row in home.ask("tally.heard")]
    assert heard == sorted(set(heard)), heard


def verified(home):
    done = home.songhe("--json", "verify", "oak")
    assert done.returncode == 0, done.stdout


def each_step():
    home = SmallHome(LIMITS)
    set_up(home)
    ample(home)
    short(home)
    tight(home)
    last(home)
    only_duties(home)
    signing_in(home)
    verified(home)
    home.restart(kill=True)  # the mark went on: the home can be written
    home.becomes("last")
    record(home)
    back(home)
    verified(home)
    home.close()


def filled_at_once():
    """Nobody has looked yet: the first command that finds no room gives up the
    ballast, and the next is recorded."""
    home = SmallHome({**LIMITS, "every_s": 3600})
    set_up(home)
    ample(home)
    home.fill_whole()
    duty = home.due_doses()[-1]["duty"]
    first = home.do("medication.record", {"duty": duty, "outcome": "given"})
    if first.status != 200:
        assert first.status == 507 and "Not saved" in first.json["detail"], first
        second = home.do("medication.record", {"duty": duty, "outcome": "given"})
        assert second.status == 200, second
    assert home.ballast() == 0 and home.space()["level"] == "last", home.space()
    only_duties(home)
    # a direct call, without a host, holds to the same
    home.process.terminate()
    assert home.process.wait(60) == 0
    done = home.songhe("--json", "do", "oak", "beds.leave",
                       json.dumps({"resident": home.patient}))
    assert done.returncode == 3 and "only doses" in done.stderr, done
    home.filler.unlink()
    done = home.songhe("--json", "do", "oak", "beds.leave",
                       json.dumps({"resident": home.patient}))
    assert done.returncode == 0, done.stderr
    home.restart()
    assert home.ballast() == LIMITS["ballast_mb"] * MB  # at the start
    verified(home)
    home.close()


def no_room_for_ballast():
    """A disk that was small from the start has none, and says so."""
    home = SmallHome({**LIMITS, "roomy_mb": 200})
    set_up(home)
    assert home.space()["ballast"] == "none" and home.ballast() is None
    assert "yet" in home.doctor()["ballast"]["text"]
    home.fill_to(20)
    home.becomes("last")
    record(home)
    home.filler.unlink()
    home.close()


def wrong_numbers():
    home = SmallHome(LIMITS)
    home.process.terminate()
    assert home.process.wait(60) == 0
    for numbers, field in (({"last_mb": 100}, "last_mb"), ({"lost_mb": 1}, "lost_mb"),
                           ({"every_s": 0}, "every_s"), ({"ballast_mb": -1}, "ballast_mb")):
        (home.data / "space.json").write_text(json.dumps({**LIMITS, **numbers}))
        done = home.songhe("--json", "home", "list")
        problem = json.loads(done.stderr)
        assert done.returncode == 1 and problem["errors"][0]["field"] == field, done
        assert "space.json" in problem["detail"], problem
    (home.data / "space.json").unlink()
    home.restart()
    home.close()


def main():
    in_a_small_disk(DISK, 128)
    tempfile.tempdir = str(DISK)
    assert SOURCE
    for test in (each_step, filled_at_once, no_room_for_ballast, wrong_numbers):
        test()
        print("ok", test.__name__)


main()
