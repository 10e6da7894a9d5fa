#include "base/calendar.h"
#include "schedule/rrule.h"

static void put_item(struct buf *buf, const char *name, bool *first, int n) {
  if (*first)
    buf_printf(buf, ";%s=%d", name, n);
  else
    buf_printf(buf, ",%d", n);
  *first = false;
}

static void put_mask(struct buf *buf, const char *name, uint64_t mask) {
  bool first = true;
  for (int n = 0; n < 64; n++)
    if ((mask >> n & 1) != 0)
      put_item(buf, name, &first, n);
}

/* Positive numbers first, then negative ones from -1 down. */
static void put_numbers(struct buf *buf, const char *name,
                        const struct rrule_numbers *numbers) {
  bool first = true;
  for (int n = 0; n < RRULE_WORDS * 64; n++)
    if (rrule_bit(numbers->plus, n))
      put_item(buf, name, &first, n);
  for (int n = 0; n < RRULE_WORDS * 64; n++)
    if (rrule_bit(numbers->minus, n))
      put_item(buf, name, &first, -n);
}

static void put_day(struct buf *buf, bool *first, int n, int day) {
  buf_text(buf, *first ? ";BYDAY=" : ",");
  *first = false;
  if (n != 0)
    buf_printf(buf, "%d", n);
  buf_text(buf, rrule_weekday_names[day]);
}

static void put_days(struct buf *buf, const struct rrule *rule) {
  bool first = true;
  for (int day = 0; day < 7; day++)
    if ((rule->weekdays >> day & 1) != 0)
      put_day(buf, &first, 0, day);
  for (int n = 1; n <= 53; n++)
    for (int day = 0; day < 7; day++)
      if ((rule->nth[day] >> n & 1) != 0)
        put_day(buf, &first, n, day);
  for (int n = 1; n <= 53; n++)
    for (int day = 0; day < 7; day++)
      if ((rule->nth_last[day] >> n & 1) != 0)
        put_day(buf, &first, -n, day);
}

static void put_until(struct buf *buf, const struct rrule *rule) {
  struct local_time t;
  calendar_from_seconds(rule->until, &t);
  buf_printf(buf, ";UNTIL=%04d%02d%02d", t.year, t.month, t.day);
  if (rule->until_kind != RRULE_UNTIL_DATE)
    buf_printf(buf, "T%02d%02d%02d", t.hour, t.minute, t.second);
  if (rule->until_kind == RRULE_UNTIL_UTC)
    buf_byte(buf, 'Z');
}

void rrule_format(const struct rrule *rule, struct buf *buf) {
  if ((rule->has & RRULE_RSCALE) != 0)
    buf_text(buf, "RSCALE=GREGORIAN;");
  buf_printf(buf, "FREQ=%s", rrule_freq_names[rule->freq]);
  if (rule->until_kind != RRULE_FOREVER)
    put_until(buf, rule);
  if ((rule->has & RRULE_COUNT) != 0)
    buf_printf(buf, ";COUNT=%lld", (long long)rule->count);
  if (rule->interval != 1)
    buf_printf(buf, ";INTERVAL=%lld", (long long)rule->interval);
  put_mask(buf, "BYSECOND", rule->seconds);
  put_mask(buf, "BYMINUTE", rule->minutes);
  put_mask(buf, "BYHOUR", rule->hours);
  put_days(buf, rule);
  put_numbers(buf, "BYMONTHDAY", &rule->month_days);
  put_numbers(buf, "BYYEARDAY", &rule->year_days);
  put_numbers(buf, "BYWEEKNO", &rule->week_numbers);
  put_mask(buf, "BYMONTH", rule->months);
  put_numbers(buf, "BYSETPOS", &rule->positions);
  if (rule->week_start != 0)
    buf_printf(buf, ";WKST=%s", rrule_weekday_names[rule->week_start]);
  if (rule->skip != RRULE_OMIT)
    buf_printf(buf, ";SKIP=%s", rrule_skip_names[rule->skip]);
}
