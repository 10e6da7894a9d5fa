/* One conversation with a runner: LOAD or CALL, its ASKs answered on the way.
 * Plain blocking I/O with poll; for executors, never for the loop thread. */
#ifndef SONGHE_PLUGIN_CALL_H
#define SONGHE_PLUGIN_CALL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/zone.h"
#include "plugin/source.h"
#include "plugin/zygote.h"
#include "runner/wire.h"

#define PLUGIN_ASKS_MAX 20000       /* questions of one call */
#define PLUGIN_ROWS_MAX 10000       /* rows written by one call */
#define PLUGIN_PUBLISH_MAX 1000     /* events, schedules, effects each */
#define PLUGIN_BYTES_MAX (16 << 20) /* bytes that one call writes */
#define PLUGIN_DEPTH_MAX 4          /* Lua queries within Lua queries */
#define PLUGIN_ACTION_MS 1000 /* of an action without deadline_ms; events */
#define PLUGIN_QUERY_MS 5000  /* of a query without; of a report */
#define PLUGIN_LOAD_MS 2000   /* of reading a plugin */

/* How a conversation ended. */
enum plugin_verdict {
  PLUGIN_DONE,    /* with a result */
  PLUGIN_REFUSED, /* refuse()/stop() or fail(), or the host refused */
  PLUGIN_FAILED,  /* an error in the plugin's code; the runner lives */
  PLUGIN_STARVED, /* over its deadline, but the machine let it do little;
                     killed all the same, and no fault of the plugin's */
  PLUGIN_MEMORY,  /* over its memory; the runner is given up */
  PLUGIN_TIMEOUT, /* over its deadline; killed */
  PLUGIN_ABUSED,  /* over a budget, or broke the wire format; killed */
  PLUGIN_DIED,    /* its process ended by itself */
};
const char *plugin_verdict_name(enum plugin_verdict verdict);

/* What a handler may ask for. Each returns 0 or an error code with texts,
 * which then become an error in the plugin (and, if it does not catch it, the
 * refusal of the call). Results are new references. A NULL entry: not allowed
 * in this call. Arguments are checked for their type only: tables, columns,
 * names are the callee's to check, as hostile. */
struct plugin_host_ops {
  int (*insert)(void *context, const char *table, const json_t *row,
                int64_t *id, struct error *err);
  int (*update)(void *context, const char *table, int64_t id,
                const json_t *changes, struct error *err);
  int (*remove)(void *context, const char *table, int64_t id,
                struct error *err);
  int (*get)(void *context, const char *table, int64_t id, json_t **row,
             struct error *err); /* NULL in *row: there is none */
  int (*find)(void *context, const char *table, const json_t *where,
              json_t **rows, struct error *err);
  int (*query)(void *context, const char *name, const json_t *params,
               json_t **rows, struct error *err);
  int (*publish)(void *context, const char *type, const char *subject,
                 const json_t *payload, struct error *err);
  int (*schedule)(void *context, const char *kind, const json_t *schedule,
                  int64_t *id, struct error *err);
  int (*reschedule)(void *context, int64_t schedule, int64_t from,
                    const json_t *changes, int64_t *id, struct error *err);
  int (*stop)(void *context, int64_t schedule, int64_t from, struct error *err);
  int (*release)(void *context, int64_t schedule, int64_t from,
                 struct error *err);
  int (*hold)(void *context, int64_t schedule, int64_t from, int64_t to,
              const char *reason, struct error *err); /* to 0: open */
  int (*effect)(void *context, const char *kind, const char *key,
                const json_t *payload, struct error *err);
  void (*log)(void *context, const char *text);
};

/* A runner of the host's side: one process with one plugin loaded. Used by
 * one thread at a time. */
struct plugin_runner {
  struct plugin_process process;
  struct plugin_zygote *zygote;
  struct wire wire;
  struct buf out;
  uint32_t calls; /* numbers the conversations */
  int64_t spent;  /* ms of calls so far */
  int64_t began;  /* monotonic ms at which the call began */
  /* Since when it is known how much CPU its call uses: from its first question
   * or the first wait for it (WIRE_TICK); most calls end before either. */
  uint32_t watched; /* the call of which this is known */
  int64_t since;    /* monotonic ms */
  int64_t worked;   /* ms of CPU used for it until then */
  bool dead;        /* killed or gone; only close is left */
};

int plugin_runner_open(struct plugin_zygote *zygote,
                       struct plugin_runner *runner, struct error *err);
void plugin_runner_close(struct plugin_runner *runner);

/* Loads a plugin. With `declaration` not NULL it gets what plugin.lua
 * returned, functions as {"$function": "file:line"}; new reference. A syntax
 * error names file and line. It has PLUGIN_LOAD_MS; when the machine is so busy
 * that it hardly ran, it is read again in a fresh runner, and ERROR_BUSY after
 * some tries. */
int plugin_runner_load(struct plugin_runner *runner,
                       const struct plugin_source *source,
                       const struct zone *zone, json_t **declaration,
                       enum plugin_verdict *verdict, struct error *err);

/* The same without applying the overrides in it, and without a zone. */
int plugin_runner_load_bare(struct plugin_runner *runner,
                            const struct plugin_source *source,
                            enum plugin_verdict *verdict, struct error *err);

/* Only compiles the files: an array of {path, text}, those that are no Lua.
 * New reference. */
int plugin_runner_compile(struct plugin_runner *runner,
                          const struct plugin_source *source, json_t **faults,
                          struct error *err);

struct plugin_call {
  const char *plugin; /* id, for texts */
  const char *kind;   /* "action", "query", "event", "before", "report",
                         "rule"; of the kit: "file" (what a file returns),
                         "case" (args: its number), "used" (files run) */
  const char *name;   /* of the action, query, event pattern, rule, file */
  const json_t *call; /* what the handler gets first (not for a rule) */
  const json_t *args; /* array: arguments of a rule */
  /* {table: {column: value}} of fields that an override added: go into the
   * first row that the call inserts there, and are then taken out. NULL:
   * none */
  json_t *added;
  int64_t deadline; /* CLOCK_MONOTONIC, ms */
  bool quiet; /* file and line of an error go to the log only: who calls is not
                 who wrote the plugin */
  const struct plugin_host_ops *ops;
  void *context; /* for the ops */
  /* whose question this call answers, when a Lua query of one plugin serves
   * another; NULL otherwise */
  const struct plugin_call *caller;
};

/* Whether a Lua query of `plugin` may be run to answer a question of `caller`:
 * PLUGIN_DEPTH_MAX calls at most, no plugin twice. The nested call takes
 * `caller` and its deadline. 0, or ERROR_PLUGIN with the reason. */
int plugin_call_nest(const struct plugin_call *caller, const char *plugin,
                     struct error *err);

/* Runs a handler. 0 and a new reference in *result (null when it returned
 * nothing), or an error: ERROR_INPUT or ERROR_RULE with its faults when it
 * refused, ERROR_TIMEOUT, ERROR_PLUGIN. *verdict tells how it ended; after any
 * but DONE, REFUSED, FAILED the runner is dead. The caller rolls back. */
int plugin_call(struct plugin_runner *runner, const struct plugin_call *call,
                json_t **result, enum plugin_verdict *verdict,
                struct error *err);

#endif
