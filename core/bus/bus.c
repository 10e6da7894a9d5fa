#include "bus/bus.h"

#include <stdlib.h>
#include <string.h>

#include "bus/inside.h"

/* bus_held: `head` marks the oldest of its subscriber and subject, the only
 * one that is tried; those behind it wait. */
const char bus_ddl[] =
    "create table if not exists bus_cursor("
    " subscriber text primary key not null, pattern text not null,"
    " event integer not null, here integer not null) strict, without rowid;"
    "create table if not exists bus_held("
    " subscriber text not null, event integer not null, subject text,"
    " type text not null, head integer not null, parked integer not null,"
    " tries integer not null, next_at integer not null,"
    " since integer not null, error text, error_en text,"
    " primary key(subscriber, event)) strict, without rowid;"
    "create index if not exists bus_held_subject"
    " on bus_held(subscriber, subject, event);"
    "create index if not exists bus_held_due"
    " on bus_held(next_at) where head = 1 and parked = 0;"
    "create index if not exists bus_held_parked"
    " on bus_held(event) where parked = 1;";

int bus_open(struct storage *storage, struct bus **out, struct error *err) {
  struct bus *bus;
  int rc = storage_derive(storage, bus_ddl, err);

  *out = NULL;
  if (rc != 0)
    return rc;
  bus = calloc(1, sizeof *bus);
  if (bus == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  bus->storage = storage;
  bus->conn = storage_writer(storage);
  *out = bus;
  return 0;
}

static void bus_forget_subscribers(struct bus *bus) {
  for (int i = 0; i < bus->count; i++) {
    free(bus->subscribers[i].name);
    free(bus->subscribers[i].pattern);
  }
  bus->count = 0;
}

void bus_close(struct bus *bus) {
  if (bus == NULL)
    return;
  bus_forget_subscribers(bus);
  free(bus);
}

void bus_reset(struct bus *bus) {
  bus->stale = true;
}

bool bus_match(const char *pattern, const char *type) {
  while (*pattern != '\0') {
    if (strcmp(pattern, "**") == 0)
      return *type != '\0';
    if (*pattern == '*') {
      if (*type == '\0' || *type == '.')
        return false;
      type += strcspn(type, ".");
      pattern++;
      continue;
    }
    if (*pattern++ != *type++)
      return false;
  }
  return *type == '\0';
}

int bus_publish(struct storage *storage, int64_t depth, const char *type,
                const char *subject, const json_t *payload, int64_t *event,
                struct error *err) {
  if (depth > BUS_DEPTH_MAX)
    return error_set(
        err, ERROR_RULE,
        "事件 %s 已是第 %d 层连锁，可能在互相触发，没有发布。"
        "请管理员检查有关插件。",
        "Event %s would be number %d in a chain of events that set off one "
        "another, perhaps in a circle: not published. Please have the plugins "
        "checked.",
        type, (int)depth);
  return storage_publish(storage, type, subject, payload, event, err);
}

/* --- subscribers --------------------------------------------------------- */

/* Where this subscriber stands: its old cursor, or the last event for one
 * never seen. */
static int bus_cursor_load(struct bus *bus, struct bus_subscriber *subscriber,
                           struct error *err) {
  struct statement *st;
  int rc = statement_get(
      bus->conn, "select event from bus_cursor where subscriber = ?", &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber->name);
  rc = statement_step(st, err);
  if (rc < 0)
    return rc;
  subscriber->cursor =
      rc == 1 ? statement_get_int(st, 0) : storage_last_event(bus->conn);
  statement_reset(st);
  rc = statement_get(bus->conn,
                     "select count(*) from bus_held where subscriber = ?", &st,
                     err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber->name);
  rc = statement_step(st, err);
  if (rc < 0)
    return rc;
  subscriber->held = statement_get_int(st, 0);
  statement_reset(st);
  subscriber->dirty = false;
  return 0;
}

static int bus_cursor_save(struct bus *bus, struct bus_subscriber *subscriber,
                           struct error *err) {
  struct statement *st;
  int rc =
      statement_get(bus->conn,
                    "insert into bus_cursor(subscriber, pattern, event, here)"
                    " values(?1, ?2, ?3, 1) on conflict(subscriber)"
                    " do update set pattern = ?2, event = ?3, here = 1",
                    &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, subscriber->name);
  statement_text(st, 2, subscriber->pattern);
  statement_int(st, 3, subscriber->cursor);
  rc = statement_run(st, err);
  if (rc == 0)
    subscriber->dirty = false;
  return rc;
}

static int bus_add_subscriber(struct bus *bus, const json_t *row,
                              struct error *err) {
  struct bus_subscriber *subscriber = &bus->subscribers[bus->count];
  int rc;

  *subscriber = (struct bus_subscriber){0};
  subscriber->name = strdup(json_get_text(row, "name", ""));
  subscriber->pattern = strdup(json_get_text(row, "pattern", ""));
  bus->count++;
  if (subscriber->name == NULL || subscriber->pattern == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = bus_cursor_load(bus, subscriber, err);
  return rc != 0 ? rc : bus_cursor_save(bus, subscriber, err);
}

/* Those about to leave must not come back to events they have passed. */
static int bus_save_all(struct bus *bus, bool all, struct error *err) {
  for (int i = 0; i < bus->count; i++) {
    struct bus_subscriber *subscriber = &bus->subscribers[i];
    int rc = 0;

    if (all || subscriber->dirty)
      rc = bus_cursor_save(bus, subscriber, err);
    if (rc != 0)
      return rc;
  }
  bus->passed = 0;
  return 0;
}

static int bus_reload(struct bus *bus, struct error *err) {
  for (int i = 0; i < bus->count; i++) {
    int rc = bus_cursor_load(bus, &bus->subscribers[i], err);
    if (rc != 0)
      return rc;
  }
  bus->passed = 0;
  bus->stale = false;
  return 0;
}

int bus_subscribe(struct bus *bus, const json_t *subscribers,
                  struct error *err) {
  struct statement *st;
  json_t *row;
  size_t i;
  int rc = bus->stale ? bus_reload(bus, err) : 0;

  if (rc == 0 && json_array_size(subscribers) > BUS_SUBSCRIBERS_MAX)
    rc = error_set(err, ERROR_INPUT, "插件订阅的事件太多（最多 %d 个）。",
                   "The plugins listen to too much (%d at most).",
                   BUS_SUBSCRIBERS_MAX);
  if (rc == 0)
    rc = bus_save_all(bus, true, err);
  if (rc == 0)
    rc = statement_get(bus->conn, "update bus_cursor set here = 0", &st, err);
  if (rc == 0)
    rc = statement_run(st, err);
  if (rc != 0)
    return rc;
  bus_forget_subscribers(bus);
  json_array_foreach(subscribers, i, row) {
    rc = bus_add_subscriber(bus, row, err);
    if (rc != 0)
      return rc;
  }
  return 0;
}

/* --- reading ------------------------------------------------------------- */

struct bus_page {
  struct bus_event *events;
  int count;
};

static int bus_copy(void *context, const struct storage_event *event) {
  struct bus_page *page = context;
  struct bus_event *copy = &page->events[page->count];

  *copy = (struct bus_event){.event = *event};
  copy->type = strdup(event->type);
  copy->subject = event->subject != NULL ? strdup(event->subject) : NULL;
  copy->event.type = copy->type;
  copy->event.subject = copy->subject;
  json_incref(copy->event.payload);
  page->count++;
  return copy->type == NULL;
}

int bus_read_page(struct bus *bus, int64_t after, int limit,
                  struct bus_event *page, struct error *err) {
  struct bus_page into = {page, 0};
  int rc = storage_events(bus->conn, after, limit < BUS_PAGE ? limit : BUS_PAGE,
                          bus_copy, &into, err);

  if (rc >= 0)
    return into.count;
  for (int i = 0; i < into.count; i++)
    bus_event_fini(&page[i]);
  return rc;
}

void bus_event_fini(struct bus_event *event) {
  json_decref(event->event.payload);
  free(event->type);
  free(event->subject);
}

/* --- delivering ---------------------------------------------------------- */

bool bus_is_storage_failure(struct bus *bus, int code) {
  switch (code) {
  case ERROR_FULL:
  case ERROR_IO:
  case ERROR_CORRUPT:
  case ERROR_READONLY:
  case ERROR_MEMORY:
    return true;
  default:
    return storage_state(bus->storage, NULL) != ERROR_NONE;
  }
}

int bus_run_event(struct bus_run *run, const struct storage_event *event,
                  struct error *why) {
  const struct bus_handler *handler = run->round->handler;
  struct storage *storage = run->round->bus->storage;
  struct storage_command command = {0};
  int ended;
  int rc = 0;

  if (!run->open) {
    rc = handler->open(handler->context, run->subscriber->name, &command, why);
    if (rc != 0)
      return rc;
    run->open = true;
    rc = storage_command_begin(storage, &command, why);
  }
  if (rc == 0)
    rc = storage_delivery_begin(storage, event, why);
  if (rc == 0)
    rc = handler->deliver(handler->context, event, why);
  ended = storage_delivery_end(storage, rc == 0, rc == 0 ? why : NULL);
  return ended != 0 ? ended : rc;
}

int bus_run_end(struct bus_run *run, bool failed, struct error *err) {
  const struct bus_handler *handler = run->round->handler;
  struct storage *storage = run->round->bus->storage;
  int rc = 0;

  if (!run->open)
    return 0;
  run->open = false;
  if (failed)
    storage_command_drop(storage);
  else
    rc = storage_deliveries_accept(storage, err);
  handler->close(handler->context);
  return rc;
}

/* One event of a subscriber's run: delivered, or put aside. */
static int bus_hand_over(struct bus_run *run, const struct storage_event *event,
                         struct error *err) {
  struct bus_subscriber *subscriber = run->subscriber;
  struct bus_round *round = run->round;
  struct error why;
  int rc = bus_held_behind(round->bus, subscriber, event, err);

  if (rc < 0)
    return rc;
  if (rc == 1)
    return bus_held_add(round, subscriber, event, NULL, err);
  error_init(&why);
  rc = bus_run_event(run, event, &why);
  if (rc != 0 && bus_is_storage_failure(round->bus, rc))
    error_move(err, &why);
  else if (rc != 0)
    rc = bus_held_add(round, subscriber, event, &why, err);
  error_fini(&why);
  return rc;
}

/* The cursors that stand at `from` walk on to at most `until`, together. */
struct bus_lane {
  int64_t from;
  int64_t until;
  int limit;   /* events to hand over */
  int handled; /* handed over */
  int scanned; /* looked at */
};

static bool bus_wants(const struct bus_subscriber *subscriber,
                      const struct bus_lane *lane,
                      const struct storage_event *event) {
  return subscriber->cursor == lane->from &&
         bus_match(subscriber->pattern, event->type);
}

/* How many events of a page this call takes, each by all who want it. */
static int bus_lane_cut(const struct bus *bus, struct bus_lane *lane,
                        const struct bus_event *page, int count) {
  int taken = 0;

  while (taken < count && page[taken].event.id <= lane->until &&
         lane->handled < lane->limit) {
    int wanted = 0;
    for (int i = 0; i < bus->count; i++)
      wanted +=
          bus_wants(&bus->subscribers[i], lane, &page[taken].event) ? 1 : 0;
    lane->handled += wanted;
    taken++;
  }
  return taken;
}

/* What one subscriber wants of these events, as one run. */
static int bus_lane_subscriber(struct bus_round *round, struct bus_lane *lane,
                               struct bus_subscriber *subscriber,
                               struct bus_event *page, int count,
                               struct error *err) {
  struct bus_run run = {.round = round, .subscriber = subscriber};
  int ended;
  int rc = 0;

  for (int i = 0; i < count && rc == 0; i++) {
    if (!bus_wants(subscriber, lane, &page[i].event))
      continue;
    rc = bus_hand_over(&run, &page[i].event, err);
    subscriber->dirty = true;
    page[i].wanted = true;
  }
  ended = bus_run_end(&run, rc != 0, rc == 0 ? err : NULL);
  return rc != 0 ? rc : ended;
}

static int bus_lane_events(struct bus_round *round, struct bus_lane *lane,
                           struct bus_event *page, int count,
                           struct error *err) {
  struct bus *bus = round->bus;

  for (int i = 0; i < bus->count; i++) {
    int rc = bus_lane_subscriber(round, lane, &bus->subscribers[i], page, count,
                                 err);
    if (rc != 0)
      return rc;
  }
  for (int i = 0; i < bus->count; i++)
    if (bus->subscribers[i].cursor == lane->from)
      bus->subscribers[i].cursor = page[count - 1].event.id;
  for (int i = 0; i < count; i++)
    bus->passed += page[i].wanted ? 0 : 1;
  lane->from = page[count - 1].event.id;
  lane->scanned += count;
  return 0;
}

static int bus_lane_run(struct bus_round *round, struct bus_lane *lane,
                        struct error *err) {
  struct bus_event page[BUS_PAGE];
  int count = 1;
  int rc = 0;

  while (rc == 0 && count > 0 && lane->handled < lane->limit &&
         lane->scanned < BUS_SCAN && lane->from < lane->until) {
    int taken;
    count = bus_read_page(round->bus, lane->from, BUS_PAGE, page, err);
    if (count < 0)
      return count;
    taken = bus_lane_cut(round->bus, lane, page, count);
    if (taken > 0)
      rc = bus_lane_events(round, lane, page, taken, err);
    for (int i = 0; i < count; i++)
      bus_event_fini(&page[i]);
    if (taken == 0)
      break;
  }
  return rc;
}

/* The cursors that lag most behind, and the next group ahead of them. */
static void bus_find_lanes(const struct bus *bus, int64_t *last,
                           int64_t *second, int64_t *front) {
  *last = INT64_MAX;
  *second = INT64_MAX;
  *front = -1;
  for (int i = 0; i < bus->count; i++) {
    int64_t cursor = bus->subscribers[i].cursor;
    if (cursor < *last) {
      *second = *last;
      *last = cursor;
    } else if (cursor > *last && cursor < *second) {
      *second = cursor;
    }
    if (cursor > *front)
      *front = cursor;
  }
}

int bus_deliver_some(struct bus *bus, int64_t now, int limit,
                     const struct bus_handler *handler, struct error *err) {
  struct bus_round round = {bus, now, handler};
  struct bus_lane front = {0};
  struct bus_lane behind = {0};
  int64_t last;
  int64_t second;
  int64_t first;
  int retried;
  int rc = bus->stale ? bus_reload(bus, err) : 0;

  if (rc != 0)
    return rc;
  if (bus->count == 0)
    return 0;
  retried = bus_held_retry(&round, limit > 1 ? limit / 2 : 1, err);
  if (retried < 0)
    return retried;
  bus_find_lanes(bus, &last, &second, &first);
  /* Those up to date go first, with half of what is left when somebody else
   * lags behind. */
  front.from = first;
  front.until = INT64_MAX;
  front.limit = limit - retried;
  if (last < first)
    front.limit = (front.limit + 1) / 2;
  rc = bus_lane_run(&round, &front, err);
  if (rc == 0 && last < first) {
    behind.from = last;
    behind.until = second;
    behind.limit = limit - retried - front.handled;
    rc = bus_lane_run(&round, &behind, err);
  }
  if (rc == 0)
    rc = bus_save_all(bus, bus->passed >= BUS_LAZY, err);
  return rc != 0 ? rc : retried + front.scanned + behind.scanned;
}

int64_t bus_next(struct bus *bus, int64_t now) {
  int64_t next;
  int64_t last;

  if (bus->count == 0)
    return INT64_MAX;
  if (bus->stale)
    return 0;
  last = storage_last_event(bus->conn);
  for (int i = 0; i < bus->count; i++)
    if (bus->subscribers[i].cursor < last)
      return 0;
  next = bus_held_next(bus);
  return next <= now ? 0 : next;
}
