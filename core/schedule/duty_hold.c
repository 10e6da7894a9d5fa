/* What is no longer held: it is asked for again, from the state in which it was
 * held. */
#include "schedule/duty_inside.h"

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

int duty_release_open(struct duty_book *book, int64_t series, int64_t from,
                      struct error *err) {
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

int duty_settle_holds(struct duty_book *book, struct error *err) {
  static const char *const sql[] = {
      HOLD_FREE " and not " HOLD_COVERED,
      "update duty_open set held = 1, next = null where held = 0"
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
