/* A schedule that begins in the past brings all that was due since, as missed.
 * A year mistyped as 1926 would bury the list, and the whole home waits until
 * they are made. */
#include "schedule/duty_inside.h"

#define DUTY_PAST_MAX                                                          \
  5000                     /* occurrences before now that a schedule may have  \
                            */
#define DUTY_PAST_CALLS 64 /* that find nothing: as many steps are too many */

static int duty_now(const struct duty_book *book, int64_t *now,
                    struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn, "select now()", &st, err);

  if (rc != 0)
    return rc;
  rc = statement_step(st, err);
  if (rc > 0)
    *now = statement_get_int(st, 0);
  statement_reset(st);
  return rc < 0 ? rc : 0;
}

/* Whether more than DUTY_PAST_MAX lie from `starts` on and before `to`. */
static bool duty_past_many(struct expand *it, int64_t starts, int64_t to) {
  struct occurrence found;
  int count = 0, bare = 0;

  expand_seek_instant(it, starts - 1);
  while (count <= DUTY_PAST_MAX && bare < DUTY_PAST_CALLS) {
    enum expand_result result = expand_next(it, &found);
    if (result == EXPAND_END ||
        (result == EXPAND_FOUND && found.instant >= to) ||
        (result == EXPAND_AGAIN && expand_passed(it) >= to))
      return false;
    if (result == EXPAND_AGAIN)
      bare++;
    else if (found.instant >= starts)
      count++;
  }
  return true;
}

int duty_spec_past(const struct duty_book *book, const json_t *spec,
                   int64_t starts, int64_t ends, struct error *err) {
  struct recurrence recurrence;
  struct expand it;
  int64_t now = 0;
  bool many = false;
  int rc = duty_now(book, &now, err);

  if (rc != 0 || starts >= now)
    return rc;
  rc = duty_spec_recurrence(book, spec, &recurrence, err);
  if (rc != 0)
    return rc;
  rc = expand_init(&it, &recurrence, err);
  if (rc == 0) {
    many = duty_past_many(&it, starts, ends < now ? ends : now);
    expand_fini(&it);
  }
  recurrence_fini(&recurrence);
  if (many)
    rc = error_fault(err, "start", "past",
                     "开始得太早：到现在已有超过 %d 次要补记。请核对年份，或从"
                     "较近的日子开始。",
                     "It starts too far back: more than %d times would be due "
                     "already. Check the year, or start later.",
                     DUTY_PAST_MAX);
  return rc;
}
