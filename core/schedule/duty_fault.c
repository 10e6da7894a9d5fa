/* Schedules that can't be read: somebody changed the file behind our back. Each
 * is set aside alone, so that the duties of all others go on, and is tried
 * again later and later. Its open occurrences stay where they are and move on
 * with their right times once it can be read. */
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "schedule/duty_inside.h"

#define DUTY_FAULT_FIRST (60LL * 1000)     /* ms until it is tried again */
#define DUTY_FAULT_MOST (60LL * 60 * 1000) /* doubled each time up to this */
#define DUTY_FAULT_TRIES_MAX 20            /* counted no further */

static int64_t duty_fault_pause(int64_t tries) {
  int64_t pause = DUTY_FAULT_FIRST << tries;

  return pause < DUTY_FAULT_MOST ? pause : DUTY_FAULT_MOST;
}

int duty_fault_look(struct duty_book *book, int64_t schedule,
                    struct error *why) {
  struct recurrence recurrence;
  struct duty_plan plan;
  struct expand at;
  int rc = duty_plan_load(book, schedule, &plan, why);

  if (rc != 0)
    return rc;
  rc = duty_spec_recurrence(book, plan.spec, &recurrence, why);
  if (rc == 0) {
    rc = expand_init(&at, &recurrence, why);
    if (rc == 0)
      expand_fini(&at);
    recurrence_fini(&recurrence);
  }
  duty_plan_fini(&plan);
  return rc;
}

/* How often it was tried already, 0 when it is not set aside. */
static int duty_fault_tries(struct duty_book *book, int64_t schedule,
                            int64_t *tries, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      book->conn, "select tries from duty_fault where schedule = ?1", &st, err);

  *tries = 0;
  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  rc = statement_step(st, err);
  if (rc > 0)
    *tries = statement_get_int(st, 0);
  statement_reset(st);
  return rc < 0 ? rc : 0;
}

static int duty_fault_set(struct duty_book *book, int64_t schedule, int64_t now,
                          const struct error *why, struct error *err) {
  struct statement *st;
  int64_t tries;
  int rc = duty_fault_tries(book, schedule, &tries, err);

  if (rc == 0)
    rc = statement_get(book->conn,
                       "insert or replace into duty_fault"
                       " (schedule, tries, until) values (?1, ?2, ?3)",
                       &st, err);
  if (rc != 0)
    return rc;
  if (tries == 0)
    log_line(LOG_ERROR, "duties",
             "schedule %" PRId64 " is set aside, all others go on: %s",
             schedule,
             why->en != NULL        ? why->en
             : why->fault_count > 0 ? why->faults[0].en
                                    : "no reason given");
  statement_int(st, 1, schedule);
  statement_int(
      st, 2, tries < DUTY_FAULT_TRIES_MAX ? tries + 1 : DUTY_FAULT_TRIES_MAX);
  statement_int(st, 3, now + duty_fault_pause(tries));
  return statement_run(st, err);
}

int duty_fault_over(struct duty_book *book, int64_t schedule, int64_t now,
                    int failed, struct error *err) {
  struct error why;
  int rc = failed;

  error_init(&why);
  if (storage_state(book->storage, NULL) == ERROR_NONE &&
      duty_fault_look(book, schedule, &why) != 0)
    rc = duty_fault_set(book, schedule, now, &why, err);
  error_fini(&why);
  return rc;
}

static int duty_fault_clear(struct duty_book *book, int64_t schedule,
                            struct error *err) {
  struct statement *st;
  int rc = statement_get(
      book->conn, "delete from duty_fault where schedule = ?1", &st, err);

  if (rc != 0)
    return rc;
  log_line(LOG_WARN, "duties", "schedule %" PRId64 " can be read again",
           schedule);
  statement_int(st, 1, schedule);
  return statement_run(st, err);
}

int duty_fault_retry(struct duty_book *book, int64_t now, struct error *err) {
  struct statement *st;
  struct error why;
  int64_t schedule;
  int rc = statement_get(book->conn,
                         "select schedule from duty_fault where until <= ?1"
                         " order by until, schedule limit 1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, now);
  rc = statement_step(st, err);
  if (rc <= 0)
    return rc;
  schedule = statement_get_int(st, 0);
  statement_reset(st);
  error_init(&why);
  rc = duty_fault_look(book, schedule, &why) != 0
           ? duty_fault_set(book, schedule, now, &why, err)
           : duty_fault_clear(book, schedule, err);
  error_fini(&why);
  return rc == 0 ? 1 : rc;
}

int64_t duty_fault(struct duty_book *book) {
  struct statement *st;
  int64_t schedule = 0;

  if (statement_get(book->conn,
                    "select ifnull(min(schedule), 0) from duty_fault", &st,
                    NULL) != 0)
    return 0;
  if (statement_step(st, NULL) > 0)
    schedule = statement_get_int(st, 0);
  statement_reset(st);
  return schedule;
}
