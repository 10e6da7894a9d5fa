/* The home moved to another zone: what is planned by wall clocks keeps its wall
 * time. What has come stays where it was, also when it was held and so asked
 * nobody; what is still to come is made anew from there. */
#include <string.h>

#include "schedule/duty_inside.h"

/* A schedule's cursor, while many are walked through. */
struct rezone_row {
  int64_t schedule;
  struct expand_mark mark;
  bool marked; /* there is a mark */
  bool over;   /* nothing more was to be made */
};

/* Its making goes on behind what had come in the old zone, `wall`, or where it
 * stands if that is not done yet. How many a COUNT has used up by then is found
 * on the way. */
static void rezone_mark(const struct duty_book *book, int64_t wall,
                        struct rezone_row *row) {
  struct local_time local;
  int64_t first, second;

  if (row->over || row->mark.wall > wall) {
    row->mark.wall = wall;
    for (size_t i = 0; i < 2 * RECURRENCE_RULES_MAX; i++)
      row->mark.counts[i] = -1;
  }
  calendar_from_seconds(row->mark.wall, &local);
  zone_from_local(book->zone, &local, &first, &second);
  row->mark.instant = first - 1; /* what is joined with it has yet to come */
}

/* What is made anew makes room. What came while it was held has nothing next,
 * wherever the clock has been set since. */
static int rezone_withdraw(struct duty_book *book, int64_t schedule,
                           int64_t wall, struct error *err) {
  struct local_time local;
  struct statement *st;
  int rc = statement_get(book->conn,
                         "delete from duty_open"
                         " where schedule = ?1 and state = 0 and slot > ?2"
                         " and next is not null",
                         &st, err);

  if (rc != 0)
    return rc;
  calendar_from_seconds(wall, &local);
  statement_int(st, 1, schedule);
  statement_int(st, 2, duty_slot(&local, true));
  return statement_run(st, err);
}

/* One that can't be read keeps what it has. One of which nothing was made yet
 * is made from its start. */
static int rezone_one(struct duty_book *book, int64_t wall,
                      struct rezone_row *row, struct error *err) {
  struct error why;
  int rc;

  error_init(&why);
  rc = duty_fault_look(book, row->schedule, &why);
  error_fini(&why);
  if (rc != 0)
    return 0;
  rc = rezone_withdraw(book, row->schedule, wall, err);
  if (rc != 0)
    return rc;
  if (row->marked || row->over)
    rezone_mark(book, wall, row);
  return duty_cursor_save(book, row->schedule,
                          row->marked || row->over ? &row->mark : NULL, 0, err);
}

/* The next wall-clock schedule behind row->schedule of which the new zone may
 * bring something: 1, or 0. */
static int rezone_next(struct duty_book *book, struct rezone_row *row,
                       struct error *err) {
  struct statement *st;
  const void *blob;
  size_t len;
  int rc = statement_get(
      book->conn,
      "select c.schedule, c.mark, c.next is null from duty_cursor c"
      " join core_schedule s on s.id = c.schedule"
      " where c.schedule > ?1 and json_extract(s.spec, '$.every') is null"
      " and (s.ends is null or s.ends > now() - ?2)"
      " order by c.schedule limit 1",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, row->schedule);
  statement_int(st, 2, DUTY_ZONES_APART);
  rc = statement_step(st, err);
  if (rc <= 0)
    return rc;
  row->schedule = statement_get_int(st, 0);
  blob = statement_get_blob(st, 1, &len);
  row->marked = blob != NULL && len == sizeof row->mark;
  if (row->marked)
    memcpy(&row->mark, blob, sizeof row->mark);
  row->over = statement_get_int(st, 2) != 0;
  statement_reset(st);
  return 1;
}

int duty_rezone(struct duty_book *book, const struct zone *before, int64_t now,
                struct error *err) {
  int64_t wall = zone_wall_until(before, now);
  struct rezone_row row = {0};
  int rc;

  while ((rc = rezone_next(book, &row, err)) > 0) {
    rc = rezone_one(book, wall, &row, err);
    if (rc != 0)
      break;
  }
  return rc == 0 ? duty_expand_all(book, now, err) : rc;
}
