/* The home moved to another zone: what is planned by wall clocks keeps its wall
 * time. What has come stays where it was, also when it was held and so asked
 * nobody. */
#include <string.h>

#include "schedule/duty_inside.h"

static int duty_rezone_row(struct duty_book *book,
                           const struct duty_open_row *row, struct error *err) {
  struct local_time wall;
  struct statement *st;
  int64_t first, second;
  int rc;

  calendar_from_seconds((row->slot - (row->slot & 1)) / 2, &wall);
  zone_from_local(book->zone, &wall, &first, &second);
  rc = statement_get(book->conn,
                     "update duty_open set due = ?3,"
                     " next = case when held = 1 then null else ?3 end"
                     " where schedule = ?1 and slot = ?2",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, row->schedule);
  statement_int(st, 2, row->slot);
  statement_int(st, 3, (row->slot & 1) != 0 ? second : first);
  return statement_run(st, err);
}

static int duty_rezone_open(struct duty_book *book, struct error *err) {
  return duty_each_open(book,
                        "select o.schedule, o.slot, o.due, o.state"
                        " from duty_open o"
                        " join core_schedule s on s.id = o.schedule"
                        " where o.state = 0 and o.due > now()"
                        " and json_extract(s.spec, '$.every') is null"
                        " and (o.schedule, o.slot) > (?1, ?2)"
                        " order by o.schedule, o.slot limit 1",
                        0, duty_rezone_row, err);
}

/* Where the making of a schedule stands: after the same wall time, whose
 * instant is another now. Without this, what lies between the two instants
 * would pass for made. */
static int duty_rezone_mark(struct duty_book *book, int64_t schedule,
                            struct expand_mark *mark, struct error *err) {
  struct local_time wall;
  struct statement *st;
  int64_t second;
  int rc;

  calendar_from_seconds(mark->wall, &wall);
  zone_from_local(book->zone, &wall, &mark->instant, &second);
  rc = statement_get(book->conn,
                     "update duty_cursor set mark = ?2, next = 0"
                     " where schedule = ?1",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_blob(st, 2, mark, sizeof *mark);
  return statement_run(st, err);
}

/* What has an end of its own is made anew from its start: the new zone brings
 * before the end what the old one had put behind it, and what is there stays.
 * What was cut before its end stays cut. */
static int duty_rezone_ending(struct duty_book *book, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      book->conn,
      "update duty_cursor set mark = null, next = 0 where schedule in"
      " (select s.id from core_schedule s where s.ends > now()"
      "  and json_extract(s.spec, '$.every') is null"
      "  and (json_type(s.spec, '$.until_') = 'text'"
      "       or json_extract(s.spec, '$.until_') = s.ends - 1))",
      &st, err);

  return rc == 0 ? statement_run(st, err) : rc;
}

/* Marks of wall-clock schedules that are not over. */
static int duty_rezone_marks(struct duty_book *book, struct error *err) {
  struct statement *st;
  int64_t schedule = 0;
  int rc = 0;

  while (rc == 0) {
    struct expand_mark mark;
    const void *blob;
    size_t len;
    rc = statement_get(book->conn,
                       "select c.schedule, c.mark from duty_cursor c"
                       " join core_schedule s on s.id = c.schedule"
                       " where c.schedule > ?1 and c.mark is not null"
                       " and json_extract(s.spec, '$.every') is null"
                       " and (c.next is not null or s.ends > now())"
                       " order by c.schedule limit 1",
                       &st, err);
    if (rc != 0)
      break;
    statement_int(st, 1, schedule);
    rc = statement_step(st, err);
    if (rc <= 0)
      break;
    schedule = statement_get_int(st, 0);
    blob = statement_get_blob(st, 1, &len);
    rc = 0;
    if (len == sizeof mark) {
      memcpy(&mark, blob, sizeof mark);
      statement_reset(st);
      rc = duty_rezone_mark(book, schedule, &mark, err);
    } else {
      statement_reset(st);
    }
  }
  return rc;
}

/* What the new zone puts behind its schedule's end is asked for no more. */
static int duty_rezone_ended(struct duty_book *book, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "delete from duty_open where state = 0 and due >="
                         " (select s.ends from core_schedule s"
                         "  where s.id = duty_open.schedule)",
                         &st, err);

  return rc == 0 ? statement_run(st, err) : rc;
}

int duty_rezone(struct duty_book *book, struct error *err) {
  int rc = duty_rezone_open(book, err);

  if (rc == 0)
    rc = duty_rezone_ending(book, err);
  if (rc == 0)
    rc = duty_rezone_marks(book, err);
  if (rc == 0)
    rc = duty_rezone_ended(book, err);
  return rc == 0 ? duty_settle_holds(book, err) : rc;
}
