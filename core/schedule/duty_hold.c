/* Holds: what they cover asks nobody. What is no longer held is asked for
 * again, from the state in which it was held. */
#include "base/json.h"
#include "schedule/duty_inside.h"

int duty_held(struct duty_book *book, int64_t series, int64_t due,
              struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select 1 from core_hold where schedule = ?1"
                         " and starts <= ?2 and (ends is null or ends > ?2)"
                         " limit 1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, series);
  statement_int(st, 2, due);
  rc = statement_step(st, err);
  statement_reset(st);
  return rc;
}

/* Marks the open occurrences inside the hold; they ask nobody any more. Those
 * that have not come yet will come all the same. */
static int duty_hold_open(struct duty_book *book, int64_t series, int64_t from,
                          int64_t to, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "update duty_open set held = 1," DUTY_HELD_NEXT
                         " where due >= ?2 and due < ?3"
                         " and schedule in (select id from core_schedule"
                         "                  where series = ?1 or id = ?1)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, series);
  statement_int(st, 2, from);
  statement_int(st, 3, to == 0 ? INT64_MAX : to);
  return statement_run(st, err);
}

int duty_hold(struct duty_book *book, int64_t schedule, int64_t from,
              int64_t to, const char *reason, struct error *err) {
  struct duty_plan plan;
  json_t *row;
  int64_t id;
  int rc = duty_plan_current(book, schedule, &plan, err);

  if (rc != 0)
    return rc;
  duty_plan_fini(&plan);
  if (to != 0 && to <= from)
    return error_fault(err, "to", "order", "结束要晚于开始。",
                       "The end must be after the beginning.");
  row = json_pack("{s:I, s:I, s:s}", "schedule", (json_int_t)schedule, "starts",
                  (json_int_t)from, "reason", reason);
  if (to != 0)
    json_object_set_new(row, "ends", json_integer(to));
  rc = storage_insert(book->storage, "core", "hold", row, &id, err);
  json_decref(row);
  return rc == 0 ? duty_hold_open(book, schedule, from, to, err) : rc;
}

/* --- released --------------------------------------------------------------
 */

/* Freed rows stand at their due time until hold_wake knows their windows; what
 * was missed already moves no more. */
#define HOLD_FREE                                                              \
  "update duty_open set held = 0,"                                             \
  " next = case state when 3 then null else due end where held = 1"

#define HOLD_COVERED                                                           \
  "exists (select 1 from core_schedule s join core_hold h"                     \
  " on h.schedule = coalesce(s.series, s.id)"                                  \
  " where s.id = duty_open.schedule and h.starts <= due"                       \
  " and (h.ends is null or h.ends > due))"

/* When a row that had come before it was held goes on. */
static int hold_wake_row(struct duty_book *book,
                         const struct duty_open_row *row, struct error *err) {
  struct duty_windows windows;
  struct duty_plan plan;
  struct statement *st;
  int rc = duty_plan_load(book, row->schedule, &plan, err);

  if (rc != 0)
    return rc;
  duty_windows(book, &plan, &windows);
  duty_plan_fini(&plan);
  rc = statement_get(book->conn,
                     "update duty_open set next = ?3"
                     " where schedule = ?1 and slot = ?2",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, row->schedule);
  statement_int(st, 2, row->slot);
  statement_int(st, 3,
                duty_leaves(&windows, row->due, (enum duty_state)row->state));
  return statement_run(st, err);
}

#define HOLD_FREED                                                             \
  " o.state in (1, 2) and o.next = o.due"                                      \
  " and (o.schedule, o.slot) > (?1, ?2)"                                       \
  " order by o.schedule, o.slot limit 1"

/* `series`: of that only, or 0. */
static int hold_wake(struct duty_book *book, int64_t series,
                     struct error *err) {
  static const char all[] = "select o.schedule, o.slot, o.due, o.state"
                            " from duty_open o where" HOLD_FREED;
  static const char some[] =
      "select o.schedule, o.slot, o.due, o.state from core_schedule s"
      " join duty_open o on o.schedule = s.id"
      " where coalesce(s.series, s.id) = ?3 and" HOLD_FREED;

  return duty_each_open(book, series != 0 ? some : all, series, hold_wake_row,
                        err);
}

/* Open occurrences of a series that were held and fall due from `from` on are
 * asked for again. */
static int hold_release_open(struct duty_book *book, int64_t series,
                             int64_t from, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         HOLD_FREE " and due >= ?2 and schedule in (select id"
                                   " from core_schedule"
                                   " where coalesce(series, id) = ?1)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, series);
  statement_int(st, 2, from);
  rc = statement_run(st, err);
  return rc == 0 ? hold_wake(book, series, err) : rc;
}

int duty_release(struct duty_book *book, int64_t schedule, int64_t from,
                 struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "select id, starts from core_hold where schedule = ?1"
                         " and (ends is null or ends > max(?2, starts))"
                         " limit 1",
                         &st, err);

  while (rc == 0) {
    json_t *changes;
    int64_t id, starts;
    statement_int(st, 1, schedule);
    statement_int(st, 2, from);
    rc = statement_step(st, err);
    if (rc <= 0)
      break;
    id = statement_get_int(st, 0);
    starts = statement_get_int(st, 1);
    statement_reset(st);
    changes =
        json_pack("{s:I}", "ends", (json_int_t)(from > starts ? from : starts));
    rc = storage_update(book->storage, "core", "hold", id, changes, err);
    json_decref(changes);
  }
  return rc == 0 ? hold_release_open(book, schedule, from, err) : rc;
}

int duty_settle_holds(struct duty_book *book, struct error *err) {
  static const char *const sql[] = {
      HOLD_FREE " and not " HOLD_COVERED,
      "update duty_open set held = 1," DUTY_HELD_NEXT " where held = 0"
      " and " HOLD_COVERED};
  struct statement *st;
  int rc = 0;

  for (int i = 0; rc == 0 && i < 2; i++) {
    rc = statement_get(book->conn, sql[i], &st, err);
    if (rc == 0)
      rc = statement_run(st, err);
  }
  return rc == 0 ? hold_wake(book, 0, err) : rc;
}
