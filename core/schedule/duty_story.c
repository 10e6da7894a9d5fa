/* One occurrence and what became of it, correction by correction. */
#include "base/json.h"
#include "schedule/duty_inside.h"

static json_t *story_entry(struct statement *st) {
  json_t *entry = json_object();

  statement_put_text(st, 0, entry, "outcome");
  statement_put_text(st, 1, entry, "person");
  statement_put_text(st, 2, entry, "second");
  statement_put_int(st, 3, entry, "at");
  statement_put_int(st, 4, entry, "recorded_at");
  statement_put_text(st, 5, entry, "reason");
  if (!statement_is_null(st, 6))
    json_object_set_new(
        entry, "facts",
        json_loads(statement_get_text(st, 6), JSON_DECODE_ANY, NULL));
  return entry;
}

static int story_history(struct duty_book *book, int64_t schedule, int64_t slot,
                         json_t *history, int64_t *due, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      book->conn,
      "select c.outcome, p.name,"
      " (select q.name from core_person q where q.id = c.second), c.at,"
      " c.recorded, c.reason, c.facts, c.due"
      " from core_outcome c join core_person p on p.id = c.person"
      " where c.schedule = ?1 and c.slot = ?2 order by c.round desc",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, slot);
  while ((rc = statement_step(st, err)) > 0) {
    *due = statement_get_int(st, 7);
    json_array_append_new(history, story_entry(st));
  }
  statement_reset(st);
  return rc;
}

/* State and due time of an open one: 1, or 0 when it is not open. */
static int story_open(struct duty_book *book, int64_t schedule, int64_t slot,
                      int64_t *due, const char **state, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select due, state, held from duty_open"
                         " where schedule = ?1 and slot = ?2",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, slot);
  rc = statement_step(st, err);
  if (rc > 0) {
    *due = statement_get_int(st, 0);
    *state = statement_get_int(st, 2) != 0
                 ? "held"
                 : duty_state_name(statement_get_int(st, 1));
  }
  statement_reset(st);
  return rc;
}

/* When a slot falls due. */
static int64_t story_due(const struct duty_book *book,
                         const struct duty_plan *plan, int64_t slot) {
  struct local_time wall;
  int64_t first, second;

  if (duty_is_elapsed(plan->spec))
    return (slot >> 1) * 1000;
  calendar_from_seconds(slot >> 1, &wall);
  zone_from_local(book->zone, &wall, &first, &second);
  return (slot & 1) != 0 ? second : first;
}

int duty_story(struct storage_conn *conn, const struct zone *zone,
               const char *duty, json_t **row, struct error *err) {
  struct duty_book book = {.conn = conn, .zone = zone};
  json_t *history = json_array();
  const char *state = "upcoming";
  struct duty_plan plan = {0};
  int64_t schedule, slot, due = 0;
  int rc = duty_parse_id(duty, &schedule, &slot);

  *row = NULL;
  if (rc != 0)
    rc = error_fault(err, "duty", "unknown", "没有 %s 这个事项。",
                     "There is no duty %s.", duty);
  if (rc == 0)
    rc = duty_plan_load(&book, schedule, &plan, err);
  if (rc == 0) {
    due = story_due(&book, &plan, slot);
    rc = story_history(&book, schedule, slot, history, &due, err);
  }
  if (rc == 0 && json_array_size(history) > 0)
    state = "done";
  else if (rc == 0)
    rc = story_open(&book, schedule, slot, &due, &state, err);
  if (rc == 0 && json_array_size(history) == 0 && due >= plan.ends)
    rc = error_fault(err, "duty", "gone", "这个事项已撤销。",
                     "This duty was withdrawn.");
  if (rc >= 0) {
    *row = duty_describe(&plan, slot, due);
    json_object_set_new(*row, "state", json_string(state));
    json_object_set(*row, "history", history);
    json_object_set(*row, "outcome",
                    json_object_get(json_array_get(history, 0), "outcome"));
    rc = 0;
  }
  json_decref(history);
  duty_plan_fini(&plan);
  return rc;
}
