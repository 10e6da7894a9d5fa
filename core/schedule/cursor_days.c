#include "schedule/cursor.h"

/* The days of a period as bits. Bit 0 is the day before it, because SKIP may
 * move a day out at either end. */
struct day_set {
  int64_t base; /* the day of bit 0 */
  int length;   /* of the period: bits 1..length */
  uint64_t bits[RRULE_WORDS];
};

static void set_add(struct day_set *set, int64_t bit) {
  set->bits[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static void set_keep(struct day_set *set, const struct day_set *other) {
  for (int i = 0; i < RRULE_WORDS; i++)
    set->bits[i] &= other->bits[i];
}

static struct day_set set_empty(const struct day_set *like) {
  return (struct day_set){.base = like->base, .length = like->length};
}

/* Adds the numbered days of a stretch of `length` days that begins at bit
 * `from`: those it lacks go where SKIP says (RFC 7529 4.1). */
static void add_numbers(struct day_set *set, const struct rrule_numbers *days,
                        enum rrule_skip skip, int64_t from, int length,
                        int max) {
  for (int n = 1; n <= max; n++) {
    if (rrule_bit(days->plus, n)) {
      if (n <= length)
        set_add(set, from + n - 1);
      else if (skip != RRULE_OMIT)
        set_add(set, from + length - (skip == RRULE_BACKWARD ? 1 : 0));
    }
    if (rrule_bit(days->minus, n)) {
      if (n <= length)
        set_add(set, from + length - n);
      else if (skip != RRULE_OMIT)
        set_add(set, from - (skip == RRULE_BACKWARD ? 1 : 0));
    }
  }
}

static void add_month(struct day_set *set, const struct rrule_numbers *days,
                      enum rrule_skip skip, int year, int month) {
  add_numbers(set, days, skip, calendar_days(year, month, 1) - set->base,
              calendar_month_days(year, month), 31);
}

/* Every weekday of the mask, the days at either side included. */
static void add_weekdays(struct day_set *set, unsigned mask) {
  int first = calendar_weekday(set->base);
  for (int day = 0; day < 7; day++)
    if ((mask >> day & 1) != 0)
      for (int bit = (day - first + 7) % 7; bit <= set->length + 1; bit += 7)
        set_add(set, bit);
}

/* The nth and nth last weekdays of `length` days from bit `from`. */
static void add_nth(struct day_set *set, const struct rrule *rule, int64_t from,
                    int length) {
  int first = calendar_weekday(set->base + from);
  for (int day = 0; day < 7; day++) {
    int64_t bit = from + (day - first + 7) % 7;
    int total = (int)(from + length - bit + 6) / 7;
    for (int n = 1; n <= total; n++, bit += 7)
      if ((rule->nth[day] >> n & 1) != 0 ||
          (rule->nth_last[day] >> (total - n + 1) & 1) != 0)
        set_add(set, bit);
  }
}

static bool month_listed(const struct rrule *rule, int month) {
  return rule->months == 0 || (rule->months >> month & 1) != 0;
}

/* The first day of week 1: the first with four days or more in the year. */
static int64_t first_week(int year, int week_start) {
  int64_t day = calendar_days(year, 1, 4);
  return day - (calendar_weekday(day) - week_start + 7) % 7;
}

/* The weeks that BYWEEKNO names, of this year and of those that reach into
 * it from its neighbours. */
static struct day_set week_set(const struct day_set *like,
                               const struct rrule *rule, int year) {
  struct day_set set = set_empty(like);
  const struct rrule_numbers *weeks = &rule->week_numbers;
  for (int y = year - 1; y <= year + 1; y++) {
    int64_t day = first_week(y, rule->week_start) - set.base;
    int total = (int)(first_week(y + 1, rule->week_start) - set.base - day) / 7;
    for (int n = 1; n <= total; n++, day += 7)
      if (rrule_bit(weeks->plus, n) || rrule_bit(weeks->minus, total - n + 1))
        for (int64_t bit = day; bit < day + 7; bit++)
          if (bit >= 1 && bit <= set.length)
            set_add(&set, bit);
  }
  return set;
}

static struct day_set month_set(const struct day_set *like,
                                const struct rrule *rule, int year,
                                const struct rrule_numbers *days) {
  struct day_set set = set_empty(like);
  for (int month = 1; month <= 12; month++)
    if (month_listed(rule, month))
      add_month(&set, days, rule->skip, year, month);
  return set;
}

/* BYDAY of a year; its numbers count in the year, or in each month listed. */
static struct day_set weekday_set(const struct day_set *like,
                                  const struct rrule *rule, int year) {
  struct day_set set = set_empty(like);
  add_weekdays(&set, rule->weekdays);
  if (!rule->ordinal)
    return set;
  if (rule->months == 0)
    add_nth(&set, rule, 1, set.length);
  for (int month = 1; month <= 12 && rule->months != 0; month++)
    if (month_listed(rule, month))
      add_nth(&set, rule, calendar_days(year, month, 1) - set.base,
              calendar_month_days(year, month));
  return set;
}

static struct rrule_numbers only_day(int day) {
  struct rrule_numbers numbers = {.plus = {UINT64_C(1) << day}};
  return numbers;
}

/* A year without any part for days: DTSTART's day in DTSTART's month or in
 * those listed. */
static struct day_set plain_year(const struct day_set *like,
                                 const struct cursor *cursor, int year) {
  struct rrule_numbers day = only_day(cursor->begin.day);
  if (cursor->rule->months != 0)
    return month_set(like, cursor->rule, year, &day);
  struct day_set set = set_empty(like);
  add_month(&set, &day, cursor->rule->skip, year, cursor->begin.month);
  return set;
}

/* BYMONTHDAY and BYMONTH of a year; without them every day of it, and those
 * at either side where SKIP may have moved one. */
static struct day_set year_days(const struct day_set *like,
                                const struct rrule *rule, int year) {
  static const struct rrule_numbers every = {.plus = {UINT32_MAX - 1}};
  if ((rule->has & RRULE_BYMONTHDAY) != 0)
    return month_set(like, rule, year, &rule->month_days);
  if (rule->months != 0) {
    struct rrule plain = {.months = rule->months};
    return month_set(like, &plain, year, &every);
  }
  struct day_set set = set_empty(like);
  int side = (rule->has & RRULE_BYYEARDAY) != 0 ? 1 : 0;
  for (int bit = 1 - side; bit <= set.length + side; bit++)
    set_add(&set, bit);
  return set;
}

static int begin_weekday(const struct cursor *cursor) {
  const struct local_time *begin = &cursor->begin;
  return calendar_weekday(calendar_days(begin->year, begin->month, begin->day));
}

/* RFC 5545's table, column YEARLY: each part cuts down the days of the year;
 * BYWEEKNO alone takes its weekday from DTSTART. */
static struct day_set year_set(const struct cursor *cursor, int year) {
  const struct rrule *rule = cursor->rule;
  struct day_set set = {.base = calendar_days(year, 1, 1) - 1,
                        .length = calendar_is_leap(year) ? 366 : 365};
  const unsigned parts =
      RRULE_BYYEARDAY | RRULE_BYMONTHDAY | RRULE_BYWEEKNO | RRULE_BYDAY;
  if ((rule->has & parts) == 0)
    return plain_year(&set, cursor, year);
  struct day_set other;
  set = year_days(&set, rule, year);
  if ((rule->has & RRULE_BYYEARDAY) != 0) {
    other = set_empty(&set);
    add_numbers(&other, &rule->year_days, rule->skip, 1, set.length, 366);
    set_keep(&set, &other);
  }
  if ((rule->has & RRULE_BYWEEKNO) != 0) {
    other = week_set(&set, rule, year);
    set_keep(&set, &other);
  }
  if ((rule->has & RRULE_BYDAY) != 0) {
    other = weekday_set(&set, rule, year);
    set_keep(&set, &other);
  } else if ((rule->has & parts) == RRULE_BYWEEKNO) {
    other = set_empty(&set);
    add_weekdays(&other, 1u << begin_weekday(cursor));
    set_keep(&set, &other);
  }
  return set;
}

static struct day_set month_days(const struct cursor *cursor, int year,
                                 int month) {
  const struct rrule *rule = cursor->rule;
  struct day_set set = {.base = calendar_days(year, month, 1) - 1,
                        .length = calendar_month_days(year, month)};
  if (!month_listed(rule, month))
    return set;
  bool by_day = (rule->has & RRULE_BYDAY) != 0;
  if ((rule->has & RRULE_BYMONTHDAY) != 0) {
    add_month(&set, &rule->month_days, rule->skip, year, month);
  } else if (!by_day) {
    struct rrule_numbers day = only_day(cursor->begin.day);
    add_month(&set, &day, rule->skip, year, month);
  } else {
    set.bits[0] = ((UINT64_C(1) << set.length) - 1) << 1;
  }
  if (by_day) {
    struct day_set other = set_empty(&set);
    add_weekdays(&other, rule->weekdays);
    if (rule->ordinal)
      add_nth(&other, rule, 1, set.length);
    set_keep(&set, &other);
  }
  return set;
}

/* A week starts at WKST; without BYDAY the weekday is DTSTART's. */
static void load_week(struct cursor *cursor) {
  const struct rrule *rule = cursor->rule;
  int64_t day = cursor->period * 7 - 3 + rule->week_start;
  unsigned mask = (rule->has & RRULE_BYDAY) != 0 ? rule->weekdays
                                                 : 1u << begin_weekday(cursor);
  cursor->base = day * 86400;
  cursor->day_count = 0;
  for (int i = 0; i < 7; i++) {
    if ((mask >> ((rule->week_start + i) % 7) & 1) == 0)
      continue;
    if (rule->months != 0) {
      int y, m, d;
      calendar_from_days(day + i, &y, &m, &d);
      if (!month_listed(rule, m))
        continue;
    }
    cursor->day[cursor->day_count++] = (uint16_t)i;
  }
}

static void load_set(struct cursor *cursor, const struct day_set *set) {
  cursor->base = set->base * 86400;
  cursor->day_count = 0;
  for (int i = 0; i < RRULE_WORDS; i++)
    for (uint64_t bits = set->bits[i]; bits != 0; bits &= bits - 1)
      cursor->day[cursor->day_count++] =
          (uint16_t)(i * 64 + __builtin_ctzll(bits));
}

void cursor_load_days(struct cursor *cursor) {
  if (cursor->rule->freq == RRULE_WEEKLY) {
    load_week(cursor);
    return;
  }
  struct day_set set;
  if (cursor->rule->freq == RRULE_YEARLY)
    set = year_set(cursor, (int)cursor->period);
  else
    set = month_days(cursor, (int)(cursor->period / 12),
                     (int)(cursor->period % 12) + 1);
  load_set(cursor, &set);
}

static int64_t next_month(const struct rrule *rule, int year, int month) {
  do {
    year += month == 12 ? 1 : 0;
    month = month == 12 ? 1 : month + 1;
  } while (!month_listed(rule, month));
  return calendar_days(year, month, 1);
}

bool cursor_day_fits(const struct rrule *rule, int64_t day, int64_t *next) {
  *next = day + 1;
  if ((rule->has & RRULE_BYDAY) != 0 &&
      (rule->weekdays >> calendar_weekday(day) & 1) == 0)
    return false;
  if ((rule->has & (RRULE_BYMONTH | RRULE_BYMONTHDAY | RRULE_BYYEARDAY)) == 0)
    return true;
  int year, month, date;
  calendar_from_days(day, &year, &month, &date);
  if (!month_listed(rule, month)) {
    *next = next_month(rule, year, month);
    return false;
  }
  const struct rrule_numbers *n = &rule->month_days;
  int length = calendar_month_days(year, month);
  if ((rule->has & RRULE_BYMONTHDAY) != 0 && !rrule_bit(n->plus, date) &&
      !rrule_bit(n->minus, length - date + 1))
    return false;
  n = &rule->year_days;
  length = calendar_is_leap(year) ? 366 : 365;
  date = (int)(day - calendar_days(year, 1, 1)) + 1;
  return (rule->has & RRULE_BYYEARDAY) == 0 || rrule_bit(n->plus, date) ||
         rrule_bit(n->minus, length - date + 1);
}
