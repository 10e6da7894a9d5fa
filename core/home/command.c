/* A command's way through a home. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/work.h"
#include "plugin/call.h"
#include "plugin/fields.h"

bool command_is_refusal(int code) {
  switch (code) {
  case ERROR_INPUT:
  case ERROR_PERMISSION:
  case ERROR_NOT_FOUND:
  case ERROR_RULE:
  case ERROR_CONFLICT:
    return true;
  default:
    return false;
  }
}

int command_begin_system(struct home *home, const char *plugin,
                         const char *action, int64_t cause_event,
                         struct error *err) {
  struct storage_command command = {.plugin = plugin,
                                    .action = action,
                                    .plugin_version = SONGHE_VERSION,
                                    .station = "host",
                                    .cause_event = cause_event};

  return storage_command_begin(home->storage, &command, err);
}

/* One command on its way. */
struct command {
  struct home *home;
  struct live *live;
  struct request *request;
  struct host_reply *reply;
  struct caller caller;
  const struct live_call *call;
  struct storage_command row;
  json_t *input;        /* as asked, or as command_route puts it */
  json_t *checked;      /* the input with defaults */
  struct error invalid; /* what is wrong with the input */
};

static void command_fini(struct command *command) {
  caller_fini(&command->caller);
  json_decref(command->input);
  json_decref(command->checked);
  error_fini(&command->invalid);
  live_release(command->live);
}

/* 1: the key is known and the reply filled. */
static int command_repeat(struct command *command) {
  struct host_reply *reply = command->reply;
  json_t *kept = NULL;
  int rc;

  if (command->row.key == NULL || command->request->dry_run)
    return 0;
  rc = storage_command_find(command->home->storage, &command->row, &kept,
                            &reply->receipt, &reply->err);
  if (rc != 1)
    return rc;
  if (reply->receipt.refused) {
    storage_refusal_read(kept, &reply->err);
    json_decref(kept);
  } else {
    reply->result = kept;
  }
  return 1;
}

/* Hooks of others may refuse; they look, they don't write. */
static int command_before(struct work *work, struct error *err) {
  for (int i = 0; i < work->live->count; i++) {
    struct live_member *member = work->live->members[i];
    const json_t *before = json_object_get(member->declaration, "before");
    json_t *call;
    json_t *result = NULL;
    bool reading = work->reading;
    int rc;

    if (json_object_get(before, work->call->name) == NULL ||
        live_member_stopped(member))
      continue;
    call = handler_call_object(work, member, work->input);
    work->reading = true;
    rc = handler_run(work, member, "before", work->call->name, call, &result,
                     err);
    work->reading = reading;
    json_decref(call);
    json_decref(result);
    if (rc != 0)
      return rc;
  }
  return 0;
}

/* The duty kind that an action records, in full; false: none. */
static bool command_records(const struct work *work, char *kind, size_t size) {
  const char *name = json_get_text(work->call->declaration, "records", NULL);

  if (name == NULL)
    return false;
  snprintf(kind, size, "%s.%s", work->call->member->id, name);
  return true;
}

/* With `opens` the handler makes the duty itself; else its input names one,
 * which it gets as call.duty. */
static bool command_opens(const struct work *work) {
  return json_get_bool(work->call->declaration, "opens", false);
}

static int command_show_duty(struct work *work, json_t *call,
                             struct error *err) {
  char kind[96];
  json_t *duty;
  int rc;

  if (!command_records(work, kind, sizeof kind) || command_opens(work))
    return 0;
  rc = duties_look(work, kind, json_get_text(work->input, "duty", ""), &duty,
                   err);
  if (rc == 0) /* the plugin's own word for it */
    json_object_set_new(duty, "kind", json_string(strchr(kind, '.') + 1));
  json_object_set_new(call, "duty", duty);
  if (rc == 0)
    rc = duties_claim(work, err);
  json_object_set_new(call, "happened_at", json_integer(work->happened_at));
  return rc;
}

/* What is recorded: the input, on the occurrence that the handler opened. */
static int command_opened(struct work *work, const json_t *result,
                          json_t **input, struct error *err) {
  int64_t schedule = json_get_int(result, "schedule", 0);
  char duty[DUTIES_ID];
  int rc;

  *input = json_copy((json_t *)(uintptr_t)work->input);
  if (!command_opens(work))
    return 0;
  if (schedule == 0)
    return error_set(err, ERROR_PLUGIN, "处理程序没有给出 schedule。",
                     "The handler returned no schedule.");
  rc = duties_only(work, schedule, duty, err);
  if (rc == 0)
    json_object_set_new(*input, "duty", json_string(duty));
  return rc;
}

/* An action with `records`: its handler has agreed, the core writes the
 * outcome. */
static int command_record(struct work *work, json_t **result,
                          struct error *err) {
  char kind[96];
  json_t *input;
  int64_t outcome;
  int rc;

  if (!command_records(work, kind, sizeof kind))
    return 0;
  rc = command_opened(work, *result, &input, err);
  if (rc == 0)
    rc = duties_record(work, kind, input, json_object_get(*result, "facts"),
                       &outcome, err);
  json_decref(input);
  if (rc != 0)
    return rc;
  if (!json_is_object(*result)) {
    json_decref(*result);
    *result = json_object();
  }
  json_object_set_new(*result, "outcome", json_integer(outcome));
  return 0;
}

/* Instants leave as ISO 8601, as those of queries do. */
static void command_show(const struct command *command, json_t **result) {
  json_t *shown =
      fields_show(json_object_get(command->call->declaration, "output"),
                  *result, home_zone(command->home));

  json_decref(*result);
  *result = shown;
}

static int command_handle(struct command *command, json_t **result,
                          struct error *err) {
  struct request *request = command->request;
  int64_t now = clock_now(&command->home->host->clock);
  struct work work = {
      .home = command->home,
      .live = command->live,
      .conn = storage_writer(command->home->storage),
      .queries = &command->home->queries,
      .call = command->call,
      .caller = &command->caller,
      .request = request,
      .input = command->checked,
      .now = now,
      .happened_at = request->happened_at != 0 ? request->happened_at : now,
      .deadline =
          clock_monotonic() + json_get_int(command->call->declaration,
                                           "deadline_ms", PLUGIN_ACTION_MS),
      .zh = request->zh,
  };
  json_t *call;
  int rc = command_before(&work, err);

  if (rc != 0)
    return rc;
  if (command->call->native != NULL)
    return command->call->native(&work, result, err);
  call = handler_call_object(&work, command->call->member, command->checked);
  rc = command_show_duty(&work, call, err);
  if (rc == 0)
    rc = handler_run(&work, command->call->member, "action",
                     command->call->short_name, call, result, err);
  json_decref(call);
  if (rc == 0)
    rc = fields_check_result(
        json_object_get(command->call->declaration, "output"), *result, false,
        err);
  if (rc == 0)
    rc = command_record(&work, result, err);
  if (rc == 0)
    command_show(command, result);
  return rc;
}

static int command_check_time(const struct command *command,
                              struct error *err) {
  int64_t now = clock_now(&command->home->host->clock);

  if (command->request->happened_at > now + 60000)
    return error_fault(err, "happened_at", "future",
                       "发生时间在将来，请核对钟表。",
                       "The time it happened lies in the future: please check "
                       "the clock.");
  return 0;
}

/* What an input field of type ref points to must be there: said here once, so
 * that no handler meets a bed or a person that does not exist. */
static int command_check_ref(struct command *command, const json_t *field,
                             struct error *err) {
  const char *name = json_get_text(field, "name", "");
  const char *to = json_get_text(field, "to", "");
  const char *table = strchr(to, '.');
  const json_t *value = json_object_get(command->checked, name);
  const char *plugin = command->call->member->id;
  json_t *row = NULL;
  char other[33];
  int rc;

  if (strcmp(json_get_text(field, "type", ""), "ref") != 0 ||
      !json_is_integer(value))
    return 0;
  if (table != NULL && (size_t)(table - to) < sizeof other) {
    memcpy(other, to, (size_t)(table - to));
    other[table - to] = '\0';
    plugin = other;
  }
  rc = storage_get(storage_writer(command->home->storage), plugin,
                   table != NULL ? table + 1 : to, json_integer_value(value),
                   &row, err);
  if (rc == 0 && row == NULL)
    error_fault(err, name, "unknown", "没有 %lld 号，请重新选择。",
                "There is no number %lld: please choose again.",
                (long long)json_integer_value(value));
  json_decref(row);
  return rc;
}

static int command_check_refs(struct command *command, struct error *err) {
  const json_t *fields = json_object_get(command->call->declaration, "input");
  const json_t *field;
  size_t i;
  int rc = 0;

  json_array_foreach(fields, i, field) {
    if (rc == 0)
      rc = command_check_ref(command, field, err);
  }
  return rc == 0 && err->fault_count > 0 ? (int)err->code : rc;
}

/* The order of architecture.md: permission, then input, then the handler. */
static int command_try(struct command *command, json_t **result,
                       struct error *err) {
  const char *role;
  int rc;

  if (!caller_may(command->live, &command->caller, command->call, &role))
    return error_set(
        err, ERROR_PERMISSION, "您没有做“%s”的权限。如需要，请找管理员。",
        "You may not do \"%s\". If you need to, please ask an "
        "administrator.",
        json_get_text(command->call->declaration,
                      command->request->zh ? "zh" : "en", command->call->name));
  if (command->invalid.code != ERROR_NONE) {
    error_move(err, &command->invalid);
    return err->code;
  }
  rc = command_check_time(command, err);
  if (rc == 0)
    rc = command_check_refs(command, err);
  if (rc == 0)
    rc = files_check(command->home,
                     json_object_get(command->call->declaration, "input"),
                     command->checked, err);
  return rc != 0 ? rc : command_handle(command, result, err);
}

/* A fault of the plugin or the host is journaled without its key: a retry must
 * not meet it again. */
static void command_note_fault(struct command *command,
                               const struct error *why) {
  struct storage_receipt receipt;
  struct storage_command row = command->row;

  row.key = NULL;
  if (storage_command_begin(command->home->storage, &row, NULL) != 0)
    return;
  if (storage_command_refuse(command->home->storage, why, &receipt, NULL) != 0)
    log_line(LOG_ERROR, "home", "%s: a fault could not be journaled",
             command->home->id);
}

/* Journals what the handler came to. Returns an error when the batch must be
 * given up. */
static int command_end(struct command *command, int rc, json_t *result,
                       struct error *err) {
  struct storage *storage = command->home->storage;
  struct host_reply *reply = command->reply;

  if (rc == 0 && !command->request->dry_run) {
    rc = storage_command_accept(storage, result, &reply->receipt, err);
    /* An accept that is refused leaves the command open. */
    if (rc == 0 || home_is_failure(command->home, rc))
      return rc;
    storage_command_drop(storage);
    return 0;
  }
  if (command->request->dry_run) {
    storage_command_drop(storage);
    live_release(command->home->pending);
    command->home->pending = NULL;
    if (command->home->bus != NULL)
      bus_reset(command->home->bus);
    return 0;
  }
  if (command_is_refusal(rc))
    return storage_command_refuse(storage, err, &reply->receipt, NULL);
  storage_command_drop(storage);
  if (rc != ERROR_BUSY)
    command_note_fault(command, err);
  return 0;
}

static int command_run_checked(struct command *command) {
  struct storage *storage = command->home->storage;
  struct live *pending = command->home->pending;
  struct error err = {0};
  json_t *result = NULL;
  int ended;
  int rc = storage_command_begin(storage, &command->row, &err);

  if (rc == 0) {
    rc = command_try(command, &result, &err);
    if (rc != 0 && err.code == ERROR_NONE)
      err.code = (enum error_code)rc;
    /* Storage that has failed takes the whole batch with it. */
    if (home_is_failure(command->home, rc))
      goto failed;
    if (rc != 0 && command->home->pending != pending) {
      live_release(command->home->pending);
      command->home->pending = NULL;
    }
    ended = command_end(command, rc, result, &err);
    if (ended != 0) {
      rc = ended;
      goto failed;
    }
  } else if (home_is_failure(command->home, rc)) {
    goto failed;
  }
  error_move(&command->reply->err, &err);
  if (command->reply->err.code == ERROR_NONE)
    command->reply->result = result;
  else
    json_decref(result);
  return 0;

failed:
  json_decref(result);
  error_move(&command->reply->err, &err);
  return rc != 0 ? rc : ERROR_IO;
}

/* The action by which a plugin records duties of this kind, or NULL. */
static const struct live_call *command_recorder(const struct live *live,
                                                const char *kind) {
  for (size_t i = 0; i < live->call_count; i++) {
    const struct live_call *call = &live->calls[i];
    const char *records = json_get_text(call->declaration, "records", NULL);
    size_t len = strlen(call->member->id);
    if (call->is_action && records != NULL &&
        !json_get_bool(call->declaration, "opens", false) &&
        strncmp(kind, call->member->id, len) == 0 && kind[len] == '.' &&
        strcmp(kind + len + 1, records) == 0)
      return call;
  }
  return NULL;
}

/* A duty of a plugin that does not run can't be recorded, by nobody. */
static int command_kind_runs(const struct live *live, const char *kind,
                             struct error *err) {
  char plugin[33];
  size_t len = strcspn(kind, ".");

  if (len >= sizeof plugin || strncmp(kind, "core.", 5) == 0)
    return 0;
  memcpy(plugin, kind, len);
  plugin[len] = '\0';
  return live_member_find(live, plugin) != NULL ? 0
                                                : live_missing(live, kind, err);
}

/* core.record_duty of a kind that a plugin records by an action is that action:
 * what its handler looks at can't be gone around. The facts become inputs. */
static int command_route(struct command *command, struct error *err) {
  struct storage_conn *conn = storage_writer(command->home->storage);
  const struct live_call *recorder;
  struct error why = {0};
  json_t *facts;
  char kind[96];
  int rc = 0;

  command->input = json_incref(command->request->input);
  if (strcmp(command->call->name, "core.record_duty") != 0)
    return 0;
  rc = duties_kind_of(conn, json_get_text(command->input, "duty", ""), kind,
                      sizeof kind, &why);
  if (rc != 0 && rc != ERROR_NOT_FOUND)
    error_move(err, &why);
  error_fini(&why);
  if (rc != 0) /* of a duty that is not there core.record_duty tells */
    return err->code;
  if ((rc = command_kind_runs(command->live, kind, err)) != 0)
    return rc;
  recorder = command_recorder(command->live, kind);
  if (recorder == NULL)
    return 0;
  command->call = recorder;
  json_decref(command->input);
  command->input = json_copy(command->request->input);
  facts = json_incref(json_object_get(command->input, "facts"));
  json_object_del(command->input, "facts");
  if (json_is_object(facts))
    json_object_update_missing(command->input, facts);
  json_decref(facts);
  return 0;
}

/* By declaration: what records duties of a kind, or says that it needs no room,
 * goes on to the last. */
static enum space_need command_needs(const struct live_call *call) {
  const char *room = json_get_text(call->declaration, "room", "some");

  if (json_get_text(call->declaration, "records", NULL) != NULL ||
      strcmp(room, "none") == 0)
    return SPACE_NEEDS_NOTHING;
  return strcmp(room, "much") == 0 ? SPACE_NEEDS_MUCH : SPACE_NEEDS_SOME;
}

static void command_fill_row(struct command *command) {
  struct request *request = command->request;
  struct storage_command *row = &command->row;
  const char *role = NULL;

  caller_may(command->live, &command->caller, command->call, &role);
  row->happened_at = request->happened_at;
  row->person = command->caller.person;
  row->role = role;
  row->station = request->station;
  row->plugin = command->call->member->id;
  row->action = command->call->short_name;
  row->plugin_version =
      json_get_text(command->call->member->declaration, "version", NULL);
  row->key = request->key;
  row->input = command->input;
  row->subject = json_get_int(command->input, "resident", 0);
}

static int command_prepare(struct command *command) {
  struct error *err = &command->reply->err;
  struct request *request = command->request;
  struct storage *storage = command->home->storage;
  int rc = caller_find(storage_writer(storage), request, &command->caller, err);

  if (rc != 0)
    return rc;
  command->call = live_find(command->live,
                            request->name != NULL ? request->name : "", true);
  if (command->call == NULL)
    return live_missing(command->live, request->name, err);
  if (request->key != NULL && strlen(request->key) > STORAGE_KEY_MAX)
    return error_set(err, ERROR_USAGE, "重复请求的标识太长（最多 %d 字节）。",
                     "The idempotency key is too long (%d bytes at most).",
                     STORAGE_KEY_MAX);
  rc = command_route(command, err);
  if (rc != 0)
    return rc;
  command_fill_row(command);
  rc = fields_check(json_object_get(command->call->declaration, "input"),
                    command->input, request->words ? FIELDS_WORDS : FIELDS_JSON,
                    home_zone(command->home), &command->checked,
                    &command->invalid);
  if (rc != 0 && command->invalid.code == ERROR_NONE)
    command->invalid.code = (enum error_code)rc;
  return 0;
}

int command_run(struct home *home, struct request *request,
                struct host_reply *reply) {
  struct command command = {
      .home = home, .live = live_of(home), .request = request, .reply = reply};
  int rc = command_prepare(&command);

  if (rc == 0)
    rc = command_repeat(&command);
  if (rc == 0 &&
      space_check(home->host, command_needs(command.call), &reply->err) != 0) {
    rc = 0; /* nothing of it is written, and no other of the batch fails */
  } else if (rc == 0) {
    rc = command_run_checked(&command);
  } else {
    if (rc < 0 && reply->err.code == ERROR_NONE)
      reply->err.code = (enum error_code)rc;
    rc = rc < 0 && home_is_failure(home, rc) ? rc : 0;
  }
  reply->offset = zone_offset(home_zone(home), reply->receipt.recorded_at);
  command_fini(&command);
  return rc;
}
