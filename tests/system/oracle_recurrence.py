#!/usr/bin/env python3
"""Random recurrence rules, ours beside python-dateutil and libical.

    python3 tests/system/oracle_recurrence.py --build DIR [--count N] [--seed S]

DIR is a build: tests/schedule_expand in it (or songhe) is asked, and
tests/libical_expand where libical is installed. plain_recurrence.py beside this
file is the fourth opinion, on all that the RFC allows. Every difference is printed with its call; the last line is
`N passed, N failed`. Rules where an engine is known to differ by decision or
by a fault of its own are not put to it: docs/decisions/recurrence.md.
"""
import argparse
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import zoneinfo

import plain_recurrence

try:
    from dateutil import rrule as du
except ImportError:
    if sys.executable != "/usr/bin/python3":
        os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)
    print("python3-dateutil is needed: apt-get install python3-dateutil")
    sys.exit(77)  # skipped

UTC = dt.timezone.utc
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
TAKE = 40
ZONES = [
    "UTC", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Kolkata", "Asia/Tehran",
    "Asia/Kathmandu", "Asia/Tokyo", "Asia/Jerusalem", "Europe/London",
    "Europe/Dublin", "Europe/Paris", "Europe/Moscow", "Africa/Cairo",
    "Africa/Casablanca", "America/New_York", "America/Los_Angeles",
    "America/St_Johns", "America/Sao_Paulo", "America/Santiago",
    "America/Havana", "Australia/Lord_Howe", "Australia/Sydney",
    "Pacific/Apia", "Pacific/Chatham",
]


def some(rng, low, high, most):
    """A sorted list of one to `most` numbers, as text."""
    numbers = {rng.randint(low, high) for _ in range(rng.randint(1, most))}
    return ",".join(str(number) for number in sorted(numbers))


def signed(rng, high, most):
    numbers = {rng.choice([1, 1, -1]) * rng.randint(1, high)
               for _ in range(rng.randint(1, most))}
    return ",".join(str(number) for number in sorted(numbers))


def weekdays(rng, ordinal):
    """With numbers or without: dateutil wants both to hold where mixed."""
    days = set()
    numbered = ordinal and rng.random() < 0.6
    for _ in range(rng.randint(1, 4)):
        number = ""
        if numbered:
            number = str(rng.choice([1, -1]) * rng.randint(1, ordinal))
        days.add(number + rng.choice(DAYS))
    return ",".join(sorted(days))


def day_parts(rng, freq):
    """Parts that choose days, as RFC 5545 allows them beside `freq`."""
    parts = {}
    if rng.random() < 0.35:
        parts["BYMONTH"] = some(rng, 1, 12, 4)
    if freq != "WEEKLY" and rng.random() < 0.3:
        parts["BYMONTHDAY"] = signed(rng, 31, 5)
    if freq in ("YEARLY", "HOURLY", "MINUTELY") and rng.random() < 0.15:
        parts["BYYEARDAY"] = signed(rng, 366, 8)
    if freq == "YEARLY" and rng.random() < 0.2:
        # dateutil is wrong about weeks at the year's ends: check_weeks
        parts["BYWEEKNO"] = some(rng, 2, 51, 4)
        parts["BYDAY"] = weekdays(rng, 0)
    elif rng.random() < 0.4:
        ordinal = {"YEARLY": 53, "MONTHLY": 5}.get(freq, 0)
        if freq == "YEARLY" and "BYMONTH" in parts:
            ordinal = 5
        parts["BYDAY"] = weekdays(rng, ordinal)
    return parts


def time_parts(rng, freq):
    parts = {}
    if rng.random() < 0.25:
        parts["BYHOUR"] = some(rng, 0, 23, 4)
    if rng.random() < 0.15:
        parts["BYMINUTE"] = some(rng, 0, 59, 3)
    if rng.random() < 0.1:
        parts["BYSECOND"] = some(rng, 0, 59, 3)
    return parts


def random_rule(rng):
    freq = rng.choice(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"] * 2
                      + ["HOURLY", "MINUTELY", "SECONDLY"])
    parts = {"FREQ": freq}
    if rng.random() < 0.5:
        top = {"YEARLY": 4, "MONTHLY": 14, "WEEKLY": 9, "DAILY": 40,
               "HOURLY": 50, "MINUTELY": 2000, "SECONDLY": 90000}[freq]
        parts["INTERVAL"] = str(rng.randint(1, top))
    if freq != "SECONDLY":
        parts.update(day_parts(rng, freq))
    parts.update(time_parts(rng, freq))
    # dateutil counts the first week's positions from DTSTART on, which it
    # does for no other period.
    if (any(name.startswith("BY") for name in parts) and freq != "WEEKLY"
            and rng.random() < 0.2):
        parts["BYSETPOS"] = signed(rng, 6, 3)
    if rng.random() < 0.3:
        parts["WKST"] = rng.choice(DAYS)
    if rng.random() < 0.5:
        parts["COUNT"] = str(rng.randint(1, TAKE))
    order = list(parts.items())
    rng.shuffle(order)
    return parts, ";".join(f"{name}={value}" for name, value in order)


def random_start(rng):
    start = dt.datetime(rng.randint(1980, 2045), 1, 1)
    start += dt.timedelta(days=rng.randint(0, 364),
                          hours=rng.choice([0, 1, 2, 3, 8, 12, 20, 23]),
                          minutes=rng.choice([0, 0, 15, 30, 59]))
    if rng.random() < 0.1:
        start += dt.timedelta(seconds=rng.randint(0, 59))
    return start


def spread(parts):
    """How far to look, so that the slow engines end."""
    return dt.timedelta(days={"SECONDLY": 20, "MINUTELY": 60, "HOURLY": 700}
                        .get(parts["FREQ"], 365 * 12))


def ours(tool, start, rule, zone, until, extra=()):
    call = tool + ["--start", start.strftime("%Y%m%dT%H%M%S"),
                   "--rrule", rule, "--count", str(TAKE),
                   "--until", until.strftime("%Y%m%dT%H%M%S")] + list(extra)
    if zone:
        call += ["--zone", zone]
    done = subprocess.run(call, capture_output=True, text=True, timeout=60,
                          check=False)
    if done.returncode != 0:
        return None, call, done.stderr
    return done.stdout.split(), call, done.stderr


class TooSlow(Exception):
    """dateutil looks on for hours where few times match."""


def too_slow(*_):
    raise TooSlow


def dateutil_walls(rule, start, until):
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        return dateutil_search(rule, start, until)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def dateutil_search(rule, start, until):
    found = []
    try:
        for wall in du.rrulestr(rule, dtstart=start):
            if wall > until or len(found) == TAKE * 2:
                break
            found.append(wall)
    except ValueError as problem:
        # It has seen that the steps never meet the rule.
        if "empty" not in str(problem):
            raise
    return found


def after_gap(wall, zone):
    """The first instant after the gap that `wall` falls into."""
    low = int(wall.replace(tzinfo=UTC).timestamp()) - 2 * 86400
    high = low + 4 * 86400
    before = dt.datetime.fromtimestamp(low, zone).utcoffset()
    gap = None
    for at in range(low, high, 900):
        offset = dt.datetime.fromtimestamp(at, zone).utcoffset()
        if offset > before:
            first, last = at - 900, at
            while last - first > 1:
                mid = (first + last) // 2
                if dt.datetime.fromtimestamp(mid, zone).utcoffset() == before:
                    first = mid
                else:
                    last = mid
            change = dt.datetime.fromtimestamp(last, UTC).replace(tzinfo=None)
            if change + before <= wall < change + offset:
                gap = last
        before = offset
    return dt.datetime.fromtimestamp(gap, zone)


def place(wall, name):
    """Invariant M13: first pass in an overlap, after a gap once."""
    zone = zoneinfo.ZoneInfo(name)
    at = wall.replace(tzinfo=zone, fold=0)
    back = at.astimezone(UTC).astimezone(zone)
    return at if back.replace(tzinfo=None) == wall else after_gap(wall, zone)


def expected_lines(walls, zone):
    lines, last = [], None
    for wall in walls:
        at = place(wall, zone)
        instant = at.astimezone(UTC)
        if last is not None and instant <= last:
            continue
        last = instant
        lines.append(at.isoformat())
    return lines[:TAKE]


def check_dateutil(rng, tool):
    parts, rule = random_rule(rng)
    start = random_start(rng)
    zone = rng.choice(ZONES)
    until = start + spread(parts)
    want = expected_lines(dateutil_walls(rule, start, until), zone)
    got, call, note = ours(tool, start, rule, zone, until)
    return got == want, call, want, got, note


def whole_rule(rng):
    """Also what random_rule keeps from dateutil."""
    parts, _ = random_rule(rng)
    freq = parts["FREQ"]
    if freq == "YEARLY" and rng.random() < 0.3:
        parts.update({"BYWEEKNO": signed(rng, 53, 5), "INTERVAL": "1"})
        if "BYDAY" in parts:
            parts["BYDAY"] = weekdays(rng, 0)
    elif (freq in ("YEARLY", "MONTHLY") and "BYWEEKNO" not in parts
          and rng.random() < 0.4):
        parts["BYDAY"] = ",".join({weekdays(rng, 0), weekdays(rng, 5)})
    if (any(name.startswith("BY") for name in parts if name != "BYSETPOS")
            and rng.random() < 0.3):
        parts["BYSETPOS"] = signed(rng, rng.choice([3, 6, 60, 366]), 3)
    return parts, ";".join(f"{name}={value}" for name, value in parts.items())


def check_plain(rng, tool):
    parts, rule = whole_rule(rng)
    start = random_start(rng)
    start += dt.timedelta(days=365 * rng.choice([0, -60, -100]))
    until = start + spread(parts)
    if parts["FREQ"] == "SECONDLY":
        until = start + dt.timedelta(hours=8)
    walls = plain_recurrence.expand(rule, start, until, TAKE)
    want = [wall.isoformat() + "+00:00" for wall in walls]
    got, call, note = ours(tool, start, rule, None, until)
    return got == want, call, want, got, note


def check_resumed(rng, tool):
    """From the middle on: the same as the rest of the whole."""
    parts, rule = random_rule(rng)
    start, zone = random_start(rng), rng.choice(ZONES)
    until = start + spread(parts)
    walls = dateutil_walls(rule, start, until)
    if len(walls) < 2:
        return None
    middle = rng.choice(walls[:-1])
    whole = expected_lines(walls, zone)
    skip = len(expected_lines(walls[:walls.index(middle) + 1], zone))
    if skip >= len(whole):
        return None
    after = ["--after", middle.strftime("%Y%m%dT%H%M%S")]
    got, call, note = ours(tool, start, rule, zone, until, after)
    want = whole[skip:]
    return got is not None and got[:len(want)] == want, call, want, got, note


def first_week(year, start):
    """The first day of week 1 where weeks start on weekday `start`."""
    day = dt.date(year, 1, 4)
    return day - dt.timedelta((day.weekday() - start) % 7)


def check_weeks(rng, tool):
    """BYWEEKNO at the ends of years, by counting weeks here."""
    number = rng.choice([1, 2, 51, 52, 53]) * rng.choice([1, -1])
    week_start = rng.randint(0, 6)
    day = rng.choice(DAYS)
    start = dt.datetime(rng.randint(1950, 2090), 1, 1, 8)
    until = start.replace(year=start.year + 12)
    want = []
    for year in range(start.year - 1, until.year + 2):
        first = first_week(year, week_start)
        weeks = (first_week(year + 1, week_start) - first).days // 7
        week = number if number > 0 else weeks + 1 + number
        if not 1 <= week <= weeks:
            continue
        wall = dt.datetime.combine(
            first + dt.timedelta(7 * (week - 1)
                                 + (DAYS.index(day) - week_start) % 7),
            start.time())
        if start <= wall <= until:
            want.append(wall.isoformat() + "+00:00")
    rule = (f"FREQ=YEARLY;BYWEEKNO={number};BYDAY={day};"
            f"WKST={DAYS[week_start]}")
    got, call, note = ours(tool, start, rule, None, until)
    return got == want, call, want, got, note


def libical_rule(rng):
    """Only what libical 3.0 does right."""
    freq = rng.choice(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])
    parts = {"FREQ": freq}
    if rng.random() < 0.5:
        parts["INTERVAL"] = str(rng.randint(1, 6))
    if freq == "YEARLY":
        parts["BYMONTH"] = some(rng, 1, 12, 4)
        if rng.random() < 0.6:
            parts["BYDAY"] = weekdays(rng, 4)
        else:
            parts["BYMONTHDAY"] = signed(rng, 28, 3)
    elif freq == "MONTHLY":
        parts.update(rng.choice([{"BYDAY": weekdays(rng, 4)},
                                 {"BYMONTHDAY": signed(rng, 31, 3)}, {}]))
    elif freq == "WEEKLY":
        parts["BYDAY"] = weekdays(rng, 0)
        parts["WKST"] = rng.choice(["MO", "SU"])  # others lose DTSTART
    elif rng.random() < 0.5:
        parts["BYHOUR"] = some(rng, 0, 23, 4)
    return parts, ";".join(f"{name}={value}" for name, value in parts.items())


def check_libical(rng, tool, libical):
    parts, rule = libical_rule(rng)
    start = random_start(rng)
    until = start + spread(parts)
    walls = dateutil_walls(rule, start, until)
    if not walls:
        return None
    start = walls[0]  # libical wants a DTSTART that the rule itself gives
    done = subprocess.run(
        [libical, start.strftime("%Y%m%dT%H%M%S"), rule, str(TAKE)],
        capture_output=True, text=True, timeout=20, check=False)
    want = [dt.datetime.strptime(word, "%Y%m%dT%H%M%S")
            for word in done.stdout.split()]
    want = [wall.isoformat() + "+00:00" for wall in want if wall <= until]
    got, call, note = ours(tool, start, rule, None, until)
    return got == want, call, want, got, note


def find_tool(build):
    alone = os.path.join(build, "tests", "schedule_expand")
    if os.path.exists(alone):
        return [alone]
    return [os.path.join(build, "songhe"), "schedule", "expand"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int,
                        default=random.SystemRandom().randint(1, 10**9))
    args = parser.parse_args()
    print(f"seed {args.seed}", flush=True)
    rng = random.Random(args.seed)
    tool = find_tool(args.build)
    libical = os.path.join(args.build, "tests", "libical_expand")
    checks = [lambda: check_dateutil(rng, tool),
              lambda: check_dateutil(rng, tool),
              lambda: check_resumed(rng, tool),
              lambda: check_plain(rng, tool),
              lambda: check_weeks(rng, tool)]
    if os.path.exists(libical):
        checks.append(lambda: check_libical(rng, tool, libical))
    else:
        print("libical_expand is not built: compared with dateutil only")
    signal.signal(signal.SIGALRM, too_slow)
    passed = failed = number = slow = 0
    while passed + failed < args.count and number < args.count * 20:
        number += 1
        try:
            result = checks[number % len(checks)]()
        except TooSlow:
            slow += 1
            continue
        if result is None:
            continue
        fine, call, want, got, note = result
        passed += fine
        failed += not fine
        if not fine and failed <= 20:
            print("DIFFERS:", " ".join(call))
            print("  want", want[:6], len(want))
            print("  got ", (got or [])[:6], len(got or []), note[:300])
    print(f"{slow} rules left out that dateutil is too slow for")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
