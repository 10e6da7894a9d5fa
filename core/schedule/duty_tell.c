/* What duty events say. Fifteen million doses in ten years leave two events
 * each: the journal keeps which occurrence or outcome it was, and the rest is
 * read from rows that never change. */
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

/* The occurrence behind an outcome, and the outcome's own words. */
static int tell_outcome(struct duty_book *book, int64_t id, json_t *more,
                        int64_t *schedule, int64_t *slot, int64_t *due,
                        struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select schedule, slot, due, outcome, at"
                         " from core_outcome where id = ?1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, id);
  rc = statement_step(st, err);
  if (rc <= 0)
    return rc < 0 ? rc
                  : error_set(err, ERROR_CORRUPT, "办理结果 %lld 不见了。",
                              "Outcome %lld is gone.", (long long)id);
  *schedule = statement_get_int(st, 0);
  *slot = statement_get_int(st, 1);
  *due = statement_get_int(st, 2);
  json_object_set_new(more, "outcome", json_string(statement_get_text(st, 3)));
  json_object_set_new(more, "at", json_integer(statement_get_int(st, 4)));
  statement_reset(st);
  return 0;
}

static int tell_read(struct duty_book *book, json_t *more, int64_t *schedule,
                     int64_t *slot, int64_t *due, struct error *err) {
  int64_t outcome = json_get_int(more, "id", 0);

  if (outcome != 0)
    return tell_outcome(book, outcome, more, schedule, slot, due, err);
  *due = json_get_int(more, "due", 0);
  return duty_parse_id(json_get_text(more, "duty", ""), schedule, slot);
}

int duty_tell(struct storage_conn *conn, const char *type,
              const json_t *payload, json_t **out, struct error *err) {
  struct duty_book book = {.conn = conn}; /* enough to look things up */
  struct duty_plan plan = {0};
  int64_t schedule = 0, slot = 0, due = 0;
  json_t *more;
  int rc;

  if (strncmp(type, "duty.", 5) != 0 || !json_is_object(payload)) {
    *out = json_incref((json_t *)(uintptr_t)payload);
    return 0;
  }
  more = json_copy((json_t *)(uintptr_t)payload);
  rc = tell_read(&book, more, &schedule, &slot, &due, err);
  if (rc == 0)
    rc = duty_plan_load(&book, schedule, &plan, err);
  if (rc == 0) {
    *out = duty_describe(&plan, slot, due);
    json_object_update(*out, more);
  }
  duty_plan_fini(&plan);
  json_decref(more);
  return rc;
}
