/* What became of the duties of a time: done, done late, not done, by kind. A
 * year of a large home is counted row by row, without sorting. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

/* What counting needs to know of a schedule. */
struct counts_plan {
  int64_t id;
  int64_t late; /* ms: done later than this after it was due is done late */
  size_t kind;  /* in counts.kinds */
};

/* One kind, state, outcome: how often. */
struct counts_line {
  size_t kind;
  const char *state;
  char *outcome; /* NULL: open */
  bool late;
  int64_t count;
};

struct counts {
  struct duty_book *book;
  struct counts_plan *plans; /* by id */
  size_t plan_count;
  json_t *kinds; /* names, in the order in which they were met */
  json_t *known; /* name -> place in kinds */
  struct counts_line *lines;
  size_t line_count;
};

static int counts_memory(struct error *err) {
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

static size_t counts_kind(struct counts *counts, const char *name) {
  const json_t *known = json_object_get(counts->known, name);
  size_t place = json_array_size(counts->kinds);

  if (known != NULL)
    return (size_t)json_integer_value(known);
  json_array_append_new(counts->kinds, json_string(name));
  json_object_set_new(counts->known, name, json_integer((json_int_t)place));
  return place;
}

/* One schedule's line: the windows that hold for it. */
static void counts_plan_read(struct counts *counts, struct statement *st) {
  struct counts_plan *plan = &counts->plans[counts->plan_count++];
  struct duty_plan of = {.kind = (char *)(uintptr_t)statement_get_text(st, 1)};
  struct duty_windows windows;

  of.spec = json_loads(statement_get_text(st, 2), 0, NULL);
  duty_windows(counts->book, &of, &windows);
  json_decref(of.spec);
  *plan = (struct counts_plan){.id = statement_get_int(st, 0),
                               .late = windows.late,
                               .kind = counts_kind(counts, of.kind)};
}

static int counts_plans(struct counts *counts, const json_t *filter,
                        struct error *err) {
  struct statement *st;
  size_t room = 0;
  int rc = statement_get(counts->book->conn,
                         "select id, kind, spec from core_schedule"
                         " where ?1 is null or kind = ?1 order by id",
                         &st, err);

  if (rc != 0)
    return rc;
  duty_bind_text(st, 1, filter, "kind");
  while ((rc = statement_step(st, err)) > 0) {
    if (counts->plan_count == room) {
      size_t more = room == 0 ? 256 : 2 * room;
      struct counts_plan *grown =
          realloc(counts->plans, more * sizeof *counts->plans);
      if (grown == NULL) {
        rc = counts_memory(err);
        break;
      }
      counts->plans = grown;
      room = more;
    }
    counts_plan_read(counts, st);
  }
  statement_reset(st);
  return rc;
}

static int counts_plan_order(const void *one, const void *other) {
  int64_t a = *(const int64_t *)one;
  int64_t b = ((const struct counts_plan *)other)->id;

  return a < b ? -1 : a > b;
}

static int counts_add(struct counts *counts, size_t kind, const char *state,
                      const char *outcome, bool late, struct error *err) {
  struct counts_line *line;

  for (size_t i = 0; i < counts->line_count; i++) {
    line = &counts->lines[i];
    if (line->kind == kind && line->late == late && line->state == state &&
        (outcome == NULL || strcmp(line->outcome, outcome) == 0)) {
      line->count++;
      return 0;
    }
  }
  line = realloc(counts->lines, (counts->line_count + 1) * sizeof *line);
  if (line == NULL)
    return counts_memory(err);
  counts->lines = line;
  line = &counts->lines[counts->line_count];
  *line =
      (struct counts_line){.kind = kind,
                           .state = state,
                           .outcome = outcome != NULL ? strdup(outcome) : NULL,
                           .late = late,
                           .count = 1};
  if (outcome != NULL && line->outcome == NULL)
    return counts_memory(err);
  counts->line_count++;
  return 0;
}

/* Columns: schedule, outcome or null, ms after it was due or state, held. */
static int counts_take(struct counts *counts, struct statement *st,
                       struct error *err) {
  int64_t id = statement_get_int(st, 0);
  const struct counts_plan *plan =
      bsearch(&id, counts->plans, counts->plan_count, sizeof *counts->plans,
              counts_plan_order);

  if (plan == NULL) /* of another kind than was asked for */
    return 0;
  if (!statement_is_null(st, 1))
    return counts_add(counts, plan->kind, "done", statement_get_text(st, 1),
                      statement_get_int(st, 2) > plan->late, err);
  return counts_add(counts, plan->kind,
                    statement_get_int(st, 3) != 0
                        ? "held"
                        : duty_state_name(statement_get_int(st, 2)),
                    NULL, false, err);
}

/* ?1 from, ?2 to */
static const char counts_sql[] =
    "select o.schedule, null, o.state, o.held from duty_open o"
    " where o.due >= ?1 and o.due < ?2"
    " union all "
    "select c.schedule, c.outcome, c.at - c.due, 0 from core_outcome c"
    " where c.due >= ?1 and c.due < ?2"
    " and not exists (select 1 from core_outcome n"
    "  where n.schedule = c.schedule and n.slot = c.slot and n.round > c.round"
    "  and n.round > 0)";

static int counts_walk(struct counts *counts, const json_t *filter,
                       struct error *err) {
  struct statement *st;
  int rc = statement_get(counts->book->conn, counts_sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, json_get_int(filter, "from", 0));
  statement_int(st, 2, json_get_int(filter, "to", 0));
  while ((rc = statement_step(st, err)) > 0)
    if ((rc = counts_take(counts, st, err)) != 0)
      break;
  statement_reset(st);
  return rc;
}

static json_t *counts_tell(const struct counts *counts) {
  json_t *rows = json_array();

  for (size_t i = 0; i < counts->line_count; i++) {
    const struct counts_line *line = &counts->lines[i];
    json_array_append_new(
        rows, json_pack("{s:O, s:s, s:s*, s:b, s:I}", "kind",
                        json_array_get(counts->kinds, line->kind), "state",
                        line->state, "outcome", line->outcome, "late",
                        (int)line->late, "count", (json_int_t)line->count));
  }
  return rows;
}

int duty_counts(struct storage_conn *conn, duty_kind *kind, void *context,
                const json_t *filter, json_t **rows, struct error *err) {
  struct duty_book book = {.conn = conn, .kind = kind, .context = context};
  struct counts counts = {
      .book = &book, .kinds = json_array(), .known = json_object()};
  int rc = counts_plans(&counts, filter, err);

  *rows = NULL;
  if (rc == 0)
    rc = counts_walk(&counts, filter, err);
  if (rc == 0)
    *rows = counts_tell(&counts);
  for (size_t i = 0; i < counts.line_count; i++)
    free(counts.lines[i].outcome);
  free(counts.lines);
  free(counts.plans);
  json_decref(counts.kinds);
  json_decref(counts.known);
  return rc;
}
