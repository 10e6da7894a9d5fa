/* Walks one rule in local time, forward only. For this folder: expand.h is
 * the door. Local times are seconds since 1970-01-01T00:00:00 as if UTC. */
#ifndef SONGHE_SCHEDULE_CURSOR_H
#define SONGHE_SCHEDULE_CURSOR_H

#include "base/calendar.h"
#include "schedule/rrule.h"

#define CURSOR_DAYS_MAX 368 /* a leap year and a day either side, for SKIP */

enum cursor_result { CURSOR_END, CURSOR_FOUND, CURSOR_AGAIN };

/* The set of times of one period is days x hours x minutes x seconds; it is
 * never written out, only indexed. */
struct cursor {
  const struct rrule *rule; /* borrowed */
  int64_t start;            /* DTSTART */
  struct local_time begin;  /* the same */
  int64_t until;            /* last time that may be found, inclusive */
  int64_t first;            /* the period of DTSTART */
  int64_t final;            /* the last period that matters */
  int64_t period;           /* the one looked at */
  int64_t floor;            /* times up to here are neither found nor counted */
  int64_t after;            /* times up to here are counted only */
  int64_t count;            /* counted so far, for COUNT */
  int64_t good_day;         /* a day that is known to pass the day filters */
  bool loaded;              /* the fields below describe `period` */
  int64_t base;             /* start of the period's first day (or hour, ...) */
  uint32_t index, total;    /* next and number of times in the period */
  uint32_t day_count, hour_count, minute_count, second_count;
  uint16_t day[CURSOR_DAYS_MAX]; /* from `base`, ascending */
  uint8_t hour[24], minute[60], second[60];
};

/* `until` bounds the walk besides the rule's own end; `date_only`: the time
 * parts are passed over, as RFC 5545 wants for a DATE. */
void cursor_init(struct cursor *cursor, const struct rrule *rule,
                 const struct local_time *begin, bool date_only, int64_t until);

/* The next time goes to *value. *budget falls by the work done; CURSOR_AGAIN
 * when it is used up. */
enum cursor_result cursor_next(struct cursor *cursor, int *budget,
                               int64_t *value);

/* Goes on strictly after `after`. Without COUNT this costs the same from any
 * date; with it, `count` (as it was there) saves the walk from DTSTART, and
 * -1 says it is not known. */
void cursor_seek(struct cursor *cursor, int64_t after, int64_t count);

/* Local times up to here are done with: nothing more is found there. */
int64_t cursor_passed(const struct cursor *cursor);

/* Fills day[] and base for a period of a YEARLY, MONTHLY, WEEKLY rule. */
void cursor_load_days(struct cursor *cursor);

/* Whether a day passes BYMONTH, BYYEARDAY, BYMONTHDAY and BYDAY; when not,
 * *next is the next day that might. */
bool cursor_day_fits(const struct rrule *rule, int64_t day, int64_t *next);

#endif
