/* A call while it runs: a command on the executor, or an ask on a reader. Only
 * home/ includes it. */
#ifndef SONGHE_HOME_WORK_H
#define SONGHE_HOME_WORK_H

#include "base/zone.h"
#include "home/home.h"

/* Who asks, as the home knows them. */
struct caller {
  int64_t person; /* core_person id; 0: the system */
  char *user;
  char *name;
  json_t *roles; /* array of texts */
  bool system;
  int64_t second; /* core_person id of the second signer, 0: none */
  char *second_name;
  int64_t second_at;
};

/* people.c. NOT_FOUND-like refusals are PERMISSION: this account has no place
 * in this home. */
int caller_find(struct storage_conn *conn, const struct request *request,
                struct caller *caller, struct error *err);
void caller_system(struct caller *caller);
void caller_fini(struct caller *caller);
bool caller_has_role(const struct caller *caller, const char *role);

/* Executor, its own batch: the person who set the home up, administrator and
 * manager. */
int people_add_first(struct home *home, const char *user, struct error *err);

/* Whether one of the caller's roles has the call's declared permission; the
 * role that does in *role (borrowed). Default: no. */
bool caller_may(const struct live *live, const struct caller *caller,
                const struct live_call *call, const char **role);
bool caller_may_permission(const struct live *live, const struct caller *caller,
                           const char *permission, const char **role);

struct work {
  struct home *home;
  struct live *live; /* held for as long as this runs */
  struct storage_conn *conn;
  struct query_cache *queries;
  const struct live_call *call;
  const struct caller *caller;
  const struct request *request; /* NULL for deliveries */
  const json_t *input;           /* checked; borrowed */
  int64_t now;                   /* ms UTC, one value for the whole call */
  int64_t happened_at;
  int64_t at;       /* sequence that a query answers for, 0: now */
  int64_t depth;    /* of an event that it would publish */
  int64_t deadline; /* monotonic ms */
  int64_t shown;    /* rows of an ask's answer, for the access log */
  bool reading;     /* may not change anything */
  bool zh;
  const char *chain[HOME_NEST_MAX]; /* plugins that are running, outer first */
  int nested;
};

/* handlers.c: runs the Lua handler `kind`.`name` of a plugin ("action",
 * "query", "on", "before") in its runner, with this work's means. */
int handler_run(struct work *work, struct live_member *member, const char *kind,
                const char *name, json_t *call, json_t **result,
                struct error *err);
/* Whether the plugin declares that it needs the plugin `id`. */
bool handler_needs(const struct live_member *member, const char *id);
/* The `call` argument of a handler. New reference. */
json_t *handler_call_object(struct work *work, const struct live_member *member,
                            const json_t *input);

/* command.c. One command inside the open batch: 0 when the reply is filled
 * (done or refused), an error when the batch must be given up. */
int command_run(struct home *home, struct request *request,
                struct host_reply *reply);

/* The system's own commands (deliveries, duties, effects): begins one as
 * plugin.action. */
int command_begin_system(struct home *home, const char *plugin,
                         const char *action, int64_t cause_event,
                         struct error *err);
bool command_is_refusal(int code);

/* The home's zone; UTC when its name is unknown here. */
const struct zone *home_zone(const struct home *home);

/* query.c: answers on a reader thread. */
void query_answer(struct home *home, struct item *item);
/* Opens the first reader of a home that is being opened, whose schema takes as
 * long to read as the plugins' rest; what is wrong shows at the first ask. */
void query_ahead(struct home *home);
/* A declared query within `work`, by a plugin's handler or by the host:
 * `name` is full. Of the core only what its declaration opens to plugins.
 * Rows: new reference. */
int query_run_within(struct work *work, const struct live_call *call,
                     const json_t *params, json_t **rows, struct error *err);

/* deliver.c */
int deliver_some(struct home *home, int64_t budget_ms, struct error *err);

/* duties.c: the one file that knows schedule/. */
int duties_open(struct home *home, struct error *err);
void duties_close(struct home *home);
json_t *duties_tables(void);
/* A failure that is not storage's pauses the duties and is no error here. */
int duties_advance(struct home *home, struct error *err);
int64_t duties_next(struct home *home);
/* Says what home->duty_fault means and what to do; NULL when all is well. */
json_t *duties_fault_text(int64_t fault, bool zh);
int64_t duties_now(struct home *home);
int duties_schedule(struct work *work, const char *kind, const json_t *spec,
                    int64_t *id, struct error *err);
int duties_reschedule(struct work *work, int64_t schedule, int64_t from,
                      const json_t *spec, struct error *err);
int duties_stop(struct work *work, int64_t schedule, int64_t from,
                struct error *err);
int duties_hold(struct work *work, int64_t schedule, int64_t from, int64_t to,
                const char *reason, struct error *err);
int duties_release(struct work *work, int64_t schedule, int64_t from,
                   struct error *err);
/* What an event says to whom it is told: duty_tell. New reference. */
int duties_tell(struct storage_conn *conn, const char *type,
                const json_t *payload, json_t **out, struct error *err);
/* Whether the second signer's sign-in still counts. */
bool duties_second_counts(const struct work *work);
/* The kind of an occurrence, in full: "medication.dose". NOT_FOUND when there
 * is none. */
int duties_kind_of(struct storage_conn *conn, const char *duty, char *kind,
                   size_t size, struct error *err);
/* What is known of an occurrence, as in duty_look; it must be of `kind`. New
 * reference. */
int duties_look(struct work *work, const char *kind, const char *duty,
                json_t **out, struct error *err);
/* A correction that tells no time keeps that of what it corrects, as
 * work->happened_at; what was not done and now is, was done now. */
int duties_claim(struct work *work, struct error *err);
/* The only occurrence of a schedule that this command made. `duty` has room
 * for its id (DUTIES_ID). */
#define DUTIES_ID 40
int duties_only(struct work *work, int64_t schedule, char *duty,
                struct error *err);
/* `input` {duty, outcome, at?, reason?, facts?, supersedes?, version?}. When
 * `kind` is not NULL the duty must be of that kind; its own permission holds
 * when it is NULL. */
int duties_record(struct work *work, const char *kind, const json_t *input,
                  const json_t *facts, int64_t *outcome, struct error *err);
int duties_list(struct work *work, const json_t *filter, json_t **rows,
                struct error *err);
/* As duty_days. */
int duties_days(struct work *work, const json_t *filter, json_t **rows,
                struct error *err);
/* As duty_times, in that zone or, when it is NULL, the home's. */
int duties_times(struct work *work, const char *zone, const json_t *spec,
                 int64_t days, json_t **rows, struct error *err);
/* As duty_counts. */
int duties_counts(struct work *work, const json_t *filter, json_t **rows,
                  struct error *err);
/* Every duty of [from, to) that the filter of duty_list wants, as duty_list and
 * duty_ahead say them, in no order; more than `limit` when there are more. */
int duties_span(struct work *work, const json_t *filter, size_t limit,
                json_t **rows, struct error *err);
/* As duty_story. */
int duties_story(struct work *work, const char *duty, json_t **row,
                 struct error *err);

/* As duty_undo_check, duty_undo_withdraw, duty_undo_settle. */
struct storage_undo;
int duties_undo_check(struct home *home, const struct storage_undo *undo,
                      struct error *err);
int duties_undo_withdraw(struct home *home, int64_t schedule,
                         struct error *err);
int duties_undo_settle(struct home *home, const struct storage_undo *undo,
                       struct error *err);

/* core_paper.c: while who writes the paper sheets doesn't run (safe mode, three
 * strikes, a fault), what can't be done and which sheets there are: {zh, en,
 * folder, sheets: [{name, at}]}; else NULL. New reference. */
json_t *paper_needed(struct work *work);

/* effects.c */
extern const char effects_ddl[];
int effects_open(struct home *home, struct error *err);
/* A file's name, the payload's or else the key: no folder, nothing hidden. */
bool effects_name_valid(const char *name);
int effects_add(struct work *work, const char *plugin, const char *kind,
                const char *key, const json_t *payload, struct error *err);
/* After a commit: does what is due and records it in a batch of its own. */
void effects_run(struct home *home);
int64_t effects_next(struct home *home);

/* files.c. Every file that the values of these fields name must be there, and a
 * picture where the field wants one: ERROR_INPUT with the paths. */
int files_check(const struct home *home, const json_t *fields,
                const json_t *value, struct error *err);
/* Executor, outside a batch: removes files that nothing has named for a day,
 * when that is due. */
void files_sweep(struct home *home);

/* import.c: jobs of their own. */
void import_job(struct home *home, struct item *item);

/* undo.c, inside a command: takes back what commands (numbers, ascending) did
 * and what followed from it. {undone: how many rows}; refused, naming each
 * thing, when something was changed or recorded since. */
int undo_commands(struct work *work, const json_t *numbers, json_t **result,
                  struct error *err);

#endif
