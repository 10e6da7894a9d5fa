#!/usr/bin/env python3
"""A real host and a wall clock that is set under it (M11, M12), and an alarm
that is not answered (M25). The clock is the process's own, shifted; nothing
here is virtual."""
import json
import time
from datetime import datetime, timezone

from api_client import Host, run, until
from clock_shift import Shift

DAY, HOUR, MINUTE = 86400, 3600, 60
MORNING = "2027-03-01T07:00:00+08:00"


class ClockHost(Host):
    """Home oak at seven in the morning with one resident and one medicine."""

    def __init__(self):
        self.shift = None
        super().__init__(virtual=False)
        self.act("medication.add_drug", {
            "name": "甲药", "ingredients": ["甲药"], "form": "tablet",
            "unit": "tablet", "source": "test", "edition": "1"})
        self.act("residents.register", {
            "name": "王秀英", "sex": "female", "born": "1940-05-01"})
        self.act("medication.sign_consent", {
            "resident": 1, "signer": "王建国", "relation": "child",
            "signed": "2027-03-01", "document": "1"})

    @property
    def environ(self):
        if self.shift is None:
            self.shift = Shift(self.folder.name)
            self.set(MORNING)
        return {**super().environ, **self.shift.environ}

    def set(self, instant):
        """The clock shows `instant` now."""
        wanted = datetime.fromisoformat(instant).timestamp()
        self.seconds = round(wanted - time.time())
        self.shift.set(self.seconds)

    def step(self, seconds):
        self.seconds += seconds
        self.shift.set(self.seconds)

    @property
    def now(self):
        return time.time() + self.seconds

    def act(self, name, body):
        answer = self.owner().post("/api/v1/homes/oak/actions/" + name, body)
        assert answer.status == 200, (name, body, answer)
        return answer.json["result"]

    def ask(self, query):
        answer = self.owner().get("/api/v1/homes/oak/queries/" + query)
        assert answer.status == 200, (query, answer)
        return answer.json

    def order(self, **more):
        return self.act("medication.order", {
            "resident": 1, "drug": 1, "route": "po", "prescriber": "李",
            "dose": {"amount": "1", "unit": "tablet"}, "document": "1",
            "frequency": "tid", "times": ["08:00", "12:00", "17:00"],
            "start": self.iso(self.now), **more})

    @staticmethod
    def iso(seconds):
        return datetime.fromtimestamp(seconds, timezone.utc).isoformat(
            timespec="seconds")

    def duties(self, state=None):
        """{duty: state} of everything there is."""
        query = "core.duties?limit=5000" + (f"&state={state}" if state else "")
        return {row["duty"]: row["state"] for row in self.ask(query)}

    def events(self, kind):
        return [e for e in self.ask("core.events?after=0&limit=1000")
                if e["type"] == kind]

    @staticmethod
    def seconds_of(instant):
        return datetime.fromisoformat(instant).timestamp()

    @property
    def doubt(self):
        return self.ask("core.home")["clock_doubt"]

    def busy(self):
        """Somebody works just now: turns of the home run."""
        for number in range(3):
            self.act("residents.register", {
                "name": f"李{number}", "sex": "male", "born": "1941-05-01"})

    def doctor(self):
        done = self.cli("doctor", check=False)
        return [row for row in json.loads(done.stdout) if row["what"] == "clock"]


def m12_a_jump_ahead_misses_nothing_by_itself():
    """Whoever works in the very second of the jump must not set it off."""
    with ClockHost() as host:
        host.order()
        assert host.doubt == 0 and host.doctor() == []
        for number in range(3):
            missed = len(host.duties("missed"))
            host.step(DAY)
            host.busy()
            assert len(host.duties("missed")) == missed, \
                f"missed by itself, jump {number}"
            until(lambda: host.doubt != 0)
            assert abs(host.doubt - DAY * 1000) < 5000, host.doubt
            time.sleep(1.5)
            assert len(host.duties("missed")) == missed
            assert [row["ok"] for row in host.doctor()] == [False]
            # a restart forgets neither the doubt nor what hangs on it
            host.stop()
            host.start()
            host.busy()
            assert host.doubt != 0
            assert len(host.duties("missed")) == missed
            host.act("core.confirm_clock", {})
            assert host.doubt == 0 and host.doctor() == []
            until(lambda: len(host.duties("missed")) > missed)


def m12_small_steps_and_the_largest():
    with ClockHost() as host:
        host.order()
        host.step(4 * MINUTE)
        time.sleep(2.5)
        assert host.doubt == 0, host.doubt
        host.step(10 * MINUTE)
        assert host.doubt != 0, "who asks is told at once"
        host.act("core.confirm_clock", {})
        host.step(365 * DAY)
        host.busy()
        until(lambda: host.doubt != 0)
        time.sleep(1.5)
        assert host.duties("missed") == {}


def m11_a_step_back_changes_nothing():
    with ClockHost() as host:
        host.order()
        host.stop()
        # no window ends at this minute, so nothing moves but by the steps
        host.set("2027-03-01T08:35:00+08:00")
        host.start()
        until(lambda: any(duty.endswith("T080000") for duty in host.duties("due")))
        time.sleep(1.5)
        due = [duty for duty in host.duties("due") if duty.endswith("T080000")]
        assert len(due) == 1, due
        host.act("medication.record", {"duty": due[0], "outcome": "given"})
        for step in (-1, -HOUR, -DAY, -365 * DAY):
            before, told = host.duties(), len(host.events("duty.due"))
            host.step(step)
            host.busy()
            time.sleep(1.5)
            assert host.duties() == before, "a step back moved duties"
            assert len(host.events("duty.due")) == told
            assert host.doubt == 0, "a step back raises no doubt"
        # and forward again to where it was: nothing comes twice
        host.step(366 * DAY + HOUR + 1 - DAY)
        host.busy()
        until(lambda: host.doubt != 0)
        host.act("core.confirm_clock", {})
        time.sleep(1.5)
        assert host.duties()[due[0]] == before[due[0]]
        told = [e["payload"]["duty"] for e in host.events("duty.due")]
        assert due[0] in told, told
        assert len(told) == len(set(told)), "a duty was told twice"


def m25_a_late_critical_dose_raises_an_alarm():
    """Nobody asks anything of the home; the window ends, and the alarm is
    there within a minute. Ten minutes on it is louder, whatever restarts."""
    with ClockHost() as host:
        host.order(**{"class": "critical"})
        host.stop()
        host.set("2027-03-01T08:29:56+08:00")
        ends = host.seconds_of("2027-03-01T08:30:00+08:00")
        host.start()
        assert host.ask("medication.alarms") == []
        time.sleep(6)  # nobody asks, so nothing but the time wakes it
        until(lambda: host.events("medication.alarm"), 60)
        raised = host.events("medication.alarm")
        assert len(raised) == 1, raised
        at = host.seconds_of(raised[0]["at"])
        assert 0 <= at - ends < 60, f"{at - ends:.1f} s after the window's end"
        (alarm,) = host.ask("medication.alarms")
        assert alarm["state"] == "due", alarm
        print(f"     raised {at - ends:.1f} s after the window's end")
        host.process.kill()
        host.process.wait()
        host.process.stdout.close()
        host.set("2027-03-01T08:39:50+08:00")
        host.start()
        assert [a["state"] for a in host.ask("medication.alarms")] == ["due"]
        louder = host.seconds_of(raised[0]["at"]) + 10 * MINUTE
        until(lambda: host.ask("medication.alarms")[0]["state"] == "late", 75)
        assert -1 < host.now - louder < 60, host.now - louder
        assert len(host.events("medication.alarm")) == 1, "it was raised twice"
        host.act("medication.answer_alarm", {"duty": alarm["duty"],
                                             "outcome": "answered"})
        assert host.ask("medication.alarms") == []


run([m12_a_jump_ahead_misses_nothing_by_itself, m12_small_steps_and_the_largest,
     m11_a_step_back_changes_nothing, m25_a_late_critical_dose_raises_an_alarm])
