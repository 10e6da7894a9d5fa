"""RFC 5545 3.3.10 as it is written: every time of every period is put to every
part of the rule. Slow, and shares nothing with any engine, so that it also
speaks where those are known to be wrong (BYSETPOS beside WEEKLY, weeks at the
ends of years, numbered weekdays beside others)."""
import calendar
import datetime as dt
import itertools

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
UNITS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}


def numbers(parts, name):
    return [int(word) for word in parts[name].split(",")] if name in parts else None


def weekdays(parts):
    if "BYDAY" not in parts:
        return None
    return [(int(word[:-2] or 0), DAYS.index(word[-2:])) for word in parts["BYDAY"].split(",")]


def first_week(year, start):
    day = dt.date(year, 1, 4)
    return day - dt.timedelta((day.weekday() - start) % 7)


class Rule:
    def __init__(self, text, start):
        parts = dict(word.split("=") for word in text.split(";"))
        self.freq, self.start = parts["FREQ"], start
        self.interval = int(parts.get("INTERVAL", 1))
        self.week_start = DAYS.index(parts.get("WKST", "MO"))
        self.months = numbers(parts, "BYMONTH")
        self.month_days = numbers(parts, "BYMONTHDAY")
        self.year_days = numbers(parts, "BYYEARDAY")
        self.weeks = numbers(parts, "BYWEEKNO")
        self.days = weekdays(parts)
        self.hours = numbers(parts, "BYHOUR")
        self.minutes = numbers(parts, "BYMINUTE")
        self.seconds = numbers(parts, "BYSECOND")
        if self.seconds:
            self.seconds = [min(second, 59) for second in self.seconds]
        self.positions = numbers(parts, "BYSETPOS")
        self.count = int(parts["COUNT"]) if "COUNT" in parts else None

    def weekday_fits(self, day):
        """Numbers count in the month for MONTHLY and beside BYMONTH, else in the year."""
        in_month = self.freq == "MONTHLY" or self.months
        at = day.day if in_month else day.timetuple().tm_yday
        length = (calendar.monthrange(day.year, day.month)[1] if in_month
                  else 365 + calendar.isleap(day.year))
        return any(weekday == day.weekday()
                   and number in (0, (at - 1) // 7 + 1, -((length - at) // 7 + 1))
                   for number, weekday in self.days)

    def week_fits(self, day):
        for year in (day.year - 1, day.year, day.year + 1):
            first, after = (first_week(y, self.week_start) for y in (year, year + 1))
            if first <= day < after:
                number, total = (day - first).days // 7 + 1, (after - first).days // 7
                return number in self.weeks or number - total - 1 in self.weeks
        return False

    def numbered(self, wanted, at, length):
        return wanted is None or at in wanted or at - length - 1 in wanted

    def day_fits(self, day):
        year = 365 + calendar.isleap(day.year)
        month = calendar.monthrange(day.year, day.month)[1]
        return ((self.months is None or day.month in self.months)
                and (self.weeks is None or self.week_fits(day))
                and self.numbered(self.year_days, day.timetuple().tm_yday, year)
                and self.numbered(self.month_days, day.day, month)
                and (self.days is None or self.weekday_fits(day))
                and self.start_fits(day))

    def start_fits(self, day):
        """What the rule leaves open comes from DTSTART."""
        if self.freq in UNITS or self.freq == "DAILY" or self.days:
            return True
        if self.freq == "WEEKLY":
            return day.weekday() == self.start.weekday()
        if self.month_days or self.year_days:
            return True
        if self.weeks:
            return day.weekday() == self.start.weekday()
        return day.day == self.start.day and (
            self.freq == "MONTHLY" or bool(self.months) or day.month == self.start.month)

    def stretches(self):
        """The first day of each period and how many days it has."""
        start = self.start.date()
        for step in itertools.count(0, self.interval):
            if self.freq == "YEARLY":
                yield dt.date(start.year + step, 1, 1), 365 + calendar.isleap(start.year + step)
            elif self.freq == "MONTHLY":
                year, month = divmod(start.year * 12 + start.month - 1 + step, 12)
                yield dt.date(year, month + 1, 1), calendar.monthrange(year, month + 1)[1]
            elif self.freq == "WEEKLY":
                yield start + dt.timedelta(
                    7 * step - (start.weekday() - self.week_start) % 7), 7
            else:
                yield start + dt.timedelta(step), 1

    def day_periods(self):
        times = [dt.time(*time) for time in itertools.product(
            self.hours or [self.start.hour], self.minutes or [self.start.minute],
            self.seconds or [self.start.second])]
        for first, length in self.stretches():
            days = (first + dt.timedelta(i) for i in range(length))
            yield first, [dt.datetime.combine(day, time)
                          for day in days if self.day_fits(day) for time in times]

    def time_periods(self):
        at = self.start
        if self.freq != "SECONDLY":
            at = at.replace(second=0)
        if self.freq == "HOURLY":
            at = at.replace(minute=0)
        step = dt.timedelta(seconds=UNITS[self.freq] * self.interval)
        day, fits = None, False
        while True:
            if at.date() != day:
                day, fits = at.date(), self.day_fits(at.date())
            found = []
            if fits and (not self.hours or at.hour in self.hours) and (
                    self.freq == "HOURLY" or not self.minutes or at.minute in self.minutes) and (
                    self.freq != "SECONDLY" or not self.seconds or at.second in self.seconds):
                minutes = (self.minutes or [self.start.minute]) if self.freq == "HOURLY" \
                    else [at.minute]
                seconds = [at.second] if self.freq == "SECONDLY" \
                    else self.seconds or [self.start.second]
                found = [at.replace(minute=minute, second=second)
                         for minute in minutes for second in seconds]
            yield day, found
            at += step

    def picked(self, times):
        times = sorted(set(times))
        if self.positions is None:
            return times
        places = {place - 1 if place > 0 else len(times) + place for place in self.positions}
        return [times[place] for place in sorted(places) if 0 <= place < len(times)]


def expand(text, start, until, most):
    """The first `most` wall times of the rule, up to `until`."""
    rule = Rule(text, start)
    found = []
    if rule.count is not None:
        most = min(most, rule.count)
    for first, times in (rule.time_periods() if rule.freq in UNITS else rule.day_periods()):
        if first > until.date():
            break
        for at in rule.picked(times):
            if at > until or len(found) == most:
                return found
            if at >= start:
                found.append(at)
    return found[:most]
