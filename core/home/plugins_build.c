/* Building the set of plugins that a home runs. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/core_calls.h"
#include "home/plugins.h"
#include "home/work.h"

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

/* The first faults in words, for the manager's list. Both to be freed. */
static void build_words(const struct error *why, char **zh_text,
                        char **en_text) {
  struct buf zh;
  struct buf en;

  buf_init(&zh);
  buf_init(&en);
  buf_text(&zh, why->zh != NULL ? why->zh : "");
  buf_text(&en, why->en != NULL ? why->en : "");
  for (size_t i = 0; i < why->fault_count && i < 20; i++) {
    const struct error_fault *fault = &why->faults[i];
    buf_printf(&zh, " %s: %s", fault->field, fault->zh);
    buf_printf(&en, " %s: %s", fault->field, fault->en);
  }
  *zh_text = buf_take(&zh);
  *en_text = buf_take(&en);
}

/* At most LIVE_HELD - 1 bytes of whole characters. */
static void build_clip(char to[LIVE_HELD], const char *text) {
  size_t len = strlen(text);

  if (len >= LIVE_HELD)
    for (len = LIVE_HELD - 1; (text[len] & 0xc0) == 0x80;)
      len--;
  memcpy(to, text, len);
  to[len] = '\0';
}

void plugins_hold(struct home *home, struct live_member *member,
                  const struct error *why) {
  char *zh;
  char *en;

  build_words(why, &zh, &en);
  log_line(LOG_ERROR, "plugin", "%s of %s: the version before stays: %s",
           member->id, home->id, en != NULL ? en : "");
  pthread_mutex_lock(&home->host->lock);
  build_clip(member->held_zh, zh != NULL ? zh : "");
  build_clip(member->held_en, en != NULL ? en : "?");
  pthread_mutex_unlock(&home->host->lock);
  free(zh);
  free(en);
}

static void build_faulty(struct build *build, const char *id,
                         const json_t *declaration, const struct error *why) {
  char *zh_text;
  char *en_text;

  build_words(why, &zh_text, &en_text);
  log_line(build->home->host->is_trial ? LOG_DEBUG : LOG_ERROR, "plugin",
           "%s of %s is not in force: %s", id, build->home->id,
           en_text != NULL ? en_text : "");
  build_absent(build, id, "faulty", declaration, zh_text, en_text);
  free(zh_text);
  free(en_text);
}

/* Columns that an override added once: they hold what people wrote, so they
 * stay when the override is gone. *tables is the plugin's until one is found,
 * and a copy from then on. */
static void tables_retain(json_t **tables, const json_t *stored) {
  const char *name;
  json_t *table;
  json_t *column;
  json_t *own = NULL;
  size_t i;

  json_object_foreach((json_t *)(uintptr_t)stored, name, table) {
    json_array_foreach(json_object_get(table, "columns"), i, column) {
      json_t *columns =
          json_object_get(json_object_get(*tables, name), "columns");
      if (strcmp(json_get_text(column, "note", ""), "override") != 0 ||
          json_find(columns, "name", json_get_text(column, "name", "")) != NULL)
        continue;
      if (own == NULL) {
        own = json_deep_copy(*tables);
        json_decref(*tables);
        *tables = own;
        columns = json_object_get(json_object_get(own, name), "columns");
      }
      json_array_append(columns, column);
    }
  }
}

/* The tables that a version wants. New reference. */
static json_t *plugins_tables(struct home *home,
                              const struct plugin_entry *entry) {
  json_t *tables = json_incref(json_object_get(entry->declaration, "tables"));

  if (tables == NULL)
    return json_object();
  tables_retain(&tables, storage_schema_tables(home->storage, entry->id));
  return tables;
}

int plugins_migrate(struct home *home, const struct plugin_entry *entry,
                    bool *changed, struct error *err) {
  json_t *tables = plugins_tables(home, entry);
  int rc = storage_schema_apply(
      home->storage, entry->id, entry->version, tables,
      json_object_get(entry->declaration, "migrations"), changed, err);

  json_decref(tables);
  return rc;
}

static int build_schema(struct build *build, struct plugin_entry *entry,
                        struct error *err) {
  struct storage *storage = build->home->storage;
  struct storage_command command = {.plugin = entry->id,
                                    .action = "schema",
                                    .plugin_version = entry->version,
                                    .station = "host"};
  struct storage_receipt receipt;
  bool changed = false;
  int rc;

  rc = storage_command_begin(storage, &command, err);
  if (rc == 0) {
    rc = plugins_migrate(build->home, entry, &changed, err);
    if (rc == 0 && changed)
      rc = storage_command_accept(storage, NULL, &receipt, err);
    else
      storage_command_drop(storage);
  }
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

/* A plugin that is to be added. */
struct build_wait {
  struct plugins_folder folder;
  struct plugin_entry *entry; /* NULL: added, or stays out */
  struct error held;          /* why it is not the newest version */
};

static struct live_member *build_old(const struct build *build,
                                     const char *id) {
  struct live_member *old =
      build->old != NULL ? live_member_find(build->old, id) : NULL;

  return old != NULL && old->entry != NULL ? old : NULL;
}

/* The version to use: the one in force unless it is to be read anew. What is
 * not in order leaves the one before, with the reason; a reload is refused. */
static int build_entry(struct build *build, struct build_wait *wait,
                       struct error *why) {
  const char *id = wait->folder.id;
  bool reload = build->reload != NULL && strcmp(build->reload, id) == 0;
  struct live_member *old = build_old(build, id);
  int rc;

  if (old != NULL && !reload) {
    wait->entry = plugin_entry_ref(old->entry);
    return 0;
  }
  rc = plugins_load(build->home, &wait->folder, &wait->entry, why);
  if (rc == 0)
    return 0;
  if (old != NULL) {
    plugins_hold(build->home, old, why);
    return rc;
  }
  if (plugins_load_other(build->home, &wait->folder, &wait->entry) != 0)
    return rc;
  error_move(&wait->held, why);
  return 0;
}

/* One candidate's way into the list to be added; 0 also when it stays out. */
static int build_candidate(struct build *build, struct build_wait *wait,
                           struct error *err) {
  const char *id = wait->folder.id;
  bool reload = build->reload != NULL && strcmp(build->reload, id) == 0;
  struct error why = {0};
  const char *state;
  char *zh;
  char *en;
  int rc = plugins_state(build->home, id, &state, &zh, &en, err);

  if (rc != 0)
    return rc;
  if (strcmp(state, "enabled") != 0) {
    build_absent(build, id, state, NULL, zh, en);
    free(zh);
    free(en);
    return 0;
  }
  free(zh);
  free(en);
  rc = build_entry(build, wait, &why);
  if (rc != 0 && reload) {
    error_move(err, &why);
    return rc;
  }
  if (rc != 0)
    build_faulty(build, id, NULL, &why);
  error_fini(&why);
  return 0;
}

/* The member just added runs an older version, or still does. */
static void build_note_held(struct build *build,
                            const struct build_wait *wait) {
  struct live_member *member = build->live->members[build->live->count - 1];
  struct live_member *old = build_old(build, member->id);

  if (wait->held.code != ERROR_NONE) {
    plugins_hold(build->home, member, &wait->held);
  } else if (old != NULL && old->entry == member->entry) {
    pthread_mutex_lock(&build->home->host->lock);
    memcpy(member->held_zh, old->held_zh, sizeof member->held_zh);
    memcpy(member->held_en, old->held_en, sizeof member->held_en);
    pthread_mutex_unlock(&build->home->host->lock);
  }
}

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
        build_note_held(build, &waits[i]);
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

/* Of the folders only some plugins and those that they need, however far. */
static void build_only(struct build_wait *waits, int count,
                       const json_t *only) {
  bool wanted[LIVE_MEMBERS_MAX] = {false};
  bool more = true;
  json_t *need;
  size_t n;

  json_array_foreach(only, n, need) for (int i = 0; i < count; i++) wanted[i] =
      wanted[i] || strcmp(waits[i].folder.id, json_string_value(need)) == 0;
  while (more) {
    more = false;
    for (int i = 0; i < count; i++) {
      if (!wanted[i] || waits[i].entry == NULL)
        continue;
      json_array_foreach(json_object_get(waits[i].entry->declaration, "needs"),
                         n, need) {
        for (int k = 0; k < count; k++) {
          bool is = strcmp(waits[k].folder.id, json_string_value(need)) == 0;
          more = more || (is && !wanted[k]);
          wanted[k] = wanted[k] || is;
        }
      }
    }
  }
  for (int i = 0; i < count; i++) {
    if (wanted[i] || waits[i].entry == NULL)
      continue;
    plugin_entry_unref(waits[i].entry);
    waits[i].entry = NULL;
  }
}

static int build_candidates(struct build *build, struct build_wait **out,
                            int *count, struct error *err) {
  struct plugins_folder *folders = calloc(LIVE_MEMBERS_MAX, sizeof *folders);
  struct build_wait *waits = calloc(LIVE_MEMBERS_MAX, sizeof *waits);
  int rc = 0;

  *out = waits;
  *count = 0;
  if (folders == NULL || waits == NULL)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (rc == 0)
    rc = plugins_find(build->home, folders, LIVE_MEMBERS_MAX - 1, count, err);
  for (int i = 0; rc == 0 && i < *count; i++) {
    waits[i].folder = folders[i];
    rc = build_candidate(build, &waits[i], err);
  }
  free(folders);
  return rc;
}

static int build_plugins(struct build *build, struct error *err) {
  const json_t *only = build->home->host->only;
  struct build_wait *waits;
  int count;
  int rc = build_candidates(build, &waits, &count, err);

  if (rc == 0 && only != NULL)
    build_only(waits, count, only);
  if (rc == 0)
    rc = build_resolve(build, waits, count, err);
  for (int i = 0; waits != NULL && i < count; i++) {
    if (waits[i].entry != NULL)
      plugin_entry_unref(waits[i].entry);
    error_fini(&waits[i].held);
  }
  free(waits);
  return rc;
}

/* Nothing of them is read; who asks for one is told why it does not run. */
static int build_safe(struct build *build, struct error *err) {
  struct plugins_folder *folders = calloc(LIVE_MEMBERS_MAX, sizeof *folders);
  int count = 0;
  int rc = folders == NULL
               ? error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.")
               : plugins_find(build->home, folders, LIVE_MEMBERS_MAX - 1,
                              &count, err);

  for (int i = 0; rc == 0 && i < count; i++)
    build_absent(build, folders[i].id, "safe", NULL,
                 "主机以安全模式启动，不运行插件",
                 "the host was started in safe mode, without plugins");
  free(folders);
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
  else if (build->home->host->safe_mode)
    rc = build_safe(build, err);
  if (rc == 0 && live_index(build->live) != 0)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (rc != 0) {
    live_release(build->live);
    build->live = NULL;
  }
  return rc;
}

int plugins_build(struct home *home, struct live *old, const char *reload,
                  bool schema, struct live **out, struct error *err) {
  struct build build = {
      .home = home, .old = old, .reload = reload, .schema = schema};
  int rc = build_run(&build, err);

  *out = build.live;
  return rc;
}
