/* How many duties each day has: a year ahead is counted, not listed. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_ahead.h"

#define DAYS_KINDS 512 /* kinds with their states that are counted at once */

/* The counts of one kind in one state. */
struct days_line {
  char *kind;
  bool held;
  int64_t *count; /* one for each day */
};

struct days {
  int64_t first; /* local day, days since 1970 */
  int64_t span;  /* days */
  struct days_line line[DAYS_KINDS];
  size_t lines;
};

static struct days_line *days_find(struct days *days, const char *kind,
                                   bool held) {
  struct days_line *line;

  for (size_t i = 0; i < days->lines; i++)
    if (days->line[i].held == held && strcmp(days->line[i].kind, kind) == 0)
      return &days->line[i];
  if (days->lines == DAYS_KINDS)
    return NULL;
  line = &days->line[days->lines];
  line->kind = strdup(kind);
  line->held = held;
  line->count = calloc((size_t)days->span, sizeof *line->count);
  if (line->kind == NULL || line->count == NULL) {
    free(line->kind);
    free(line->count);
    return NULL;
  }
  days->lines++;
  return line;
}

static int days_take(void *context, const struct ahead_found *found,
                     struct error *err) {
  struct days *days = context;
  struct days_line *line = days_find(days, found->plan->kind, found->held);
  int64_t at = found->day - days->first;

  if (line == NULL)
    return error_set(err, ERROR_MEMORY, "事项种类太多，数不过来。",
                     "There are too many kinds of duties to count.");
  if (at >= 0 && at < days->span)
    line->count[at] += found->count;
  return 0;
}

static json_t *days_row(const char *day, const char *kind, const char *state,
                        const char *outcome, int64_t count) {
  return json_pack("{s:s, s:s, s:s, s:s*, s:I}", "day", day, "kind", kind,
                   "state", state, "outcome", outcome, "count",
                   (json_int_t)count);
}

static void days_tell(struct days *days, json_t *rows) {
  for (size_t i = 0; i < days->lines; i++) {
    const struct days_line *line = &days->line[i];
    for (int64_t at = 0; at < days->span; at++) {
      char day[11];
      if (line->count[at] == 0)
        continue;
      calendar_format_date(days->first + at, day);
      json_array_append_new(rows, days_row(day, line->kind,
                                           line->held ? "held" : "upcoming",
                                           NULL, line->count[at]));
    }
  }
}

static void days_fini(struct days *days) {
  for (size_t i = 0; i < days->lines; i++) {
    free(days->line[i].kind);
    free(days->line[i].count);
  }
  free(days);
}

/* ?1 from, ?2 to, ?3 kind, ?4 subject, ?5 who recorded it. Without ?5 the
 * first outcome stands for the duty; which one is effective is looked up only
 * where the person matters. */
static const char days_sql[] =
    "select local_date(o.due), s.kind,"
    " iif(o.held, 'held', case o.state when 0 then 'upcoming' when 1 then 'due'"
    "  when 2 then 'late' else 'missed' end), null, count(*)"
    " from duty_open o join core_schedule s on s.id = o.schedule"
    " where o.due >= ?1 and o.due < ?2 and (?3 is null or s.kind = ?3)"
    " and (?4 is null or s.subject = ?4) and ?5 is null group by 1, 2, 3"
    " union all "
    "select local_date(c.due), s.kind, 'done', c.outcome, count(*)"
    " from core_outcome c join core_schedule s on s.id = c.schedule"
    " where c.due >= ?1 and c.due < ?2 and (?3 is null or s.kind = ?3)"
    " and (?4 is null or s.subject = ?4)"
    " and (?5 is null or exists (select 1 from core_person p"
    "  where p.id = c.person and p.name = ?5))"
    " and not exists (select 1 from core_outcome n"
    "  where n.schedule = c.schedule and n.slot = c.slot and n.round > c.round "
    "and n.round > 0)"
    " group by 1, 2, 4";

/* What exists already. */
static int days_made(struct storage_conn *conn, const json_t *filter,
                     json_t *rows, struct error *err) {
  struct statement *st;
  int rc = statement_get(conn, days_sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, json_get_int(filter, "from", 0));
  statement_int(st, 2, json_get_int(filter, "to", 0));
  duty_bind_text(st, 3, filter, "kind");
  duty_bind_text(st, 4, filter, "subject");
  duty_bind_text(st, 5, filter, "person");
  while ((rc = statement_step(st, err)) > 0)
    json_array_append_new(
        rows,
        days_row(statement_get_text(st, 0), statement_get_text(st, 1),
                 statement_get_text(st, 2),
                 statement_is_null(st, 3) ? NULL : statement_get_text(st, 3),
                 statement_get_int(st, 4)));
  statement_reset(st);
  return rc;
}

int duty_days(struct storage_conn *conn, const struct zone *zone,
              const json_t *filter, json_t **rows, struct error *err) {
  struct ahead ahead = {.conn = conn,
                        .zone = zone,
                        .from = json_get_int(filter, "from", 0),
                        .to = json_get_int(filter, "to", 0),
                        .by_day = true,
                        .take = days_take};
  struct days *days;
  int rc;

  *rows = NULL;
  if (ahead.to <= ahead.from ||
      (ahead.to - ahead.from) / 86400000 > DUTY_DAYS_MAX)
    return error_fault(err, "to", "range", "一次最多看 %d 天，结束要晚于开始。",
                       "At most %d days at once, and the end after the "
                       "beginning.",
                       DUTY_DAYS_MAX);
  days = calloc(1, sizeof *days);
  if (days == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  days->first = zone_day(zone, ahead.from);
  days->span = zone_day(zone, ahead.to - 1) - days->first + 1;
  ahead.context = days;
  *rows = json_array();
  rc = days_made(conn, filter, *rows, err);
  if (rc == 0 && json_get_text(filter, "person", NULL) == NULL)
    rc = ahead_walk_all(&ahead, filter, err);
  if (rc == 0)
    days_tell(days, *rows);
  days_fini(days);
  if (rc != 0) {
    json_decref(*rows);
    *rows = NULL;
  }
  return rc;
}
