/* Time: occurrences come to be, and go from upcoming to due, late, missed. */
#include <limits.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

/* How much longer than the horizon a schedule is expanded, so that a daily one
 * is taken up once a day and not once a dose. */
#define DUTY_SLACK (DUTY_HORIZON / 2)

/* A schedule that can't be read holds up no other. */
#define CURSOR_NOT_ASIDE                                                       \
  " and not exists (select 1 from duty_fault f"                                \
  "  where f.schedule = duty_cursor.schedule)"
#define OPEN_NOT_ASIDE                                                         \
  " and not exists (select 1 from duty_fault f"                                \
  "  where f.schedule = duty_open.schedule)"

struct duty_step {
  struct duty_book *book;
  int64_t now;
  int left; /* steps that this call may still take */
};

/* --- occurrences -----------------------------------------------------------
 */

static int duty_has_outcome(struct duty_book *book, int64_t schedule,
                            int64_t slot, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select 1 from core_outcome"
                         " where schedule = ?1 and slot = ?2 limit 1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, slot);
  rc = statement_step(st, err);
  statement_reset(st);
  return rc;
}

static int duty_insert_open(struct duty_book *book, int64_t schedule,
                            int64_t slot, int64_t due, bool held,
                            struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "insert into duty_open"
                         " (schedule, slot, due, state, next, held)"
                         " values (?1, ?2, ?3, 0, ?3, ?4)"
                         " on conflict do nothing",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, slot);
  statement_int(st, 3, due);
  statement_int(st, 4, held);
  return statement_run(st, err);
}

int duty_withdraw(struct duty_book *book, const struct duty_plan *plan,
                  struct error *err) {
  const char *cut = json_get_text(plan->spec, "cut", NULL);
  struct local_time wall;
  struct statement *st;
  int rc = statement_get(book->conn,
                         "delete from duty_open where schedule = ?1"
                         " and iif(?3 is null, due >= ?2, slot >= ?3)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, plan->id);
  statement_int(st, 2, plan->ends);
  if (cut != NULL && calendar_parse_local(cut, strlen(cut), &wall) == 0)
    statement_int(st, 3, duty_slot(&wall, false));
  else
    statement_null(st, 3);
  return statement_run(st, err);
}

/* Elapsed schedules live in UTC, where no wall time comes twice. */
int64_t duty_slot_of(const struct duty_book *book, const struct duty_plan *plan,
                     const struct occurrence *found) {
  int64_t first, second;

  if (duty_is_elapsed(plan->spec))
    return duty_slot(&found->wall, false);
  return duty_slot(&found->wall,
                   zone_from_local(book->zone, &found->wall, &first, &second) ==
                           ZONE_TWICE &&
                       found->instant == second);
}

static int duty_add(struct duty_book *book, const struct duty_plan *plan,
                    const struct occurrence *found, struct error *err) {
  int64_t slot = duty_slot_of(book, plan, found);
  int rc = duty_has_outcome(book, plan->id, slot, err);
  int held;

  if (rc != 0) /* it is done, or an error */
    return rc > 0 ? 0 : rc;
  held = duty_held(book, plan->series, found->instant, err);
  if (held < 0)
    return held;
  return duty_insert_open(book, plan->id, slot, found->instant, held > 0, err);
}

int duty_cursor_save(struct duty_book *book, int64_t schedule,
                     const struct expand_mark *mark, int64_t next,
                     struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "update duty_cursor set mark = ?2, next = ?3"
                         " where schedule = ?1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  if (mark != NULL)
    statement_blob(st, 2, mark, sizeof *mark);
  else
    statement_null(st, 2);
  if (next == INT64_MAX)
    statement_null(st, 3);
  else
    statement_int(st, 3, next);
  return statement_run(st, err);
}

/* A walk over one version's occurrences. */
struct duty_walk {
  const struct duty_plan *plan;
  struct expand at;
  struct expand_mark mark; /* done up to here */
  bool marked;             /* there is one */
  int64_t next;            /* when to go on; INT64_MAX: never */
};

/* Nothing was found in the steps of one call: how far that is known is kept,
 * so that a rule which finds nothing for years is walked once only, and no
 * farther than the horizon. True when that is reached. */
static bool duty_walk_bare(struct duty_walk *walk, int64_t until) {
  int64_t passed = expand_passed(&walk->at);

  expand_save(&walk->at, &walk->mark);
  walk->marked = true;
  if (passed <= until)
    return false;
  walk->next = passed - DUTY_HORIZON;
  return true;
}

/* Goes on until the horizon, the version's end, or the last allowed step. */
static int duty_walk_on(struct duty_step *step, struct duty_walk *walk,
                        struct error *err) {
  int64_t until = step->now + DUTY_HORIZON + DUTY_SLACK;
  struct occurrence found;
  int rc = 0;

  walk->next = step->now; /* unless told otherwise: at once */
  while (step->left > 0 && rc == 0) {
    enum expand_result result = expand_next(&walk->at, &found);
    step->left--;
    if (result == EXPAND_AGAIN && duty_walk_bare(walk, until))
      break;
    if (result == EXPAND_AGAIN)
      continue;
    if (result == EXPAND_END || found.instant >= walk->plan->ends) {
      walk->next = INT64_MAX;
      break;
    }
    if (found.instant > until) {
      walk->next = found.instant - DUTY_HORIZON;
      break;
    }
    if (found.instant >= walk->plan->starts)
      rc = duty_add(step->book, walk->plan, &found, err);
    expand_save(&walk->at, &walk->mark);
    walk->marked = true;
  }
  return rc;
}

static int duty_expand_plan(struct duty_step *step, int64_t schedule,
                            const struct expand_mark *mark, struct error *err) {
  struct duty_walk walk = {.marked = mark != NULL};
  struct recurrence recurrence;
  struct duty_plan plan;
  int rc = duty_plan_load(step->book, schedule, &plan, err);

  if (rc != 0)
    return rc;
  walk.plan = &plan;
  if (mark != NULL)
    walk.mark = *mark;
  rc = duty_spec_recurrence(step->book, plan.spec, &recurrence, err);
  if (rc == 0) {
    rc = expand_init(&walk.at, &recurrence, err);
    if (rc == 0) {
      if (mark != NULL)
        expand_restore(&walk.at, mark);
      rc = duty_walk_on(step, &walk, err);
      expand_fini(&walk.at);
    }
    recurrence_fini(&recurrence);
  }
  if (rc == 0)
    rc = duty_cursor_save(step->book, schedule, walk.marked ? &walk.mark : NULL,
                          walk.next, err);
  duty_plan_fini(&plan);
  return rc;
}

int duty_only(struct duty_book *book, int64_t schedule, int64_t now,
              char duty[DUTY_ID_TEXT], struct error *err) {
  struct duty_step step = {.book = book, .now = now, .left = 8};
  struct statement *st;
  int rc = duty_expand_plan(&step, schedule, NULL, err);

  if (rc == 0)
    rc = statement_get(book->conn,
                       "select slot from duty_open where schedule = ?1 limit 2",
                       &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  rc = statement_step(st, err);
  if (rc > 0) {
    duty_format_id(schedule, statement_get_int(st, 0), duty);
    rc = statement_step(st, err);
    statement_reset(st);
    if (rc == 0)
      return 0;
  }
  return rc < 0 ? rc
                : error_set(err, ERROR_PLUGIN,
                            "这个日程不是只有一次，不能当场记录。",
                            "This schedule has not exactly one occurrence: it "
                            "can't be recorded at once.");
}

/* A step over a schedule ended with `rc` and *why: 1 when the walk goes on. */
static int duty_step_end(struct duty_step *step, int64_t schedule, int rc,
                         struct error *why, struct error *err) {
  int left =
      rc == 0 ? 0 : duty_fault_over(step->book, schedule, step->now, rc, err);

  if (left != 0 && left == rc && err->code == ERROR_NONE)
    error_move(err, why);
  error_fini(why);
  return left == 0 ? 1 : left;
}

/* The schedule that must be expanded first: 1, or 0 when none must. */
static int duty_expand_one(struct duty_step *step, struct error *err) {
  struct expand_mark mark;
  struct error why;
  struct statement *st;
  const void *blob;
  int64_t schedule;
  size_t len;
  int rc =
      statement_get(step->book->conn,
                    "select schedule, mark from duty_cursor"
                    " where next is not null and next <= ?1" CURSOR_NOT_ASIDE
                    " order by next, schedule limit 1",
                    &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, step->now);
  rc = statement_step(st, err);
  if (rc <= 0)
    return rc;
  schedule = statement_get_int(st, 0);
  blob = statement_get_blob(st, 1, &len);
  if (blob != NULL && len == sizeof mark)
    memcpy(&mark, blob, sizeof mark);
  else
    blob = NULL;
  statement_reset(st);
  step->left--;
  error_init(&why);
  rc = duty_expand_plan(step, schedule, blob != NULL ? &mark : NULL, &why);
  return duty_step_end(step, schedule, rc, &why, err);
}

int duty_expand_all(struct duty_book *book, int64_t now, struct error *err) {
  struct duty_step step = {.book = book, .now = now};
  int rc = 1;

  while (rc > 0) {
    step.left = INT_MAX;
    rc = duty_expand_one(&step, err);
  }
  return rc;
}

/* --- states ----------------------------------------------------------------
 */

static int duty_state_save(struct duty_book *book, int64_t schedule,
                           int64_t slot, int state, int64_t next,
                           struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "update duty_open set state = ?3, next = ?4"
                         " where schedule = ?1 and slot = ?2",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, slot);
  statement_int(st, 3, state);
  if (next == 0)
    statement_null(st, 4);
  else
    statement_int(st, 4, next);
  return statement_run(st, err);
}

/* duty.due, duty.late, duty.missed: what happened, and when it was so. */
static int duty_publish_state(struct duty_book *book,
                              const struct duty_plan *plan, int64_t slot,
                              int64_t due, int state, int64_t at,
                              struct error *err) {
  static const char *const types[] = {NULL, "duty.due", "duty.late",
                                      "duty.missed"};
  char subject[40];
  json_t *payload = json_pack("[I, I, I]", (json_int_t)plan->id,
                              (json_int_t)slot, (json_int_t)due);
  int64_t event;
  int rc;

  duty_subject(plan, subject);
  if (at != due)
    json_array_append_new(payload, json_integer(at));
  rc = storage_publish_bare(book->storage, types[state], subject, payload,
                            &event, err);
  json_decref(payload);
  return rc;
}

static int duty_move(struct duty_step *step, int64_t schedule, int64_t slot,
                     int64_t due, int state, int64_t at, struct error *err) {
  struct duty_book *book = step->book;
  struct duty_windows windows;
  struct duty_plan plan;
  int64_t next;
  int rc = duty_plan_load(book, schedule, &plan, err);

  if (rc != 0)
    return rc;
  duty_windows(book, &plan, &windows);
  next = duty_leaves(&windows, due, (enum duty_state)state);
  rc = duty_state_save(book, schedule, slot, state, next, err);
  if (rc == 0)
    rc = duty_publish_state(book, &plan, slot, due, state, at, err);
  duty_plan_fini(&plan);
  return rc;
}

/* The open occurrence that must move on first: 1, or 0 when none must. One at
 * a time, in order of time, so that many at once give the same events as one
 * by one. */
static int duty_move_one(struct duty_step *step, struct error *err) {
  struct statement *st;
  struct error why;
  int64_t schedule, slot, due, at;
  int state;
  int rc =
      statement_get(step->book->conn,
                    "select schedule, slot, due, state, next"
                    " from duty_open where next is not null"
                    " and next <= ?1 and (?2 = 0 or state < 2)" OPEN_NOT_ASIDE
                    " order by next, schedule, slot limit 1",
                    &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, step->now);
  statement_int(st, 2, step->book->hold_missed);
  rc = statement_step(st, err);
  if (rc <= 0)
    return rc;
  schedule = statement_get_int(st, 0);
  slot = statement_get_int(st, 1);
  due = statement_get_int(st, 2);
  state = (int)statement_get_int(st, 3);
  at = statement_get_int(st, 4);
  statement_reset(st);
  step->left--;
  error_init(&why);
  rc = duty_move(step, schedule, slot, due, state + 1, at, &why);
  return duty_step_end(step, schedule, rc, &why, err);
}

/* What comes while it is held asks nobody, but it has come. */
static int duty_come_held(const struct duty_step *step, struct error *err) {
  struct statement *st;
  int rc = statement_get(step->book->conn,
                         "update duty_open set next = null"
                         " where next <= ?1 and held = 1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, step->now);
  rc = statement_run(st, err);
  return rc == 0 ? 1 : rc;
}

int duty_advance(struct duty_book *book, int64_t now, int limit, bool *more,
                 struct error *err) {
  struct duty_step step = {.book = book, .now = now, .left = limit};
  int rc = 1;

  while (rc > 0 && step.left > 0) {
    rc = duty_fault_retry(book, now, err);
    step.left -= rc > 0;
  }
  if (rc == 0)
    rc = 1;
  /* all that can be due is there before anything moves: the order of events
   * does not depend on how long the home slept */
  while (rc > 0 && step.left > 0)
    rc = duty_expand_one(&step, err);
  if (rc == 0)
    rc = duty_come_held(&step, err);
  while (rc > 0 && step.left > 0)
    rc = duty_move_one(&step, err);
  *more = rc > 0;
  return rc < 0 ? rc : 0;
}

int64_t duty_next(struct duty_book *book, struct error *err) {
  struct statement *st;
  int64_t next = INT64_MAX;
  int rc = statement_get(
      book->conn,
      "select min(at) from (select min(next) as at from duty_open"
      " where next is not null and (?1 = 0 or state < 2)" OPEN_NOT_ASIDE
      " union all select min(next) from duty_cursor"
      " where next is not null" CURSOR_NOT_ASIDE
      " union all select min(until) from duty_fault)",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, book->hold_missed);
  rc = statement_step(st, err);
  if (rc > 0 && !statement_is_null(st, 0))
    next = statement_get_int(st, 0);
  statement_reset(st);
  return rc < 0 ? rc : next;
}
