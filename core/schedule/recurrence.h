/* When something is due: once, at a fixed spacing, or by the rules and dates
 * of RFC 5545 (DTSTART, RRULE, RDATE, EXRULE, EXDATE). Wall times belong to a
 * zone. See docs/decisions/recurrence.md. */
#ifndef SONGHE_SCHEDULE_RECURRENCE_H
#define SONGHE_SCHEDULE_RECURRENCE_H

#include "base/calendar.h"
#include "base/zone.h"
#include "schedule/rrule.h"

#define RECURRENCE_RULES_MAX 8    /* of each sort */
#define RECURRENCE_DATES_MAX 4096 /* of each sort */

enum recurrence_kind {
  RECURRENCE_ONCE,     /* at `start` */
  RECURRENCE_INTERVAL, /* `start`, then every `every` ms that really pass */
  RECURRENCE_RULE      /* wall times by rules and dates */
};

/* Local seconds (as if UTC) in any order, without repeats or with. */
struct recurrence_dates {
  int64_t *at;
  size_t count;
  size_t cap;
};

/* Rules of one sort. */
struct recurrence_rules {
  struct rrule *at;
  size_t count;
};

/* Caller's memory; one thread at a time while it changes, any number while
 * it does not. */
struct recurrence {
  enum recurrence_kind kind;
  struct local_time start; /* DTSTART */
  bool date_only;          /* DTSTART is a date; times are midnight */
  bool started;            /* DTSTART was set */
  const struct zone *zone; /* NULL: floating, taken as UTC */
  struct recurrence_rules rules, exrules;
  struct recurrence_dates rdates, exdates;
  struct recurrence_dates exdays; /* midnights of days left out whole */
  int64_t every;                  /* ms, 1 or more; INTERVAL only */
  int64_t until;                  /* ms UTC, inclusive; INTERVAL only */
  int64_t count;                  /* -1: no end; INTERVAL only */
};

/* A RECURRENCE_RULE without start, rules and dates. */
void recurrence_init(struct recurrence *recurrence);
void recurrence_fini(struct recurrence *recurrence);

/* Set the zone before dates, which may be given in UTC ("...Z") and are kept
 * as wall times. Return 0 or an error_code. */
int recurrence_set_zone(struct recurrence *recurrence, const char *name,
                        struct error *err);

/* "2026-11-23T08:00", "20261123T080000", "2026-11-23", "20261123"; with a Z at
 * the end it is UTC, and becomes the zone when none is set. */
int recurrence_set_start(struct recurrence *recurrence, const char *text,
                         size_t len, struct error *err);

/* Adds a rule, or with `exclude` one whose times are left out. */
int recurrence_add_rule(struct recurrence *recurrence, const char *text,
                        size_t len, bool exclude, struct error *err);

/* Adds a time, or with `exclude` leaves it out; a date leaves the whole day
 * out. `rdates` need no order. */
int recurrence_add_date(struct recurrence *recurrence, const char *text,
                        size_t len, bool exclude, struct error *err);

/* A wall time in seconds from one of the forms above. *date: it was a date.
 * Returns 0 or ERROR_INPUT. */
int recurrence_read_time(const struct recurrence *recurrence, const char *text,
                         size_t len, int64_t *wall, bool *date);

/* The iCalendar lines DTSTART, RRULE, EXRULE, RDATE, EXDATE, with TZID, in
 * any case, separated by any space; a lone rule may stand without its name.
 * `unfold` joins folded lines first (RFC 5545 3.1). */
int recurrence_read(struct recurrence *recurrence, const char *text, size_t len,
                    bool unfold, struct error *err);

#endif
