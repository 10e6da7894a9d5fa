/* Walks what is not yet made into occurrences. Shared by duty_ahead.c and
 * duty_days.c. */
#ifndef SONGHE_SCHEDULE_DUTY_AHEAD_H
#define SONGHE_SCHEDULE_DUTY_AHEAD_H

#include "schedule/duty_inside.h"

/* One occurrence, or `count` of a day where the walk goes by days (then
 * without slot and due). */
struct ahead_found {
  const struct duty_plan *plan;
  int64_t slot;
  int64_t due;   /* ms UTC */
  int64_t day;   /* local, days since 1970 */
  int64_t count; /* 1 or more */
  bool held;
};

struct ahead {
  struct storage_conn *conn;
  const struct zone *zone; /* of the home */
  int64_t from, to;        /* [from, to), ms UTC */
  bool by_day;             /* days that are alike may be told at once */
  int (*take)(void *context, const struct ahead_found *found,
              struct error *err);
  void *context;
};

/* Filters: {kind?, subject?}. */
int ahead_walk_all(const struct ahead *ahead, const json_t *filter,
                   struct error *err);

#endif
