/* What the files of the bus share. Nothing else includes it. */
#ifndef SONGHE_BUS_INSIDE_H
#define SONGHE_BUS_INSIDE_H

#include "base/json.h"
#include "bus/bus.h"
#include "storage/statement.h"

#define BUS_PAGE 64   /* events read at once; STORAGE_DELIVERIES_MAX at most */
#define BUS_SCAN 1024 /* events looked at in one call */
#define BUS_LAZY 4096 /* events passed over before cursors are written */

/* One subscriber that is here now. */
struct bus_subscriber {
  char *name;     /* owned */
  char *pattern;  /* owned */
  int64_t cursor; /* events up to it are handled or held */
  int64_t held;   /* rows of bus_held, so that most events skip a look */
  bool dirty;     /* the cursor must be written with this batch */
};

struct bus {
  struct storage *storage;
  struct storage_conn *conn; /* the writer's, borrowed */
  struct bus_subscriber subscribers[BUS_SUBSCRIBERS_MAX];
  int count;
  int64_t passed; /* events passed over since cursors were written */
  bool stale;     /* memory does not match the tables */
};

/* What one call of bus_deliver_some goes by. */
struct bus_round {
  struct bus *bus;
  int64_t now;
  const struct bus_handler *handler;
};

/* Events for one subscriber, in one command that the first of them opens. */
struct bus_run {
  struct bus_round *round;
  struct bus_subscriber *subscriber;
  bool open;
};

/* An event copied out of storage: its handler may read events itself. */
struct bus_event {
  struct storage_event event;
  char *type;
  char *subject;
  bool wanted; /* by somebody */
};

/* Reads a page of at most `limit` (BUS_PAGE) events after `after`; returns how
 * many. Free each with bus_event_fini. */
int bus_read_page(struct bus *bus, int64_t after, int limit,
                  struct bus_event *page, struct error *err);
void bus_event_fini(struct bus_event *event);

/* Whether this failure is the database's and not the handler's. */
bool bus_is_storage_failure(struct bus *bus, int code);

/* One event of a run: 0 when its delivery is in the transaction, else why it
 * failed; bus_is_storage_failure tells whose fault that is. */
int bus_run_event(struct bus_run *run, const struct storage_event *event,
                  struct error *why);

/* Ends the run's command; after a failure of storage `failed`, which undoes
 * it. Nothing to do when no event opened it. */
int bus_run_end(struct bus_run *run, bool failed, struct error *err);

/* held.c: events that were put aside. */

/* Whether an event of this subject must wait behind one that failed: 1, 0 or
 * an error. */
int bus_held_behind(struct bus *bus, struct bus_subscriber *subscriber,
                    const struct storage_event *event, struct error *err);

/* Puts aside an event that failed (why not NULL) or must wait (NULL). */
int bus_held_add(struct bus_round *round, struct bus_subscriber *subscriber,
                 const struct storage_event *event, const struct error *why,
                 struct error *err);

/* Tries due events again, at most `limit`; returns how many. */
int bus_held_retry(struct bus_round *round, int limit, struct error *err);

/* The earliest try of a subscriber that is here; INT64_MAX: none. */
int64_t bus_held_next(struct bus *bus);

#endif
