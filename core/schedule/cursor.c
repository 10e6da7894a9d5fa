#include "schedule/cursor.h"

#include <string.h>

#define DAY 86400
#define LAST_SECOND INT64_C(253402300799) /* 9999-12-31T23:59:59 */
#define YEAR_COST 8                       /* a year's set beside a day's test */

static int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

/* Seconds of a period of a rule that repeats within the day. */
static int64_t unit(const struct cursor *cursor) {
  static const int units[] = {1, 60, 3600, DAY};
  return units[cursor->rule->freq];
}

static int64_t period_of(const struct cursor *cursor, int64_t at) {
  const struct rrule *rule = cursor->rule;
  int64_t day = floor_div(at, DAY);
  if (rule->freq <= RRULE_DAILY)
    return floor_div(at, unit(cursor));
  if (rule->freq == RRULE_WEEKLY)
    return floor_div(day + 3 - rule->week_start, 7);
  int y, m, d;
  calendar_from_days(day, &y, &m, &d);
  return rule->freq == RRULE_YEARLY ? y : (int64_t)y * 12 + m - 1;
}

/* The first period of the rule at or after `period`. */
static int64_t align(const struct cursor *cursor, int64_t period) {
  int64_t step = cursor->rule->interval;
  int64_t behind = period - cursor->first;
  if (behind <= 0)
    return cursor->first;
  return cursor->first + (behind + step - 1) / step * step;
}

static uint32_t list_bits(uint64_t mask, int fallback, uint8_t *out) {
  uint32_t count = 0;
  if (mask == 0)
    out[count++] = (uint8_t)fallback;
  for (; mask != 0; mask &= mask - 1)
    out[count++] = (uint8_t)__builtin_ctzll(mask);
  return count;
}

/* The times of day within a period; what the period itself fixes is 0. */
static void init_times(struct cursor *cursor, bool date_only) {
  const struct rrule *rule = cursor->rule;
  const struct local_time *begin = &cursor->begin;
  enum rrule_freq freq = rule->freq;
  cursor->hour_count = freq > RRULE_HOURLY && !date_only
                           ? list_bits(rule->hours, begin->hour, cursor->hour)
                           : list_bits(0, 0, cursor->hour);
  cursor->minute_count =
      freq > RRULE_MINUTELY && !date_only
          ? list_bits(rule->minutes, begin->minute, cursor->minute)
          : list_bits(0, 0, cursor->minute);
  cursor->second_count =
      freq > RRULE_SECONDLY && !date_only
          ? list_bits(rule->seconds, begin->second, cursor->second)
          : list_bits(0, 0, cursor->second);
}

static int64_t gcd(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* Steps within the day reach only times that equal DTSTART's modulo the
 * common divisor of step and day: when none of them passes BYHOUR, BYMINUTE
 * and BYSECOND, the rule never matches and a search would be for nothing. */
static bool reachable(const struct cursor *cursor) {
  const struct rrule *rule = cursor->rule;
  if (rule->freq >= RRULE_DAILY)
    return true;
  int64_t u = unit(cursor), in_day = DAY / u;
  int64_t step = gcd(rule->interval, in_day);
  int64_t at = cursor->first % in_day;
  at = (at < 0 ? at + in_day : at) % step;
  for (; at < in_day; at += step) {
    int64_t t = at * u;
    bool hour = rule->hours == 0 || (rule->hours >> (t / 3600) & 1) != 0;
    bool minute = rule->freq > RRULE_MINUTELY || rule->minutes == 0 ||
                  (rule->minutes >> (t / 60 % 60) & 1) != 0;
    bool second = rule->freq > RRULE_SECONDLY || rule->seconds == 0 ||
                  (rule->seconds >> (t % 60) & 1) != 0;
    if (hour && minute && second)
      return true;
  }
  return false;
}

/* A period of a day or less has as many times as its lists say: when BYSETPOS
 * wants only later ones, the rule never matches. */
static bool positioned(const struct cursor *cursor) {
  const struct rrule *rule = cursor->rule;
  uint32_t times =
      cursor->hour_count * cursor->minute_count * cursor->second_count;
  if ((rule->has & RRULE_BYSETPOS) == 0 || rule->freq > RRULE_DAILY)
    return true;
  for (uint32_t n = 1; n <= times && n <= 366; n++)
    if (rrule_bit(rule->positions.plus, (int)n) ||
        rrule_bit(rule->positions.minus, (int)n))
      return true;
  return false;
}

void cursor_init(struct cursor *cursor, const struct rrule *rule,
                 const struct local_time *begin, bool date_only,
                 int64_t until) {
  memset(cursor, 0, sizeof *cursor);
  cursor->rule = rule;
  cursor->begin = *begin;
  cursor->start = calendar_seconds(begin);
  cursor->until = until < LAST_SECOND ? until : LAST_SECOND;
  cursor->first = period_of(cursor, cursor->start);
  cursor->period = cursor->first;
  cursor->final = period_of(cursor, cursor->until);
  /* SKIP=BACKWARD may move a day into the period before its own. */
  if (rule->skip != RRULE_OMIT && rule->freq >= RRULE_MONTHLY)
    cursor->final++;
  cursor->floor = cursor->start - 1;
  cursor->after = cursor->start - 1;
  cursor->good_day = INT64_MIN;
  cursor->day_count = 1;
  init_times(cursor, date_only);
  if (cursor->until < cursor->start || !reachable(cursor) ||
      !positioned(cursor))
    cursor->final = cursor->first - 1;
}

static bool has_count(const struct cursor *cursor) {
  return (cursor->rule->has & RRULE_COUNT) != 0;
}

void cursor_seek(struct cursor *cursor, int64_t after, int64_t count) {
  if (after < cursor->start)
    return;
  cursor->after = after;
  if (has_count(cursor) && count < 0)
    return;
  if (count > 0)
    cursor->count = count;
  cursor->floor = after;
  cursor->loaded = false;
  int64_t period = period_of(cursor, after);
  if (cursor->rule->skip != RRULE_OMIT)
    period--; /* which may have moved a day into this one */
  /* Round down to the rule's own periods. */
  cursor->period = align(cursor, period - cursor->rule->interval + 1);
}

static int64_t period_start(const struct cursor *cursor, int64_t period) {
  const struct rrule *rule = cursor->rule;
  if (rule->freq <= RRULE_DAILY)
    return period * unit(cursor);
  if (rule->freq == RRULE_WEEKLY)
    return (period * 7 - 3 + rule->week_start) * DAY;
  if (rule->freq == RRULE_YEARLY)
    return calendar_days((int)period, 1, 1) * DAY;
  return calendar_days((int)(period / 12), (int)(period % 12) + 1, 1) * DAY;
}

int64_t cursor_passed(const struct cursor *cursor) {
  if (cursor->loaded)
    return cursor->floor;
  /* SKIP=BACKWARD may move a day into the period before its own. */
  int64_t period =
      cursor->rule->skip == RRULE_OMIT ? cursor->period : cursor->period - 1;
  int64_t before = period_start(cursor, period) - 1;
  return before > cursor->floor ? before : cursor->floor;
}

static int64_t value_at(const struct cursor *cursor, uint32_t index) {
  uint32_t second = index % cursor->second_count;
  index /= cursor->second_count;
  uint32_t minute = index % cursor->minute_count;
  index /= cursor->minute_count;
  uint32_t hour = index % cursor->hour_count;
  index /= cursor->hour_count;
  return cursor->base + cursor->day[index] * (int64_t)DAY +
         cursor->hour[hour] * 3600 + cursor->minute[minute] * 60 +
         cursor->second[second];
}

/* The first index whose time is later than `at`. */
static uint32_t index_after(const struct cursor *cursor, int64_t at) {
  uint32_t low = 0, high = cursor->total;
  if (high == 0 || value_at(cursor, 0) > at)
    return 0;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (value_at(cursor, mid) > at)
      high = mid;
    else
      low = mid + 1;
  }
  return low;
}

/* The first index from `from` on that BYSETPOS selects, or `total`. */
static uint32_t position_from(const struct cursor *cursor, uint32_t from) {
  const struct rrule_numbers *positions = &cursor->rule->positions;
  uint32_t best = cursor->total, left = cursor->total - from;
  for (uint32_t n = from + 1; n <= 366 && n <= cursor->total; n++) {
    if (rrule_bit(positions->plus, (int)n)) {
      best = n - 1;
      break;
    }
  }
  for (uint32_t n = left < 366 ? left : 366; n > 0; n--)
    if (rrule_bit(positions->minus, (int)n))
      return cursor->total - n < best ? cursor->total - n : best;
  return best;
}

/* The next set bit of `mask` after `bit`, or -1. */
static int next_bit(uint64_t mask, int bit) {
  uint64_t rest = bit >= 63 ? 0 : mask >> (bit + 1) << (bit + 1);
  return rest == 0 ? -1 : __builtin_ctzll(rest);
}

static int64_t day_end(int64_t at) {
  return (floor_div(at, DAY) + 1) * DAY;
}

/* Where to look next when BYHOUR, BYMINUTE or BYSECOND forbids `at`, or `at`
 * itself. Only the parts that are not expanded limit. */
static int64_t time_limit(const struct rrule *rule, int64_t at) {
  int64_t hour_start = floor_div(at, 3600) * 3600;
  int in_day = (int)(at - floor_div(at, DAY) * DAY);
  int hour = in_day / 3600, minute = in_day / 60 % 60, second = in_day % 60;
  if (rule->hours != 0 && (rule->hours >> hour & 1) == 0) {
    int next = next_bit(rule->hours, hour);
    return next < 0 ? day_end(at) : hour_start + (next - hour) * 3600;
  }
  if (rule->freq <= RRULE_MINUTELY && rule->minutes != 0 &&
      (rule->minutes >> minute & 1) == 0) {
    int next = next_bit(rule->minutes, minute);
    return hour_start + (next < 0 ? 3600 : next * 60);
  }
  if (rule->freq == RRULE_SECONDLY && rule->seconds != 0 &&
      (rule->seconds >> second & 1) == 0) {
    int next = next_bit(rule->seconds, second);
    return at - second + (next < 0 ? 60 : next);
  }
  return at;
}

/* Moves to a day, hour, minute or second that passes all filters. */
static enum cursor_result find_period(struct cursor *cursor, int *budget) {
  const struct rrule *rule = cursor->rule;
  int64_t u = unit(cursor);
  for (; cursor->period <= cursor->final; (*budget)--) {
    if (*budget <= 0)
      return CURSOR_AGAIN;
    int64_t at = cursor->period * u, day = floor_div(at, DAY), next;
    if (day != cursor->good_day && !cursor_day_fits(rule, day, &next)) {
      cursor->period = align(cursor, next * DAY / u);
      continue;
    }
    cursor->good_day = day;
    next = rule->freq == RRULE_DAILY ? at : time_limit(rule, at);
    if (next == at) {
      cursor->base = at;
      return CURSOR_FOUND;
    }
    cursor->period = align(cursor, floor_div(next + u - 1, u));
  }
  return CURSOR_END;
}

/* Counts a whole period that lies before the times asked for. */
static bool count_whole(struct cursor *cursor) {
  const struct rrule *rule = cursor->rule;
  if (!has_count(cursor) || (rule->has & RRULE_BYSETPOS) != 0 ||
      rule->skip != RRULE_OMIT || cursor->index != 0 || cursor->total == 0 ||
      value_at(cursor, cursor->total - 1) > cursor->after)
    return false;
  cursor->count += cursor->total;
  return true;
}

static enum cursor_result load(struct cursor *cursor, int *budget) {
  enum rrule_freq freq = cursor->rule->freq;
  if (freq <= RRULE_DAILY) {
    enum cursor_result found = find_period(cursor, budget);
    if (found != CURSOR_FOUND)
      return found;
  } else {
    if (cursor->period > cursor->final)
      return CURSOR_END;
    if (*budget <= 0)
      return CURSOR_AGAIN;
    cursor_load_days(cursor);
    *budget -= freq == RRULE_YEARLY ? YEAR_COST : 1;
  }
  cursor->total = cursor->day_count * cursor->hour_count *
                  cursor->minute_count * cursor->second_count;
  cursor->index = index_after(cursor, cursor->floor);
  cursor->loaded = true;
  if (count_whole(cursor))
    cursor->index = cursor->total;
  return CURSOR_FOUND;
}

/* Takes the next time of the loaded period into *value. */
static bool take(struct cursor *cursor, int64_t *value) {
  uint32_t index = cursor->index;
  if (index < cursor->total && (cursor->rule->has & RRULE_BYSETPOS) != 0)
    index = position_from(cursor, index);
  if (index >= cursor->total)
    return false;
  *value = value_at(cursor, index);
  cursor->index = index + 1;
  cursor->floor = *value;
  return true;
}

enum cursor_result cursor_next(struct cursor *cursor, int *budget,
                               int64_t *value) {
  for (;;) {
    if (has_count(cursor) && cursor->count >= cursor->rule->count)
      return CURSOR_END;
    if (!cursor->loaded) {
      enum cursor_result loaded = load(cursor, budget);
      if (loaded != CURSOR_FOUND)
        return loaded;
      continue; /* the period may have used up the count */
    }
    if (!take(cursor, value)) {
      cursor->loaded = false;
      cursor->period += cursor->rule->interval;
      continue;
    }
    if (*value > cursor->until)
      return CURSOR_END;
    cursor->count++;
    (*budget)--;
    if (*value > cursor->after)
      return CURSOR_FOUND;
    if (*budget <= 0)
      return CURSOR_AGAIN;
  }
}
