/* Events that failed, and those of their subject that wait behind them. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bus/inside.h"

/* Pauses after the first, second, ... try in vain, ms; the last ends in
 * parking, so it is never waited out. */
static const int64_t pauses[BUS_TRIES_MAX] = {1000, 5000, 30000, 120000,
                                              600000};

int bus_held_behind(struct bus *bus, struct bus_subscriber *subscriber,
                    const struct storage_event *event, struct error *err) {
  struct statement *st;
  int rc;

  if (subscriber->held == 0 || event->subject == NULL)
    return 0;
  rc = statement_get(bus->conn,
                     "select 1 from bus_held where subscriber = ? and"
                     " subject = ? limit 1",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber->name);
  statement_text(st, 2, event->subject);
  rc = statement_step(st, err);
  if (rc == 1)
    statement_reset(st);
  return rc;
}

static void held_bind_text(struct statement *st, int index, const char *text) {
  if (text != NULL)
    statement_text(st, index, text);
  else
    statement_null(st, index);
}

int bus_held_add(struct bus_round *round, struct bus_subscriber *subscriber,
                 const struct storage_event *event, const struct error *why,
                 struct error *err) {
  struct statement *st;
  int rc = statement_get(
      round->bus->conn,
      "insert into bus_held(subscriber, event, subject, type, head, parked,"
      " tries, next_at, since, error, error_en)"
      " values(?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)",
      &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber->name);
  statement_int(st, 2, event->id);
  held_bind_text(st, 3, event->subject);
  statement_text(st, 4, event->type);
  statement_int(st, 5, why != NULL);
  statement_int(st, 6, why != NULL);
  statement_int(st, 7, round->now + (why != NULL ? pauses[0] : 0));
  statement_int(st, 8, round->now);
  held_bind_text(st, 9, why != NULL ? why->zh : NULL);
  held_bind_text(st, 10, why != NULL ? why->en : NULL);
  rc = statement_run(st, err);
  if (rc == 0)
    subscriber->held++;
  return rc;
}

/* Takes an event off the list; the next of its subject comes to the head and
 * is due at once. */
static int held_remove(struct storage_conn *conn, const char *subscriber,
                       int64_t event, const char *subject, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      conn, "delete from bus_held where subscriber = ? and event = ?", &st,
      err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber);
  statement_int(st, 2, event);
  rc = statement_run(st, err);
  if (rc != 0 || subject == NULL)
    return rc;
  rc = statement_get(conn,
                     "update bus_held set head = 1, next_at = 0"
                     " where subscriber = ?1 and event ="
                     " (select min(event) from bus_held where"
                     "  subscriber = ?1 and subject = ?2)",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber);
  statement_text(st, 2, subject);
  return statement_run(st, err);
}

/* One more try was in vain. */
static int held_failed(struct bus_round *round, const char *subscriber,
                       int64_t event, int64_t tries, const struct error *why,
                       struct error *err) {
  struct statement *st;
  bool park = tries >= BUS_TRIES_MAX;
  int rc = statement_get(round->bus->conn,
                         "update bus_held set tries = ?, parked = ?,"
                         " next_at = ?, error = ?, error_en = ?"
                         " where subscriber = ? and event = ?",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, tries);
  statement_int(st, 2, park);
  statement_int(st, 3, round->now + (park ? 0 : pauses[tries - 1]));
  held_bind_text(st, 4, why->zh);
  held_bind_text(st, 5, why->en);
  statement_text(st, 6, subscriber);
  statement_int(st, 7, event);
  return statement_run(st, err);
}

static struct bus_subscriber *held_subscriber(struct bus *bus,
                                              const char *name) {
  for (int i = 0; i < bus->count; i++)
    if (strcmp(bus->subscribers[i].name, name) == 0)
      return &bus->subscribers[i];
  return NULL;
}

/* Finds the head that has been due longest: 1, 0 or an error. */
static int held_find_due(struct bus_round *round,
                         struct bus_subscriber **subscriber, int64_t *event,
                         int64_t *tries, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      round->bus->conn,
      "select h.subscriber, h.event, h.tries from bus_held h"
      " join bus_cursor c on c.subscriber = h.subscriber and c.here = 1"
      " where h.head = 1 and h.parked = 0 and h.next_at <= ?"
      " order by h.next_at, h.event limit 1",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, round->now);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  *subscriber = held_subscriber(round->bus, statement_get_text(st, 0));
  *event = statement_get_int(st, 1);
  *tries = statement_get_int(st, 2);
  statement_reset(st);
  return *subscriber != NULL;
}

static int held_try(struct bus_round *round, struct bus_subscriber *subscriber,
                    int64_t event, int64_t tries, struct error *err) {
  struct bus_run run = {.round = round, .subscriber = subscriber};
  struct bus_event page[1];
  struct error why;
  int ended;
  int rc = bus_read_page(round->bus, event - 1, 1, page, err);

  if (rc < 0)
    return rc;
  if (rc == 0)
    return error_set(err, ERROR_CORRUPT, "事件 %" PRId64 " 不见了。",
                     "Event %" PRId64 " has gone.", event);
  error_init(&why);
  rc = bus_run_event(&run, &page[0].event, &why);
  ended = bus_run_end(&run, bus_is_storage_failure(round->bus, rc), err);
  if (ended != 0) {
    rc = ended;
  } else if (rc == 0) {
    subscriber->held--;
    rc = held_remove(round->bus->conn, subscriber->name, event, page[0].subject,
                     err);
  } else if (bus_is_storage_failure(round->bus, rc)) {
    error_move(err, &why);
  } else {
    rc = held_failed(round, subscriber->name, event, tries + 1, &why, err);
  }
  error_fini(&why);
  bus_event_fini(&page[0]);
  return rc;
}

int bus_held_retry(struct bus_round *round, int limit, struct error *err) {
  int done = 0;
  bool any = false;

  for (int i = 0; i < round->bus->count; i++)
    any = any || round->bus->subscribers[i].held > 0;
  while (any && done < limit) {
    struct bus_subscriber *subscriber;
    int64_t event;
    int64_t tries;
    int rc = held_find_due(round, &subscriber, &event, &tries, err);

    if (rc == 0)
      break;
    if (rc > 0)
      rc = held_try(round, subscriber, event, tries, err);
    if (rc < 0)
      return rc;
    done++;
  }
  return done;
}

int64_t bus_held_next(struct bus *bus) {
  struct statement *st;
  int64_t next = INT64_MAX;
  bool any = false;

  for (int i = 0; i < bus->count; i++)
    any = any || bus->subscribers[i].held > 0;
  if (!any)
    return INT64_MAX;
  /* A failure here shows itself when the round that follows fails. */
  if (statement_get(bus->conn,
                    "select h.next_at from bus_held h join bus_cursor c"
                    " on c.subscriber = h.subscriber and c.here = 1"
                    " where h.head = 1 and h.parked = 0"
                    " order by h.next_at limit 1",
                    &st, NULL) != 0)
    return 0;
  switch (statement_step(st, NULL)) {
  case 0:
    break;
  case 1:
    next = statement_get_int(st, 0);
    statement_reset(st);
    break;
  default:
    next = 0;
  }
  return next;
}

/* --- for the operator ---------------------------------------------------- */

static json_t *held_text(struct statement *st, int column) {
  const char *text = statement_get_text(st, column);

  return text != NULL ? json_string(text) : json_null();
}

int bus_parked(struct storage_conn *conn, json_t **rows, struct error *err) {
  struct statement *st;
  json_t *out = json_array();
  int rc = statement_get(
      conn,
      "select subscriber, subject, event, type, tries, error, error_en, since,"
      " (select count(*) from bus_held w where w.subscriber = h.subscriber"
      "  and w.subject = h.subject and w.event > h.event)"
      " from bus_held h where parked = 1 order by event, subscriber limit ?",
      &st, err);

  *rows = NULL;
  if (rc == 0) {
    statement_int(st, 1, BUS_PARKED_MAX);
    while ((rc = statement_step(st, err)) == 1)
      json_array_append_new(
          out,
          json_pack("{s:o, s:o, s:I, s:o, s:I, s:o, s:o, s:I, s:I}",
                    "subscriber", held_text(st, 0), "subject", held_text(st, 1),
                    "event", statement_get_int(st, 2), "type", held_text(st, 3),
                    "tries", statement_get_int(st, 4), "error",
                    held_text(st, 5), "error_en", held_text(st, 6), "since",
                    statement_get_int(st, 7), "waiting",
                    statement_get_int(st, 8)));
  }
  if (rc != 0) {
    json_decref(out);
    return rc;
  }
  *rows = out;
  return 0;
}

int bus_unheard(struct bus *bus,
                bool (*ours)(const void *context, int64_t command),
                const void *context, struct error *err) {
  int64_t last = storage_last_event(bus->conn);
  struct statement *st;
  bool aside = false;
  int rc;

  for (int i = 0; i < bus->count; i++)
    if (bus->stale || bus->subscribers[i].cursor < last)
      return BUS_BEHIND;
  rc = statement_get(bus->conn,
                     "select e.command from bus_held h join event e"
                     " on e.id = h.event",
                     &st, err);
  if (rc != 0)
    return rc;
  while ((rc = statement_step(st, err)) == 1)
    aside = aside || ours(context, statement_get_int(st, 0));
  return rc != 0 ? rc : aside ? BUS_ASIDE : 0;
}

/* The parked event's subject, to be freed: 1 found, else an error. */
static int held_find_parked(struct bus *bus, const char *subscriber,
                            int64_t event, char **subject, struct error *err) {
  struct statement *st;
  const char *text;
  int rc = statement_get(bus->conn,
                         "select subject from bus_held where subscriber = ?"
                         " and event = ? and parked = 1",
                         &st, err);

  *subject = NULL;
  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber);
  statement_int(st, 2, event);
  rc = statement_step(st, err);
  if (rc < 0)
    return rc;
  if (rc == 0)
    return error_set(err, ERROR_NOT_FOUND, "%s 没有搁置的事件 %" PRId64 "。",
                     "%s has no parked event %" PRId64 ".", subscriber, event);
  text = statement_get_text(st, 0);
  *subject = text != NULL ? strdup(text) : NULL;
  statement_reset(st);
  return 0;
}

int bus_replay(struct bus *bus, const char *subscriber, int64_t event,
               struct error *err) {
  struct statement *st;
  char *subject;
  int rc = held_find_parked(bus, subscriber, event, &subject, err);

  free(subject);
  if (rc == 0)
    rc = statement_get(bus->conn,
                       "update bus_held set parked = 0, tries = 0, next_at = 0"
                       " where subscriber = ? and event = ?",
                       &st, err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber);
  statement_int(st, 2, event);
  return statement_run(st, err);
}

int bus_drop(struct bus *bus, const char *subscriber, int64_t event,
             struct error *err) {
  char *subject;
  int rc = held_find_parked(bus, subscriber, event, &subject, err);

  if (rc == 0)
    rc = held_remove(bus->conn, subscriber, event, subject, err);
  /* The count in memory is read again: the command may yet be undone. */
  if (rc == 0)
    bus_reset(bus);
  free(subject);
  return rc;
}
