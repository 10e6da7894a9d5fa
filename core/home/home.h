/* One home as the host runs it: what the files of home/ share. Only home/
 * includes it.
 *
 * Locks, in the order they are taken: home->open_lock, host->lock,
 * home->reader_lock. host->lock guards queues, flags and pointers to `live`;
 * nothing slow happens under it. What is marked "executor" belongs to the one
 * executor that runs the home. */
#ifndef SONGHE_HOME_HOME_H
#define SONGHE_HOME_HOME_H

#include <pthread.h>
#include <stdatomic.h>

#include "bus/bus.h"
#include "home/host.h"
#include "home/live.h"
#include "home/space.h"
#include "storage/statement.h"

#define HOME_READERS 4                /* read connections of one home */
#define HOME_QUERIES 128              /* prepared queries of one connection */
#define HOME_NEST_MAX 4               /* queries within one another */
#define HOME_DELIVER_MS 20            /* deliveries of a batch with commands */
#define HOME_ADVANCE_STEPS 512        /* duties moved on in one batch */
#define HOME_SYNC_MS 1000             /* the mark is made durable */
#define HOME_IDLE_MS (10 * 60 * 1000) /* a home closes after this */
#define HOME_ADVANCE_PAUSE_MS                                                  \
  60000                        /* a failed advance is tried again, later       \
                                */
#define HOME_ADVANCE_DOUBLED 6 /* and later: doubled this often at most */
#define HOME_FULL_MS 5000      /* a full disk is tried again */
#define HOST_EXECUTORS_MAX 16
#define HOST_READERS 3     /* threads that answer asks */
#define HOST_ASKS_MAX 1024 /* asks that wait */
#define HOST_KNOWN 32      /* plugin versions kept in memory */
#define HOST_FAULTS 32     /* versions that can't be read, kept likewise */

struct home;
struct item;
struct duty_book;

/* A host_call with its own copies. */
struct request {
  char *home;
  char *name;
  char *key;
  char *user;
  char *station;
  char *second;
  json_t *input;
  int64_t second_at;
  int64_t happened_at;
  int64_t at;
  bool dry_run;
  bool zh;
  bool words;  /* values of the input are texts */
  bool system; /* the host itself asks: no person, every permission */
};

int request_init(struct request *request, const struct host_call *call);
void request_fini(struct request *request);

/* Work outside a batch, alone: an import, the mark's sync, closing. Fills
 * item->reply. */
typedef void home_job(struct home *home, struct item *item);

/* Something for a home to do. Freed by item_finish. */
struct item {
  struct item *next;
  struct home *home;
  struct request request;
  home_job *job; /* NULL: a command */
  bool prepare;  /* reads and tries a plugin on a reader first */
  bool again;    /* the job wants another turn, behind whatever waits */
  void *job_context;
  host_done *done;
  void *context;
  struct host_reply reply;
};

struct item *item_new(const struct host_call *call, host_done *done,
                      void *context);
void item_finish(struct item *item); /* tells `done`, frees */

/* Copies code, texts and faults. `to` must be empty. */
void error_copy(struct error *to, int code, const struct error *from);

/* Prepared queries of one connection, for one `live`. */
struct query_cache {
  struct storage_conn *conn;
  const struct live *live;
  struct {
    const json_t *declaration;
    struct storage_query *query;
  } slots[HOME_QUERIES];
};
void query_cache_clear(struct query_cache *cache);

#define HOME_DUTIES_STOPPED (-1)

struct home_reader {
  struct storage_reader *reader;
  struct query_cache queries;
  bool busy;
};

struct home {
  struct host *host;
  char id[33];

  /* host->lock */
  struct item *head;
  struct item *tail;
  int waiting; /* items in the queue */
  bool ready;  /* in the host's ready list */
  bool running;
  bool poked;      /* run a batch even with an empty queue */
  bool reopen;     /* executor: its zone was set, it opens anew when idle */
  int asking;      /* asks in flight: it may not close */
  int64_t wake_at; /* ms UTC, INT64_MAX never */
  int64_t sync_at; /* monotonic, 0: nothing to sync */
  int64_t used_at; /* monotonic */
  bool closing;
  bool opened;
  /* monotonic: when the access log is to be written, 0: nothing waits */
  int64_t access_at;
  struct home *next_ready;
  struct live *live; /* changed by the executor, under the lock */
  bool quarantine;   /* a member of `live` has its third strike */

  pthread_mutex_t open_lock;
  struct plugins_ahead *ahead; /* open_lock; NULL but while it opens */

  /* executor (and whoever holds open_lock while opening) */
  struct storage *storage;
  struct bus *bus;
  struct duty_book *book;
  struct query_cache queries; /* of the writer's connection */
  struct live *pending;       /* becomes `live` when the batch commits */
  bool effects_due;           /* look for effects after this commit */
  int64_t effects_at;         /* ms UTC of the next try, INT64_MAX never */
  int64_t advance_at;         /* ms UTC: duties advance no earlier, 0 at once */
  int advance_failed;         /* times in a row */
  int64_t files_at;           /* ms UTC of the next sweep, INT64_MAX never */
  int64_t last_event;         /* that the listener was told of */
  const struct live *heard;   /* whose subscribers the bus has */
  bool heard_few;             /* only those that keep duties */
  int64_t stamp_at;           /* monotonic, of the next stamp at the earliest */
  bool copy_confirmed;        /* by a command of the open batch */

  /* A schedule whose duties are set aside, HOME_DUTIES_STOPPED when none
   * advance, 0: all is well. Set by the executor, read by anyone. */
  _Atomic int64_t duty_fault;

  /* A command that the registry knows and the journal lacks, 0: none, and when
   * it was known. Set by the executor, read by anyone. */
  _Atomic int64_t copy_lacks;
  _Atomic int64_t copy_at; /* ms UTC */

  pthread_mutex_t reader_lock;
  pthread_cond_t reader_free;
  struct home_reader readers[HOME_READERS];
};

struct host {
  char *dir;
  char *plugins;
  char *runner;
  char *paper;
  bool safe_mode;
  struct registry *registry;
  struct clock clock;
  struct plugin_zygote *zygote;
  struct plugin_runners *runners; /* of all homes; NULL: no plugin runs */
  struct plugin_entry *known[HOST_KNOWN]; /* versions read before; lock */
  int known_next;
  struct plugins_fault *faults[HOST_FAULTS]; /* what could not be read; lock */
  int fault_next;
  bool is_trial; /* a scratch host; the next six are its host_trial's */
  struct host *kit;
  char *site; /* where site plugins and overrides lie; a host proper: dir */
  char *like;
  char *folder;
  char *plugin;
  json_t *only;

  pthread_mutex_t lock;
  pthread_cond_t work;    /* a home is ready, or stopping */
  pthread_cond_t asks;    /* an ask waits, or stopping */
  pthread_cond_t wake;    /* wake_at moved, or stopping */
  pthread_cond_t settled; /* a home stopped running */
  struct home *homes[HOST_HOMES_MAX];
  int home_count;
  struct home *ready_head;
  struct home *ready_tail;
  struct item *ask_head;
  struct item *ask_tail;
  int ask_count;
  bool stopping;
  bool readers_stop;
  pthread_t executors[HOST_EXECUTORS_MAX];
  int executor_count;
  pthread_t readers[HOST_READERS];
  int reader_count;
  pthread_t waker;
  bool waker_runs;
  _Atomic int64_t looked_at;   /* monotonic ms of the waker's last look */
  _Atomic int64_t clock_doubt; /* ms the clock jumped ahead, unconfirmed */
  pthread_mutex_t step_lock;
  int64_t step_wall; /* step_lock: the clock when somebody last looked */
  int64_t step_mono;
  host_told *told;
  void *told_context;
  struct space space;
};

/* --- home.c: opening, closing, batches ------------------------------------ */

/* Any thread. Opens the home if it is not; 0 when it can at least be read. */
int home_ensure_open(struct home *home, struct error *err);
void home_close(struct home *home); /* nothing may run in it */

/* Whether the home can't be written until somebody has looked at it. A full
 * disk is no such state: it may have room again. */
bool home_is_broken(const struct home *home);
/* Whether `rc` says that storage failed, so that the batch is lost. */
bool home_is_failure(const struct home *home, int rc);

/* Executor: one turn with these items (may be none). */
void home_take_turn(struct home *home, struct item *items);

/* Executor, inside a batch's turn: after a failed batch. */
void home_batch_undone(struct home *home);
int home_batch_commit(struct home *home, struct error *err);
/* When something is to do next without anybody asking, ms UTC. */
int64_t home_next(struct home *home);

/* --- executors.c -----------------------------------------------------------
 */

int executors_start(struct host *host, int count, struct error *err);
void executors_stop(struct host *host);
/* host->lock held. */
void executors_ready(struct host *host, struct home *home);
/* Any thread: hands an item to a home; BUSY when its queue is full (the item
 * then is still the caller's). */
int executors_submit(struct home *home, struct item *item, struct error *err);
/* Executor: an item of this turn goes behind what waits, however much. */
void executors_again(struct home *home, struct item *item);

/* stamp.c: where the journal stood, outside the home's folder. */

/* While opening: is what was there then still there? */
void stamp_check(struct home *home);
/* Executor, outside a batch: notes where the journal stands, once a minute or
 * `now`; not while what was there before is missing and nobody confirmed it. */
void stamp_note(struct home *home, bool now);
/* Executor: the batch in which somebody confirmed it has ended. */
void stamp_settle(struct home *home, bool saved);
/* What is missing and what to do; NULL when nothing is. New reference. */
json_t *stamp_text(const struct home *home, bool zh);
/* Notes it for a home that no host has. */
int stamp_write(struct registry *registry, const char *home,
                const struct storage *storage, int64_t now, struct error *err);

/* waker.c: wakes homes when something falls due, notices steps of the clock. */
int waker_start(struct host *host, struct error *err);
void waker_stop(struct host *host);
/* Notices a step of the clock. Any thread; before anything may be missed. */
void waker_check_step(struct host *host);
/* A person has confirmed that the clock is right. */
void waker_confirm_clock(struct host *host);

/* Waits for a job, alone in a turn of the call's home. host.c */
int host_job_call(struct host *host, const struct host_call *call,
                  home_job *job, void *context, struct error *err);
/* The same for a job that nobody asks for. */
int host_job_wait(struct host *host, const char *home, home_job *job,
                  void *context, struct error *err);
/* tick.c: turns until nothing is left to do, or ERROR_TIMEOUT at `until`
 * (monotonic); *next is when the home wants to be looked at again. */
int host_drain_to(struct host *host, const char *home, int64_t until,
                  int64_t *next, struct error *err);

/* entries.c: finds or makes the entry of a home that the registry knows, and
 * keeps it open until host_home_release. */
int host_home_hold(struct host *host, const char *id, struct home **home,
                   struct error *err);
void host_home_release(struct home *home);
/* Runs a turn soon even when nobody asked. host->lock held. */
void host_home_poke(struct home *home);
void host_homes_close(struct host *host); /* every thread has ended */
/* Closes a home that nobody uses; a job. */
void host_home_close_job(struct home *home, struct item *item);

#endif
