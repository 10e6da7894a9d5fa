/* The bus: events that a home's commands published, brought to each
 * subscriber in order, its effect exactly once.
 *
 * Events are rows of the journal (storage_publish). A subscriber is a handler
 * of a plugin (or of the core) with a pattern; its progress is a cursor that
 * moves in the transaction of its effect. An event that fails is put aside
 * with its subject: later events of that subject wait behind it, others pass.
 * After BUS_TRIES_MAX tries the subject is parked until an operator replays or
 * drops it, with a reason. Memory is bounded whatever the backlog: events are
 * read from the database as they are delivered.
 *
 * Runs on the home's executor, inside its batches. */
#ifndef SONGHE_BUS_BUS_H
#define SONGHE_BUS_BUS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "storage/storage.h"

#define BUS_TRIES_MAX 5
#define BUS_DEPTH_MAX 16        /* events that may lead to one another */
#define BUS_SUBSCRIBERS_MAX 256 /* of one home */
#define BUS_PARKED_MAX 1000     /* subjects that one list shows */

struct bus;

/* Who does what a subscriber does with its events. A run of events for one
 * subscriber is one command; what each event leads to is a delivery of it, kept
 * or undone by itself. */
struct bus_handler {
  void *context;
  /* Says whose command the run is: plugin, action, version, station. Texts are
   * borrowed until `close`. An error puts the event aside. */
  int (*open)(void *context, const char *subscriber,
              struct storage_command *command, struct error *err);
  /* Inside the delivery: an error undoes it, and the event is put aside. */
  int (*deliver)(void *context, const struct storage_event *event,
                 struct error *err);
  void (*close)(void *context); /* after each `open` that succeeded */
};

/* Cursors and put-aside events are derived tables of this storage. Called
 * outside a batch, once each open. */
extern const char bus_ddl[]; /* for storage_options.derived */
int bus_open(struct storage *storage, struct bus **out, struct error *err);
void bus_close(struct bus *bus);

/* Forgets what it remembered of cursors and reads them again when next used:
 * call it after storage_rollback or a failed storage_commit. */
void bus_reset(struct bus *bus);

/* storage_publish with the bound on depth: `depth` is 0 when a person or the
 * clock began the open command, else one more than that of the event that it
 * answers. */
int bus_publish(struct storage *storage, int64_t depth, const char *type,
                const char *subject, const json_t *payload, int64_t *event,
                struct error *err);

/* The subscribers from now on: array of {name, pattern}. A new one starts
 * after the last event; one that left keeps its cursor for its return. Name is
 * "<plugin>:<pattern>". Inside an open batch, outside a command. */
int bus_subscribe(struct bus *bus, const json_t *subscribers,
                  struct error *err);

/* Whether "beds.*" or "beds.**" covers "beds.assigned". */
bool bus_match(const char *pattern, const char *type);

/* Inside an open batch, outside a command: delivers up to `limit` due events,
 * oldest first per subject, in runs per subscriber. Returns how many
 * were handled (delivered, put aside, or passed over because nobody wants
 * them), 0 when nothing is due. A subscriber that comes back to a long backlog
 * takes turns with those that are up to date. An error means that storage
 * failed: the batch must be rolled back, no try was used up. */
int bus_deliver_some(struct bus *bus, int64_t now, int limit,
                     const struct bus_handler *handler, struct error *err);

/* When something is due next: 0 now, INT64_MAX never. ms UTC. */
int64_t bus_next(struct bus *bus, int64_t now);

/* Inside a command that has published nothing yet: whether all that was
 * published has had its effect. BUS_BEHIND: a subscriber has events before it;
 * BUS_ASIDE: one that failed and waits was published by a command that `ours`
 * knows. */
enum { BUS_BEHIND = 1, BUS_ASIDE = 2 };
int bus_unheard(struct bus *bus,
                bool (*ours)(const void *context, int64_t command),
                const void *context, struct error *err);

/* Parked subjects: array of {subscriber, subject, event, type, tries, error
 * (Chinese), error_en, since (ms UTC of the first failure), waiting (events of
 * the subject behind it)}. At most BUS_PARKED_MAX. */
int bus_parked(struct storage_conn *conn, json_t **rows, struct error *err);

/* By an operator, inside a command: try again now, or give up that event. */
int bus_replay(struct bus *bus, const char *subscriber, int64_t event,
               struct error *err);
int bus_drop(struct bus *bus, const char *subscriber, int64_t event,
             struct error *err);

#endif
