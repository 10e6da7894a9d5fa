/* The host: a data folder, its homes, the executors that run them.
 *
 * Everything that a person or program can do is one of two calls, by name:
 * do ("beds.assign": changes, journaled) or ask ("beds.board": reads). The
 * core's own calls have the same form: "core.record_duty", "core.duties",
 * "core.events", ... (home/core_calls.c lists them). The web server and the
 * command line use only this header and registry.h.
 *
 * A home is an actor: a bounded queue, run by at most one executor at a time.
 * Asks run on readers and wait for no command. */
#ifndef SONGHE_HOME_HOST_H
#define SONGHE_HOME_HOST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "storage/registry.h"
#include "storage/storage.h"

#define HOST_QUEUE_MAX 1024 /* items that wait for one home */
#define HOST_BATCH_MAX 64   /* items of one transaction */
#define HOST_HOMES_MAX 64   /* homes that are open at once */

struct host;
struct plugin_zygote;

/* A host over a scratch folder, for cases and replays: it trusts overrides
 * without running their tests. */
struct host_trial {
  struct host *kit;   /* whose zygote and plugins already read it shares */
  const char *site;   /* data folder whose plugins/ and overrides/ hold, NULL */
  const char *home;   /* home's folder whose plugins/, overrides/ hold, NULL */
  const char *folder; /* plugin that takes the place of `plugin` */
  const char *plugin; /* its id; NULL: the folder's name */
  const json_t *only; /* array: these plugins and those they need; NULL: all */
};

struct host_options {
  const char *dir;                /* data folder */
  const char *plugins;            /* folder of shipped plugins */
  const char *runner;             /* path of songhe-runner */
  const char *paper;              /* path of songhe-paper */
  int executors;                  /* 0: as many as cores, at least 2 */
  bool safe_mode;                 /* no plugin runs */
  bool stays;                     /* keeps room aside (docs/decisions/space.md),
                                     says in the log how much is left */
  const struct host_trial *trial; /* NULL: a host proper */
};

/* Call before any thread is started: forks the zygote first. */
int host_open(const struct host_options *options, struct host **out,
              struct error *err);
/* Begins to open the home of a folder that holds just one, so that whoever
 * comes first need not wait for it. Of several, each is opened when it is
 * asked. */
void host_warm(struct host *host);

/* Tells plugins of the open homes that the host stops (core.closing) and waits
 * for what they do about it, some seconds at most: paper shows how things stood
 * at the end (M26). After the last request, before host_close. */
void host_say_closing(struct host *host);
void host_close(struct host *host); /* finishes what was taken up, syncs */

/* A zygote and a memory for plugins, without a folder and threads, for
 * host_trial.kit. Uses plugins, runner and paper of the options. */
int host_kit_open(const struct host_options *options, struct host **out,
                  struct error *err);
void host_kit_close(struct host *kit);
struct plugin_zygote *host_zygote(struct host *host);

struct registry *host_registry(struct host *host);
struct clock *host_clock(struct host *host);
/* Monotonic ms: when the host last looked at what falls due, which it does
 * each second. Any thread. */
int64_t host_looked_at(const struct host *host);
/* ERROR_FULL with what to do when the disk has no room for anything but
 * recording duties. For what goes past the homes: accounts. Any thread. */
int host_check_space(const struct host *host, struct error *err);

/* Makes a home: folder, database, core tables, shipped plugins, and `user`
 * with role administrator and manager in it. */
int host_home_new(struct host *host, const char *id,
                  const struct storage_home *home, const char *user,
                  struct error *err);

/* The same from {id, name, zone, kind} with a new UUID; `user` NULL: the first
 * administrator. */
int host_home_make(struct host *host, const json_t *home, const char *user,
                   struct error *err);

/* The folder's first administrator; owned by the caller. NULL with a reason
 * when there is none. */
char *host_administrator(struct host *host, struct error *err);

/* What a host derives in each home, for storage_options. */
extern const char *const host_derived[];

/* For a home that can only be read since its mark disagrees, in a folder that
 * no host has: storage_accept_loss by `user` (NULL: the first administrator),
 * who must be an administrator or manager of the home. Free *verdict. */
int host_home_accept(struct registry *registry, const struct clock *clock,
                     const char *home, const char *user, const char *reason,
                     struct storage_verdict *verdict,
                     struct storage_receipt *receipt, struct error *err);

/* How much room the disk of a data folder has, as core.home tells it:
 * {level, free_mb, ballast, zh?, en?}. Whether a host has it or not. New
 * reference. */
int host_space(const char *dir, json_t **space, struct error *err);

/* Array of {id, name, zone, kind, state}. New reference. */
int host_home_list(struct host *host, json_t **homes, struct error *err);
/* Whether `user` may have this password: neither short, nor common, nor with
 * their own name or that of a home of the list in it. */
int host_check_password(const json_t *homes, const char *user,
                        const char *field, const char *text, struct error *err);

/* Who calls. Strings are copied at submission. */
struct host_who {
  const char *user;    /* account name; the home decides what it may do */
  const char *station; /* "web 127.0.0.1", "cli" */
  const char *second;  /* account of a second signer who proved presence */
  int64_t second_at;   /* when, ms UTC */
  bool zh;             /* language of texts in results */
};

struct host_call {
  const char *home;    /* home id */
  const char *name;    /* "beds.assign" */
  const json_t *input; /* copied at submission; may be NULL */
  const char *key;     /* idempotency key for do, or NULL */
  int64_t happened_at; /* do: claimed time, 0 none */
  int64_t at;          /* ask: as recorded at this instant (ms), 0: now */
  bool dry_run;        /* do: everything, then undone; nothing journaled */
  bool words;          /* the input's values are texts (a query string);
                          lists, objects and json are JSON text */
  struct host_who who;
};

/* err.code 0: done. For do: receipt and result. For ask: text holds the JSON
 * of the answer (an array of rows, or an object). */
struct host_reply {
  struct error err;
  struct storage_receipt receipt;
  int offset; /* of the home's zone at the receipt's time, s east of UTC */
  json_t *result;
  struct buf text;
};
void host_reply_fini(struct host_reply *reply);

/* {receipt, recorded_at, repeated, result} of an accepted do; null receipt
 * after a dry run. Times in the home's zone. New reference. */
json_t *host_receipt_json(const struct host_reply *reply);

/* Called once, on an executor thread; takes the reply's content by moving it
 * or leaves it to be freed. */
typedef void host_done(void *context, struct host_reply *reply);

/* Never blocks; a full queue or unknown home comes back through `done` with
 * ERROR_BUSY or ERROR_NOT_FOUND. */
void host_do(struct host *host, const struct host_call *call, host_done *done,
             void *context);
void host_ask(struct host *host, const struct host_call *call, host_done *done,
              void *context);

/* The same, waiting. */
void host_do_wait(struct host *host, const struct host_call *call,
                  struct host_reply *reply);
void host_ask_wait(struct host *host, const struct host_call *call,
                   struct host_reply *reply);

/* Stores a file for a later call to name (storage_file_put) and says {hash,
 * size, type} of it: for whoever may do something that takes a file. `type` is
 * what it claims to be, NULL nothing. Waits; call it off the loop. */
struct host_file {
  const void *bytes;
  size_t len;
  const char *type;
};
int host_file_put(struct host *host, const char *home,
                  const struct host_who *who, const struct host_file *file,
                  json_t **answer, struct error *err);

/* The content of a file that the answer of `ask` names in a column declared as
 * a file; `hash` alone opens nothing. ERROR_NOT_FOUND whether it is not there,
 * not named, or the person may not ask. *type is static. Waits, likewise. */
int host_file_get(struct host *host, const struct host_call *ask,
                  const char *hash, struct buf *bytes, const char **type,
                  struct error *err);

/* Waits until a home has nothing left to deliver or advance. */
int host_drain(struct host *host, const char *home, struct error *err);

/* Virtual folders: lets the clock run to `to` (ms), stopping wherever
 * something falls due, and drains. 0: to the next thing due. *stopped is where
 * the clock stands. */
int host_tick(struct host *host, const char *home, int64_t to, int64_t *stopped,
              struct error *err);

/* Every fault of the SQL of a declaration's queries ("queries.board.sql"), in
 * a home that runs the plugins it needs. Nothing of it stays. */
int host_check_queries(struct host *host, const char *home,
                       const json_t *declaration, struct error *err);

/* What was journaled after command `after`, as storage_past_command gives it;
 * *last becomes the last command's sequence. New reference. */
int host_past(struct host *host, const char *home, int64_t after,
              json_t **commands, int64_t *last, struct error *err);

/* Told after each commit that published events, on an executor thread: the
 * last event's id. One listener of the host. */
typedef void host_told(void *context, const char *home, int64_t last_event);
void host_listen(struct host *host, host_told *told, void *context);

#endif
