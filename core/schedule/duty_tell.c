/* What duty events say. Fifteen million doses in ten years leave two events
 * each: the journal keeps which occurrence or outcome it was, and the rest is
 * read from rows that never change. What it keeps is an array:
 *
 *   duty.due, .late, .missed   [schedule, slot, due, at?]   at: when not due
 *   duty.done                  [outcome, done, corrects?]
 *
 * (an object of the same things under their names in homes of format 1). */
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

static void tell_name(json_t *out, const char *name, const json_t *kept,
                      size_t i) {
  json_t *value = json_array_get(kept, i);

  if (value != NULL)
    json_object_set(out, name, value);
}

/* What is kept, under its names. */
static json_t *tell_names(const char *type, const json_t *kept) {
  json_t *out;
  char id[DUTY_ID_TEXT];

  if (!json_is_array(kept))
    return json_copy((json_t *)(uintptr_t)kept);
  out = json_object();
  if (strcmp(type, "duty.done") == 0) {
    tell_name(out, "id", kept, 0);
    tell_name(out, "done", kept, 1);
    tell_name(out, "corrects", kept, 2);
    return out;
  }
  duty_format_id(json_integer_value(json_array_get(kept, 0)),
                 json_integer_value(json_array_get(kept, 1)), id);
  json_object_set_new(out, "duty", json_string(id));
  tell_name(out, "due", kept, 2);
  tell_name(out, "at", kept, 3);
  return out;
}

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

  if (strncmp(type, "duty.", 5) != 0 ||
      (!json_is_object(payload) && !json_is_array(payload))) {
    *out = json_incref((json_t *)(uintptr_t)payload);
    return 0;
  }
  more = tell_names(type, payload);
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
