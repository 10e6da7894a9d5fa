#!/usr/bin/env python3
"""Random forms of four scales, scored by `songhe ask` and by a scorer of our
own that was written from the standards and shares nothing with the plugin.

    test_assessment_oracle.py [FORMS] [SEED]

Compared are sub-scores, total, grades, preliminary and final level of good
forms, and which fields of bad ones are refused and why; under each choice of
the two settings that the standard leaves open."""
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.abspath(os.environ.get("SONGHE_SOURCE",
                                        os.path.join(HERE, "..", "..")))
BUILD = os.environ.get("SONGHE_BUILD", os.path.join(SOURCE, "build"))
BATCH = 500
BASE = datetime.date(2026, 11, 23)
KINDS = ["fall", "straying", "choking", "self_harm", "other"]

# --- the scales, as item: scores ----------------------------------------------


def numbered(prefix, tops):
    return {f"{prefix}{i + 1}": top for i, top in enumerate(tops)}


GBT = [numbered("B.1.", [4] * 8), numbered("B.2.", [4, 4, 4, 3]),
       numbered("B.3.", [4] * 6 + [1, 1, 2]),
       numbered("B.4.", [2, 2, 4, 3, 4])]
LTC = [numbered("D", [10, 10, 5, 10, 10, 10, 15, 15, 10, 5]),
       numbered("R", [4] * 4), numbered("G", [4] * 3)]
CLASSIC = [10, 5, 5, 10, 10, 10, 10, 15, 15, 10]
MZT = [numbered("A", CLASSIC), numbered("M", [2] * 3),
       numbered("P", [3, 4, 4, 3]), numbered("S", [4] * 5)]
BARTHEL = [numbered("BI", CLASSIC)]
FIVES = ("D", "A", "BI")
SCALES = {"GB/T 42195-2022": GBT, "YBBF-2021-37": LTC, "MZ/T 039-2013": MZT,
          "Barthel": BARTHEL}


def step(code):
    return 5 if code.rstrip("0123456789") in FIVES else 1


# --- the oracle -----------------------------------------------------------------


def gbt_level(total):
    assert 0 <= total <= 90
    return next(level for level, least in
                enumerate((90, 66, 46, 30, 0)) if total >= least)


def ltc_level(sums):
    adl = [s for s in (100, 65, 45, 0) if sums[0] >= s]
    grades = [4 - len(adl)]
    for total, full in ((sums[1], 16), (sums[2], 12)):
        grades.append(0 if total == full else 1 if total >= 4
                      else 2 if total >= 2 else 3)
    table = ["0011", "1112", "2223", "3345"]
    return grades, int(table[grades[0]][max(grades[1:])])


def mzt_senses(awake, sight, hearing, talk):
    """The worst grade whose condition holds."""
    held = []
    if awake in (2, 3) or 4 in (sight, hearing) or talk == 3:
        held.append(3)
    if awake == 0 and (3 in (sight, hearing) or talk == 2):
        held.append(2)
    if awake == 1 and sight <= 3 and hearing <= 3 and talk <= 2:
        held.append(2)
    if awake == 0 and (2 in (sight, hearing) or talk == 1):
        held.append(1)
    if awake == 0 and sight < 2 and hearing < 2 and talk == 0:
        held.append(0)
    return max(held)


def mzt_level(answers, sums):
    adl = 0 if sums[0] == 100 else 1 if sums[0] >= 65 else \
        2 if sums[0] >= 45 else 3
    mind = [0, 1, 2, 2, 3, 3, 3][sums[1]]
    sense = mzt_senses(*(answers[f"P{i}"] for i in range(1, 5)))
    social = 0 if sums[3] <= 2 else 1 if sums[3] <= 7 else \
        2 if sums[3] <= 13 else 3
    rest = [mind, sense, social]
    held = []
    if adl == 3 or [adl, *rest] == [2] * 4 or (adl == 2 and 3 in rest):
        held.append(3)
    if adl == 1 and (rest == [2] * 3 or 3 in rest):
        held.append(2)
    if adl == 2 and sum(g in (1, 2) for g in rest) in (1, 2):
        held.append(2)
    if adl == 0 and (mind >= 1 or sense >= 1 or social == 2):
        held.append(1)
    if adl == 1 and (0 in rest or 1 in rest):
        held.append(1)
    if adl == mind == sense == 0 and social <= 1:
        held.append(0)
    return [adl, *rest], max(held) if held else None


def barthel_level(total):
    return 0 if total == 100 else 1 if total > 60 else 2 if total > 40 else 3


def icd_ok(code):
    code = code.upper()
    head, point, tail = code.partition(".")
    good = len(head) == 3 and head[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
        and head[1:].isdigit()
    # a code of the national clinical edition: X00X001, 900X001
    if len(tail) == 7 and tail[3] == "X":
        first = "0" if tail[0] == "X" else tail[0]
        return good and (first + tail[1:3] + tail[4:]).isdigit()
    return good and (not point or (1 <= len(tail) <= 4 and tail.isalnum()))


def counted(events, inclusive):
    total = 0
    for value in events.values():
        if isinstance(value, int):
            total += value
            continue
        for text in value:
            back = (BASE - datetime.date.fromisoformat(text)).days
            total += back < 30 or (inclusive and back == 30)
    return total


def changed(standard, form, level, settings):
    """The final level after C.4."""
    cap = 4 if standard.startswith("GB/T") else 3
    coma = form.get("coma") or (cap == 3 and form["answers"]["P1"] == 3)
    if coma:
        return cap
    numbers = [int(c[1:3]) for c in map(str.upper, form.get("diagnoses", []))
               if c.startswith("F")]
    # the older standard asks for no psychiatrist, and names four kinds
    ill = any(n <= 3 or form.get("psychiatrist") or cap == 3 for n in numbers)
    events = {k: v for k, v in form.get("risk_events", {}).items()
              if cap == 4 or k != "other"}
    often = counted(events, settings["inclusive"]) >= 2
    up = ill + often
    if not settings["stacking"]:
        up = min(up, 1)
    return None if level is None else min(cap, level + up)


def faults(standard, form):
    """{(field, code)}: what must be refused."""
    found = set()
    tops = {c: t for part in SCALES[standard] for c, t in part.items()}
    answers = form["answers"]
    for code, value in answers.items():
        if code not in tops:
            found.add(("answers." + code, "unknown"))
        elif not isinstance(value, int) or isinstance(value, bool) \
                or not 0 <= value <= tops[code] or value % step(code):
            found.add(("answers." + code, "range"))
    found |= {("answers." + c, "missing") for c in tops if c not in answers}
    if standard in ("Barthel", "YBBF-2021-37"):
        return found | {(k, "not_of_scale") for k in (
            "coma", "diagnoses", "psychiatrist", "risk_events") if form.get(k)}
    item, needs = ("B.3.9", 0) if standard.startswith("GB/T") else ("P1", 3)
    if item in answers and form.get("coma") and answers[item] != needs:
        found.add(("coma", "contradiction"))
    if item == "P1" and answers.get(item) == 3 and form.get("coma") is False:
        found.add(("coma", "contradiction"))
    for i, code in enumerate(form.get("diagnoses", [])):
        if not icd_ok(code):
            found.add((f"diagnoses[{i}]", "code"))
    for kind, value in form.get("risk_events", {}).items():
        if kind not in KINDS:
            found.add(("risk_events." + kind, "unknown"))
        elif isinstance(value, int) and not 0 <= value <= 999:
            found.add(("risk_events." + kind, "range"))
        elif isinstance(value, list) and any(
                datetime.date.fromisoformat(d) > BASE for d in value):
            found.add(("risk_events." + kind, "future"))
    return found


def oracle(standard, form, settings):
    wrong = faults(standard, form)
    if wrong:
        return {"faults": wrong}
    answers = form["answers"]
    sums = [sum(answers[c] for c in part) for part in SCALES[standard]]
    out = {"subtotals": sums}
    if standard == "YBBF-2021-37":
        out["grades"], level = ltc_level(sums)
        final = level
    elif standard == "Barthel":
        level = final = barthel_level(sums[0])
    elif standard == "MZ/T 039-2013":
        out["grades"], level = mzt_level(answers, sums)
        final = changed(standard, form, level, settings)
    else:
        level = gbt_level(sum(sums))
        final = changed(standard, form, level, settings)
    if standard != "MZ/T 039-2013":
        out["total"] = sum(sums)
    return out | {"preliminary": level, "final": final}


# --- random forms ----------------------------------------------------------------


def random_answers(rng, standard):
    """Leaning to able, to unable, or to neither: each level comes up."""
    lean = rng.choice([0.03, 0.15, 0.4, 0.7, 0.95])
    worse_is_more = {"M", "P", "S"} if standard.startswith("MZ/T") else set()
    answers = {}
    for part in SCALES[standard]:
        tilt = min(1, max(0, lean + rng.uniform(-0.3, 0.3)))
        for code, top in part.items():
            steps = top // step(code)
            loss = sum(rng.random() < tilt for _ in range(steps))
            more = code.rstrip("0123456789") in worse_is_more
            answers[code] = (loss if more else steps - loss) * step(code)
    return answers


def random_events(rng):
    events = {}
    for kind in rng.sample(KINDS, rng.randint(0, 3)):
        if rng.random() < 0.5:
            events[kind] = rng.choice([0, 0, 1, 1, 2, 3])
        else:
            events[kind] = [(BASE - datetime.timedelta(days=rng.choice(
                [0, 1, 15, 28, 29, 30, 31, 32, 400]))).isoformat()
                for _ in range(rng.randint(0, 3))]
    return events


def spoil(rng, standard, form):
    """One thing that is wrong."""
    answers = form["answers"]
    code = rng.choice(list(answers))
    way = rng.randrange(8)
    if way == 0:
        del answers[code]
    elif way == 1:
        answers[code] = rng.choice([-1, 999, 16, "4", 17])
    elif way == 2:
        answers[rng.choice(["B.5.1", "X", "D11", "b.1.1", "BI0"])] = 1
    elif way == 3:
        form["coma"] = True
    elif way == 4:
        form.setdefault("diagnoses", []).append(
            rng.choice(["F0", "痴呆", "F00..1", "00F", "F00.12345", "F03.x00x01"]))
    elif way == 5:
        form.setdefault("risk_events", {})[
            rng.choice(["burned", "falls", "fall"])] = rng.choice([-1, 1000, 1])
    elif way == 6:
        form.setdefault("risk_events", {})["fall"] = ["2026-11-24"]
    else:
        for each in rng.sample(list(answers), min(4, len(answers))):
            del answers[each]


def random_form(rng, standard):
    form = {"answers": random_answers(rng, standard)}
    if standard in ("GB/T 42195-2022", "MZ/T 039-2013"):
        if rng.random() < 0.4:
            form["diagnoses"] = [rng.choice(
                ["F00", "F03.9", "f01.1", "F04", "F32", "F99", "I63", "G20",
                 "E11.9", "F03.x00x001", "I63.900x007"]) for _ in range(rng.randint(0, 3))]
        if rng.random() < 0.3:
            form["psychiatrist"] = rng.random() < 0.7
        if rng.random() < 0.5:
            form["risk_events"] = random_events(rng)
        if rng.random() < 0.1:
            form["coma"] = rng.random() < 0.7
    if rng.random() < 0.15:
        spoil(rng, standard, form)
    return form


# --- the host ---------------------------------------------------------------------


class Home:
    def __init__(self, folder):
        self.data = os.path.join(folder, "data")
        self.run("--now", "2026-11-23T08:00:00+08:00", "init")
        self.run("home", "new", "oak")

    def run(self, *words, text="", check=True):
        done = subprocess.run(
            [os.path.join(BUILD, "songhe"), "--data", self.data, "--json",
             *words], input=text, capture_output=True, text=True, timeout=60,
            env={**os.environ,
                 "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")})
        if check:
            assert done.returncode == 0, (words, done.stderr[-2000:])
        return done

    def ask(self, query, given, check=True):
        done = self.run("ask", "oak", query, "-", text=json.dumps(given),
                        check=check)
        if done.returncode == 0:
            return json.loads(done.stdout)
        assert done.returncode == 1, done.stderr
        return json.loads(done.stderr[done.stderr.index("{\"type"):])

    def set(self, **settings):
        for name, value in settings.items():
            self.run("do", "oak", "core.set_setting", json.dumps(
                {"plugin": "assessment", "name": name, "value": value}))


def seen(row):
    """What the host answered, in the oracle's form."""
    if row.get("faults"):
        return {"faults": {(f["field"], f["code"]) for f in row["faults"]}}
    return {k: v for k, v in row.items() if v is not None}


def compare(standard, form, want, got, settings):
    want = {k: v for k, v in want.items() if v is not None}
    assert got == want, "\n".join(
        [standard, json.dumps(form, ensure_ascii=False), str(settings),
         f"the oracle says {want}", f"the host says  {got}"])


def batch(home, rng, standard, count, settings, levels):
    forms = [random_form(rng, standard) for _ in range(count)]
    began = time.monotonic()
    rows = home.ask("assessment.score_many", {
        "standard": standard, "base_date": BASE.isoformat(), "forms": forms})
    took = time.monotonic() - began
    assert len(rows) == count
    bad = 0
    for form, row in zip(forms, rows):
        want = oracle(standard, form, settings)
        compare(standard, form, want, seen(row), settings)
        bad += "faults" in want
        levels.setdefault(standard, set()).add(want.get("final", "refused"))
    # one by one the same: what people and programs call
    for form in forms[:4]:
        one = home.ask("assessment.score", {
            "standard": standard, "base_date": BASE.isoformat(), **form},
            check=False)
        if "errors" in one:
            one = {"faults": one["errors"]}
        want = oracle(standard, form, settings)
        compare(standard, form, want, seen(
            {k: one.get(k) for k in ("faults", *want)}), settings)
    return bad, took


def self_ratings(home):
    grades = {"A": [(0, 0)], "B": [(1, 0), (0, 1), (0, 2)],
              "C": [(1, 1), (0, 3)], "D": [(2, 0), (1, 2)],
              "E": [(3, 0), (2, 1), (2, 2), (1, 3)],
              "F": [(3, 1), (3, 2), (2, 3)], "G": [(3, 3)]}
    for grade, pairs in grades.items():
        for a, b in pairs:
            got = home.ask("assessment.self_rating", {"a": a, "b": b})
            assert got["grade"] == grade and \
                got["eligible"] == (grade in "EFG"), (a, b, got)


def main():
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(
        os.urandom(3), "big")
    print(f"seed {seed}", flush=True)
    rng, levels, done, bad, took = random.Random(seed), {}, 0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        home = Home(folder)
        self_ratings(home)
        turns = max(4, total // (BATCH * len(SCALES)))
        for turn in range(turns):
            settings = {"stacking": bool(turn & 1),
                        "inclusive": not turn & 2}
            home.set(stacking=settings["stacking"],
                     window_inclusive=settings["inclusive"])
            for standard in SCALES:
                some, spent = batch(home, rng, standard, BATCH, settings,
                                    levels)
                done, bad, took = done + BATCH, bad + some, took + spent
    print(f"{done} forms agree, {bad} of them refused for the same faults; "
          f"{done / took:.0f} a second through the command line")
    for standard, most in (("GB/T 42195-2022", 4), ("YBBF-2021-37", 5),
                           ("MZ/T 039-2013", 3), ("Barthel", 3)):
        missing = set(range(most + 1)) - levels[standard]
        assert not missing, f"{standard}: no form came to level {missing}"
    assert None in levels["MZ/T 039-2013"], "no form without a rule came up"
    assert bad > done // 20


if __name__ == "__main__":
    main()
