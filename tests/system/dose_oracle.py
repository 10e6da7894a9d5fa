"""Which doses are due, when, and how they stand: a second reckoning, written
from the standard (7.2 codes and times, 7.3 windows) and the invariants of
medication (M4, M7, M8, M11 to M17), and sharing nothing with the program that
it judges. It is told what people did and what the clock showed, in order, and
answers with what must then be found. Time is ms of UTC, whole seconds."""
import collections
import datetime
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60000, 3600000, 86400000
CLOCK_STEP = 5 * MINUTE  # forward, from which a person confirms the time (M12)

CODES = {"qd": [8], "qm": [8], "qn": [20], "bid": [8, 16], "tid": [8, 12, 16],
         "qid": [8, 12, 16, 20], "q4h": [0, 4, 8, 12, 16, 20], "q6h": [2, 8, 14, 20],
         "q8h": [0, 8, 16], "q12h": [8, 20], "qod": [8], "qw": [8], "biw": [8],
         "tiw": [8], "q2w": [8], "hs": [20]}
WEEKDAYS = {"qw": [0], "biw": [0, 3], "tiw": [0, 2, 4]}
EVERY_DAYS = {"qod": 2, "q2w": 14}
STATES = ["upcoming", "due", "late", "missed"]


def usual_times(code):
    """Minutes of the day of a code that nobody gave other times."""
    return [hour * 60 for hour in CODES[code]]


def local(zone, ms):
    return datetime.datetime.fromtimestamp(ms / 1000, zone).replace(tzinfo=None)


def instant(zone, wall):
    """When a wall time is due: of two passes the first; in a gap the first
    instant behind it (M13)."""
    ms = round(wall.replace(tzinfo=zone, fold=0).timestamp() * 1000)
    if local(zone, ms) == wall:
        return ms
    ms = min(ms, round(wall.replace(tzinfo=zone, fold=1).timestamp() * 1000))
    while local(zone, ms) < wall:
        ms += MINUTE
    return ms


class Dose:
    """One planned dose. `wall` is None for elapsed intervals; `fixed`: it has
    come, and moves to no other zone."""

    def __init__(self, order, wall, zone, due=None):
        self.order, self.wall, self.due = order, wall, due
        self.state, self.fixed, self.done, self.taken = 0, False, False, False
        self.zone = zone  # in which `due` is that wall time
        if wall is not None:
            self.move(zone)

    def move(self, zone):
        self.zone, self.due = zone, instant(zone, self.wall)


class Version:
    """One version of an order: what it asks for from `starts` until `ends`."""

    def __init__(self, order, frequency, times, critical, zone, starts, anchor, ends=None):
        self.order, self.frequency, self.times = order, frequency, times
        self.starts, self.anchor, self.ends = starts, anchor, ends
        self.was_cut = False
        self.first = local(zone, starts)  # wall time at which it begins
        self.zone, self.day = zone, self.first.date()
        self.step = int(frequency[2:-1]) * HOUR if frequency.startswith("PT") else 0
        self.next = anchor[0]
        self.doses, self.open = [], []  # all made; those that may still move on
        self.late, self.missed = self.windows(critical)
        self.early = self.late

    def windows(self, critical):
        """Minutes after which it is late and missed (7.3, M7)."""
        if self.step:
            gap = self.step // MINUTE
        elif len(self.times) == 1:
            weekly = len(WEEKDAYS.get(self.frequency, ())) == 1
            gap = 1440 * EVERY_DAYS.get(self.frequency, 7 if weekly else 1)
        else:
            around = sorted(self.times) + [min(self.times) + 1440]
            gap = min(b - a for a, b in zip(around, around[1:]))
        late = (30 if critical else 120 if gap >= 1440 else 60 if gap >= 240
                else max(1, gap // 4))
        return late * MINUTE, max(late, min(gap // 2, 720)) * MINUTE

    def asks_on(self, day):
        if self.frequency in EVERY_DAYS:  # from the order's first day (7.2, M15)
            return (day - self.anchor[1]).days % EVERY_DAYS[self.frequency] == 0
        return day.weekday() in WEEKDAYS.get(self.frequency, range(7))

    def make(self, zone, until):
        """Plans until some days behind `until`: another zone may bring them."""
        if self.ends is not None:
            until = min(until, self.ends)
        found = []
        while self.step and self.next <= until:
            if self.next >= self.starts:
                found.append(Dose(self.order, None, None, self.next))
            self.next += self.step
        last = local(zone, until).date() + datetime.timedelta(days=2)
        while not self.step and self.day <= last:
            for minutes in self.times if self.asks_on(self.day) else ():
                wall = (datetime.datetime.combine(self.day, datetime.time())
                        + datetime.timedelta(minutes=minutes))
                if wall >= self.first and instant(self.zone, wall) >= self.starts:
                    found.append(Dose(self.order, wall, zone))
            self.day += datetime.timedelta(days=1)
        self.doses += found
        self.open += found

    def asks(self, dose):
        return dose.done or dose.fixed or self.ends is None or dose.due < self.ends

    def over(self, now):
        return self.ends is not None and self.ends <= now

    def cut(self, at):
        """Nothing of it is asked for from `at` on; what is recorded stays (M16)."""
        self.ends, self.was_cut = at, True
        self.doses = [dose for dose in self.doses if dose.done or dose.due < at]
        self.open = [dose for dose in self.open if not dose.done and dose.due < at]


class Course:
    """The versions of one order and what holds its doses."""

    def __init__(self, resident, version):
        self.resident, self.versions, self.open = resident, [version], True
        self.holds = []  # [from, to or None, "doctor" or "away"]

    @property
    def last(self):
        return self.versions[-1]

    def on_hold(self, why):
        return any(to is None and kind == why for _, to, kind in self.holds)

    def held(self, at):
        return any(a <= at and (to is None or at < to) for a, to, _ in self.holds)

    def hold(self, at, why):
        self.holds.append([at, None, why])

    def release(self, at, why):
        """Asked for again from `at` on; what was said last holds, also when the
        clock has been set back since (M11), but what is still open stays."""
        for hold in self.holds:
            if hold[1] is None and hold[2] == why or hold[1] is not None and hold[1] > at:
                hold[1] = max(at, hold[0])


class Oracle:
    """A home. `reached` is the latest time its clock has shown; `doubt`: the ms
    by which it was set forward and nobody has confirmed."""

    def __init__(self, zone, now):
        self.zone, self.now, self.reached, self.doubt = ZoneInfo(zone), now, now, 0
        self.courses = []
        self.told = collections.Counter()  # (state, order, due) that was told

    # --- what people do ---

    def version(self, order, frequency, times, critical, starts, anchor=None, ends=None):
        anchor = anchor or (starts, local(self.zone, starts).date())
        return Version(order, frequency, times, critical, self.zone, starts, anchor, ends)

    def order(self, resident, order, frequency, times, critical, starts, ends=None):
        version = self.version(order, frequency, times, critical, starts, ends=ends)
        self.courses.append(Course(resident, version))
        return self.courses[-1]

    def change(self, course, order, frequency, times, critical):
        old = course.last
        # every other day stays the same days, every eight hours the same hours
        counts = frequency.startswith("PT") or frequency in EVERY_DAYS
        anchor = old.anchor if counts and frequency == old.frequency else None
        ahead = [dose.due for version in course.versions for dose in version.doses
                 if dose.taken and dose.due >= self.now]
        starts = self.now
        if ahead:  # what was taken ahead is not asked for once more (M16)
            starts = max(ahead) + MINUTE
            anchor = anchor or (max(ahead), local(self.zone, max(ahead)).date())
        old.cut(starts)
        course.versions.append(
            self.version(order, frequency, times, critical, starts, anchor))

    def stop(self, course):
        course.last.cut(self.now)
        course.open = False

    def move(self, zone):
        """What has come stays, also what was held and asked nobody; what comes
        keeps its wall time (M14)."""
        self.zone = ZoneInfo(zone)
        for version in (v for course in self.courses for v in course.versions):
            for dose in version.doses if not version.over(self.now) else ():
                if dose.wall is not None and not dose.fixed and dose.due > self.now:
                    dose.move(self.zone)

    def may_give(self, course, dose):
        """Now, of one order: the newest that is due, or the next one early; what
        is older needs a decision (M8)."""
        if dose.done or course.held(dose.due):
            return False
        version = next(v for v in course.versions if dose in v.doses)
        newer = any(dose.due < each.due <= self.now and v.asks(each)
                    and (each.done or not course.held(each.due))
                    for v in course.versions for each in v.doses)
        return self.now >= dose.due - version.early and not newer

    def record(self, dose, taken):
        dose.done = dose.fixed = True
        dose.taken = taken

    # --- what the clock does ---

    def goes_on(self, ms):
        self.now += ms
        self.settle()

    def is_set(self, ms):
        """Set forward it is doubted until somebody confirms it (M12); set back
        it takes nothing back (M11)."""
        self.now += ms
        self.doubt += ms if ms > CLOCK_STEP else 0
        self.settle()

    def confirm(self):
        self.doubt = 0
        self.settle()

    def settle(self, courses=None):
        self.reached = max(self.reached, self.now)
        for course in self.courses if courses is None else courses:
            for version in course.versions:
                version.make(self.zone, self.reached + 2 * DAY)
                for dose in version.open:
                    if version.asks(dose) and not course.held(dose.due):
                        self.move_on(version, dose)
                version.open = [d for d in version.open if d.state < 3 and not d.done]

    def move_on(self, version, dose):
        if dose.done:
            return
        ends = [dose.due, dose.due + version.late, dose.due + version.missed]
        while dose.state < 3 and ends[dose.state] <= self.now:
            if dose.state == 2 and self.doubt:
                break  # nothing is missed by itself while the time is doubted
            dose.state += 1
            dose.fixed = True
            self.told[STATES[dose.state], dose.order, dose.due] += 1

    # --- what must be found ---

    def doses(self):
        """(course, dose) of all that is planned and not withdrawn. Two planned
        times that a gap brings to one instant are one dose."""
        for course in self.courses:
            for version in course.versions:
                once = set()
                for dose in version.doses:
                    if version.asks(dose) and (dose.due, dose.zone) not in once:
                        once.add((dose.due, dose.zone))
                        yield course, dose

    def found(self, since, until):
        """Counter of (order, due, state) with since <= due < until."""
        found = collections.Counter()
        for course, dose in self.doses():
            if since <= dose.due < until:
                state = ("done" if dose.done else "held" if course.held(dose.due)
                         else STATES[dose.state])
                found[dose.order, dose.due, state] += 1
        return found
