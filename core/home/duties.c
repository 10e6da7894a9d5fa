/* The one file of home/ that knows schedule/. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/work.h"
#include "plugin/fields.h"
#include "schedule/duty.h"

/* The duty book asks while a command or an advance runs on this home's
 * executor, when `live` can't be replaced under it. */
static const json_t *duties_kind(void *context, const char *name) {
  struct home *home = context;
  struct live *live = home->pending != NULL ? home->pending : home->live;

  return live != NULL ? live_duty(live, name) : NULL;
}

json_t *duties_tables(void) {
  return duty_tables();
}

int duties_open(struct home *home, struct error *err) {
  int rc = duty_open(home->storage, duties_kind, home, &home->book, err);

  if (rc == 0)
    atomic_store(&home->duty_fault, duty_fault(home->book));
  return rc;
}

void duties_close(struct home *home) {
  if (home->book != NULL)
    duty_close(home->book);
  home->book = NULL;
}

/* M12: until a person has confirmed a jump of the clock, nothing becomes
 * missed by itself; not either when the turn comes before the waker's look. */
static void duties_heed_clock(struct home *home) {
  waker_check_step(home->host);
  duty_hold_missed(home->book, atomic_load(&home->host->clock_doubt) != 0);
}

int64_t duties_next(struct home *home) {
  struct error err = {0};
  int64_t next;

  if (home->book == NULL)
    return INT64_MAX;
  duties_heed_clock(home);
  next = duty_next(home->book, &err);
  if (err.code != ERROR_NONE) {
    log_line(LOG_ERROR, "duties", "%s: %s", home->id,
             err.en != NULL ? err.en : "");
    next = INT64_MAX;
  }
  error_fini(&err);
  return next > home->advance_at ? next : home->advance_at;
}

/* It would fail again at once, and the home has more to do than duties. The
 * pause doubles; the log says it when it begins. */
static void duties_pause(struct home *home, int64_t now, int code,
                         const struct error *why) {
  int64_t pause = HOME_ADVANCE_PAUSE_MS << home->advance_failed;

  if (home->advance_failed == 0)
    log_line(LOG_ERROR, "duties",
             "%s: duties do not advance, tried again in %d s and then later "
             "and later: %s",
             home->id, HOME_ADVANCE_PAUSE_MS / 1000,
             why->en != NULL ? why->en : error_slug((enum error_code)code));
  if (home->advance_failed < HOME_ADVANCE_DOUBLED)
    home->advance_failed++;
  home->advance_at = now + pause;
  atomic_store(&home->duty_fault, HOME_DUTIES_STOPPED);
}

static void duties_go_on(struct home *home) {
  if (home->advance_failed > 0)
    log_line(LOG_WARN, "duties", "%s: duties advance again", home->id);
  home->advance_failed = 0;
  home->advance_at = 0;
  atomic_store(&home->duty_fault, duty_fault(home->book));
}

json_t *duties_fault_text(int64_t fault, bool zh) {
  const char *text =
      zh ? "任务停了：到时间的任务不再出现。请先用纸记录，并运行 songhe "
           "verify 看原因。"
         : "Duties have stopped: what falls due is not shown. Use paper, and "
           "run songhe verify to see why.";

  if (fault == 0)
    return NULL;
  if (fault == HOME_DUTIES_STOPPED)
    return json_string(text);
  return json_sprintf(
      zh ? "任务安排 %lld 读不出来，它的任务不再出现，其余照常。请先用纸记录"
           "这一项，并运行 songhe verify 看原因。"
         : "Schedule %lld can't be read: its duties are not shown, all others "
           "are. Keep this one on paper, and run songhe verify to see why.",
      (long long)fault);
}

int duties_advance(struct home *home, struct error *err) {
  int64_t now = clock_now(&home->host->clock);
  struct storage_receipt receipt;
  struct error why = {0};
  bool more = false;
  int rc;

  if (home->book == NULL || duties_next(home) > now)
    return 0;
  rc = command_begin_system(home, "core", "advance", 0, err);
  if (rc != 0)
    return rc;
  rc = duty_advance(home->book, now, HOME_ADVANCE_STEPS, &more, &why);
  if (rc == 0) {
    rc = storage_command_accept(home->storage, NULL, &receipt, err);
    if (rc == 0)
      duties_go_on(home);
    return rc;
  }
  storage_command_drop(home->storage);
  if (rc == ERROR_FULL || rc == ERROR_IO || home_is_broken(home))
    error_move(err, &why);
  else { /* what people did in this batch is saved all the same */
    duties_pause(home, now, rc, &why);
    rc = 0;
  }
  error_fini(&why);
  return rc;
}

/* A reader has no book; a plugin that only looks has none either. */
static int duties_book(struct work *work, struct duty_book **book,
                       struct error *err) {
  *book = work->home->book;
  if (*book != NULL && !work->reading)
    return 0;
  return error_set(err, ERROR_READONLY, "现在不能改任务安排。",
                   "Duties can't be changed here.");
}

int duties_schedule(struct work *work, const char *kind, const json_t *spec,
                    int64_t *id, struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  return rc != 0 ? rc : duty_schedule(book, kind, spec, id, err);
}

/* A plugin moves only what it began. */
static int duties_own(struct work *work, int64_t schedule, struct error *err) {
  const char *plugin = work->call->member->id;
  json_t *row = NULL;
  const char *kind;
  size_t len = strlen(plugin);
  int rc = storage_get(work->conn, "core", "schedule", schedule, &row, err);

  if (rc != 0)
    return rc;
  kind = json_get_text(row, "kind", "");
  if (work->call->native == NULL &&
      (strncmp(kind, plugin, len) != 0 || kind[len] != '.'))
    rc = error_set(err, ERROR_NOT_FOUND, "没有这个任务安排。",
                   "There is no such schedule.");
  json_decref(row);
  return rc;
}

int duties_reschedule(struct work *work, int64_t schedule, int64_t from,
                      const json_t *spec, struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  if (rc == 0)
    rc = duties_own(work, schedule, err);
  return rc != 0 ? rc : duty_reschedule(book, schedule, from, spec, err);
}

int duties_stop(struct work *work, int64_t schedule, int64_t from,
                struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  if (rc == 0)
    rc = duties_own(work, schedule, err);
  return rc != 0 ? rc : duty_stop(book, schedule, from, err);
}

int duties_hold(struct work *work, int64_t schedule, int64_t from, int64_t to,
                const char *reason, struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  if (rc == 0)
    rc = duties_own(work, schedule, err);
  return rc != 0 ? rc : duty_hold(book, schedule, from, to, reason, err);
}

int duties_release(struct work *work, int64_t schedule, int64_t from,
                   struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  if (rc == 0)
    rc = duties_own(work, schedule, err);
  return rc != 0 ? rc : duty_release(book, schedule, from, err);
}

/* Its id begins with its schedule's. */
int duties_kind_of(struct storage_conn *conn, const char *duty, char *kind,
                   size_t size, struct error *err) {
  json_t *row = NULL;
  int64_t schedule = strtoll(duty, NULL, 10);
  int rc = storage_get(conn, "core", "schedule", schedule, &row, err);

  if (rc == 0 && row == NULL)
    rc = error_set(err, ERROR_NOT_FOUND, "没有任务 %s。",
                   "There is no duty %s.", duty);
  if (rc == 0)
    snprintf(kind, size, "%s", json_get_text(row, "kind", ""));
  json_decref(row);
  return rc;
}

static int duties_check_kind(struct work *work, const char *kind,
                             const char *actual, struct error *err) {
  const json_t *declared = live_duty(work->live, actual);
  const char *permission = json_get_text(declared, "permission", NULL);
  const char *role;

  if (kind != NULL && strcmp(kind, actual) != 0)
    return error_fault(err, "duty", "kind", "这不是 %s 的任务。",
                       "That is no duty of kind %s.", kind);
  if (kind != NULL || work->caller->system)
    return 0;
  if (permission != NULL &&
      caller_may_permission(work->live, work->caller, permission, &role))
    return 0;
  return error_set(err, ERROR_PERMISSION,
                   "您没有记录这项任务的权限。如需要，请找管理员。",
                   "You may not record this duty. If you need to, please ask "
                   "an administrator.");
}

int duties_look(struct work *work, const char *kind, const char *duty,
                json_t **out, struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  *out = NULL;
  if (rc == 0)
    rc = duty_look(book, duty, out, err);
  if (rc == 0)
    rc = duties_check_kind(work, kind, json_get_text(*out, "kind", ""), err);
  return rc;
}

/* Whether `outcome` of the kind is done, as it is declared. */
static bool duties_done(struct work *work, const char *kind,
                        const char *outcome) {
  const json_t *outcomes =
      json_object_get(live_duty(work->live, kind), "outcomes");

  return json_get_bool(json_find(outcomes, "value", outcome), "done", false);
}

int duties_claim(struct work *work, struct error *err) {
  int64_t id = json_get_int(work->input, "supersedes", 0);
  const char *outcome = json_get_text(work->input, "outcome", "");
  char kind[96];
  json_t *row = NULL;
  int rc;

  if (id == 0 || work->request == NULL || work->request->happened_at != 0)
    return 0;
  rc = duties_kind_of(work->conn, json_get_text(work->input, "duty", ""), kind,
                      sizeof kind, err);
  if (rc == 0)
    rc = storage_get(work->conn, "core", "outcome", id, &row, err);
  if (rc == 0 && row != NULL &&
      (!duties_done(work, kind, outcome) ||
       duties_done(work, kind, json_get_text(row, "outcome", ""))))
    work->happened_at = json_get_int(row, "at", work->happened_at);
  json_decref(row);
  return rc;
}

int duties_only(struct work *work, int64_t schedule, char *duty,
                struct error *err) {
  struct duty_book *book;
  int rc = duties_book(work, &book, err);

  if (rc == 0)
    rc = duties_own(work, schedule, err);
  return rc != 0 ? rc : duty_only(book, schedule, work->now, duty, err);
}

/* What is asked with an outcome is asked of what was done: a duty that was not
 * done has nothing that must be told. */
static int duties_check_facts(struct work *work, const char *kind,
                              const struct duty_record *record, json_t **facts,
                              struct error *err) {
  const json_t *fields = json_object_get(live_duty(work->live, kind), "fields");
  int rc;

  *facts = NULL;
  if (!duties_done(work, kind, record->outcome) &&
      json_object_size(record->facts) == 0)
    return 0;
  rc = fields_check(fields, record->facts, FIELDS_JSON, home_zone(work->home),
                    facts, err);
  if (rc == 0)
    rc = files_check(work->home, fields, *facts, err);
  if (rc == 0 && json_object_size(*facts) == 0) {
    json_decref(*facts);
    *facts = NULL;
  }
  return rc;
}

int duties_record(struct work *work, const char *kind, const json_t *input,
                  const json_t *facts, int64_t *outcome, struct error *err) {
  struct duty_record record = {
      .duty = json_get_text(input, "duty", ""),
      .outcome = json_get_text(input, "outcome", ""),
      .happened_at = json_get_int(input, "at", work->happened_at),
      .reason = json_get_text(input, "reason", NULL),
      .facts = facts != NULL ? facts : json_object_get(input, "facts"),
      .person = work->caller->person,
      .second = work->caller->second,
      .second_at = work->caller->second_at,
      .supersedes = json_get_int(input, "supersedes", 0),
      .version = json_get_int(input, "version", 0),
  };
  struct duty_book *book;
  json_t *checked = NULL;
  char actual[96];
  int rc = duties_book(work, &book, err);

  if (rc == 0 && record.person == 0)
    rc = error_set(err, ERROR_PERMISSION, "任务只能由登录的人记录。",
                   "Only a signed-in person can record a duty.");
  if (rc == 0)
    rc = duties_kind_of(work->conn, record.duty, actual, sizeof actual, err);
  if (rc == 0)
    rc = duties_check_kind(work, kind, actual, err);
  if (rc == 0)
    rc = duties_check_facts(work, actual, &record, &checked, err);
  if (rc == 0) {
    record.facts = checked;
    rc = duty_record_outcome(book, &record, work->now, outcome, err);
  }
  json_decref(checked);
  return rc;
}

int duties_tell(struct storage_conn *conn, const char *type,
                const json_t *payload, json_t **out, struct error *err) {
  return duty_tell(conn, type, payload, out, err);
}

bool duties_second_counts(const struct work *work) {
  return work->now - work->caller->second_at <= DUTY_SIGNER_WINDOW;
}

int duties_list(struct work *work, const json_t *filter, json_t **rows,
                struct error *err) {
  return duty_list(work->conn, filter, rows, err);
}

int duties_days(struct work *work, const json_t *filter, json_t **rows,
                struct error *err) {
  return duty_days(work->conn, home_zone(work->home), filter, rows, err);
}

#define DUTIES_TIMES_MAX 5000

int duties_times(struct work *work, const char *name, const json_t *spec,
                 int64_t days, json_t **rows, struct error *err) {
  const struct zone *zone = home_zone(work->home);

  if (name != NULL && zone_get(name, &zone, NULL) != 0)
    return error_fault(err, "zone", "unknown", "没有 %s 这个时区。",
                       "There is no zone %s.", name);
  return duty_times(zone, spec, days, DUTIES_TIMES_MAX, rows, err);
}

static const json_t *duties_live_kind(void *context, const char *name) {
  return live_duty(context, name);
}

int duties_counts(struct work *work, const json_t *filter, json_t **rows,
                  struct error *err) {
  return duty_counts(work->conn, duties_live_kind, work->live, filter, rows,
                     err);
}

/* What is made already, and one more than `limit` of it. */
static int duties_made(struct work *work, const json_t *filter, size_t limit,
                       json_t **rows, struct error *err) {
  static const char *const states[] = {"open", "done"};
  const char *only = json_get_text(filter, "state", NULL);
  json_t *asked = json_copy((json_t *)(uintptr_t)filter);
  int rc = 0;

  *rows = json_array();
  json_object_set_new(asked, "limit", json_integer((json_int_t)limit + 1));
  for (size_t i = 0; rc == 0 && i < (only != NULL ? 1 : 2); i++) {
    json_t *some = NULL;
    if (only == NULL)
      json_object_set_new(asked, "state", json_string(states[i]));
    rc = duty_list(work->conn, asked, &some, err);
    if (rc == 0)
      json_array_extend(*rows, some);
    json_decref(some);
  }
  json_decref(asked);
  return rc;
}

/* Whether what is not made yet can be in the state that is asked for. */
static bool duties_may_come(const json_t *filter) {
  const char *state = json_get_text(filter, "state", "upcoming");

  return json_get_text(filter, "person", NULL) == NULL &&
         (strcmp(state, "upcoming") == 0 || strcmp(state, "held") == 0);
}

int duties_span(struct work *work, const json_t *filter, size_t limit,
                json_t **rows, struct error *err) {
  json_t *ahead = NULL;
  int rc = duties_made(work, filter, limit, rows, err);

  if (rc == 0 && json_array_size(*rows) <= limit && duties_may_come(filter))
    rc = duty_ahead(work->conn, home_zone(work->home), filter,
                    limit - json_array_size(*rows), &ahead, err);
  if (rc == 0 && ahead != NULL)
    json_array_extend(*rows, ahead);
  json_decref(ahead);
  if (rc == 0)
    return 0;
  json_decref(*rows);
  *rows = NULL;
  return rc;
}

int duties_story(struct work *work, const char *duty, json_t **row,
                 struct error *err) {
  return duty_story(work->conn, home_zone(work->home), duty, row, err);
}

int duties_undo_check(struct home *home, const struct storage_undo *undo,
                      struct error *err) {
  return home->book != NULL ? duty_undo_check(home->book, undo, err) : 0;
}

int duties_undo_withdraw(struct home *home, int64_t schedule,
                         struct error *err) {
  return duty_undo_withdraw(home->book, schedule, err);
}

int duties_undo_settle(struct home *home, const struct storage_undo *undo,
                       struct error *err) {
  return home->book != NULL ? duty_undo_settle(home->book, undo, err) : 0;
}
