#include "home/plugins.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/core_calls.h"
#include "home/work.h"
#include "plugin/declare.h"
#include "plugin/runners.h"

/* --- the host's side ------------------------------------------------------ */

/* On the thread that gave a runner back. */
static void plugins_third_strike(void *context, const char *id,
                                 const char *plugin, const char *zh,
                                 const char *en) {
  struct host *host = context;

  pthread_mutex_lock(&host->lock);
  for (int i = 0; i < host->home_count; i++) {
    struct home *home = host->homes[i];
    struct live_member *member;

    if (strcmp(home->id, id) != 0 || home->live == NULL)
      continue;
    member = live_member_find(home->live, plugin);
    if (member == NULL)
      continue;
    atomic_store(&member->stopped, true);
    snprintf(member->stopped_zh, sizeof member->stopped_zh, "%s", zh);
    snprintf(member->stopped_en, sizeof member->stopped_en, "%s", en);
    home->quarantine = true;
    host_home_poke(home);
  }
  pthread_mutex_unlock(&host->lock);
}

int plugins_start(struct host *host, struct error *err) {
  struct plugin_runners_events events = {.context = host,
                                         .quarantine = plugins_third_strike};
  int rc = 0;

  if (host->kit != NULL)
    host->zygote = host->kit->zygote;
  else
    rc = plugin_zygote_start(host->runner, &host->zygote, err);

  return rc != 0
             ? rc
             : plugin_runners_new(host->zygote, &events, &host->runners, err);
}

void plugins_stop(struct host *host) {
  for (int i = 0; i < HOST_KNOWN; i++)
    if (host->known[i] != NULL)
      plugin_entry_unref(host->known[i]);
  plugins_forget(host);
  if (host->runners != NULL)
    plugin_runners_free(host->runners);
  if (host->zygote != NULL && host->kit == NULL)
    plugin_zygote_stop(host->zygote);
}

/* Fields that an override added to an action, in the hands of its call. */
struct added {
  const json_t *tables; /* {table: {row, columns}}, as declared */
  const json_t *input;
};

/* What was given for a table. New reference. */
static json_t *added_row(const struct added *added, const json_t *entry) {
  json_t *row = json_object();
  json_t *name;
  size_t i;

  json_array_foreach(json_object_get(entry, "columns"), i, name) {
    json_t *value = json_object_get(added->input, json_string_value(name));
    if (value != NULL)
      json_object_set(row, json_string_value(name), value);
  }
  return row;
}

/* Those that go into rows which the action makes. New reference. */
static json_t *added_new(const struct added *added) {
  json_t *rows = json_object();
  const char *table;
  json_t *entry;

  json_object_foreach((json_t *)(uintptr_t)added->tables, table, entry) {
    json_t *row = added_row(added, entry);
    if (strcmp(json_get_text(entry, "row", ""), "new") == 0 &&
        json_object_size(row) > 0)
      json_object_set(rows, table, row);
    json_decref(row);
  }
  return rows;
}

/* After the handler: the rest goes into the rows that the input names. Nothing
 * that somebody entered is left lying. */
static int added_store(const struct added *added,
                       const struct plugin_call *call, struct error *err) {
  const char *table;
  json_t *entry;
  int rc = 0;

  if (json_object_size(call->added) > 0)
    return error_set(err, ERROR_PLUGIN,
                     "操作 %s 没有新建记录，补充的字段没处放，什么都没有保存。",
                     "Action %s made no row for the added fields; nothing was "
                     "saved.",
                     call->name);
  json_object_foreach((json_t *)(uintptr_t)added->tables, table, entry) {
    const char *input = json_get_text(entry, "row", "");
    json_t *row = added_row(added, entry);
    if (rc == 0 && strcmp(input, "new") != 0 && json_object_size(row) > 0)
      rc = call->ops->update(call->context, table,
                             json_get_int(added->input, input, 0), row, err);
    json_decref(row);
  }
  return rc;
}

static int plugins_run(struct home *home, struct live_member *member,
                       bool reading, const struct plugin_call *call,
                       json_t **result, struct error *err) {
  struct runner_want want = {.home = home->id,
                             .entry = member->entry,
                             .zone = home_zone(home),
                             .use = reading ? RUNNER_READS : RUNNER_WRITES,
                             .deadline = call->deadline};
  struct plugin_runner *runner;
  enum plugin_verdict verdict;
  int rc = plugin_runners_take(home->host->runners, &want, &runner, err);

  /* A runner that does not start is no failure of the database. */
  if (rc != 0 && rc != ERROR_BUSY && rc != ERROR_TIMEOUT && err != NULL)
    err->code = ERROR_PLUGIN;
  if (rc != 0)
    return err != NULL ? (int)err->code : rc;
  rc = plugin_call(runner, call, result, &verdict, err);
  plugin_runners_give(home->host->runners, runner, verdict);
  return rc;
}

int plugins_call(struct home *home, struct live_member *member, bool reading,
                 const struct plugin_call *call, json_t **result,
                 struct error *err) {
  const json_t *actions = json_object_get(member->declaration, "actions");
  struct plugin_call more = *call;
  struct added added = {0};
  int rc;

  more.quiet = !home->host->is_trial;
  if (strcmp(call->kind, "action") == 0)
    added.tables =
        json_object_get(json_object_get(actions, call->name), "added");
  if (added.tables == NULL)
    return plugins_run(home, member, reading, &more, result, err);
  added.input = json_object_get(call->call, "input");
  more.added = added_new(&added);
  rc = plugins_run(home, member, reading, &more, result, err);
  if (rc == 0)
    rc = added_store(&added, &more, err);
  json_decref(more.added);
  return rc;
}

/* --- subscribers ---------------------------------------------------------- */

/* `few`: only plugins that declare duties. */
static int plugins_listen(struct home *home, const struct live *live, bool few,
                          struct error *err) {
  json_t *list = json_array();
  int rc;

  for (int i = 0; i < live->count; i++) {
    const json_t *declared = live->members[i]->declaration;
    const json_t *on = json_object_get(declared, "on");
    const char *pattern;
    json_t *handler;

    if (few && json_object_size(json_object_get(declared, "duties")) == 0)
      continue;
    json_object_foreach((json_t *)(uintptr_t)on, pattern, handler) {
      char name[160];
      snprintf(name, sizeof name, "%s:%s", live->members[i]->id, pattern);
      json_array_append_new(
          list, json_pack("{s:s, s:s}", "name", name, "pattern", pattern));
    }
  }
  rc = bus_subscribe(home->bus, list, err);
  json_decref(list);
  return rc;
}

/* With a disk that is short of room, those that keep no duties leave for now:
 * the bus keeps where they stood, and they come back to what they missed. */
static int plugins_subscribe(struct home *home, const struct live *live,
                             struct error *err) {
  bool few = space_is_tight(home->host);
  int rc = plugins_listen(home, live, false, err); /* a new one has its place */

  if (rc == 0 && few)
    rc = plugins_listen(home, live, true, err);
  home->heard_few = few;
  return rc;
}

int plugins_open(struct home *home, struct error *err) {
  bool writable = !home_is_broken(home);
  struct live *live = NULL;
  int rc = writable ? storage_begin(home->storage, err) : 0;

  if (rc != 0)
    return rc;
  rc = plugins_build(home, NULL, NULL, writable, &live, err);
  if (rc == 0 && writable)
    rc = plugins_subscribe(home, live, err);
  if (rc == 0 && writable)
    rc = storage_commit(home->storage, err);
  if (rc != 0) {
    if (writable)
      storage_rollback(home->storage);
    live_release(live);
    return rc;
  }
  if (writable)
    plugins_keep(home, live);
  pthread_mutex_lock(&home->host->lock);
  home->live = live;
  pthread_mutex_unlock(&home->host->lock);
  home->heard = live;
  return 0;
}

int plugins_rebuild(struct work *work, const char *reload, struct error *err) {
  struct home *home = work->home;
  struct live *old = home->pending != NULL ? home->pending : home->live;
  struct live_member *member = NULL;
  struct live *live;
  bool changed;
  int rc = plugins_build(home, old, reload, false, &live, err);

  if (rc == 0 && reload != NULL)
    member = live_member_find(live, reload);
  if (rc == 0 && reload != NULL && (member == NULL || member->entry == NULL))
    rc = error_set(err, ERROR_NOT_FOUND, "没有可用的插件 %s。",
                   "There is no plugin %s to run.", reload);
  if (rc == 0 && member != NULL)
    rc = plugins_migrate(home, member->entry, &changed, err);
  if (rc != 0) {
    live_release(live);
    /* Whatever is wrong with a new version is a refusal: the old one runs. */
    if (err->code == ERROR_PLUGIN || err->code == ERROR_TIMEOUT)
      err->code = ERROR_RULE;
    return err->code != ERROR_NONE ? (int)err->code : rc;
  }
  live_release(home->pending);
  home->pending = live;
  return 0;
}

int plugins_note(struct home *home, const char *id, json_t *changes,
                 struct error *err) {
  struct statement *st;
  int64_t row = 0;
  int rc =
      statement_get(storage_writer(home->storage),
                    "select id from core_plugin where plugin = ?", &st, err);

  if (rc == 0) {
    statement_text(st, 1, id);
    rc = statement_step(st, err);
    if (rc == 1) {
      row = statement_get_int(st, 0);
      statement_reset(st);
      rc = 0;
    }
  }
  if (rc == 0 && row != 0) {
    rc = storage_update(home->storage, "core", "plugin", row, changes, err);
  } else if (rc == 0) {
    json_object_set_new(changes, "plugin", json_string(id));
    rc = storage_insert(home->storage, "core", "plugin", changes, &row, err);
  }
  json_decref(changes);
  return rc;
}

/* --- quarantine ----------------------------------------------------------- */

static int quarantine_note(struct home *home, struct live_member *member,
                           struct error *err) {
  struct storage_receipt receipt;
  json_t *changes;
  int rc = command_begin_system(home, "core", "quarantine", 0, err);

  if (rc != 0)
    return rc;
  pthread_mutex_lock(&home->host->lock);
  changes =
      json_pack("{s:b, s:b, s:s, s:s}", "enabled", 1, "quarantined", 1,
                "reason", member->stopped_zh, "reason_en", member->stopped_en);
  pthread_mutex_unlock(&home->host->lock);
  rc = plugins_note(home, member->id, changes, err);
  if (rc == 0)
    return storage_command_accept(home->storage, NULL, &receipt, err);
  storage_command_drop(home->storage);
  return rc;
}

static void plugins_quarantine(struct home *home) {
  struct error err = {0};
  struct work work = {.home = home};
  int rc = storage_begin(home->storage, &err);

  for (int i = 0; rc == 0 && i < home->live->count; i++)
    if (live_member_stopped(home->live->members[i]))
      rc = quarantine_note(home, home->live->members[i], &err);
  if (rc == 0)
    rc = plugins_rebuild(&work, NULL, &err);
  if (rc == 0)
    rc = home_batch_commit(home, &err);
  else
    home_batch_undone(home);
  if (rc != 0)
    log_line(LOG_ERROR, "plugin", "%s: a quarantine was not noted: %s",
             home->id, err.en != NULL ? err.en : "");
  error_fini(&err);
}

static void plugins_hear(struct home *home) {
  struct error err = {0};
  const struct live *live = home->live;
  int rc = storage_begin(home->storage, &err);

  if (rc == 0) {
    rc = plugins_subscribe(home, live, &err);
    if (rc == 0)
      rc = home_batch_commit(home, &err);
    else
      home_batch_undone(home);
  }
  if (rc == 0) {
    home->heard = live;
    plugins_keep(home, live);
  } else {
    log_line(LOG_ERROR, "bus", "%s: subscribers were not noted: %s", home->id,
             err.en != NULL ? err.en : "");
  }
  error_fini(&err);
}

void plugins_after_turn(struct home *home) {
  bool quarantine;

  if (home->bus == NULL || home_is_broken(home))
    return;
  pthread_mutex_lock(&home->host->lock);
  quarantine = home->quarantine;
  home->quarantine = false;
  pthread_mutex_unlock(&home->host->lock);
  if (quarantine)
    plugins_quarantine(home);
  if (home->heard != home->live ||
      home->heard_few != space_is_tight(home->host))
    plugins_hear(home);
}
