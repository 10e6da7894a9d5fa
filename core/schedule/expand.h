/* Walks a recurrence, forward, with bounded work per call. */
#ifndef SONGHE_SCHEDULE_EXPAND_H
#define SONGHE_SCHEDULE_EXPAND_H

#include "schedule/recurrence.h"

/* Steps (a day or a period looked at) that one call of expand_next makes at
 * most; some milliseconds. */
#define EXPAND_BUDGET 20000

enum expand_result {
  EXPAND_END = 0,   /* nothing more, ever */
  EXPAND_FOUND = 1, /* the occurrence is filled in */
  EXPAND_AGAIN = 2  /* the budget is used up: call again to go on */
};

/* One time at which something is due. */
struct occurrence {
  struct local_time wall; /* as planned; in a gap the clock skips it */
  int64_t instant;        /* ms UTC; in a gap the first instant after it */
  enum zone_fit fit;      /* ZONE_GAP: moved; ZONE_TWICE: ambiguous wall */
  int offset;             /* s east of UTC at `instant` */
};

/* Where a walk stands: plain data that may be stored. Only for the recurrence
 * that it was taken from. */
struct expand_mark {
  int64_t wall;    /* done up to here (s): the last occurrence, or later when
                      it is known that none follows so soon; or INT64_MIN */
  int64_t instant; /* of the last occurrence (ms), or INT64_MIN */
  int64_t counts[2 * RECURRENCE_RULES_MAX]; /* rules, then exrules */
};

struct expand_source; /* one rule that is walked */

/* Caller's memory; one thread. The recurrence must stay and not change. */
struct expand {
  const struct recurrence *recurrence;
  const struct zone *zone;
  struct expand_source *sources; /* the rules, then the exrules */
  size_t rule_count, source_count;
  size_t rdate;     /* next of the rdates */
  bool alone;       /* DTSTART itself is still to come */
  int64_t step;     /* INTERVAL: number of the next occurrence */
  int64_t origin;   /* INTERVAL: instant of the first */
  int64_t after;    /* walls up to here are not given out */
  int64_t wall;     /* last given out or passed */
  int64_t instant;  /* the same */
  int64_t from, to; /* walls (s) that surely have `offset`, once */
  int offset;
};

/* Returns 0, or ERROR_INPUT without a start, or ERROR_MEMORY. */
int expand_init(struct expand *it, const struct recurrence *recurrence,
                struct error *err);
void expand_fini(struct expand *it);

enum expand_result expand_next(struct expand *it, struct occurrence *out);

/* Directly after expand_init: go on strictly after a wall time, or after an
 * instant. Without COUNT the cost does not grow with the time since the
 * start. INTERVAL takes the wall time's first pass. */
void expand_seek(struct expand *it, const struct local_time *after);
void expand_seek_instant(struct expand *it, int64_t after);

/* The instant (ms) up to which the rules have nothing more to give, however
 * long nothing is found. Not for INTERVAL. */
int64_t expand_passed(const struct expand *it);

/* Saves where the walk stands, after expand_next found something or used up
 * its budget; and goes on from there with a fresh expand_init, however long ago
 * the start was. */
void expand_save(const struct expand *it, struct expand_mark *mark);
void expand_restore(struct expand *it, const struct expand_mark *mark);

#endif
