#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "home/declared.h"
#include "home/plugins.h"
#include "home/work.h"
#include "plugin/declare.h"
#include "plugin/override.h"

static bool find_id_valid(const char *id) {
  size_t len = strlen(id);

  if (len == 0 || len > 24 || id[0] < 'a' || id[0] > 'z')
    return false;
  return strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

static void find_add(struct plugins_folder *folders, int max, int *count,
                     const char *path, const char *id, bool home_own) {
  struct plugins_folder *folder = NULL;

  for (int i = 0; i < *count; i++)
    if (strcmp(folders[i].id, id) == 0)
      folder = &folders[i];
  if (folder == NULL && *count < max)
    folder = &folders[(*count)++];
  if (folder == NULL) {
    log_line(LOG_ERROR, "plugin", "%s: more than %d plugins", id, max);
    return;
  }
  snprintf(folder->id, sizeof folder->id, "%s", id);
  snprintf(folder->path, sizeof folder->path, "%s", path);
  folder->home_own = home_own;
}

static void find_in(struct plugins_folder *folders, int max, int *count,
                    const char *parent, bool home_own) {
  struct dirent **entries;
  int n = parent != NULL ? scandir(parent, &entries, NULL, alphasort) : -1;

  for (int i = 0; i < n; i++) {
    char path[4096];
    if (find_id_valid(entries[i]->d_name) &&
        (entries[i]->d_type == DT_DIR || entries[i]->d_type == DT_UNKNOWN) &&
        (size_t)snprintf(path, sizeof path, "%s/%s", parent,
                         entries[i]->d_name) < sizeof path)
      find_add(folders, max, count, path, entries[i]->d_name, home_own);
    free(entries[i]);
  }
  if (n >= 0)
    free(entries);
}

/* A plugin by its folder, instead of the one with its id. */
static void find_one(struct plugins_folder *folders, int max, int *count,
                     const struct host *host) {
  const char *slash = strrchr(host->folder, '/');
  const char *id = host->plugin != NULL ? host->plugin
                   : slash != NULL      ? slash + 1
                                        : host->folder;

  if (find_id_valid(id))
    find_add(folders, max, count, host->folder, id, true);
}

int plugins_find(struct home *home, struct plugins_folder *folders, int max,
                 int *count, struct error *err) {
  struct host *host = home->host;
  char path[4096];
  char own[4112];
  int rc = 0;

  *count = 0;
  if (host->like != NULL)
    snprintf(path, sizeof path, "%s", host->like);
  else
    rc = registry_home_path(host->registry, home->id, path, sizeof path, err);
  if (rc != 0)
    return rc;
  find_in(folders, max, count, host->plugins, false);
  if (host->site != NULL) {
    snprintf(own, sizeof own, "%s/plugins", host->site);
    find_in(folders, max, count, own, true);
  }
  snprintf(own, sizeof own, "%s/plugins", path);
  find_in(folders, max, count, own, true);
  if (host->folder != NULL)
    find_one(folders, max, count, host);
  return 0;
}

/* --- versions read before ------------------------------------------------- */

/* A version read before, a reference; NULL when there is none. */
static struct plugin_entry *plugins_known(struct host *host,
                                          const struct plugin_source *source) {
  struct plugin_entry *found = NULL;
  char hash[2 * HASH_SIZE + 1];

  if (host->kit != NULL)
    return plugins_known(host->kit, source);

  hash_hex(source->hash, HASH_SIZE, hash);
  pthread_mutex_lock(&host->lock);
  for (int i = 0; i < HOST_KNOWN && found == NULL; i++)
    if (host->known[i] != NULL && strcmp(host->known[i]->hash, hash) == 0)
      found = plugin_entry_ref(host->known[i]);
  pthread_mutex_unlock(&host->lock);
  return found;
}

static void plugins_remember(struct host *host, struct plugin_entry *entry) {
  struct plugin_entry *old;

  if (host->kit != NULL) {
    plugins_remember(host->kit, entry);
    return;
  }

  pthread_mutex_lock(&host->lock);
  old = host->known[host->known_next];
  host->known[host->known_next] = plugin_entry_ref(entry);
  host->known_next = (host->known_next + 1) % HOST_KNOWN;
  pthread_mutex_unlock(&host->lock);
  if (old != NULL)
    plugin_entry_unref(old);
}

/* Reading one that never ends takes its whole deadline, and a home that builds
 * its set records nothing meanwhile: what failed is not tried again until
 * plugins_forget. */
struct plugins_fault {
  uint8_t hash[HASH_SIZE]; /* of the files */
  struct error why;
};

static void fault_free(struct plugins_fault *fault) {
  if (fault != NULL)
    error_fini(&fault->why);
  free(fault);
}

/* 0, or why these files could not be read before. */
static int fault_find(struct host *host, const struct plugin_source *source,
                      struct error *err) {
  int rc = 0;

  if (host->kit != NULL)
    return fault_find(host->kit, source, err);

  pthread_mutex_lock(&host->lock);
  for (int i = 0; i < HOST_FAULTS && rc == 0; i++) {
    const struct plugins_fault *fault = host->faults[i];
    if (fault == NULL || memcmp(fault->hash, source->hash, HASH_SIZE) != 0)
      continue;
    rc = (int)fault->why.code;
    error_copy(err, fault->why.code, &fault->why);
  }
  pthread_mutex_unlock(&host->lock);
  return rc;
}

static void fault_note(struct host *host, const uint8_t hash[HASH_SIZE],
                       const struct error *why) {
  struct plugins_fault *fault;
  struct plugins_fault *old;

  if (host->kit != NULL) {
    fault_note(host->kit, hash, why);
    return;
  }
  if (why->code != ERROR_TIMEOUT && why->code != ERROR_PLUGIN &&
      why->code != ERROR_INPUT)
    return; /* the host's own trouble says nothing of the plugin */
  fault = calloc(1, sizeof *fault);
  if (fault == NULL)
    return;
  memcpy(fault->hash, hash, HASH_SIZE);
  error_copy(&fault->why, why->code, why);

  pthread_mutex_lock(&host->lock);
  old = host->faults[host->fault_next];
  host->faults[host->fault_next] = fault;
  host->fault_next = (host->fault_next + 1) % HOST_FAULTS;
  pthread_mutex_unlock(&host->lock);
  fault_free(old);
}

void plugins_forget(struct host *host) {
  pthread_mutex_lock(&host->lock);
  for (int i = 0; i < HOST_FAULTS; i++) {
    fault_free(host->faults[i]);
    host->faults[i] = NULL;
  }
  pthread_mutex_unlock(&host->lock);
}

static int plugins_declare(struct host *host,
                           const struct plugin_source *source,
                           json_t **declaration, struct error *err) {
  json_t *kept;
  int rc;

  *declaration = declared_find(host, source);
  if (*declaration != NULL)
    return 0;
  rc = plugin_declare(host->zygote, source, declaration, err);
  if (rc != 0)
    return rc;
  json_object_del(*declaration, "data"); /* only the runner's Lua reads it */
  declared_keep(host, source, *declaration);
  kept = declared_find(host, source); /* takes a third of the memory */
  if (kept != NULL) {
    json_decref(*declaration);
    *declaration = kept;
  }
  return 0;
}

int plugins_entry(struct host *host, const struct plugin_entry *base,
                  struct plugin_source *source, struct plugin_entry **out,
                  struct error *err) {
  json_t *declaration = NULL;
  int rc;

  *out = plugins_known(host, source);
  if (*out != NULL) {
    plugin_source_free(source);
    return 0;
  }
  rc = fault_find(host, source, err);
  if (rc == 0) {
    rc = base == NULL ? plugins_declare(host, source, &declaration, err)
                      : plugin_overrides_apply(host->zygote, base, source,
                                               &declaration, err);
    if (rc != 0)
      fault_note(host, source->hash, err);
  }
  if (rc != 0) {
    plugin_source_free(source);
    return rc;
  }
  *out = plugin_entry_new(declaration, source);
  if (*out == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  plugins_remember(host, *out);
  return 0;
}

int plugins_load_base(struct host *host, const struct plugins_folder *folder,
                      struct plugin_entry **out, struct error *err) {
  struct plugin_source *source = NULL;
  int rc = plugin_source_read(folder->path, &source, err);

  *out = NULL;
  if (rc == 0)
    rc = plugins_entry(host, NULL, source, out, err);
  if (rc != 0)
    return rc;
  if (strcmp((*out)->id, folder->id) == 0)
    return 0;
  rc =
      error_fault(err, "id", "folder", "插件的 id（%s）和它的文件夹名不一样。",
                  "The plugin's id (%s) is not its folder's name.", (*out)->id);
  plugin_entry_unref(*out);
  *out = NULL;
  return rc;
}

/* --- what the home says of them ------------------------------------------- */

int plugins_state(struct home *home, const char *id, const char **state,
                  char **zh, char **en, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage_writer(home->storage),
                         "select enabled, quarantined, reason, reason_en"
                         " from core_plugin"
                         " where plugin = ?",
                         &st, err);

  *state = "enabled";
  *zh = NULL;
  *en = NULL;
  if (rc != 0)
    return rc;
  statement_text(st, 1, id);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  if (statement_get_int(st, 0) == 0)
    *state = "disabled";
  else if (statement_get_int(st, 1) != 0)
    *state = "quarantined";
  if (statement_get_text(st, 2) != NULL)
    *zh = strdup(statement_get_text(st, 2));
  if (statement_get_text(st, 3) != NULL)
    *en = strdup(statement_get_text(st, 3));
  statement_reset(st);
  return 0;
}

static void settings_defaults(json_t *settings, const json_t *declared) {
  const char *name;
  json_t *setting;
  size_t i;

  if (json_is_array(declared)) {
    json_array_foreach(declared, i, setting) {
      json_t *given = json_object_get(setting, "default");
      if (given != NULL)
        json_object_set(settings, json_get_text(setting, "name", ""), given);
    }
    return;
  }
  json_object_foreach((json_t *)(uintptr_t)declared, name, setting) {
    json_t *given = json_object_get(setting, "default");
    if (given != NULL)
      json_object_set(settings, name, given);
  }
}

json_t *plugins_settings(struct home *home, const char *id,
                         const json_t *declaration) {
  json_t *settings = json_object();
  struct statement *st;

  settings_defaults(settings, json_object_get(declaration, "settings"));
  if (statement_get(storage_writer(home->storage),
                    "select name, value from core_setting where plugin = ?",
                    &st, NULL) != 0)
    return settings;
  statement_text(st, 1, id);
  while (statement_step(st, NULL) == 1) {
    const char *text = statement_get_text(st, 1);
    json_t *value =
        json_loads(text != NULL ? text : "null", JSON_DECODE_ANY, NULL);
    if (value != NULL)
      json_object_set_new(settings, statement_get_text(st, 0), value);
  }
  return settings;
}
