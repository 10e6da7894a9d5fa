/* The runners that are kept warm: at most one for writing and one for reading
 * per home and plugin, 32 in all. Thread-safe; a runner that was taken belongs
 * to the taker until it is given back. */
#ifndef SONGHE_PLUGIN_RUNNERS_H
#define SONGHE_PLUGIN_RUNNERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"
#include "plugin/call.h"
#include "plugin/catalogue.h"

#define RUNNERS_KEPT 32          /* processes at once */
#define RUNNERS_IDLE (5 * 60000) /* ms after which an idle one is ended */
#define RUNNERS_SPENT 20000      /* ms of calls after which one is renewed */
#define RUNNERS_STRIKES 3        /* kills within RUNNERS_STRIKE_AGE */
#define RUNNERS_STRIKE_AGE (60 * 60000) /* ms that a strike counts */

struct plugin_runners;

/* What the pool tells the host. Called without its lock, on the thread that
 * gave the runner back. */
struct plugin_runners_events {
  void *context;
  /* The third strike: the plugin is to be quarantined in this home. */
  void (*quarantine)(void *context, const char *home, const char *plugin,
                     const char *zh, const char *en);
};

/* Which of the two runners. */
enum runner_use { RUNNER_WRITES, RUNNER_READS };

/* Who wants a runner. */
struct runner_want {
  const char *home;
  struct plugin_entry *entry; /* the version to run */
  const struct zone *zone;    /* of the home */
  enum runner_use use;
  int64_t deadline; /* monotonic ms; also the wait for a busy runner */
};

int plugin_runners_new(struct plugin_zygote *zygote,
                       const struct plugin_runners_events *events,
                       struct plugin_runners **out, struct error *err);
void plugin_runners_free(struct plugin_runners *runners); /* none taken */

/* A runner with the plugin loaded, started when there is none (under 5 ms).
 * Waits while another thread has it. ERROR_BUSY when all are taken,
 * ERROR_TIMEOUT at the deadline, ERROR_PLUGIN when the plugin fails to load.
 * The time of starting is not charged to the plugin. */
int plugin_runners_take(struct plugin_runners *runners,
                        const struct runner_want *want,
                        struct plugin_runner **out, struct error *err);

/* Gives it back with how the call ended; kills count as strikes. */
void plugin_runners_give(struct plugin_runners *runners,
                         struct plugin_runner *runner,
                         enum plugin_verdict verdict);

/* Ends the idle runners of a home (NULL: all) and plugin (NULL: all), and the
 * taken ones when they come back: for swaps and for closing. */
void plugin_runners_drop(struct plugin_runners *runners, const char *home,
                         const char *plugin);

/* Ends runners idle for RUNNERS_IDLE; call each minute or so. */
void plugin_runners_reap(struct plugin_runners *runners);

/* How many processes there are now. */
int plugin_runners_count(struct plugin_runners *runners);

#endif
