/* What the schedules will ask for beyond the occurrences that exist: walked
 * from where the making of occurrences stands, so that nothing is counted twice
 * and nothing falls between. */
#include <string.h>

#include "base/json.h"
#include "schedule/duty_ahead.h"

#define AHEAD_DAY 86400 /* s */

/* Every day has the same times: they need not be walked day by day. */
static bool ahead_daily(const struct recurrence *recurrence) {
  const unsigned plain =
      RRULE_FREQ | RRULE_BYHOUR | RRULE_BYMINUTE | RRULE_BYSECOND;

  if (recurrence->kind != RECURRENCE_RULE || recurrence->rules.count == 0 ||
      recurrence->exrules.count != 0 || recurrence->rdates.count != 0 ||
      recurrence->exdates.count != 0 || recurrence->exdays.count != 0)
    return false;
  for (size_t i = 0; i < recurrence->rules.count; i++) {
    const struct rrule *rule = &recurrence->rules.at[i];
    bool each_day = (rule->has & ~(plain | RRULE_INTERVAL)) == 0 &&
                    rule->interval == 1 && rule->freq == RRULE_DAILY;
    if (!each_day)
      return false;
  }
  return true;
}

/* One plan's walk. */
struct ahead_walk {
  const struct ahead *ahead;
  const struct duty_plan *plan;
  struct expand at;
  int64_t from, to; /* of the span that the plan has a part in, ms */
  bool daily;       /* may be counted by whole days */
  bool holds;       /* some hold may cover it */
  int64_t day;      /* that is being counted, -1: none yet */
  int64_t count;    /* of that day so far */
  bool whole;       /* it is counted from its beginning */
};

static int ahead_take(struct ahead_walk *walk, const struct occurrence *found,
                      struct error *err) {
  struct duty_book book = {.conn = walk->ahead->conn,
                           .zone = walk->ahead->zone};
  struct ahead_found taken = {.plan = walk->plan, .due = found->instant};
  int held = 0;

  if (walk->holds)
    held = duty_held(&book, walk->plan->series, found->instant, err);
  if (held < 0)
    return held;
  taken.held = held > 0;
  taken.slot = duty_slot_of(&book, walk->plan, found);
  taken.day = zone_day(walk->ahead->zone, found->instant);
  taken.count = 1;
  return walk->ahead->take(walk->ahead->context, &taken, err);
}

/* A whole day has been counted: the days up to the last one are like it, and
 * the walk goes on at that one. */
static int ahead_leap(struct ahead_walk *walk, struct error *err) {
  int64_t last = zone_day(walk->ahead->zone, walk->to - 1);
  struct ahead_found taken = {.plan = walk->plan, .count = walk->count};

  for (taken.day = walk->day + 1; taken.day < last; taken.day++) {
    int rc = walk->ahead->take(walk->ahead->context, &taken, err);
    if (rc != 0)
      return rc;
  }
  expand_fini(&walk->at);
  return 0;
}

/* 1 when the walk leapt: it goes on at walk->from. */
static int ahead_next_day(struct ahead_walk *walk, int64_t day,
                          struct error *err) {
  int64_t last = zone_day(walk->ahead->zone, walk->to - 1);

  if (walk->whole && day < last) {
    int rc = ahead_leap(walk, err);
    walk->from = zone_midnight(walk->ahead->zone, last);
    walk->daily = false;
    return rc != 0 ? rc : 1;
  }
  walk->whole = walk->day >= 0;
  walk->day = day;
  walk->count = 0;
  return 0;
}

/* 1: go on at walk->from with a fresh expander. */
static int ahead_walk_on(struct ahead_walk *walk, struct error *err) {
  struct occurrence found;
  enum expand_result result;

  while ((result = expand_next(&walk->at, &found)) != EXPAND_END) {
    int rc = 0;
    if (result == EXPAND_AGAIN && expand_passed(&walk->at) < walk->to)
      continue;
    if (result == EXPAND_AGAIN || found.instant >= walk->to)
      break;
    if (found.instant < walk->from)
      continue;
    if (walk->daily) {
      int64_t day = zone_day(walk->ahead->zone, found.instant);
      if (day != walk->day)
        rc = ahead_next_day(walk, day, err);
      walk->count++;
    }
    if (rc == 0)
      rc = ahead_take(walk, &found, err);
    if (rc != 0)
      return rc;
  }
  expand_fini(&walk->at);
  return 0;
}

static int ahead_plan(const struct ahead *ahead, const struct duty_plan *plan,
                      const struct expand_mark *mark, bool holds,
                      struct error *err) {
  struct duty_book book = {.conn = ahead->conn, .zone = ahead->zone};
  struct ahead_walk walk = {
      .ahead = ahead, .plan = plan, .day = -1, .holds = holds};
  struct recurrence recurrence;
  int rc = duty_spec_recurrence(&book, plan->spec, &recurrence, err);

  if (rc != 0)
    return rc;
  walk.from = plan->starts > ahead->from ? plan->starts : ahead->from;
  if (mark != NULL && mark->instant >= walk.from)
    walk.from = mark->instant + 1;
  walk.to = plan->ends < ahead->to ? plan->ends : ahead->to;
  walk.daily = ahead->by_day && !holds && ahead_daily(&recurrence);
  do {
    rc = expand_init(&walk.at, &recurrence, err);
    if (rc != 0)
      break;
    if (mark != NULL)
      expand_restore(&walk.at, mark);
    if (mark == NULL || walk.from > mark->instant + 1)
      expand_seek_instant(&walk.at, walk.from - 1);
    rc = walk.from < walk.to ? ahead_walk_on(&walk, err) : 0;
    if (walk.from >= walk.to)
      expand_fini(&walk.at);
  } while (rc > 0);
  recurrence_fini(&recurrence);
  return rc;
}

static int ahead_row(const struct ahead *ahead, struct statement *st,
                     struct error *err) {
  struct duty_book book = {.conn = ahead->conn, .zone = ahead->zone};
  struct expand_mark mark;
  struct duty_plan plan;
  size_t len = 0;
  const void *kept = statement_get_blob(st, 9, &len);
  bool marked = kept != NULL && len == sizeof mark;
  int rc;

  if (marked)
    memcpy(&mark, kept, sizeof mark);
  rc = duty_plan_read(&book, st, &plan, err);
  if (rc != 0)
    return rc;
  rc = ahead_plan(ahead, &plan, marked ? &mark : NULL,
                  statement_get_int(st, 10) != 0, err);
  duty_plan_fini(&plan);
  return rc;
}

int ahead_walk_all(const struct ahead *ahead, const json_t *filter,
                   struct error *err) {
  struct statement *st;
  int rc = statement_get(
      ahead->conn,
      "select" DUTY_PLAN_COLUMNS ", c.mark, exists (select 1 from core_hold h"
      "  where h.schedule = coalesce(s.series, s.id)"
      "  and (h.ends is null or h.ends > ?1))"
      " from duty_cursor c join core_schedule s on s.id = c.schedule"
      " where c.next is not null and s.starts < ?2 + ?5"
      " and (s.ends is null or s.ends > ?1 - ?5)"
      " and (?3 is null or s.kind = ?3) and (?4 is null or s.subject = ?4)",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, ahead->from);
  statement_int(st, 2, ahead->to);
  duty_bind_text(st, 3, filter, "kind");
  duty_bind_text(st, 4, filter, "subject");
  statement_int(st, 5, DUTY_ZONES_APART);
  while ((rc = statement_step(st, err)) > 0) {
    rc = ahead_row(ahead, st, err);
    if (rc != 0)
      break;
  }
  statement_reset(st);
  return rc;
}

/* --- as rows ---------------------------------------------------------------
 */

struct ahead_list {
  json_t *rows;
  size_t limit;
};

static int ahead_list_take(void *context, const struct ahead_found *found,
                           struct error *err) {
  struct ahead_list *list = context;
  const struct duty_plan *plan = found->plan;
  json_t *row;

  (void)err;
  if (json_array_size(list->rows) > list->limit)
    return 0;
  row = duty_describe(plan, found->slot, found->due);
  json_object_set_new(row, "version", json_integer(plan->version));
  json_object_set_new(row, "state",
                      json_string(found->held ? "held" : "upcoming"));
  json_array_append_new(list->rows, row);
  return 0;
}

int duty_ahead(struct storage_conn *conn, const struct zone *zone,
               const json_t *filter, size_t limit, json_t **rows,
               struct error *err) {
  struct ahead_list list = {.rows = json_array(), .limit = limit};
  struct ahead ahead = {.conn = conn,
                        .zone = zone,
                        .from = json_get_int(filter, "from", 0),
                        .to = json_get_int(filter, "to", 0),
                        .take = ahead_list_take,
                        .context = &list};
  int rc = ahead_walk_all(&ahead, filter, err);

  *rows = rc == 0 ? list.rows : NULL;
  if (rc != 0)
    json_decref(list.rows);
  return rc;
}
