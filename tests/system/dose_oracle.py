"""Which doses are due, when, and how they stand: a second reckoning, written
from the standard (7.2 codes and times, 7.3 windows) and the invariants of
medication (M4, M7, M8, M11 to M17), and sharing nothing with the program that
it judges. It is told what people did and what the clock showed, in order, and
answers with what must then be found. Time is ms of UTC."""
import collections
import datetime
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60000, 3600000, 86400000
CLOCK_STEP = 5 * MINUTE  # forward, from which a person confirms the time (M12)

CODES = {"qd": [8], "qm": [8], "qn": [20], "bid": [8, 16], "tid": [8, 12, 16],
         "qid": [8, 12, 16, 20], "q4h": [0, 4, 8, 12, 16, 20], "q6h": [2, 8, 14, 20],
         "q8h": [0, 8, 16], "q12h": [8, 20], "qod": [8], "qw": [8], "biw": [8],
         "tiw": [8], "q2w": [8], "hs": [20]}
# said as rules of one's own, with these hours
RULES = {"FREQ=DAILY;INTERVAL=3": [9, 21], "FREQ=DAILY;INTERVAL=5": [10],
         "FREQ=WEEKLY;BYDAY=TU,SA": [7]}
WEEKDAYS = {"qw": [0], "biw": [0, 3], "tiw": [0, 2, 4], "FREQ=WEEKLY;BYDAY=TU,SA": [1, 5]}
EVERY_DAYS = {"qod": 2, "q2w": 14, "FREQ=DAILY;INTERVAL=3": 3, "FREQ=DAILY;INTERVAL=5": 5}
STATES = ["upcoming", "due", "late", "missed"]


def usual_times(code):
    """Minutes of the day of a code that nobody gave other times."""
    return [hour * 60 for hour in (CODES.get(code) or RULES[code])]


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
        self.cut_at = None
        self.first = local(zone, starts)  # wall time at which it begins
        if frequency in RULES:
            self.first = max(self.first, anchor[1])
        self.zone, self.day = zone, self.first.date()
        self.step = int(frequency[2:-1]) * HOUR if frequency.startswith("PT") else 0
        self.next = anchor[0]
        self.doses = []
        self.late, self.missed = self.windows(critical)

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
            return (day - self.anchor[1].date()).days % EVERY_DAYS[self.frequency] == 0
        return day.weekday() in WEEKDAYS.get(self.frequency, range(7))

    def make(self, zone, until):
        """Plans until some days behind `until`: another zone may bring them."""
        if self.cut_at is not None:
            return
        while self.step and self.next <= until:
            if self.next >= self.starts:
                self.doses.append(Dose(self.order, None, None, self.next))
            self.next += self.step
        last = local(zone, until).date() + datetime.timedelta(days=2)
        while not self.step and self.day <= last:
            for minutes in self.times if self.asks_on(self.day) else ():
                wall = (datetime.datetime.combine(self.day, datetime.time())
                        + datetime.timedelta(minutes=minutes))
                if wall >= self.first and instant(self.zone, wall) >= self.starts:
                    self.doses.append(Dose(self.order, wall, zone))
            self.day += datetime.timedelta(days=1)

    def asks(self, dose):
        return dose.done or dose.fixed or self.ends is None or dose.due < self.ends

    def asked(self):
        """Those that are asked for. Of two planned times that a gap brings to one
        instant that is the first, until another zone parts them."""
        once = set()
        for dose in self.doses:
            if self.asks(dose) and (dose.wall is None or (dose.due, dose.zone) not in once):
                once.add((dose.due, dose.zone))
                yield dose

    def over(self, now):
        return any(at is not None and at <= now for at in (self.ends, self.cut_at))

    def cut(self, at, zone):
        """What was planned for `at` and later is not asked for, in no zone; what is
        recorded stays (M16), and what was planned before is its own (M14)."""
        self.make(zone, at)
        self.cut_at = at
        self.doses = [dose for dose in self.doses if dose.done or at > self.starts and (
            dose.due if dose.wall is None else instant(zone, dose.wall)) < at]


class Course:
    """The versions of one order and what holds its doses."""

    def __init__(self, version):
        self.versions, self.open = [version], True
        self.standing = [version]  # without those that were taken back before they began
        self.holds = []  # [from, to or None, "doctor" or "away"]

    @property
    def last(self):
        return self.standing[-1]

    def in_force(self, at):
        """What holds at a time, the first version before it begins."""
        return [v for v in self.standing if v.starts <= at or v is self.standing[0]][-1]

    def cut(self, at, zone):
        for version in self.versions:
            version.cut(at, zone)

    def on_hold(self, why):
        return any(to is None and kind == why for _, to, kind in self.holds)

    def held(self, at):
        return any(a <= at and (to is None or at < to) for a, to, _ in self.holds)

    def hold(self, at, why):
        self.holds.append([at, None, why])

    def release(self, at, why):
        """Asked for again from `at` on; what was said last holds, also when the
        clock has been set back since (M11), but what is still open stays. What
        came while it was held, then, is to come again."""
        for hold in self.holds:
            if hold[2] == why and (hold[1] is None or hold[1] > at):
                hold[1] = max(at, hold[0])
        for version in self.versions:
            for dose in version.doses:
                dose.fixed = dose.done or dose.fixed and (dose.state > 0 or dose.due < at)


class Oracle:
    """A home. `reached` is the latest time its clock has shown; `doubt`: the ms
    by which it was set forward and nobody has confirmed."""

    def __init__(self, zone, now):
        self.zone, self.now, self.reached, self.doubt = ZoneInfo(zone), now, now, 0
        self.courses = []
        self.told = set()  # (state, order, due, in which zone) that was told

    # --- what people do ---

    def version(self, order, frequency, times, critical, starts, anchor=None, ends=None):
        anchor = anchor or (starts, local(self.zone, starts))
        return Version(order, frequency, times, critical, self.zone, starts, anchor, ends)

    def order(self, order, frequency, times, critical, starts, ends=None):
        version = self.version(order, frequency, times, critical, starts, ends=ends)
        self.courses.append(Course(version))
        return self.courses[-1]

    def taken_from(self, course, at):
        """When the last dose is due that was taken though due at `at` or later."""
        return max((dose.due for version in course.versions for dose in version.doses
                    if dose.taken and dose.due >= at), default=None)

    def change(self, course, at, order, frequency, times, critical):
        ahead = self.taken_from(course, at)
        old = course.in_force(at if ahead is None else ahead + MINUTE)
        # every other day stays the same days, every eight hours the same hours, and
        # a rule goes on as it began
        counts = frequency.startswith("PT") or frequency in {**EVERY_DAYS, **RULES}
        anchor = old.anchor if counts and frequency == old.frequency else None
        if ahead:  # what was taken ahead is not asked for once more (M16)
            at, anchor = ahead + MINUTE, anchor or (ahead, local(self.zone, ahead))
        course.cut(at, self.zone)
        course.versions.append(
            self.version(order, frequency, times, critical, at, anchor, old.ends))
        # what was planned for later gives way (M16)
        course.standing = (course.standing[:course.standing.index(old) + 1]
                           + course.versions[-1:])

    def stop(self, course, at):
        """An end is an instant (M16): what stands behind it is withdrawn, and what
        another zone would put there is not asked for."""
        course.cut(at, self.zone)
        for version in course.versions:
            version.ends = min(at, version.ends or at)
            version.doses = [dose for dose in version.doses if dose.done or dose.due < at]
        course.open = False

    def move(self, zone):
        """What has come stays, also what was held and asked nobody; what comes
        keeps its wall time (M14)."""
        before, self.zone = self.zone, ZoneInfo(zone)
        for version in (v for course in self.courses for v in course.versions):
            for dose in version.doses:
                if (dose.wall is not None and not dose.fixed
                        and instant(before, dose.wall) > self.now):
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
        return self.now >= dose.due - version.late and not newer

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
                for dose in version.asked():
                    dose.fixed = dose.fixed or dose.due <= self.now
                    if not dose.done and not course.held(dose.due):
                        self.move_on(version, dose)

    def move_on(self, version, dose):
        ends = [dose.due, dose.due + version.late, dose.due + version.missed]
        while dose.state < 3 and ends[dose.state] <= self.now:
            if dose.state == 2 and self.doubt:
                break  # nothing is missed by itself while the time is doubted
            dose.state += 1
            self.told.add((STATES[dose.state], dose.order, dose.due, dose.zone))

    # --- what must be found ---

    def found(self, since, until):
        """Counter of (order, due, state) with since <= due < until."""
        found = collections.Counter()
        for course, dose in ((course, dose) for course in self.courses
                             for version in course.versions for dose in version.asked()):
            if since <= dose.due < until:
                state = ("done" if dose.done else "held" if course.held(dose.due)
                         else STATES[dose.state])
                found[dose.order, dose.due, state] += 1
        return found
