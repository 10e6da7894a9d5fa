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
  int rc = plugin_zygote_start(host->runner, &host->zygote, err);

  return rc != 0
             ? rc
             : plugin_runners_new(host->zygote, &events, &host->runners, err);
}

void plugins_stop(struct host *host) {
  for (int i = 0; i < HOST_KNOWN; i++)
    if (host->known[i] != NULL)
      plugin_entry_unref(host->known[i]);
  if (host->runners != NULL)
    plugin_runners_free(host->runners);
  if (host->zygote != NULL)
    plugin_zygote_stop(host->zygote);
}

int plugins_call(struct home *home, struct live_member *member, bool reading,
                 const struct plugin_call *call, json_t **result,
                 struct error *err) {
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

/* --- building a set ------------------------------------------------------- */

/* A set in the making. */
struct build {
  struct home *home;
  struct live *old;   /* versions to keep; NULL at open */
  const char *reload; /* the one to read anew; NULL: none */
  struct live *live;
  struct plugin_entry *entries[LIVE_MEMBERS_MAX]; /* of `live`, in order */
  size_t entry_count;
  bool schema; /* bring tables to the declarations, a command each */
};

static void build_absent(struct build *build, const char *id, const char *state,
                         const json_t *declaration, const char *zh,
                         const char *en) {
  struct live_absent *absent;

  if (build->live->absent_count >= LIVE_MEMBERS_MAX)
    return;
  absent = &build->live->absent[build->live->absent_count++];
  snprintf(absent->id, sizeof absent->id, "%s", id);
  absent->state = strdup(state);
  absent->zh = strdup(zh != NULL ? zh : "");
  absent->en = strdup(en != NULL ? en : "");
  absent->names = json_pack("{s:s?, s:s?, s:s?}", "version",
                            json_get_text(declaration, "version", NULL), "zh",
                            json_get_text(declaration, "zh", NULL), "en",
                            json_get_text(declaration, "en", NULL));
}

/* The first faults in words, for the manager's list. */
static void build_faulty(struct build *build, const char *id,
                         const json_t *declaration, const struct error *why) {
  struct buf zh;
  struct buf en;
  char *zh_text;
  char *en_text;

  buf_init(&zh);
  buf_init(&en);
  buf_text(&zh, why->zh != NULL ? why->zh : "");
  buf_text(&en, why->en != NULL ? why->en : "");
  for (size_t i = 0; i < why->fault_count && i < 20; i++) {
    const struct error_fault *fault = &why->faults[i];
    buf_printf(&zh, " %s: %s", fault->field, fault->zh);
    buf_printf(&en, " %s: %s", fault->field, fault->en);
  }
  zh_text = buf_take(&zh);
  en_text = buf_take(&en);
  log_line(LOG_ERROR, "plugin", "%s of %s is not in force: %s", id,
           build->home->id, en_text != NULL ? en_text : "");
  build_absent(build, id, "faulty", declaration, zh_text, en_text);
  free(zh_text);
  free(en_text);
}

static int build_schema(struct build *build, struct plugin_entry *entry,
                        struct error *err) {
  struct storage *storage = build->home->storage;
  struct storage_command command = {.plugin = entry->id,
                                    .action = "schema",
                                    .plugin_version = entry->version,
                                    .station = "host"};
  const json_t *tables = json_object_get(entry->declaration, "tables");
  json_t *none = json_object();
  struct storage_receipt receipt;
  bool changed = false;
  int rc;

  rc = storage_command_begin(storage, &command, err);
  if (rc == 0) {
    rc = storage_schema_apply(
        storage, entry->id, entry->version, tables != NULL ? tables : none,
        json_object_get(entry->declaration, "migrations"), &changed, err);
    if (rc == 0 && changed)
      rc = storage_command_accept(storage, NULL, &receipt, err);
    else
      storage_command_drop(storage);
  }
  json_decref(none);
  return rc;
}

static int build_add(struct build *build, struct plugin_entry *entry,
                     bool home_own, struct error *err) {
  struct plugin_catalogue *catalogue = NULL;
  struct live_member *member;
  int rc;

  build->entries[build->entry_count] = entry;
  rc = plugin_catalogue_build(build->entries, build->entry_count + 1,
                              &catalogue, err);
  if (rc != 0)
    return rc;
  plugin_catalogue_unref(catalogue);
  if (build->schema && build->home->storage != NULL &&
      !home_is_broken(build->home)) {
    rc = build_schema(build, entry, err);
    if (rc != 0)
      return rc;
  }
  member = calloc(1, sizeof *member);
  if (member == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  snprintf(member->id, sizeof member->id, "%s", entry->id);
  member->declaration = json_incref(entry->declaration);
  member->entry = plugin_entry_ref(entry);
  member->settings =
      plugins_settings(build->home, entry->id, entry->declaration);
  member->home_own = home_own;
  build->live->members[build->live->count++] = member;
  build->entry_count++;
  return 0;
}

static struct live_member *build_core(struct home *home) {
  struct live_member *member = calloc(1, sizeof *member);

  if (member == NULL)
    return NULL;
  snprintf(member->id, sizeof member->id, "core");
  member->declaration = core_declaration();
  member->settings = plugins_settings(home, "core", member->declaration);
  return member;
}

/* The version to use: the one in force unless it is to be read anew. */
static int build_entry(struct build *build, const struct plugins_folder *folder,
                       struct plugin_entry **entry, struct error *err) {
  struct live_member *old =
      build->old != NULL ? live_member_find(build->old, folder->id) : NULL;

  if (old != NULL && old->entry != NULL &&
      (build->reload == NULL || strcmp(build->reload, folder->id) != 0)) {
    *entry = plugin_entry_ref(old->entry);
    return 0;
  }
  return plugins_load(build->home, folder, entry, err);
}

/* One candidate's way into the list to be added; 0 also when it stays out. */
static int build_candidate(struct build *build,
                           const struct plugins_folder *folder,
                           struct plugin_entry **entry, struct error *err) {
  bool reload = build->reload != NULL && strcmp(build->reload, folder->id) == 0;
  struct error why = {0};
  const char *state;
  char *zh;
  char *en;
  int rc = plugins_state(build->home, folder->id, &state, &zh, &en, err);

  *entry = NULL;
  if (rc != 0)
    return rc;
  if (strcmp(state, "enabled") != 0) {
    build_absent(build, folder->id, state, NULL, zh, en);
    free(zh);
    free(en);
    return 0;
  }
  free(zh);
  free(en);
  rc = build_entry(build, folder, entry, &why);
  if (rc != 0 && reload) {
    error_move(err, &why);
    return rc;
  }
  if (rc != 0)
    build_faulty(build, folder->id, NULL, &why);
  error_fini(&why);
  return 0;
}

struct build_wait {
  struct plugins_folder folder;
  struct plugin_entry *entry;
};

/* Adds what can be added, the needed ones first; what is left over is faulty,
 * with the reasons of the last attempt. */
static int build_resolve(struct build *build, struct build_wait *waits,
                         int count, struct error *err) {
  bool progress = true;
  int rc = 0;

  while (progress) {
    progress = false;
    for (int i = 0; i < count; i++) {
      struct error why = {0};
      if (waits[i].entry == NULL)
        continue;
      if (build_add(build, waits[i].entry, waits[i].folder.home_own, &why) ==
          0) {
        plugin_entry_unref(waits[i].entry);
        waits[i].entry = NULL;
        progress = true;
      }
      error_fini(&why);
    }
  }
  for (int i = 0; i < count; i++) {
    struct error why = {0};
    if (waits[i].entry == NULL)
      continue;
    build_add(build, waits[i].entry, waits[i].folder.home_own, &why);
    if (build->reload != NULL && strcmp(build->reload, waits[i].folder.id) == 0)
      rc = why.code != ERROR_NONE ? (int)why.code : ERROR_INTERNAL;
    if (rc != 0)
      error_move(err, &why);
    else
      build_faulty(build, waits[i].folder.id, waits[i].entry->declaration,
                   &why);
    error_fini(&why);
    plugin_entry_unref(waits[i].entry);
    waits[i].entry = NULL;
  }
  return rc;
}

static int build_plugins(struct build *build, struct error *err) {
  struct plugins_folder *folders = calloc(LIVE_MEMBERS_MAX, sizeof *folders);
  struct build_wait *waits = calloc(LIVE_MEMBERS_MAX, sizeof *waits);
  int count = 0;
  int rc = 0;

  if (folders == NULL || waits == NULL)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (rc == 0)
    rc = plugins_find(build->home, folders, LIVE_MEMBERS_MAX - 1, &count, err);
  for (int i = 0; rc == 0 && i < count; i++) {
    waits[i].folder = folders[i];
    rc = build_candidate(build, &folders[i], &waits[i].entry, err);
  }
  if (rc == 0)
    rc = build_resolve(build, waits, count, err);
  for (int i = 0; waits != NULL && i < count; i++)
    if (waits[i].entry != NULL)
      plugin_entry_unref(waits[i].entry);
  free(folders);
  free(waits);
  return rc;
}

static int build_run(struct build *build, struct error *err) {
  struct live_member *core = build_core(build->home);
  int rc = 0;

  build->live = live_new();
  if (build->live == NULL || core == NULL) {
    free(core);
    live_release(build->live);
    build->live = NULL;
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  build->live->members[build->live->count++] = core;
  if (build->home->host->runners != NULL)
    rc = build_plugins(build, err);
  if (rc == 0 && live_index(build->live) != 0)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (rc != 0) {
    live_release(build->live);
    build->live = NULL;
  }
  return rc;
}

/* --- subscribers ---------------------------------------------------------- */

static int plugins_subscribe(struct home *home, const struct live *live,
                             struct error *err) {
  json_t *list = json_array();
  int rc;

  for (int i = 0; i < live->count; i++) {
    const json_t *on = json_object_get(live->members[i]->declaration, "on");
    const char *pattern;
    json_t *handler;

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

int plugins_open(struct home *home, struct error *err) {
  bool writable = !home_is_broken(home);
  struct build build = {.home = home, .schema = writable};
  int rc = writable ? storage_begin(home->storage, err) : 0;

  if (rc != 0)
    return rc;
  rc = build_run(&build, err);
  if (rc == 0 && writable)
    rc = plugins_subscribe(home, build.live, err);
  if (rc == 0 && writable)
    rc = storage_commit(home->storage, err);
  if (rc != 0) {
    if (writable)
      storage_rollback(home->storage);
    live_release(build.live);
    return rc;
  }
  pthread_mutex_lock(&home->host->lock);
  home->live = build.live;
  pthread_mutex_unlock(&home->host->lock);
  home->heard = build.live;
  return 0;
}

/* The tables of the version that comes, in the command that brings it. */
static int plugins_migrate(struct home *home, struct live_member *member,
                           struct error *err) {
  const json_t *tables = json_object_get(member->declaration, "tables");
  json_t *none = json_object();
  bool changed;
  int rc = storage_schema_apply(
      home->storage, member->id, member->entry->version,
      tables != NULL ? tables : none,
      json_object_get(member->declaration, "migrations"), &changed, err);

  json_decref(none);
  return rc;
}

int plugins_rebuild(struct work *work, const char *reload, struct error *err) {
  struct home *home = work->home;
  struct build build = {.home = home,
                        .old =
                            home->pending != NULL ? home->pending : home->live,
                        .reload = reload};
  struct live_member *member = NULL;
  int rc = build_run(&build, err);

  if (rc == 0 && reload != NULL)
    member = live_member_find(build.live, reload);
  if (rc == 0 && reload != NULL && (member == NULL || member->entry == NULL))
    rc = error_set(err, ERROR_NOT_FOUND, "没有可用的插件 %s。",
                   "There is no plugin %s to run.", reload);
  if (rc == 0 && member != NULL)
    rc = plugins_migrate(home, member, err);
  if (rc != 0) {
    live_release(build.live);
    /* Whatever is wrong with a new version is a refusal: the old one runs. */
    if (err->code == ERROR_PLUGIN || err->code == ERROR_TIMEOUT)
      err->code = ERROR_RULE;
    return err->code != ERROR_NONE ? (int)err->code : rc;
  }
  live_release(home->pending);
  home->pending = build.live;
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
  if (rc == 0)
    home->heard = live;
  else
    log_line(LOG_ERROR, "bus", "%s: subscribers were not noted: %s", home->id,
             err.en != NULL ? err.en : "");
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
  if (home->heard != home->live)
    plugins_hear(home);
}
