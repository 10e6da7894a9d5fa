#!/usr/bin/env python3
"""M5: each state of a dose against each thing that may happen to it. Nothing
moves a dose out of sight: after each it is open and asks for a person, or has
an outcome in a person's name, or its order says who ended it and why."""
import datetime

from api_client import Host, run

OAK = "/api/v1/homes/oak/"
DAY = datetime.date(2026, 11, 24)
OPEN = {"upcoming", "due", "late", "missed", "held"}
OUTCOMES = ("given", "self_administered", "refused", "held", "unavailable",
            "absent", "missed")


class Ward(Host):
    """A nurse's home; one resident, bed and order for each pair."""

    def __init__(self):
        super().__init__(virtual=True, one=True)
        self.count = 0

    def __enter__(self):
        super().__enter__()
        self.mary = self.owner("mary")
        self.must("medication.add_drug", name="甲药", ingredients=["甲药"],
                  form="tablet", unit="tablet", source="test", edition="1")
        return self

    def act(self, action, **body):
        return self.mary.post(OAK + "actions/" + action, body)

    def must(self, action, **body):
        answer = self.act(action, **body)
        assert answer.status == 200, (action, body, answer)
        return answer.json["result"]

    def ask(self, query):
        answer = self.mary.get(OAK + "queries/" + query)
        assert answer.status == 200, (query, answer)
        return answer.json

    def clock(self, day, at):
        answer = self.owner().post(OAK + "tick", {"to": f"{day}T{at}:00+08:00"})
        assert answer.status == 200, answer


class Case:
    """One dose, at noon of `day`, and what happens to it."""

    def __init__(self, ward, day):
        self.ward, self.day = ward, day
        ward.count += 1
        number = ward.count
        self.who = ward.must(
            "residents.register", name="王秀英", sex="female",
            born="1940-05-01")["id"]
        ward.must("beds.import_bed", floor="1", room=f"r{number}",
                  bed=f"r{number}-1", kind="nursing", unit="一病区")
        ward.must("beds.assign", resident=self.who, bed=number)
        ward.must("medication.sign_consent", resident=self.who, signer="王小明",
                  relation="child", signed="2026-11-01", document="1")
        self.order = ward.must(
            "medication.order", resident=self.who, drug=1, route="po",
            dose={"amount": "1", "unit": "tablet"}, frequency="qd",
            times=["12:00"], prescriber="李医师", document="1")["order"]

    def doses(self, state):
        return self.ward.ask(
            f"core.duties?kind=medication.dose&subject=resident:{self.who}"
            f"&state={state}&from={self.day}T12:00:00%2B08:00"
            f"&to={self.day}T12:00:01%2B08:00")

    def dose(self):
        """The noon's dose: open, or done, or None when it was withdrawn."""
        found = self.doses("open") + self.doses("done")
        assert len(found) <= 1, found
        return found[0] if found else None

    def record(self, outcome, **more):
        dose = self.dose()
        if dose is None:
            return None
        return self.ward.act("medication.record", duty=dose["duty"],
                             outcome=outcome, reason="照实记", **more)

    def correct(self, outcome):
        return self.record(outcome, supersedes=self.dose().get("id"))

    def check(self, said):
        dose = self.dose()
        if dose is None:
            last = self.ward.ask(f"medication.order_history?order={self.order}")
            ended = [row for row in last if row["ended_by"]]
            assert ended and all(row["ended_because"] for row in ended), (
                said, "gone, and no order says why", last)
            return "withdrawn"
        if dose["state"] == "done":
            assert dose["outcome"] in OUTCOMES and dose["person"] == "mary", (
                said, dose)
            return dose["outcome"]
        assert dose["state"] in OPEN, (said, dose)
        late = self.ward.ask("medication.late")
        if dose["state"] in ("late", "missed"):  # somebody is asked
            assert dose["duty"] in {row["duty"] for row in late}, (said, dose)
        return dose["state"]


def order(case, action, **more):
    return case.ward.act("medication." + action, order=case.order,
                         reason="医师口头", **more)


def bed(case, action, **more):
    return case.ward.act("beds." + action, resident=case.who, **more)


# How a dose comes into a state before something happens to it: what is done
# in the morning, the time to which the clock goes, and what is done then.
STATES = {
    "upcoming": (None, "09:30", None),
    "due": (None, "12:05", None),
    "late": (None, "14:30", None),
    "missed": (None, "24:30", None),
    "held": (lambda case: order(case, "hold"), "12:05", None),
    "on_leave": (lambda case: bed(case, "leave"), "12:05", None),
    "in_hospital": (lambda case: bed(case, "hospital"), "14:30", None),
    "given": (None, "12:05", lambda case: case.record("given")),
    "refused": (None, "12:05", lambda case: case.record("refused")),
    "withdrawn": (lambda case: order(case, "stop"), "12:05", None),
}

EVENTS = {
    "nothing": lambda case: None,
    "stop": lambda case: order(case, "stop"),
    "change": lambda case: order(
        case, "change", dose={"amount": "0.5", "unit": "tablet"}),
    "other_times": lambda case: order(case, "change", frequency="bid"),
    "hold": lambda case: order(case, "hold"),
    "resume": lambda case: case.ward.act("medication.resume", order=case.order),
    "leave": lambda case: bed(case, "leave"),
    "hospital": lambda case: bed(case, "hospital"),
    "come_back": lambda case: bed(case, "return"),
    "discharge": lambda case: bed(case, "discharge"),
    "death": lambda case: bed(case, "death"),
    "end_consent": lambda case: case.ward.act(
        "medication.end_consent", consent=case.who, reason="家属不同意"),
    "override_alone": lambda case: case.record("given", override="照给"),
    **{outcome: lambda case, outcome=outcome: case.record(outcome)
       for outcome in OUTCOMES},
    "corrected": lambda case: case.dose() and case.correct("held"),
}


def clock(ward, day, at):
    if at >= "24":
        day, at = day + datetime.timedelta(days=1), f"{int(at[:2]) - 24:02}{at[2:]}"
    ward.clock(day, at)


def m5_no_event_moves_a_dose_out_of_sight():
    seen = set()
    with Ward() as ward:
        day = DAY
        for state, (before, at, then) in STATES.items():
            ward.clock(day, "08:30")
            cases = {name: Case(ward, day) for name in EVENTS}
            for case in cases.values():
                if before:
                    assert before(case).status == 200
            clock(ward, day, at)
            for name, case in cases.items():
                if then:
                    assert then(case).status == 200
                was = case.check((state, name, "before"))
                answer = EVENTS[name](case)
                # refused it may be, but as what it is
                assert not answer or answer.status != 404 and not any(
                    fault["code"] == "unknown" for fault in
                    (answer.json or {}).get("errors", ())), (state, name, answer)
                seen.add((was, name, case.check((state, name))))
            for later in (1, 2):
                clock(ward, day + datetime.timedelta(days=later), "23:00")
                for name, case in cases.items():
                    case.check((state, name, "later"))
            day += datetime.timedelta(days=3)
        ward.stop()  # and none of it is lost by a restart
        ward.start()
        ward.mary = ward.owner("mary")
        for name, case in cases.items():
            case.check((state, name, "restarted"))
    states = {was for was, _, _ in seen}
    assert states >= OPEN | {"given", "refused", "withdrawn"}, states
    assert {now for _, _, now in seen} >= states | set(OUTCOMES)
    # what is given is never taken back by anything but a correction
    moved = {(name, now) for was, name, now in seen
             if was == "given" and now != "given"}
    assert moved <= {("corrected", "held")}, moved
    print(f"{len(STATES) * len(EVENTS)} pairs, {len(seen)} transitions")


if __name__ == "__main__":
    run([m5_no_event_moves_a_dose_out_of_sight])
