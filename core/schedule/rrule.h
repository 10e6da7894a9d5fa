/* One recurrence rule of RFC 5545 3.3.10, with RSCALE=GREGORIAN and SKIP of
 * RFC 7529: read, checked and written. What the RFC forbids is refused; the
 * choices are in docs/decisions/recurrence.md. */
#ifndef SONGHE_SCHEDULE_RRULE_H
#define SONGHE_SCHEDULE_RRULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

#define RRULE_TEXT_MAX 4096 /* bytes of a rule's text */
#define RRULE_INTERVAL_MAX INT32_MAX
#define RRULE_COUNT_MAX INT32_MAX
#define RRULE_WORDS 6 /* 64-bit words of a set of 0..383 */

enum rrule_freq {
  RRULE_SECONDLY,
  RRULE_MINUTELY,
  RRULE_HOURLY,
  RRULE_DAILY,
  RRULE_WEEKLY,
  RRULE_MONTHLY,
  RRULE_YEARLY
};

/* Where a day that its month or year lacks goes (RFC 7529 4.1). */
enum rrule_skip { RRULE_OMIT, RRULE_BACKWARD, RRULE_FORWARD };

enum rrule_until {
  RRULE_FOREVER,
  RRULE_UNTIL_DATE,  /* to the end of that day, local */
  RRULE_UNTIL_LOCAL, /* a wall time in the recurrence's zone */
  RRULE_UNTIL_UTC    /* an instant */
};

/* Parts of a rule, as bits of rrule.has. */
enum rrule_part {
  RRULE_FREQ = 1 << 0,
  RRULE_UNTIL = 1 << 1,
  RRULE_COUNT = 1 << 2,
  RRULE_INTERVAL = 1 << 3,
  RRULE_BYSECOND = 1 << 4,
  RRULE_BYMINUTE = 1 << 5,
  RRULE_BYHOUR = 1 << 6,
  RRULE_BYDAY = 1 << 7,
  RRULE_BYMONTHDAY = 1 << 8,
  RRULE_BYYEARDAY = 1 << 9,
  RRULE_BYWEEKNO = 1 << 10,
  RRULE_BYMONTH = 1 << 11,
  RRULE_BYSETPOS = 1 << 12,
  RRULE_WKST = 1 << 13,
  RRULE_RSCALE = 1 << 14,
  RRULE_SKIP = 1 << 15
};

/* Numbers 0..383; `minus` holds those written with a minus, by magnitude. */
struct rrule_numbers {
  uint64_t plus[RRULE_WORDS];
  uint64_t minus[RRULE_WORDS];
};

/* A checked rule: plain data, may be copied. Lists are sets. */
struct rrule {
  unsigned has; /* enum rrule_part of what was written */
  enum rrule_freq freq;
  enum rrule_skip skip;
  enum rrule_until until_kind;
  int64_t until;     /* last second, as if local were UTC, or UTC; inclusive */
  int64_t count;     /* 0..RRULE_COUNT_MAX, when RRULE_COUNT was written */
  int64_t interval;  /* 1..RRULE_INTERVAL_MAX */
  int week_start;    /* 0 Monday .. 6 Sunday */
  uint64_t seconds;  /* bit n: second n, 0..59 (60 is taken as 59) */
  uint64_t minutes;  /* bit n: minute n */
  uint32_t hours;    /* bit n: hour n */
  uint32_t months;   /* bit n: month n, 1..12 */
  unsigned weekdays; /* bit n: every weekday n, 0 Monday */
  bool ordinal;      /* some BYDAY has a number */
  /* Bit n of [weekday]: the nth of it, from the start or from the end. */
  uint64_t nth[7];
  uint64_t nth_last[7];
  struct rrule_numbers month_days;   /* 1..31 */
  struct rrule_numbers year_days;    /* 1..366 */
  struct rrule_numbers week_numbers; /* 1..53 */
  struct rrule_numbers positions;    /* 1..366 */
};

/* Reads "FREQ=DAILY;COUNT=3", in any case, with at most one ; too many at the
 * end. All faults are reported at once, each with the part as its field.
 * Returns 0 or ERROR_INPUT. */
int rrule_parse(const char *text, size_t len, struct rrule *rule,
                struct error *err);

/* Appends the rule with parts in the RFC's order and sorted lists. */
void rrule_format(const struct rrule *rule, struct buf *buf);

/* For this folder: what the RFC forbids between parts, as faults. */
void rrule_check(const struct rrule *rule, struct error *err);

/* The names, by enum rrule_freq and by weekday. */
extern const char *const rrule_freq_names[7];
extern const char *const rrule_weekday_names[7];
extern const char *const rrule_skip_names[3];

/* True when bit `n` (0..383) is set. */
static inline bool rrule_bit(const uint64_t words[RRULE_WORDS], int n) {
  return (words[n / 64] >> (n % 64) & 1) != 0;
}

#endif
