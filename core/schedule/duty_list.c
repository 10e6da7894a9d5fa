/* The duty list: open ones from duty_open, past ones from their outcomes. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

#define DUTY_LIST_USUAL 500
/* 5,000, and one that tells that there are more */
#define DUTY_LIST_MAX 5001

static const char *const duty_names[] = {"upcoming", "due", "late", "missed"};

const char *duty_state_name(int64_t state) {
  return duty_names[state];
}

#define DUTY_PLAN_PART                                                         \
  "coalesce(s.series, s.id), s.version, s.kind, s.subject,"                    \
  " s.data"

/* ?1 from, ?2 to, ?3 kind, ?4 subject, ?5 state or null, ?6 limit, ?7 who
 * recorded it, ?8 texts "kind outcome", ?9 whether it is to be among them */
static const char duty_sql[] =
    "select * from ("
    "select o.schedule, o.slot, o.due,"
    " case when o.held = 1 then 'held'"
    "  else case o.state when 0 then 'upcoming' when 1 then 'due'"
    "  when 2 then 'late' else 'missed' end end as state, " DUTY_PLAN_PART
    ", null, null, null, null, null, null, null,"
    " (select h.reason from core_hold h where o.held = 1"
    "  and h.schedule = coalesce(s.series, s.id) and h.starts <= o.due"
    "  and (h.ends is null or h.ends > o.due) limit 1)"
    " from duty_open o join core_schedule s on s.id = o.schedule"
    " where o.due >= ?1 and o.due < ?2 and (?3 is null or s.kind = ?3)"
    " and (?4 is null or s.subject = ?4) and ?7 is null"
    " union all "
    "select c.schedule, c.slot, c.due, 'done', " DUTY_PLAN_PART ","
    " c.id, c.outcome, p.name, c.at, c.recorded, c.reason, c.round, null"
    " from core_outcome c join core_schedule s on s.id = c.schedule"
    " join core_person p on p.id = c.person"
    " where c.due >= ?1 and c.due < ?2 and (?3 is null or s.kind = ?3)"
    " and (?4 is null or s.subject = ?4) and (?5 is null or ?5 = 'done')"
    " and (?7 is null or p.name = ?7)"
    " and (?8 is null or (s.kind || ' ' || c.outcome in"
    "  (select value from json_each(?8))) = ?9)"
    " and not exists (select 1 from core_outcome n where n.schedule = "
    "c.schedule"
    "  and n.slot = c.slot and n.round > c.round and n.round > 0)"
    ") where ?5 is null or state = ?5 or (?5 = 'open' and state <> 'done')"
    " order by due, schedule, slot limit ?6";

static json_t *duty_list_row(struct statement *st) {
  char id[DUTY_ID_TEXT];
  json_t *row;
  json_t *data = NULL;

  duty_format_id(statement_get_int(st, 0), statement_get_int(st, 1), id);
  row = json_pack(
      "{s:s, s:I, s:s, s:I, s:I, s:s}", "duty", id, "due",
      (json_int_t)statement_get_int(st, 2), "state", statement_get_text(st, 3),
      "schedule", (json_int_t)statement_get_int(st, 4), "version",
      (json_int_t)statement_get_int(st, 5), "kind", statement_get_text(st, 6));
  statement_put_text(st, 7, row, "subject");
  if (!statement_is_null(st, 8))
    data = json_loads(statement_get_text(st, 8), JSON_DECODE_ANY, NULL);
  if (data != NULL)
    json_object_set_new(row, "data", data);
  statement_put_int(st, 9, row, "id");
  statement_put_text(st, 10, row, "outcome");
  statement_put_text(st, 11, row, "person");
  statement_put_int(st, 12, row, "at");
  statement_put_int(st, 13, row, "recorded_at");
  statement_put_text(st, 14, row, "reason");
  statement_put_int(st, 15, row, "corrections");
  statement_put_text(st, 16, row, "held_because");
  return row;
}

void duty_bind_text(struct statement *st, int index, const json_t *filter,
                    const char *name) {
  const char *text = json_get_text(filter, name, NULL);

  if (text != NULL)
    statement_text(st, index, text);
  else
    statement_null(st, index);
}

/* Of done ones, those whose outcome is among filter.outcomes, or is not. */
static void duty_bind_outcomes(struct statement *st, const json_t *filter) {
  const json_t *outcomes = json_object_get(filter, "outcomes");
  char *text = outcomes != NULL ? json_dumps(outcomes, JSON_COMPACT) : NULL;

  if (text != NULL)
    statement_text(st, 8, text);
  else
    statement_null(st, 8);
  statement_int(st, 9, json_get_bool(filter, "among", false));
  free(text);
}

/* 0, or a fault when the state is none that a duty can have. */
static int duty_check_state(const json_t *filter, struct error *err) {
  const char *state = json_get_text(filter, "state", "open");

  if (strcmp(state, "open") == 0 || strcmp(state, "done") == 0 ||
      strcmp(state, "held") == 0)
    return 0;
  for (size_t i = 0; i < sizeof duty_names / sizeof *duty_names; i++)
    if (strcmp(state, duty_names[i]) == 0)
      return 0;
  return error_fault(err, "state", "unknown", "没有 %s 这种状态。",
                     "There is no state %s.", state);
}

int duty_list(struct storage_conn *conn, const json_t *filter, json_t **rows,
              struct error *err) {
  int64_t limit = json_get_int(filter, "limit", DUTY_LIST_USUAL);
  struct statement *st;
  int rc = duty_check_state(filter, err);

  *rows = NULL;
  if (rc == 0)
    rc = statement_get(conn, duty_sql, &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, json_get_int(filter, "from", INT64_MIN));
  statement_int(st, 2, json_get_int(filter, "to", INT64_MAX));
  duty_bind_text(st, 3, filter, "kind");
  duty_bind_text(st, 4, filter, "subject");
  duty_bind_text(st, 5, filter, "state");
  statement_int(st, 6,
                limit > 0 && limit < DUTY_LIST_MAX ? limit : DUTY_LIST_MAX);
  duty_bind_text(st, 7, filter, "person");
  duty_bind_outcomes(st, filter);
  *rows = json_array();
  while ((rc = statement_step(st, err)) > 0)
    json_array_append_new(*rows, duty_list_row(st));
  statement_reset(st);
  if (rc == 0)
    return 0;
  json_decref(*rows);
  *rows = NULL;
  return rc;
}

/* --- one after the other ---------------------------------------------------
 */

int duty_each_open(struct duty_book *book, const char *sql, int64_t of,
                   duty_each *each, struct error *err) {
  struct duty_open_row row = {.slot = INT64_MIN};
  struct statement *st;
  int rc = 0;

  while (rc == 0) {
    rc = statement_get(book->conn, sql, &st, err);
    if (rc != 0)
      break;
    statement_int(st, 1, row.schedule);
    statement_int(st, 2, row.slot);
    if (of != 0)
      statement_int(st, 3, of);
    rc = statement_step(st, err);
    if (rc <= 0)
      break;
    row = (struct duty_open_row){.schedule = statement_get_int(st, 0),
                                 .slot = statement_get_int(st, 1),
                                 .due = statement_get_int(st, 2),
                                 .state = statement_get_int(st, 3)};
    statement_reset(st);
    rc = each(book, &row, err);
  }
  return rc;
}
